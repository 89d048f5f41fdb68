//! The SQL of terms and of the production calendar.

use crate::platform::act::Act;
use crate::platform::among::among;
use crate::platform::clock::{Day, Moment};
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::Failure;
use crate::platform::record::{BadColumn, Record, Value};
use crate::platform::version_rows::{ByCode, Columns, Dated, of, select, version};
use crate::platform::versions::in_force;
use crate::platform::words;
use crate::values;

use super::calendar::{Calendar, Exceptional};
use super::clock::{CONSIDER, DECIDE, HAND_SCHEDULE, REGISTER, REGISTER_PORTAL, RESULT};
use super::term::{Bound, Term, Unit, end_of};

/// The table of terms.
pub(super) struct Terms;

impl Dated for Terms {
    type Value = Term;
    const TABLE: &'static str = "terms";
    const CODE: &'static str = "code";
}

impl Columns for Term {
    const NAMES: &'static [&'static str] = &["amount", "unit", "bound", "rolls"];

    fn read(row: &Record<'_>, at: usize) -> Result<Self, BadColumn> {
        let (unit, bound): (String, String) = (row.get(at + 1)?, row.get(at + 2)?);
        Ok(Self {
            count: u32::try_from(row.get::<i64>(at)?).map_err(|error| BadColumn::new(at, error.to_string()))?,
            unit: Unit::parse(&unit).ok_or_else(|| BadColumn::new(at + 1, format!("no unit {unit}")))?,
            bound: Bound::parse(&bound).ok_or_else(|| BadColumn::new(at + 2, format!("no bound {bound}")))?,
            rolls: row.get(at + 3)?,
        })
    }

    fn write(&self) -> Vec<Value<'static>> {
        vec![i64::from(self.count).into(), self.unit.code().into(), self.bound.code().into(), self.rolls.into()]
    }
}

/// The terms of these clocks in force on a day; a clock without one is left out.
pub fn in_force_on(reader: &mut Reader, codes: &[&str], day: Day) -> Result<Vec<(String, Term)>, DbError> {
    let sql = format!("{} and t.valid_from <= $1 and t.valid_to >= $1", versions_among());
    among(reader, &sql, values![day], codes, |row| version::<Terms>(row).map(|(code, version)| (code, version.value)))
}

/// A term in force on a day with what it rests on, and what is not certain about it; none where there is none.
///
/// # Errors
/// When the database does not answer.
pub fn basis_on(reader: &mut Reader, code: &str, day: Day) -> Result<Option<(Term, String, String)>, DbError> {
    let sql = format!("{} where t.code = $2 and t.valid_from <= $1 and t.valid_to >= $1", select::<Terms>());
    reader.row(&sql, values![day, code], |row| {
        version::<Terms>(row).map(|(_, one)| (one.value, one.legal_ref, one.remark))
    })
}

/// The question about versions of several terms.
pub(super) fn versions_among() -> String {
    format!("{} where t.code in (MANY)", select::<Terms>())
}

/// An exceptional day with its story.
#[derive(Debug, Clone)]
pub(super) struct Marked {
    pub(super) day: Day,
    pub(super) kind: Exceptional,
    pub(super) note: String,
    pub(super) at: Moment,
    pub(super) by: String,
}

fn kind(row: &Record<'_>, place: usize) -> Result<Exceptional, BadColumn> {
    let code: String = row.get(place)?;
    Exceptional::parse(&code).ok_or_else(|| BadColumn::new(place, format!("no kind of a day {code}")))
}

fn marked(row: &Record<'_>) -> Result<Marked, BadColumn> {
    Ok(Marked { day: row.get(0)?, kind: kind(row, 1)?, note: row.get(2)?, at: row.get(3)?, by: row.get(4)? })
}

const MARKED: &str = "select d.day, d.kind, d.note, d.changed_at, coalesce(u.surname || ' ' || u.given, '')
    from calendar_days d left join accounts u on u.id = d.changed_by";

/// Exceptional days of a year, from the first to the last.
pub(super) fn marked_in(reader: &mut Reader, year: i16) -> Result<Vec<Marked>, DbError> {
    let sql = format!("{MARKED} where d.day >= $1 and d.day <= $2 order by d.day");
    reader.rows(&sql, values![format!("{year:04}-01-01"), format!("{year:04}-12-31")], marked)
}

/// One exceptional day.
pub(super) fn marked_on(reader: &mut Reader, day: Day) -> Result<Option<Marked>, DbError> {
    reader.row(&format!("{MARKED} where d.day = $1"), values![day], marked)
}

