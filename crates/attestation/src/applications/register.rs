//! Applications written down: one from a form, thousands from a sheet, by the same statements.
//! Each statement carries hundreds of rows, so the database is asked about as often for ten rows as for two hundred.

use std::collections::{BTreeMap, HashMap};

use crate::deadlines::{Ends, Rules};
use crate::platform::act::Act;
use crate::platform::among::among;
use crate::platform::clock::Day;
use crate::platform::engine::DbError;
use crate::platform::failure::Failure;
use crate::platform::ids::Id;
use crate::platform::many;
use crate::platform::record::Value;
use crate::values;

use super::clocks;
use super::filing::{self, Channel, Filing};
use super::model::{Application, Category, NewTeacher, Teacher};
use super::moves::Move;
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

/// What makes two applications the same: СНИЛС, the post's code, the category's code.
type Claim = (String, String, String);

/// A new application with what it gets from the house.
struct Numbered<'n> {
    new: &'n NewApplication,
    id: Id<Application>,
    year: i64,
    ordinal: i64,
    ends: Ends,
}

/// Writes an application down as registered, under the next number of its year.
pub fn create(act: &mut Act<'_>, new: &NewApplication) -> Result<Outcome, Failure> {
    one(create_all(act, &[new])?)
}

/// Writes down an application that was submitted and waits to be registered, under the next number of its year.
pub fn submit(act: &mut Act<'_>, new: &NewApplication) -> Result<Outcome, Failure> {
    let outcome = one(write(act, &[new], Stage::Draft.after(Move::Submit)?)?)?;
    if let Outcome::Made(id) = outcome {
        let filing = Filing { channel: Some(Channel::System), submitted_on: Some(new.received_on), outer_number: None };
        filing::file(act, id, &filing)?;
    }
    Ok(outcome)
}

fn one(outcomes: Vec<Outcome>) -> Result<Outcome, Failure> {
    outcomes.into_iter().next().ok_or_else(|| Failure::Broken(anyhow::anyhow!("an application without an outcome")))
}

/// Writes applications down as registered, each under the next number of its year; what became of each, in their order.
pub fn create_all(act: &mut Act<'_>, all: &[&NewApplication]) -> Result<Vec<Outcome>, Failure> {
    write(act, all, Stage::Registered)
}

fn write(act: &mut Act<'_>, all: &[&NewApplication], stage: Stage) -> Result<Vec<Outcome>, Failure> {
    let mut before = Before::among(act, all)?;
    let (mut outcomes, mut fresh) = (Vec::with_capacity(all.len()), Vec::new());
    for new in all {
        let claim = (new.teacher.snils.as_str().to_owned(), new.post_code.clone(), new.category.code().to_owned());
        if let Some(known) = before.same_as(&claim, new.received_on) {
            outcomes.push(Outcome::Known(known));
            continue;
        }
        let id = Id::new();
        before.open.insert(claim, id);
        fresh.push((id, *new));
        outcomes.push(Outcome::Made(id));
    }
    let teachers = save_teachers(act, &fresh)?;
    let rules = Rules::read(act)?;
    let numbered = numbered(act, &rules, &fresh)?;
    write_cases(act, &numbered, &teachers, stage)?;
    keep_criteria(act, &numbered)?;
    let received = numbered.iter().map(|one| (one.id, one.new.received_on));
    clocks::begun(act, &rules, stage, received)?;
    let words = numbered.iter().map(|one| (one.id, one.ends.due_on, one.new.teacher.name.key()));
    write_words(act, words)?;
    Ok(outcomes)
}

/// Applications with which a new one would be the same.
#[derive(Default)]
struct Before {
    /// Those that wait for a decision.
    open: HashMap<Claim, Id<Application>>,
    /// Those that are over, by the day they were received: the same sheet taken again makes nothing.
    over: HashMap<(Claim, Day), Id<Application>>,
}

