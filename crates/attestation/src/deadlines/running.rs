//! The clocks of one case: written when the event they run from happens, met when the thing is done.
//! Acts of other rooms call `start`; most clocks are met by the moves of a case themselves.

use crate::platform::act::Act;
use crate::platform::among::{among, change_among};
use crate::platform::clock::{Day, Moment};
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::Failure;
use crate::platform::ids::Id;
use crate::platform::many;
use crate::platform::record::Value;
use crate::platform::version_rows;
use crate::platform::versions::in_force;
use crate::platform::words;
use crate::values;

use super::clock::NAMED_END;
use super::store::{self, Terms};
use super::term::{Term, end_of};

/// A clock of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Running {
    /// The code of the clock.
    pub code: String,
    /// The day of the event it runs from.
    pub began_on: Day,
    /// Its last day.
    pub due_on: Day,
    /// When the thing was done.
    pub met_at: Option<Moment>,
    /// When the case was over before the thing was done.
    pub dropped_at: Option<Moment>,
    /// How it is counted, by the version of the day it began; none when that version is gone.
    pub term: Option<Term>,
    /// The document it rests on.
    pub legal_ref: String,
}

/// A clock to be written down with an application: its id, code, first day, last day, the version's first day.
pub type Start<'s> = (String, &'s str, Day, Day, Day);

/// The last day of a clock that begins on `began`, and the first day of the version it is counted by: the one in force when
/// what it belongs to began, on `under`, or, where there was none, when it begins itself.
///
/// # Errors
/// When no version is in force on either day.
pub fn last_day_of(reader: &mut Reader, code: &str, (under, began): (Day, Day)) -> Result<(Day, Day), Failure> {
    let versions = version_rows::of::<Terms>(reader, code)?;
    let version =
        in_force(&versions, under).or_else(|| in_force(&versions, began)).ok_or_else(|| not_set(code, began))?;
    let calendar = store::calendar(reader)?;
    Ok((end_of(began, version.value, &calendar), version.from))
}

/// The nearest last day of a clock that begins on `began` in several cases, each by the rules of its own day: two questions.
///
/// # Errors
/// As `last_day_of`; and when there is no case.
pub fn nearest_last_day(reader: &mut Reader, code: &str, unders: &[Day], began: Day) -> Result<Day, Failure> {
    let versions = version_rows::of::<Terms>(reader, code)?;
    let calendar = store::calendar(reader)?;
    let of = |under: &Day| in_force(&versions, *under).or_else(|| in_force(&versions, began));
    let ends = unders.iter().map(|under| of(under).map(|version| end_of(began, version.value, &calendar)));
    ends.collect::<Option<Vec<_>>>().and_then(|all| all.into_iter().min()).ok_or_else(|| not_set(code, began))
}

fn not_set(code: &str, began: Day) -> Failure {
    let what = super::named(code).map_or("", |clock| clock.what);
    let day = words::day(began);
    Failure::Conflict(format!("На {day} не задан срок «{what}». Задайте его в настройках сроков."))
}

/// Starts a clock of a case on the day of its event; its last day. A clock that runs already is begun anew. It is counted by
/// the version in force on the day the application was received: a case keeps the rules it began under.
///
/// # Errors
/// When no version of its term is in force on that day, nor on the day of the event.
pub fn start<A>(act: &mut Act<'_>, application: Id<A>, code: &str, began: Day) -> Result<Day, Failure> {
    let sql = "select received_on from applications where id = $1";
    let received = act.row(sql, values![application], |row| row.get(0))?.unwrap_or(began);
    start_under(act, application, code, (received, began))
}

/// The same for what is no part of the attestation itself, a complaint: by the version in force when it began, on `under`.
///
/// # Errors
/// As `start`.
pub fn start_under<A>(
    act: &mut Act<'_>,
    application: Id<A>,
    code: &str,
    (under, began): (Day, Day),
) -> Result<Day, Failure> {
    let (due, from) = last_day_of(act, code, (under, began))?;
    start_all(act, [(application.to_string(), code, began, due, from)])?;
    Ok(due)
}

/// Of the clocks that run, as `x`, whether one is the first of its application to end: so a list or a count tells of an
/// application once.
pub const IS_NEAREST: &str = "not exists (select 1 from case_clocks k where k.application_id = x.application_id
     and k.met_at is null and k.dropped_at is null and (k.due_on, k.code) < (x.due_on, x.code))";

/// Whether a clock of an application runs and ended before a day: both as the statement around names them.
pub fn is_overdue(application: &str, day: &str) -> String {
    format!(
        "exists (select 1 from case_clocks k where k.application_id = {application}
             and k.met_at is null and k.dropped_at is null and k.due_on < {day})"
    )
}