/// Marks a day; false when it is marked already.
pub(super) fn mark(act: &mut Act<'_>, day: Day, kind: Exceptional, note: &str) -> Result<bool, DbError> {
    let (now, who) = (act.at(), act.account());
    let made = act.run(
        "insert into calendar_days (day, kind, note, changed_at, changed_by) values ($1, $2, $3, $4, $5) on conflict do nothing",
        values![day, kind.code(), note, now, who],
    )?;
    Ok(made == 1)
}

/// Takes the mark off a day; false when it is not marked so.
pub(super) fn unmark(act: &mut Act<'_>, day: Day, kind: Exceptional) -> Result<bool, DbError> {
    let gone = act.run("delete from calendar_days where day = $1 and kind = $2", values![day, kind.code()])?;
    Ok(gone == 1)
}

/// The calendar as it stands: some twenty days a year.
pub fn calendar(reader: &mut Reader) -> Result<Calendar, DbError> {
    let days = reader.rows("select day, kind from calendar_days", &[], |row| Ok((row.get(0)?, kind(row, 1)?)))?;
    Ok(Calendar::of(days))
}

/// What the note of a day says while the transfers of its year are not checked: holidays of the Labour Code alone are marked.
pub(super) const UNCHECKED: &str = "не сверен";

/// The nearest year from this one on whose transfers are not checked; none when there is no such year.
pub fn unchecked_year(reader: &mut Reader, today: Day) -> Result<Option<i16>, DbError> {
    let sql = "select day from calendar_days where day >= $1 and note like $2 order by day limit 1";
    let values = values![format!("{:04}-01-01", today.0.year()), format!("%{UNCHECKED}%")];
    let first: Option<Day> = reader.row(sql, values, |row| row.get(0))?;
    Ok(first.map(|day| day.0.year()))
}

/// The clocks that run from the receipt of an application, with the calendar they are counted over.
pub struct Rules {
    versions: ByCode<Terms>,
    calendar: Calendar,
}

/// The last days of an application, as they are stored with it and never counted anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ends {
    /// Заявление рассмотрено.
    pub consider_by: Day,
    /// Результат специалиста.
    pub due_on: Day,
    /// Решение комиссии.
    pub decide_by: Day,
}

impl Rules {
    /// Reads the rules: two questions, whatever is counted by them.
    pub fn read(reader: &mut Reader) -> Result<Self, DbError> {
        let codes =
            format!("'{CONSIDER}', '{RESULT}', '{DECIDE}', '{REGISTER}', '{REGISTER_PORTAL}', '{HAND_SCHEDULE}'");
        let sql = format!("{} where t.code in ({codes})", select::<Terms>());
        let mut versions = ByCode::<Terms>::new();
        for (code, version) in reader.rows(&sql, &[], version::<Terms>)? {
            versions.entry(code).or_default().push(version);
        }
        Ok(Self { versions, calendar: calendar(reader)? })
    }

    /// The last day for a schedule to be handed over, of an application received on `day`, as `end` tells it; none where no
    /// version is in force: the procedure itself knows no such term.
    pub fn handing(&self, day: Day) -> Option<(Day, Day)> {
        self.end(HAND_SCHEDULE, day).ok()
    }

    /// The last days of an application received on `day`.
    ///
    /// # Errors
    /// When a clock has no version in force on that day: the centre must set one.
    pub fn ends(&self, day: Day) -> Result<Ends, Failure> {
        let end = |code: &str| Ok::<_, Failure>(self.end(code, day)?.0);
        Ok(Ends { consider_by: end(CONSIDER)?, due_on: end(RESULT)?, decide_by: end(DECIDE)? })
    }

    /// The last day of one of these clocks that begins on `day`, and the first day of the version it is counted by.
    ///
    /// # Errors
    /// As `ends`.
    pub fn end(&self, code: &str, day: Day) -> Result<(Day, Day), Failure> {
        let versions = self.versions.get(code).map(Vec::as_slice).unwrap_or_default();
        let version = in_force(versions, day).ok_or_else(|| {
            let day = words::day(day);
            Failure::Conflict(format!("На {day} не задан срок рассмотрения. Проверьте дату получения заявления."))
        })?;
        Ok((end_of(day, version.value, &self.calendar), version.from))
    }
}

/// The last days of a clock that began on each of these days; none where no version of it was in force.
pub fn last_days(reader: &mut Reader, code: &str, began: &[Day]) -> Result<Vec<Option<Day>>, DbError> {
    let (versions, calendar) = (of::<Terms>(reader, code)?, calendar(reader)?);
    let end = |day: &Day| in_force(&versions, *day).map(|version| end_of(*day, version.value, &calendar));
    Ok(began.iter().map(end).collect())
}
