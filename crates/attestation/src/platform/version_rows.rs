//! The SQL of dated settings: tables whose rows are versions of a value, each under a code.

use std::collections::BTreeMap;

use super::act::Act;
use super::clock::Day;
use super::engine::{DbError, Reader};
use super::failure::Failure;
use super::new_version::Draft;
use super::record::{BadColumn, Record, Value};
use super::versions::{Begun, Version};
use crate::values;

/// A value as its columns hold it.
pub trait Columns: Clone + PartialEq + Send + 'static {
    /// The columns.
    const NAMES: &'static [&'static str];

    /// Reads the columns, the first of which is at `at`.
    ///
    /// # Errors
    /// When a column holds what it must not.
    fn read(row: &Record<'_>, at: usize) -> Result<Self, BadColumn>;

    /// What goes into the columns.
    fn write(&self) -> Vec<Value<'static>>;
}

/// A table of versions. Beside what is named here it has `valid_from`, `valid_to`, `legal_ref`, `remark`, `added_at` and
/// `added_by`, `before_to`, `written_at`, and its key is the code with the first day.
pub trait Dated: 'static {
    /// What is set.
    type Value: Columns;
    /// The table.
    const TABLE: &'static str;
    /// The column of the code.
    const CODE: &'static str;
}

/// Where the columns of the value begin.
const AT: usize = 8;

/// The question about versions, up to its conditions; `t` is the table.
pub fn select<D: Dated>() -> String {
    let value: Vec<String> = D::Value::NAMES.iter().map(|column| format!("t.{column}")).collect();
    format!(
        "select t.{}, t.valid_from, t.valid_to, t.legal_ref, t.remark, t.added_at, coalesce(u.surname || ' ' || u.given, ''), t.written_at, {}
         from {} t left join accounts u on u.id = t.added_by",
        D::CODE,
        value.join(", "),
        D::TABLE
    )
}

/// A version with its code.
pub type Coded<D> = (String, Version<<D as Dated>::Value>);

/// Reads a version with its code out of `select`.
///
/// # Errors
/// When a column holds what it must not.
pub fn version<D: Dated>(row: &Record<'_>) -> Result<Coded<D>, BadColumn> {
    let version = Version {
        from: row.get(1)?,
        to: row.get(2)?,
        legal_ref: row.get(3)?,
        remark: row.get(4)?,
        added_at: row.get(5)?,
        added_by: row.get(6)?,
        written_at: row.get(7)?,
        value: D::Value::read(row, AT)?,
    };
    Ok((row.get(0)?, version))
}

/// Versions by code, each from the first to the last.
pub type ByCode<D> = BTreeMap<String, Vec<Version<<D as Dated>::Value>>>;

/// Versions of everything the table holds.
pub fn all<D: Dated>(reader: &mut Reader) -> Result<ByCode<D>, DbError> {
    let sql = format!("{} order by t.{}, t.valid_from", select::<D>(), D::CODE);
    let mut found = ByCode::<D>::new();
    for (code, version) in reader.rows(&sql, &[], version::<D>)? {
        found.entry(code).or_default().push(version);
    }
    Ok(found)
}

/// Versions under one code, from the first to the last.
pub fn of<D: Dated>(reader: &mut Reader, code: &str) -> Result<Vec<Version<D::Value>>, DbError> {
    let sql = format!("{} where t.{} = $1 order by t.valid_from", select::<D>(), D::CODE);
    reader.rows(&sql, values![code], |row| Ok(version::<D>(row)?.1))
}

/// What is in force on a day, by code; a code without a version that day is left out.
pub fn on<D: Dated>(reader: &mut Reader, day: Day) -> Result<Vec<Coded<D>>, DbError> {
    let sql = format!("{} where t.valid_from <= $1 and t.valid_to >= $1 order by t.{}", select::<D>(), D::CODE);
    reader.rows(&sql, values![day], version::<D>)
}

