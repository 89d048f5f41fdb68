//! The list of every application, narrowed by what stands in an index: first those whose decision is still ahead, by the
//! nearest day, then all others. Each of the two parts is walked by an index of its own.

use crate::accounts::Organization;
use crate::applications::stage_sql::{AWAITS_AWARD, AWAITS_SPECIALIST, CLOSED, IN_REVIEW, OPEN};
use crate::applications::{self, Application, COLUMNS, Category, JOINS, SoughtCase, Stage, WIDTH};
use crate::deadlines::running;
use crate::platform::clock::Day;
use crate::platform::engine::{DbError, Reader};
use crate::platform::ids::Id;
use crate::platform::names::{key, past};
use crate::platform::narrowing::Narrowed;
use crate::platform::record::Record;
use crate::values;

/// What the centre's list is narrowed to and where its page begins.
#[derive(Debug, Clone, Default)]
#[allow(clippy::struct_excessive_bools, reason = "each is a box ticked on the page")]
pub(super) struct Narrowing {
    /// Beginnings of words of the teacher's name, a number or a СНИЛС.
    pub(super) sought: SoughtCase,
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
    /// By the last day of the clock that runs, as the page of the case names it, not by that of the result.
    pub(super) nearest: bool,
    /// Deadlines from the last to the first.
    pub(super) descending: bool,
    /// The row before the page.
    pub(super) after: Option<Border>,
}

/// A row a page of the list ends with: its part of the list, its deadline and its id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Border {
    pub(super) part: Part,
    pub(super) due: Day,
    pub(super) id: Id<Application>,
}

/// A case in a list, with the last day the list goes by.
pub(super) struct Listed {
    pub(super) case: Application,
    pub(super) due: Day,
}

/// A part of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// The decision is still ahead.
    Ahead,
    /// Decided, ended otherwise, or put away.
    Behind,
}

impl Part {
    /// The part a case of this stage stands in.
    pub(super) const fn of(stage: Stage) -> Self {
        if stage.is_open() { Self::Ahead } else { Self::Behind }
    }

    const fn stages(self) -> &'static str {
        match self {
            Self::Ahead => OPEN,
            Self::Behind => CLOSED,
        }
    }
}

impl Border {
    /// Where a page that ends with this case is to be gone on from.
    pub(super) fn at(one: &Listed) -> Self {
        Self { part: Part::of(one.case.stage), due: one.due, id: one.case.id }
    }

    /// Reads what stands in the address of a list.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (part, rest) = text.strip_prefix("over.").map_or((Part::Ahead, text), |rest| (Part::Behind, rest));
        let (due, id) = rest.split_once('.')?;
        Some(Self { part, due: due.parse().ok()?, id: id.parse().ok()? })
    }
}

impl std::fmt::Display for Border {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let part = if self.part == Part::Behind { "over." } else { "" };
        write!(out, "{part}{}.{}", self.due, self.id)
    }
}

impl Narrowing {
    /// The part whose stages it names itself; none when it names those of both or none.
    fn only(&self) -> Option<Part> {
        let is_ahead = self.waiting || self.due_before.is_some() || self.unassigned || self.award || self.unchecked;
        // Places of a group that nobody has are a short list, walked by an index of its own.
        let is_ahead = is_ahead || self.incomplete;
        self.stage.map(Part::of).or(is_ahead.then_some(Part::Ahead))
    }

    /// Parts of the list that have anything to show from its border on.
    fn parts(&self) -> &'static [Part] {
        let all: &[Part] = match self.only() {
            Some(Part::Ahead) => &[Part::Ahead],
            Some(Part::Behind) => &[Part::Behind],
            None => &[Part::Ahead, Part::Behind],
        };
        // A border stands in the part its row was in: what comes before it was shown.
        match self.after {
            Some(border) if border.part == Part::Behind && all.len() == 2 => &all[1..],
            _ => all,
        }
    }
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
pub(super) fn all(reader: &mut Reader, narrowing: &Narrowing, most: i64) -> Result<Vec<Listed>, DbError> {
    let mut found = Vec::new();
    for part in narrowing.parts() {
        let left = most - i64::try_from(found.len()).unwrap_or(most);
        if left > 0 {
            let (sql, narrowed) = question(narrowing, *part, left);
            let listed = |row: &Record<'_>| Ok(Listed { case: applications::read(row)?, due: row.get(WIDTH)? });
            found.extend(reader.rows(&sql, narrowed.values(), listed)?);
        }
    }
    Ok(found)
}

/// Walks applications by deadline, `most` at most, without holding them.
pub(super) fn each(
    reader: &mut Reader,
    narrowing: &Narrowing,
    most: i64,
    mut take: impl FnMut(Application),
) -> Result<(), DbError> {
    let mut left = most;
    for part in narrowing.parts() {
        let (sql, narrowed) = question(narrowing, *part, left);
        reader.each(&sql, narrowed.values(), |row| {
            left -= 1;
            take(applications::read(row)?);
            Ok(())
        })?;
    }
    Ok(())
}

/// The last day of the clock that runs, of applications whose decision is ahead: as `Running` has it for a page of a case.
fn running_by() -> String {
    let considered = [Stage::Submitted, Stage::FixRequested, Stage::Registered].map(Stage::code).join("', '");
    let decided = [Stage::Concluded, Stage::Ready].map(Stage::code).join("', '");
    format!(
        "case when a.stage in ('{decided}') or {AWAITS_AWARD} then a.decision_by
              when a.stage in ('{considered}') then a.consider_by else a.due_on end"
    )
}

fn question<'v>(narrowing: &Narrowing, part: Part, most: i64) -> (String, Narrowed<'v>) {
    let key = if narrowing.nearest && part == Part::Ahead { running_by() } else { "a.due_on".to_owned() };
    let mut narrowed = Narrowed::after(vec![most.into()]);
    by_words(narrowing, &mut narrowed);
    by_state(narrowing, &mut narrowed);
    if narrowing.only().is_none() {
        // Not the bare column: by its own indexes all of a part would be gathered and put in order for the sake of one page.
        narrowed.by(&format!("(a.stage || '') in ({})", part.stages()));
    }
    if let Some(border) = narrowing.after.filter(|border| border.part == part) {
        let sign = if narrowing.descending { "<" } else { ">" };
        narrowed.with(&format!("({key}, a.id) {sign} (?, ?)"), [border.due.into(), border.id.into()]);
    }
    let turn = if narrowing.descending { " desc" } else { "" };
    let conditions = narrowed.sql("where");
    let sql = format!(
        "select {COLUMNS}, {key} from applications a {JOINS}{conditions} order by {key}{turn}, a.id{turn} limit $1"
    );
    (sql, narrowed)
}

fn by_words(narrowing: &Narrowing, narrowed: &mut Narrowed<'_>) {
    match &narrowing.sought {
        SoughtCase::Name(name) => narrowed.words(&key(name), 3, |narrowed, word| {
            let piece = "a.id in (select w.application_id from application_words w where w.word >= ? and w.word < ?)";
            narrowed.with(piece, [word.to_owned().into(), past(word).into()]);
        }),
        SoughtCase::Number(year, ordinal) => {
            narrowed.with("a.year = ? and a.ordinal = ?", [(*year).into(), (*ordinal).into()]);
        }
        SoughtCase::Snils(snils) => narrowed.with("t.snils = ?", [snils.clone().into()]),
    }
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
        // With a day named, the planner takes the index of what is not checked, and not that of all stages.
        narrowed.by(&format!("a.documents_checked_at is null and a.stage in ({OPEN}) and a.due_on >= ''"));
    }
}
