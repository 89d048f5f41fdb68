//! Applications written down: one from a form, thousands from a sheet, by the same statements.
//! Each statement carries hundreds of rows, so the database is asked about as often for ten rows as for two hundred.

use std::collections::{BTreeMap, HashMap};

use crate::deadlines::{Ends, Rules};
use crate::platform::act::Act;
use crate::platform::among::among;
use crate::platform::clock::{Day, Moment, Zone};
use crate::platform::engine::DbError;
use crate::platform::failure::Failure;
use crate::platform::ids::Id;
use crate::platform::many;
use crate::platform::record::Value;
use crate::values;

use super::clocks::{self, Received};
use super::filing::{self, Channel, Filing};
use super::model::{Application, Category, NewTeacher, Teacher};
use super::moves::Move;
use super::renaming::{keep_names, rename_cases, write_words};
use super::same::{Before, claim_of};
use super::stage::Stage;

/// An application to be written down.
#[derive(Debug, Clone)]
pub struct NewApplication {
    /// The teacher.
    pub teacher: NewTeacher,
    /// The post's code.
    pub post_code: String,
    /// The subject; may be empty.
    pub subject: String,
    /// Whole years.
    pub experience: Option<i64>,
    /// The category held.
    pub current_category: Option<Category>,
    /// The category claimed.
    pub category: Category,
    /// The day it was received.
    pub received_on: Day,
}

/// What became of an application that was to be written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It was written down.
    Made(Id<Application>),
    /// The same teacher already has one for this post and category: it waits for a decision, or was received that very day.
    Known(Id<Application>),
}

/// A new application with what it gets from the house.
struct Numbered<'n> {
    new: &'n NewApplication,
    id: Id<Application>,
    year: i64,
    ordinal: i64,
    ends: Ends,
}

/// Whether the centre registers an application in the act that writes it down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Registration {
    /// In that act, on this day, which begins at this moment.
    On(Day, Moment),
    /// Later: it waits in the queue as one a teacher has submitted.
    Later,
}

impl Registration {
    /// Registration on a day of this zone.
    pub fn on(day: Day, zone: &Zone) -> Self {
        Self::On(day, zone.begins(day))
    }

    fn stage(self) -> Result<Stage, Failure> {
        match self {
            Self::On(..) => Ok(Stage::Registered),
            Self::Later => Ok(Stage::Draft.after(Move::Submit)?),
        }
    }

    /// The day as it is stored; empty while there is none.
    fn stored(self) -> String {
        match self {
            Self::On(day, _) => day.to_string(),
            Self::Later => String::new(),
        }
    }
}

/// Writes down an application that was submitted here and waits to be registered, under the next number of its year.
///
/// # Errors
/// As `write_all_down`.
pub fn submit(act: &mut Act<'_>, new: &NewApplication) -> Result<Outcome, Failure> {
    let filing = Filing { channel: Some(Channel::System), submitted_on: Some(new.received_on), outer_number: None };
    write_down(act, (new, &filing), Registration::Later)
}

/// Writes down one application and how it came.
///
/// # Errors
/// As `write_all_down`.
pub fn write_down(
    act: &mut Act<'_>,
    new: (&NewApplication, &Filing),
    registration: Registration,
) -> Result<Outcome, Failure> {
    let outcome = write_all_down(act, &[new], registration)?.into_iter().next();
    outcome.ok_or_else(|| Failure::Broken(anyhow::anyhow!("an application without an outcome")))
}

/// Writes applications down and how each came, each under the next number of its year; what became of each, in their order.
/// Their numbers of portals were proved to be free.
///
/// # Errors
/// When a term is not in force on the day one was received.
pub fn write_all_down(
    act: &mut Act<'_>,
    all: &[(&NewApplication, &Filing)],
    registration: Registration,
) -> Result<Vec<Outcome>, Failure> {
    let mut before = Before::among(act, all.iter().map(|(new, _)| *new))?;
    let (mut outcomes, mut fresh, mut ways) = (Vec::with_capacity(all.len()), Vec::new(), Vec::new());
    for (new, filing) in all {
        let claim = claim_of(new);
        if let Some(known) = before.same_as(&claim, new.received_on) {
            outcomes.push(Outcome::Known(known));
            continue;
        }
        let id = Id::new();
        before.open.insert(claim, id);
        fresh.push((id, *new));
        ways.push((id, *filing));
        outcomes.push(Outcome::Made(id));
    }
    let teachers = save_teachers(act, &fresh)?;
    let rules = Rules::read(act)?;
    let numbered = numbered(act, &rules, &fresh)?;
    write_cases(act, &numbered, &teachers, registration)?;
    keep_criteria(act, &numbered)?;
    filing::file_all(act, &ways)?;
    let received: Vec<Received> =
        fresh.iter().zip(&ways).map(|((id, new), (_, filing))| (*id, new.received_on, filing.clock())).collect();
    clocks::begun(act, &rules, &received)?;
    if let Registration::On(_, at) = registration {
        clocks::registered(act, &received, at)?;
    }
    let words = numbered.iter().map(|one| (one.id, one.ends.due_on, one.new.teacher.name.key()));
    write_words(act, words)?;
    Ok(outcomes)
}