/// Clocks are counted so far and no further: beyond it a number says no more than «many».
pub const MOST_COUNTED: i64 = 10_000;

/// How many clocks that run ended before `today`, and how many end today or by `soon`, each up to `MOST_COUNTED`: as far is
/// an index walked.
pub fn ending(reader: &mut Reader, today: Day, soon: Day) -> Result<(i64, i64), DbError> {
    const RUN: &str = "select 1 from case_clocks where met_at is null and dropped_at is null";
    let sql = format!(
        "select (select count(*) from ({RUN} and due_on < $1 limit $3) late),
                (select count(*) from ({RUN} and due_on >= $1 and due_on <= $2 limit $3) near)"
    );
    let counted = reader.row(&sql, values![today, soon, MOST_COUNTED], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(counted.unwrap_or_default())
}

/// How many clocks that run end in a year, up to `MOST_COUNTED`.
pub fn ending_in(reader: &mut Reader, year: i16) -> Result<i64, DbError> {
    let sql = "select count(*) from (select 1 from case_clocks where met_at is null and dropped_at is null
             and due_on >= $1 and due_on <= $2 limit $3) n";
    reader.count(sql, values![format!("{year:04}-01-01"), format!("{year:04}-12-31"), MOST_COUNTED])
}

/// The same in words beside the calendar of the year; empty when none ends in it.
pub(super) fn told_in(clocks: i64, year: i16) -> String {
    let from = if clocks == MOST_COUNTED { "не меньше " } else { "" };
    let count = words::counted(clocks.unsigned_abs(), "срок", "срока", "сроков");
    let said = format!(
        "Сейчас идут и закончатся в {year} году: {from}{count}. Их последний день уже записан, изменения в календаре его не сдвинут."
    );
    if clocks > 0 { said } else { String::new() }
}

/// The attestation of a case ends on a day the Centre has named: that clock begins, or begins anew, and no term counts it.
pub fn name_end<A>(act: &mut Act<'_>, application: Id<A>, (starts, ends): (Day, Day)) -> Result<(), DbError> {
    start_all(act, [(application.to_string(), NAMED_END, starts, ends, starts)])
}

/// Another clock runs in place of one that runs, from the same day; nothing when that one does not run.
///
/// # Errors
/// As `start`.
pub fn instead<A>(act: &mut Act<'_>, application: Id<A>, code: &str, by: &str) -> Result<(), Failure> {
    let sql = "select began_on from case_clocks where application_id = $1 and code = $2 and met_at is null and dropped_at is null";
    let began: Option<Day> = act.row(sql, values![application, code], |row| row.get(0))?;
    if let Some(began) = began {
        start(act, application, by, began)?;
        act.run("delete from case_clocks where application_id = $1 and code = $2", values![application, code])?;
    }
    Ok(())
}

/// Writes many clocks down.
pub fn start_all<'s>(act: &mut Act<'_>, all: impl IntoIterator<Item = Start<'s>>) -> Result<(), DbError> {
    let rows = all.into_iter().map(|(application, code, began, due, from)| -> [Value<'_>; 5] {
        [application.into(), code.into(), began.into(), due.into(), from.into()]
    });
    many::insert(
        act,
        "insert into case_clocks (application_id, code, began_on, due_on, term_from) values ROWS
         on conflict (application_id, code) do update set began_on = excluded.began_on, due_on = excluded.due_on,
             term_from = excluded.term_from, met_at = null, dropped_at = null",
        rows,
    )
}

/// The thing a clock waits for is done. Nothing happens to a clock that does not run.
pub fn meet<A>(act: &mut Act<'_>, application: Id<A>, code: &str) -> Result<(), DbError> {
    let now = act.at();
    meet_at(act, application, code, now)
}

/// The same, when the thing was done at another moment than it is written down.
pub fn meet_at<A>(act: &mut Act<'_>, application: Id<A>, code: &str, at: Moment) -> Result<(), DbError> {
    act.run(
        "update case_clocks set met_at = $3 where application_id = $1 and code = $2 and met_at is null and dropped_at is null",
        values![application, code, at],
    )?;
    Ok(())
}

/// The things these clocks wait for were done at one moment in each of these cases.
pub fn meet_among(act: &mut Act<'_>, codes: &[&str], at: Moment, cases: &[&str]) -> Result<(), DbError> {
    let sql = "update case_clocks set met_at = $2 where code = $1 and met_at is null and dropped_at is null and application_id in (MANY)";
    for code in codes {
        change_among(act, sql, values![*code, at], cases)?;
    }
    Ok(())
}

