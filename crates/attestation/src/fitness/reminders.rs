//! Reminders of a day: the coordinators of a school get one letter about what runs out there, or has run out and is not done.

use std::collections::{BTreeSet, HashMap};

use crate::accounts::{Organization, coordinators_of};
use crate::clocks;
use crate::context::App;
use crate::platform::act::{By, Fact};
use crate::platform::clock::Day;
use crate::platform::daily::Daily;
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::Failure;
use crate::platform::ids::Id;
use crate::platform::letter::{Addressee, Part, compose};
use crate::platform::names::FullName;
use crate::platform::outbox::Letter;
use crate::platform::settings;
use crate::platform::words;
use crate::register::{self, Record};

use super::model::Worker;
use super::{kinds, standing, store};

/// Attestations named in a letter; of the others their number is told.
const NAMED: usize = 30;
/// The setting that holds the last days done.
const DONE: &str = "fitness.reminders.done";

/// The work of a day.
#[derive(Debug)]
pub struct Reminders;

impl Daily<App> for Reminders {
    const NAME: &'static str = "fitness.remind";
    const WORDS: &'static str = "Напоминания об аттестации на соответствие";

    async fn work(app: &App, day: Day) -> Result<(), Failure> {
        remind(app, day).await
    }
}

/// Something to be done by a day.
struct Due {
    by: Day,
    name: FullName,
    post: String,
    what: &'static str,
}

/// Said of an attestation that is not to go on.
const AGAINST: &str = "есть основание не проводить аттестацию: откройте страницу работника";

/// What the register holds of these workers, by their names and by СНИЛС, under either.
fn records_of(reader: &mut Reader, going: &[Worker]) -> Result<HashMap<String, Vec<Record>>, DbError> {
    let keys: BTreeSet<String> = going.iter().map(|worker| worker.name.key()).collect();
    let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
    let snils: BTreeSet<&str> = going.iter().map(|worker| worker.snils.as_str()).collect();
    let snils: Vec<&str> = snils.into_iter().collect();
    let mut found = HashMap::<_, Vec<_>>::new();
    for record in register::of_people(reader, &keys, &snils)? {
        if !record.snils.is_empty() {
            found.entry(record.snils.clone()).or_default().push(record.clone());
        }
        found.entry(record.name.key()).or_default().push(record);
    }
    Ok(found)
}

type BySchool = Vec<(Id<Organization>, Vec<Due>)>;

/// What has run out, or runs out on a day people are reminded of, by schools, the nearest first: a constant number of questions.
fn due(reader: &mut Reader, today: Day) -> Result<BySchool, Failure> {
    let days = clocks::days(reader)?;
    let (now, mut terms) = (store::rules_on(reader, today)?, store::terms_going(reader)?);
    let going = store::going(reader)?;
    let records = records_of(reader, &going)?;
    let mut found = BySchool::new();
    for worker in going {
        let Some(case) = &worker.case else { continue };
        let rules = now.with(terms.remove(&case.id).unwrap_or_default());
        let (Some(by), what) = standing::reminder(case, &rules)? else { continue };
        let found_by = |by: &str| records.get(by).into_iter().flatten();
        let own: Vec<Record> = found_by(&worker.name.key()).chain(found_by(&worker.snils)).cloned().collect();
        let barred = standing::barred(case, today, |day| standing::exempt(&worker, &own, &now, day))?;
        // A letter does not tell why: it may be a matter of health and family.
        let what = if barred.is_some() { AGAINST } else { what };
        if by < today || days.contains(&by.since(today)) {
            let due = Due { by, name: worker.name, post: worker.post, what };
            // Workers of one school follow one another.
            match found.last_mut().filter(|(school, _)| *school == worker.school) {
                Some((_, all)) => all.push(due),
                None => found.push((worker.school, vec![due])),
            }
        }
    }
    for (_, all) in &mut found {
        all.sort_by_key(|one| (one.by, one.name.key()));
    }
    Ok(found)
}

/// Writes the letters of a day, all of them in one act; a second time nothing is written.
async fn remind(app: &App, today: Day) -> Result<(), Failure> {
    let house = app.clone();
    let done = app.db.act(By::system(), app.now(), move |act| {
        if !settings::mark_day(act, DONE, today)? {
            return Ok(act.record(Fact::of(kinds::REMINDED, "напоминания за этот день уже отправлены"), ())?);
        }
        let (mut letters, mut many) = (0_usize, 0_usize);
        for (school, all) in due(act, today)? {
            many += all.len();
            for (who, _) in coordinators_of(act, school)? {
                act.post(&digest(&house, &who, &all, today)?)?;
                letters += 1;
            }
        }
        let words = format!("напоминания об аттестации на соответствие: писем {letters}, сроков {many}");
        Ok::<_, Failure>(act.record(Fact::of(kinds::REMINDED, words), ())?)
    });
    done.await?;
    app.bell.ring();
    Ok(())
}

fn digest(app: &App, to: &Addressee, all: &[Due], today: Day) -> Result<Letter, Failure> {
    let (late, soon) = all.split_at(all.partition_point(|one| one.by < today));
    let counted = |some: &[Due]| words::counted(some.len() as u64, "срок", "срока", "сроков");
    let mut parts = Vec::new();
    for (said, some) in [("Срок прошёл, а аттестация не продвинулась", late), ("Скоро кончается", soon)]
    {
        if !some.is_empty() {
            parts.push(Part::text(format!("{said}: {}.", counted(some))));
            parts.extend(some.iter().take(NAMED).map(|one| line(one, today)));
        }
    }
    if late.len().max(soon.len()) > NAMED {
        parts.push(Part::text("Остальные видны в системе."));
    }
    parts.push(Part::link("Открыть список", app.link("/school/fitness")));
    let subject = match (late.is_empty(), soon.is_empty()) {
        (true, _) => format!("Соответствие должности: скоро кончается {}", counted(soon)),
        (false, true) => format!("Соответствие должности: прошло {}", counted(late)),
        (false, false) => {
            format!("Соответствие должности: прошло {}, скоро кончается {}", counted(late), counted(soon))
        }
    };
    Ok(compose("fitness.reminder", to, &subject, &parts, &app.signature())?)
}

fn line(one: &Due, today: Day) -> Part {
    let (day, left) = (words::day(one.by), words::left(one.by, today));
    Part::text(format!(
        "{day}, {left}: {}, {}. {}.",
        one.name.short(),
        words::inside(&one.post),
        words::capital(one.what)
    ))
}
