//! The demonstration's cases as they came: written down and registered day by day, most of them in time.

use std::collections::{BTreeMap, BTreeSet};

use crate::applications::{self, Application, Channel, Filing, NewApplication, Outcome, Registration};
use crate::context::App;
use crate::intake;
use crate::platform::act::Fact;
use crate::platform::clock::Day;
use crate::platform::failure::Failure;

use super::days;
use super::people::People;

/// Cases in the demonstration.
const CASES: usize = 300;

/// Writes the applications down as they came, on the days of the last weeks on which they were registered.
pub(super) async fn make(
    app: &App,
    people: &People,
    teachers: Vec<NewApplication>,
) -> Result<Vec<Application>, Failure> {
    let mut claimed = BTreeSet::new();
    let one_of_each = teachers.into_iter().filter(|new| {
        let snils = new.teacher.snils.as_str().to_owned();
        claimed.insert((snils, new.post_code.clone(), new.category.code()))
    });
    let mut days: BTreeMap<(Day, bool), Vec<(usize, NewApplication)>> = BTreeMap::new();
    for (place, new) in one_of_each.take(CASES).enumerate() {
        let new = NewApplication { received_on: days::received(app, &new, place), ..new };
        days.entry(days::registered(app, new.received_on, place)).or_default().push((place, new));
    }
    let mut cases = BTreeMap::new();
    for ((day, is_late), share) in days {
        cases.extend(register_on(app, people, (day, is_late), share).await?);
    }
    Ok(cases.into_values().collect())
}

/// Those of one day, each with its place.
async fn register_on(
    app: &App,
    people: &People,
    (day, is_late): (Day, bool),
    share: Vec<(usize, NewApplication)>,
) -> Result<Vec<(usize, Application)>, Failure> {
    let registration = Registration::on(day, &app.config.zone);
    app.db
        .act(people.centre_by(), days::at(app, day, 10), move |act| {
            let mut cases = Vec::new();
            for (place, new) in share {
                let channel = [Channel::InPerson, Channel::Post, Channel::Email][place % 3];
                let filing = Filing { channel: Some(channel), ..Filing::default() };
                if let Outcome::Made(id) = applications::write_down(act, (&new, &filing), registration)? {
                    let words = "заявление внесено из таблицы";
                    act.note(Fact::of(applications::kinds::REGISTERED, words).application(id))?;
                    if is_late {
                        act.note(intake::late(id, "в Центре не было связи"))?;
                    }
                    cases.extend(applications::by_id(act, id)?.map(|case| (place, case)));
                }
            }
            Ok::<_, Failure>(act.record(Fact::of(super::MADE, format!("внесено дел: {}", cases.len())), cases)?)
        })
        .await
}