/// The thing is waited for again: it was returned.
pub fn reopen<A>(act: &mut Act<'_>, application: Id<A>, code: &str) -> Result<(), DbError> {
    act.run(
        "update case_clocks set met_at = null where application_id = $1 and code = $2 and dropped_at is null",
        values![application, code],
    )?;
    Ok(())
}

/// One clock is waited for no more.
pub fn drop_one<A>(act: &mut Act<'_>, application: Id<A>, code: &str) -> Result<(), DbError> {
    let now = act.at();
    act.run(
        "update case_clocks set dropped_at = $3 where application_id = $1 and code = $2 and met_at is null and dropped_at is null",
        values![application, code, now],
    )?;
    Ok(())
}

/// One clock that was waited for no more is waited for again.
pub fn take_up<A>(act: &mut Act<'_>, application: Id<A>, code: &str) -> Result<(), DbError> {
    act.run(
        "update case_clocks set dropped_at = null where application_id = $1 and code = $2 and met_at is null",
        values![application, code],
    )?;
    Ok(())
}

/// The case is over: whatever runs is waited for no more.
pub fn drop_all<A>(act: &mut Act<'_>, application: Id<A>) -> Result<(), DbError> {
    let now = act.at();
    act.run(
        "update case_clocks set dropped_at = $2 where application_id = $1 and met_at is null and dropped_at is null",
        values![application, now],
    )?;
    Ok(())
}

/// The last day of one clock of a case; none when it has no such clock.
pub fn due_of<A>(reader: &mut Reader, application: Id<A>, code: &str) -> Result<Option<Day>, DbError> {
    let sql = "select due_on from case_clocks where application_id = $1 and code = $2 and dropped_at is null";
    reader.row(sql, values![application, code], |row| row.get(0))
}

/// The last day by which an application is to be registered, however it came; none once it is.
///
/// # Errors
/// When the database does not answer.
pub fn registered_by<A>(reader: &mut Reader, application: Id<A>) -> Result<Option<Day>, DbError> {
    let sql = "select min(due_on) from case_clocks where application_id = $1 and code in ($2, $3) and met_at is null and dropped_at is null";
    let found: Option<Option<Day>> =
        reader.row(sql, values![application, super::REGISTER, super::REGISTER_PORTAL], |row| row.get(0))?;
    Ok(found.flatten())
}

/// The last day of one clock in each of these cases that has it, by the id of the case.
pub fn due_among(reader: &mut Reader, code: &str, cases: &[&str]) -> Result<Vec<(String, Day)>, DbError> {
    let sql = "select application_id, due_on from case_clocks where code = $1 and application_id in (MANY)";
    among(reader, sql, values![code], cases, |row| Ok((row.get(0)?, row.get(1)?)))
}

/// Clocks of these cases that run and ended before `today`, by the id of the case: code and last day, the earliest first.
pub fn overdue_among(reader: &mut Reader, today: Day, cases: &[&str]) -> Result<Vec<(String, String, Day)>, DbError> {
    let sql = "select application_id, code, due_on from case_clocks
         where met_at is null and dropped_at is null and due_on < $1 and application_id in (MANY) order by due_on, code";
    among(reader, sql, values![today], cases, |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
}

/// Clocks of a case with the versions they are counted by, the nearest last day first: two questions.
pub fn of_case<A>(reader: &mut Reader, application: Id<A>) -> Result<Vec<Running>, DbError> {
    let sql = "select code, began_on, due_on, met_at, dropped_at, term_from from case_clocks where application_id = $1 order by due_on, code";
    let rows: Vec<(Running, String)> = reader.rows(sql, values![application], |row| {
        let running = Running {
            code: row.get(0)?,
            began_on: row.get(1)?,
            due_on: row.get(2)?,
            met_at: row.get(3)?,
            dropped_at: row.get(4)?,
            term: None,
            legal_ref: String::new(),
        };
        Ok((running, row.get(5)?))
    })?;
    let codes: Vec<&str> = rows.iter().map(|(one, _)| one.code.as_str()).collect();
    let versions = among(reader, &store::versions_among(), &[], &codes, version_rows::version::<Terms>)?;
    let with_term = |(mut one, from): (Running, String)| {
        let found = versions.iter().find(|(code, version)| *code == one.code && version.from.to_string() == from);
        if let Some((_, version)) = found {
            one.term = Some(version.value);
            one.legal_ref.clone_from(&version.legal_ref);
        }
        one
    };
    Ok(rows.into_iter().map(with_term).collect())
}
