//! The SQL of a specialist's list.

use crate::accounts::Seat;
use crate::applications::{self, Application, COLUMNS, Category, JOINS, SoughtCase, Stage};
use crate::platform::clock::Day;
use crate::platform::engine::{DbError, Reader};
use crate::platform::ids::Id;
use crate::platform::names::key;
use crate::platform::narrowing::Narrowed;
use crate::values;

/// What a specialist's list is narrowed to and where its page begins.
#[derive(Debug, Clone, Default)]
pub struct ListFilter {
    /// Parts of the teacher's name, or a number.
    pub sought: SoughtCase,
    /// One stage.
    pub stage: Option<Stage>,
    /// One category.
    pub category: Option<Category>,
    /// A part of the school's name.
    pub school: String,
    /// Only late ones, as of this day.
    pub late_on: Option<Day>,
    /// Only ones that wait for the specialist.
    pub waiting: bool,
    /// Only ones whose result is recorded, whatever has come of the case since.
    pub done: bool,
    /// Deadlines from the last to the first.
    pub descending: bool,
    /// The deadline and id of the row before the page.
    pub after: Option<(Day, Id<Application>)>,
}

/// Cases of a specialist by deadline: `most` at most after the filter's border.
pub fn assigned_to(
    reader: &mut Reader,
    seat: Id<Seat>,
    filter: &ListFilter,
    most: i64,
) -> Result<Vec<Application>, DbError> {
    let mut narrowed = Narrowed::after(vec![seat.into(), most.into()]);
    conditions(filter, &mut narrowed);
    let (more, turn) = (narrowed.sql("and"), if filter.descending { " desc" } else { "" });
    let sql = format!(
        "select {COLUMNS} from assignments g join applications a on a.id = g.application_id {JOINS}
         where g.seat_id = $1 and g.ended_at is null{more} order by g.due_on{turn}, g.application_id{turn} limit $2"
    );
    reader.rows(&sql, narrowed.values(), applications::read)
}

fn conditions(filter: &ListFilter, narrowed: &mut Narrowed<'_>) {
    match &filter.sought {
        SoughtCase::Number(year, ordinal) => {
            narrowed.with("a.year = ? and a.ordinal = ?", [(*year).into(), (*ordinal).into()]);
        }
        // A specialist reads no СНИЛС: whatever else is typed is words of a name.
        SoughtCase::Name(text) | SoughtCase::Snils(text) => narrowed.words(&key(text), 4, |narrowed, word| {
            narrowed.with("a.name_key like ?", [format!("%{word}%").into()]);
        }),
    }
    narrowed.words(&key(&filter.school), 4, |narrowed, word| {
        narrowed.with("o.name_key like ?", [format!("%{word}%").into()]);
    });
    if let Some(stage) = filter.stage {
        narrowed.with("a.stage = ?", [stage.code().into()]);
    }
    if let Some(category) = filter.category {
        narrowed.with("a.category = ?", [category.code().into()]);
    }
    if filter.waiting || filter.late_on.is_some() || matches!(filter.stage, Some(Stage::InReview | Stage::Returned)) {
        narrowed.by("g.done_at is null");
    }
    if filter.done {
        narrowed.by("g.done_at is not null");
    }
    if let Some(day) = filter.late_on {
        narrowed.with("g.due_on < ?", [day.into()]);
    }
    if let Some((due, id)) = filter.after {
        let sign = if filter.descending { "<" } else { ">" };
        narrowed.with(&format!("(g.due_on, g.application_id) {sign} (?, ?)"), [due.into(), id.into()]);
    }
}

/// How many cases of a specialist stand where.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// All assigned now.
    pub all: i64,
    /// Waiting for the specialist.
    pub waiting: i64,
    /// Of these, late.
    pub late: i64,
    /// Returned by the centre.
    pub returned: i64,
    /// Results recorded.
    pub done: i64,
}

/// Counts of a specialist's cases as of a day.
pub fn counts_of(reader: &mut Reader, seat: Id<Seat>, today: Day) -> Result<Counts, DbError> {
    let sql = "select coalesce((select done from tallies where seat_id = $1), 0), count(*),
            coalesce(sum(case when due_on < $2 then 1 else 0 end), 0), count(returned_at)
         from assignments where seat_id = $1 and ended_at is null and done_at is null";
    let counts = reader.row(sql, values![seat, today], |row| {
        let (done, waiting): (i64, i64) = (row.get(0)?, row.get(1)?);
        Ok(Counts { all: done + waiting, waiting, late: row.get(2)?, returned: row.get(3)?, done })
    })?;
    Ok(counts.unwrap_or_default())
}
