//! The centre's list of every application, narrowed by what stands in an index.

use crate::accounts::Organization;
use crate::applications::stage_sql::{AWAITS_AWARD, AWAITS_SPECIALIST, IN_REVIEW, TAKES_DOCUMENTS};
use crate::applications::{self, Application, COLUMNS, Category, JOINS, Stage};
use crate::deadlines::running;
use crate::platform::clock::Day;
use crate::platform::engine::{DbError, Reader};
use crate::platform::ids::Id;
use crate::platform::names::key;
use crate::platform::narrowing::Narrowed;
use crate::values;

/// What the centre's list is narrowed to and where its page begins.
#[derive(Debug, Clone, Default)]
#[allow(clippy::struct_excessive_bools, reason = "each is a box ticked on the page")]
pub(super) struct Narrowing {
    /// Beginnings of words of the teacher's name.
    pub(super) name: String,
    /// One stage.
    pub(super) stage: Option<Stage>,
    /// One category.
    pub(super) category: Option<Category>,
    /// A part of the school's name.
    pub(super) school: String,
    /// One school.
    pub(super) organization: Option<Id<Organization>>,
    /// Schools of one municipality.
    pub(super) municipality: Option<String>,
    /// Waiting for the specialist, with the deadline before this day.
    pub(super) due_before: Option<Day>,
    /// A clock runs that ended before this day.
    pub(super) overdue_on: Option<Day>,
    /// Waiting for the specialist.
    pub(super) waiting: bool,
    /// Documents not marked as checked, no result yet.
    pub(super) unchecked: bool,
    /// A specialist is waited for.
    pub(super) unassigned: bool,
    /// The award of the simplified track is to be confirmed.
    pub(super) award: bool,
    /// A group with a place nobody has.
    pub(super) incomplete: bool,
    /// Deadlines from the last to the first.
    pub(super) descending: bool,
    /// The deadline and id of the row before the page.
    pub(super) after: Option<(Day, Id<Application>)>,
}

/// The first and the last day of a case's attestation.
#[derive(Debug, Clone, Copy)]
pub(super) struct Term {
    pub(super) begins: Day,
    pub(super) ends: Day,
}

/// The term that is set for a case; none while there is none.
pub(super) fn term_of(reader: &mut Reader, case: Id<Application>) -> Result<Option<Term>, DbError> {
    let sql = "select starts_on, ends_on from schedules where application_id = $1";
    reader.row(sql, values![case], |row| Ok(Term { begins: row.get(0)?, ends: row.get(1)? }))
}

/// Applications by deadline, `most` at most.
pub(super) fn all(reader: &mut Reader, narrowing: &Narrowing, most: i64) -> Result<Vec<Application>, DbError> {
    let (sql, narrowed) = question(narrowing, most);
    reader.rows(&sql, narrowed.values(), applications::read)
}

/// Walks applications by deadline, `most` at most, without holding them.
pub(super) fn each(
    reader: &mut Reader,
    narrowing: &Narrowing,
    most: i64,
    mut take: impl FnMut(Application),
) -> Result<(), DbError> {
    let (sql, narrowed) = question(narrowing, most);
    reader.each(&sql, narrowed.values(), |row| {
        take(applications::read(row)?);
        Ok(())
    })
}

fn question<'v>(narrowing: &Narrowing, most: i64) -> (String, Narrowed<'v>) {
    let mut narrowed = Narrowed::after(vec![most.into()]);
    by_words(narrowing, &mut narrowed);
    by_state(narrowing, &mut narrowed);
    if let Some((due, id)) = narrowing.after {
        let sign = if narrowing.descending { "<" } else { ">" };
        narrowed.with(&format!("(a.due_on, a.id) {sign} (?, ?)"), [due.into(), id.into()]);
    }
    let turn = if narrowing.descending { " desc" } else { "" };
    let conditions = narrowed.sql("where");
    let sql = format!(
        "select {COLUMNS} from applications a {JOINS}{conditions} order by a.due_on{turn}, a.id{turn} limit $1"
    );
    (sql, narrowed)
}

fn by_words(narrowing: &Narrowing, narrowed: &mut Narrowed<'_>) {
    narrowed.words(&key(&narrowing.name), 3, |narrowed, word| {
        let (start, end) = (word.to_owned(), format!("{word}\u{10ffff}"));
        let piece = "a.id in (select w.application_id from application_words w where w.word >= ? and w.word < ?)";
        narrowed.with(piece, [start.into(), end.into()]);
    });
    narrowed.words(&key(&narrowing.school), 4, |narrowed, word| {
        let piece = "a.organization_id in (select x.id from organizations x where x.name_key like ?)";
        narrowed.with(piece, [format!("%{word}%").into()]);
    });
}

fn by_state(narrowing: &Narrowing, narrowed: &mut Narrowed<'_>) {
    if let Some(school) = narrowing.organization {
        narrowed.with("a.organization_id = ?", [school.into()]);
    }
    if let Some(municipality) = &narrowing.municipality {
        let piece = "a.organization_id in (select x.id from organizations x where x.municipality = ?)";
        narrowed.with(piece, [municipality.clone().into()]);
    }
    if let Some(stage) = narrowing.stage {
        narrowed.with("a.stage = ?", [stage.code().into()]);
    }
    if let Some(category) = narrowing.category {
        narrowed.with("a.category = ?", [category.code().into()]);
    }
    if narrowing.waiting || narrowing.due_before.is_some() {
        narrowed.by(&format!("a.stage in ({IN_REVIEW})"));
    }
    if narrowing.unassigned {
        narrowed.by(&format!("a.stage in ({AWAITS_SPECIALIST}) and not ({AWAITS_AWARD})"));
    }
    if narrowing.award {
        narrowed.by(AWAITS_AWARD);
    }
    if narrowing.incomplete {
        narrowed.by("a.places_free > 0");
    }
    if let Some(day) = narrowing.due_before {
        narrowed.with("a.due_on < ?", [day.into()]);
    }
    if let Some(day) = narrowing.overdue_on {
        narrowed.with(&running::is_overdue("a.id", "?"), [day.into()]);
    }
    if narrowing.unchecked {
        narrowed.by(&format!("a.documents_checked_at is null and a.stage in ({TAKES_DOCUMENTS})"));
    }
}
