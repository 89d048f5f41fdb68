//! The demonstration's register of categories: old ones with an end, newer ones without, two of them ending soon.

use crate::applications::{Category, NewApplication};
use crate::context::App;
use crate::organizations::School;
use crate::platform::act::Fact;
use crate::platform::clock::Day;
use crate::platform::failure::Failure;
use crate::register::{self, CategoryTerm, NewRecord};

use super::people::People;

/// Records in the demonstration.
const RECORDS: usize = 60;

/// Days until the end of the first records: they are what a school must not miss.
const ENDING: [i64; 2] = [25, 55];

/// Writes down the categories that teachers of the sheet hold already.
pub(super) async fn make(
    app: &App,
    people: &People,
    schools: &[School],
    teachers: &[NewApplication],
) -> Result<(), Failure> {
    let terms = app.db.read(register::terms).await?;
    let holders = teachers.iter().filter_map(|one| Some((one, one.current_category?)));
    let all: Vec<NewRecord> = holders
        .take(RECORDS)
        .enumerate()
        .filter_map(|(at, (one, category))| record(app.today(), schools, &terms, (at, one, category)))
        .collect();
    app.db
        .act(people.centre_by(), super::ago(app, 60), move |act| {
            let all: Vec<&NewRecord> = all.iter().collect();
            let made = register::add_all(act, &all, "command")?;
            act.note_all(made.iter().map(|(id, new)| register::added(*id, new)))?;
            Ok(act.record(Fact::of(super::MADE, format!("записей реестра: {}", made.len())), ())?)
        })
        .await
}

fn record(
    today: Day,
    schools: &[School],
    terms: &[CategoryTerm],
    (at, one, category): (usize, &NewApplication, Category),
) -> Option<NewRecord> {
    let school = schools.iter().find(|school| school.id == one.teacher.school)?;
    let back = i64::try_from(at).unwrap_or(0);
    // Five years back for the first two, then a decision every month and a half.
    let ending = ENDING.get(at);
    let granted_on = ending.map_or_else(|| today.plus(-90 - 45 * back), |left| today.plus(left - 1826));
    // Методист and наставник have no term before the order they came with.
    let was_there = register::term_of(terms, category, granted_on).is_some();
    let category = if was_there { category } else { Category::Highest };
    let by_terms = || register::last_day(terms, category, granted_on);
    let valid_to = ending.map_or_else(by_terms, |left| Some(today.plus(*left)));
    Some(NewRecord {
        name: one.teacher.name.clone(),
        born: one.teacher.born,
        snils: Some(one.teacher.snils.clone()),
        organization: school.name.clone(),
        municipality: school.municipality.clone(),
        school: Some(school.id),
        post_code: one.post_code.clone(),
        post_written: String::new(),
        category,
        granted_on,
        valid_to,
        act_number: format!("{}-р", 100 + at * 7),
        act_date: Some(granted_on.plus(4)),
    })
}