/// Puts a new version in force in the place it takes among the versions as they stand now.
///
/// # Errors
/// A refusal when it does not fit among them any more, a conflict when another hand was first.
pub fn put<D: Dated>(act: &mut Act<'_>, code: &str, draft: Draft<D::Value>) -> Result<Draft<D::Value>, Failure> {
    let (table, key) = (D::TABLE, D::CODE);
    // Of two hands the second waits here and then sees what the first did.
    act.run(&format!("update {table} set {key} = {key} where {key} = $1"), values![code])?;
    let draft = draft.among(&of::<D>(act, code)?)?;
    let new = &draft.new;
    let kept = match &draft.mends {
        Some(old) => lift::<D>(act, code, old)?,
        None => None,
    };
    if let Some((from, was)) = draft.place.cuts {
        let sql = format!("update {table} set valid_to = $4 where {key} = $1 and valid_from = $2 and valid_to = $3");
        if act.run(&sql, values![code, from, was, new.from.plus(-1)])? != 1 {
            return Err(taken());
        }
    }
    let (now, who) = (act.at(), act.account());
    let before_to = kept.or(draft.place.cuts.map(|(_, was)| was)).unwrap_or(new.from.plus(-1));
    // A value that stays was written when it was: mending what it rests on does not make it one of today.
    let same = draft.mends.as_ref().filter(|old| old.value == new.value);
    let written_at = same.map_or(now, |old| old.written_at);
    let fixed = values![code, new.from, new.to, &new.legal_ref, &new.remark, now, who, before_to, written_at];
    let all: Vec<Value<'_>> = fixed.iter().cloned().chain(new.value.write()).collect();
    let places: Vec<String> = (1..=all.len()).map(|place| format!("${place}")).collect();
    let sql = format!(
        "insert into {table} ({key}, valid_from, valid_to, legal_ref, remark, added_at, added_by, before_to, written_at, {}) values ({}) on conflict do nothing",
        D::Value::NAMES.join(", "),
        places.join(", ")
    );
    if act.run(&sql, &all)? == 1 { Ok(draft) } else { Err(taken()) }
}

/// Lifts a version out of its place for the one that mends it; when the one before it ended before it was cut short.
fn lift<D: Dated>(act: &mut Act<'_>, code: &str, gone: &Version<D::Value>) -> Result<Option<Day>, Failure> {
    let (table, key) = (D::TABLE, D::CODE);
    let sql = format!("select before_to from {table} where {key} = $1 and valid_from = $2");
    let before_to: Option<Day> = act.row(&sql, values![code, gone.from], |row| row.get(0))?.flatten();
    let sql = format!("delete from {table} where {key} = $1 and valid_from = $2 and added_at = $3");
    if act.run(&sql, values![code, gone.from, gone.added_at])? != 1 {
        return Err(taken());
    }
    let sql = format!("update {table} set valid_to = $3 where {key} = $1 and valid_to = $2");
    act.run(&sql, values![code, gone.from.plus(-1), gone.to])?;
    Ok(before_to)
}

/// Takes a version back that has not begun yet; the one it cut short ends again when it did. The version that is gone.
///
/// # Errors
/// A refusal when it has begun, a conflict when it is not there any more.
pub fn take_back<D: Dated>(act: &mut Act<'_>, code: &str, from: Day, today: Day) -> Result<Version<D::Value>, Failure> {
    let (table, key) = (D::TABLE, D::CODE);
    act.run(&format!("update {table} set {key} = {key} where {key} = $1"), values![code])?;
    let mut all = of::<D>(act, code)?;
    let at = all.iter().position(|one| one.from == from).ok_or_else(taken)?;
    if from <= today {
        return Err(Begun.into());
    }
    let sql = format!("select before_to from {table} where {key} = $1 and valid_from = $2");
    let before_to: Option<String> = act.row(&sql, values![code, from], |row| row.get(0))?.flatten();
    let is_last = at + 1 == all.len();
    let gone = all.remove(at);
    act.run(&format!("delete from {table} where {key} = $1 and valid_from = $2"), values![code, from])?;
    let before = at.checked_sub(1).map(|at| &all[at]).filter(|one| one.to.plus(1) == from);
    if let Some(before) = before {
        // What begins after it goes on beginning then: up to that day the earlier version is in force.
        let to = before_to.filter(|_| is_last).unwrap_or_else(|| gone.to.to_string());
        // Taken back in its turn, it leaves to the one before it all the days there are.
        let sql = format!(
            "update {table} set valid_to = $3, before_to = case when before_to < $3 then $3 else before_to end where {key} = $1 and valid_from = $2"
        );
        act.run(&sql, values![code, before.from, to])?;
    }
    Ok(gone)
}

/// It was not said which version is taken back.
pub const WHICH: Failure = Failure::Malformed("Не сказано, какую версию отозвать. Откройте страницу заново.");

fn taken() -> Failure {
    Failure::Conflict("Пока вы работали, это изменил кто-то другой. Откройте страницу заново.".to_owned())
}