impl Before {
    /// What these teachers have applied for and not withdrawn.
    fn among(act: &mut Act<'_>, all: &[&NewApplication]) -> Result<Self, DbError> {
        let snils: Vec<&str> = all.iter().map(|new| new.teacher.snils.as_str()).collect();
        let sql = "select t.snils, a.post_code, a.category, a.received_on, a.stage, a.id from applications a join teachers t on t.id = a.teacher_id
             where a.stage <> 'withdrawn' and t.snils in (MANY)";
        let found = among(act, sql, &[], &snils, |row| {
            let claim: Claim = (row.get(0)?, row.get(1)?, row.get(2)?);
            Ok((claim, row.get::<Day>(3)?, row.get::<Stage>(4)?, row.get(5)?))
        })?;
        let mut before = Self::default();
        for (claim, received, stage, id) in found {
            if stage.is_open() {
                before.open.insert(claim, id);
            } else {
                before.over.insert((claim, received), id);
            }
        }
        Ok(before)
    }

    fn same_as(&self, claim: &Claim, received: Day) -> Option<Id<Application>> {
        self.open.get(claim).or_else(|| self.over.get(&(claim.clone(), received))).copied()
    }
}

/// Writes teachers down, or brings what is known of those with these СНИЛС up to date; their ids by СНИЛС.
fn save_teachers(
    act: &mut Act<'_>,
    fresh: &[(Id<Application>, &NewApplication)],
) -> Result<HashMap<String, Id<Teacher>>, DbError> {
    // One row for a person, however many applications; in one order, so that two acts cannot wait for each other.
    let people: BTreeMap<&str, &NewTeacher> =
        fresh.iter().map(|(_, new)| (new.teacher.snils.as_str(), &new.teacher)).collect();
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
             born = excluded.born, email = excluded.email, phone = excluded.phone, organization_id = excluded.organization_id",
        rows,
    )?;
    let snils: Vec<&str> = people.keys().copied().collect();
    rename_cases(act, &snils)?;
    let sql = "select snils, id from teachers where snils in (MANY)";
    Ok(among(act, sql, &[], &snils, |row| Ok((row.get(0)?, row.get(1)?)))?.into_iter().collect())
}

/// Cases are searched by their teacher's name: a name that has changed changes there too.
pub(super) fn rename_cases(act: &mut Act<'_>, snils: &[&str]) -> Result<(), DbError> {
    let sql = "select a.id, a.due_on, t.name_key from applications a join teachers t on t.id = a.teacher_id
         where a.name_key <> t.name_key and t.snils in (MANY)";
    let renamed: Vec<(Id<Application>, Day, String)> =
        among(act, sql, &[], snils, |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    for (id, _, name_key) in &renamed {
        act.run("update applications set name_key = $2 where id = $1", values![*id, name_key])?;
        act.run("delete from application_words where application_id = $1", values![*id])?;
    }
    write_words(act, renamed.into_iter())
}

fn write_words(act: &mut Act<'_>, names: impl Iterator<Item = (Id<Application>, Day, String)>) -> Result<(), DbError> {
    let mut rows: Vec<[Value<'_>; 3]> = Vec::new();
    for (id, due_on, name_key) in names {
        let words = name_key.split(' ').map(|word| [word.to_owned().into(), due_on.into(), id.into()]);
        rows.extend(words);
    }
    let sql = "insert into application_words (word, due_on, application_id) values ROWS on conflict do nothing";
    many::insert(act, sql, rows)
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
    stage: Stage,
) -> Result<(), DbError> {
    let now = act.at();
    let rows = numbered.iter().map(|one| -> [Value<'_>; 20] {
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
            stage.code().into(),
            new.teacher.name.key().into(),
            0_i64.into(),
            now.into(),
            now.into(),
        ]
    });
    let sql = "insert into applications (id, number, year, ordinal, teacher_id, organization_id, post_code, subject, experience, current_category,
             category, received_on, due_on, consider_by, decide_by, stage, name_key, documents_present, created_at, changed_at) values ROWS";
    many::insert(act, sql, rows)
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
        act.run(
            "update applications set criteria_id = (select s.id from criteria_sets s
                 where s.category = applications.category and s.state = 'published' and s.valid_from <= applications.received_on
                     and (s.all_posts = 1 or exists (select 1 from criteria_posts p where p.set_id = s.id and p.post_code = applications.post_code))
                 order by s.valid_from desc, s.id desc limit 1)
             where year = $1 and ordinal between $2 and $3",
            values![year, first, last],
        )?;
    }
    Ok(())
}