/// Writes teachers down, or brings what is known of those with these СНИЛС up to date; their ids by СНИЛС. What is left out
/// of a new application stays as it is known; the day of birth is put right by the centre alone. Cases that are over keep
/// the name they were decided under.
fn save_teachers(
    act: &mut Act<'_>,
    fresh: &[(Id<Application>, &NewApplication)],
) -> Result<HashMap<String, Id<Teacher>>, DbError> {
    // One row for a person, however many applications; in one order, so that two acts cannot wait for each other.
    let people: BTreeMap<&str, &NewTeacher> =
        fresh.iter().map(|(_, new)| (new.teacher.snils.as_str(), &new.teacher)).collect();
    let renamed = keep_names(act, &people)?;
    let now = act.at();
    let rows = people.values().map(|new| -> [Value<'_>; 11] {
        [
            Id::<Teacher>::new().into(),
            (&new.name.surname).into(),
            (&new.name.given).into(),
            (&new.name.patronymic).into(),
            new.name.key().into(),
            new.born.into(),
            new.snils.as_str().into(),
            (&new.email).into(),
            (&new.phone).into(),
            new.school.into(),
            now.into(),
        ]
    });
    many::insert(
        act,
        "insert into teachers (id, surname, given, patronymic, name_key, born, snils, email, phone, organization_id, created_at) values ROWS
         on conflict (snils) do update set surname = excluded.surname, given = excluded.given, patronymic = excluded.patronymic, name_key = excluded.name_key,
             email = case when excluded.email = '' then teachers.email else excluded.email end,
             phone = case when excluded.phone = '' then teachers.phone else excluded.phone end, organization_id = excluded.organization_id",
        rows,
    )?;
    let snils: Vec<&str> = people.keys().copied().collect();
    rename_cases(act, &renamed)?;
    let sql = "select snils, id from teachers where snils in (MANY)";
    Ok(among(act, sql, &[], &snils, |row| Ok((row.get(0)?, row.get(1)?)))?.into_iter().collect())
}

/// Gives each application its number and its last days; one question for a year.
fn numbered<'n>(
    act: &mut Act<'_>,
    rules: &Rules,
    fresh: &[(Id<Application>, &'n NewApplication)],
) -> Result<Vec<Numbered<'n>>, Failure> {
    let mut next = BTreeMap::<i64, i64>::new();
    for (_, new) in fresh {
        *next.entry(i64::from(new.received_on.0.year())).or_default() += 1;
    }
    for (year, count) in &mut next {
        *count = act.next_numbers(&format!("applications:{year}"), *count)?;
    }
    let number = |(id, new): &(Id<Application>, &'n NewApplication)| {
        let year = i64::from(new.received_on.0.year());
        let ordinal = next.get_mut(&year).map_or(0, |next| std::mem::replace(next, *next + 1));
        Ok(Numbered { new, id: *id, year, ordinal, ends: rules.ends(new.received_on)? })
    };
    fresh.iter().map(number).collect()
}

fn write_cases(
    act: &mut Act<'_>,
    numbered: &[Numbered<'_>],
    teachers: &HashMap<String, Id<Teacher>>,
    registration: Registration,
) -> Result<(), Failure> {
    let (now, stage, registered) = (act.at(), registration.stage()?, registration.stored());
    let rows = numbered.iter().map(|one| -> [Value<'_>; 22] {
        let new = one.new;
        [
            one.id.into(),
            format!("{}-{:04}", one.year, one.ordinal).into(),
            one.year.into(),
            one.ordinal.into(),
            teachers.get(new.teacher.snils.as_str()).copied().into(),
            new.teacher.school.into(),
            (&new.post_code).into(),
            (&new.subject).into(),
            new.experience.into(),
            new.current_category.map_or("", Category::code).into(),
            new.category.code().into(),
            new.received_on.into(),
            one.ends.due_on.into(),
            one.ends.consider_by.into(),
            one.ends.decide_by.into(),
            one.ends.decide_by.into(),
            stage.code().into(),
            new.teacher.name.key().into(),
            0_i64.into(),
            (&registered).into(),
            now.into(),
            now.into(),
        ]
    });
    let sql = "insert into applications (id, number, year, ordinal, teacher_id, organization_id, post_code, subject, experience, current_category,
             category, received_on, due_on, consider_by, decide_by, decision_by, stage, name_key, documents_present, registered_on, created_at, changed_at) values ROWS";
    Ok(many::insert(act, sql, rows)?)
}

/// Each case keeps the criteria set in force for it on the day of receipt: what is published later does not change it.
/// The numbers of one act follow one another within a year.
fn keep_criteria(act: &mut Act<'_>, numbered: &[Numbered<'_>]) -> Result<(), DbError> {
    let mut spans = BTreeMap::<i64, (i64, i64)>::new();
    for one in numbered {
        let span = spans.entry(one.year).or_insert((one.ordinal, one.ordinal));
        *span = (span.0.min(one.ordinal), span.1.max(one.ordinal));
    }
    for (year, (first, last)) in spans {
        act.run(&format!("{KEEP_CRITERIA} where year = $1 and ordinal between $2 and $3"), values![year, first, last])?;
    }
    Ok(())
}

const KEEP_CRITERIA: &str = "update applications set criteria_id = (select s.id from criteria_sets s
         where s.category = applications.category and s.state = 'published' and s.valid_from <= applications.received_on
             and (s.all_posts = 1 or exists (select 1 from criteria_posts p where p.set_id = s.id and p.post_code = applications.post_code))
         order by s.valid_from desc, s.id desc limit 1)";

/// The same for one case, whose post, category or day of receipt was put right.
pub(super) fn keep_criteria_of(act: &mut Act<'_>, id: Id<Application>) -> Result<(), DbError> {
    act.run(&format!("{KEEP_CRITERIA} where id = $1"), values![id]).map(|_| ())
}
