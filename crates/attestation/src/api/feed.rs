//! What neighbours read beside the register: applications in the order in which they change, and the journal's rows
//! that tell of a stage or a record changed. Nothing is written here.

use jiff::SignedDuration;

use crate::accounts::Organization;
use crate::applications::{self, Application, COLUMNS, JOINS, Stage, WIDTH};
use crate::platform::act::{Entry as Row, Kind};
use crate::platform::clock::{Day, Moment};
use crate::platform::engine::{DbError, Reader};
use crate::platform::ids::Id;
use crate::platform::names::FullName;
use crate::platform::narrowing::Narrowed;
use crate::platform::record::{BadColumn, Record, Value};
use crate::values;
use crate::{acts, applying, assignments, commission, conclusions, intake, register};

use super::model::Bounds;

/// An application with what a neighbour's page of it shows beside.
pub(super) struct Listed {
    pub(super) case: Application,
    /// The school's ИНН.
    pub(super) inn: String,
    /// When anything of it was changed.
    pub(super) changed_at: Moment,
}

/// What the list is narrowed to and where its page begins.
pub(super) struct Filter {
    pub(super) bounds: Bounds,
    /// Any of these; every one when empty.
    pub(super) stages: Vec<Stage>,
    pub(super) school: Option<String>,
    pub(super) since: Option<Moment>,
    pub(super) after: Option<(Moment, Id<Application>)>,
}

fn listed(row: &Record<'_>) -> Result<Listed, BadColumn> {
    Ok(Listed { case: applications::read(row)?, inn: row.get(WIDTH)?, changed_at: row.get(WIDTH + 1)? })
}

/// Applications by their last change, the oldest change first, `most` at most.
pub(super) fn page(reader: &mut Reader, filter: &Filter, most: i64) -> Result<Vec<Listed>, DbError> {
    let mut narrowed = Narrowed::after(vec![most.into()]);
    match &filter.bounds {
        Bounds::Region => {}
        Bounds::School(id, _) => narrowed.with("a.organization_id = ?", [(*id).into()]),
        Bounds::Municipality(name) => {
            let piece = "a.organization_id in (select x.id from organizations x where x.municipality = ?)";
            narrowed.with(piece, [name.clone().into()]);
        }
    }
    if !filter.stages.is_empty() {
        let piece = format!("a.stage in ({})", vec!["?"; filter.stages.len()].join(", "));
        narrowed.with(&piece, filter.stages.iter().map(|stage| stage.code().into()));
    }
    if let Some(inn) = &filter.school {
        let piece = "a.organization_id = (select x.id from organizations x where x.inn = ?)";
        narrowed.with(piece, [inn.clone().into()]);
    }
    if let Some(since) = filter.since {
        narrowed.with("a.changed_at >= ?", [since.into()]);
    }
    if let Some((at, id)) = filter.after {
        narrowed.with("(a.changed_at, a.id) > (?, ?)", [at.into(), id.into()]);
    }
    let conditions = narrowed.sql("where");
    let sql = format!(
        "select {COLUMNS}, o.inn, a.changed_at from applications a {JOINS}{conditions} order by a.changed_at, a.id limit $1"
    );
    reader.rows(&sql, narrowed.values(), listed)
}

/// One application of the list.
pub(super) fn one(reader: &mut Reader, id: Id<Application>) -> Result<Option<Listed>, DbError> {
    let sql = format!("select {COLUMNS}, o.inn, a.changed_at from applications a {JOINS} where a.id = $1");
    reader.row(&sql, values![id], listed)
}

/// A teacher the house knows by СНИЛС.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Known {
    pub(super) name: FullName,
    pub(super) born: Day,
    pub(super) email: String,
    pub(super) phone: String,
    pub(super) school: Id<Organization>,
    pub(super) municipality: String,
}

/// The teacher of a СНИЛС.
pub(super) fn teacher(reader: &mut Reader, snils: &str) -> Result<Option<Known>, DbError> {
    reader.row(
        "select t.surname, t.given, t.patronymic, t.born, t.email, t.phone, t.organization_id, o.municipality
         from teachers t join organizations o on o.id = t.organization_id where t.snils = $1",
        values![snils],
        |row| {
            Ok(Known {
                name: FullName::read(row, 0)?,
                born: row.get(3)?,
                email: row.get(4)?,
                phone: row.get(5)?,
                school: row.get(6)?,
                municipality: row.get(7)?,
            })
        },
    )
}

/// Kinds of acts that move a stage or change the register.
pub(super) const MOVES: [Kind; 24] = [
    applications::kinds::REGISTERED,
    applications::kinds::WITHDRAWN,
    applications::kinds::ARCHIVED,
    applications::kinds::ERASED,
    applying::kinds::SUBMITTED,
    intake::kinds::REGISTERED,
    intake::kinds::ASKED,
    intake::kinds::ANSWERED,
    intake::kinds::REFUSED,
    intake::kinds::SCHEDULED,
    intake::kinds::APPROVED,
    assignments::kinds::ASSIGNED,
    assignments::kinds::RELEASED,
    conclusions::kinds::RECORDED,
    conclusions::kinds::RETURNED,
    commission::kinds::AGENDA,
    commission::kinds::DECIDED,
    commission::kinds::REOPENED,
    commission::kinds::TOLD,
    acts::kinds::ENTERED,
    acts::kinds::SHOWN,
    register::kinds::ADDED,
    register::kinds::CORRECTED,
    register::kinds::REVOKED,
];

/// Rows younger than this are not shown yet: an act tells its moment when it begins and is seen when it has ended,
/// so a younger row may still come to stand before an older one.
pub(super) const SETTLED: SignedDuration = SignedDuration::from_mins(1);

/// What a row of the journal tells of.
pub(super) enum Told {
    /// An application: its number and the stage it has now.
    Case(String, Stage),
    /// A record of the register: its check code, how it came to be, whether it was replaced since.
    Entry(String, register::Entry, bool),
}

/// A change.
pub(super) struct Change {
    pub(super) id: Id<Row>,
    pub(super) at: Moment,
    pub(super) told: Option<Told>,
    school: Option<Id<Organization>>,
    municipality: String,
}

impl Change {
    /// Whether it is about something within these bounds.
    pub(super) fn is_within(&self, bounds: &Bounds) -> bool {
        bounds.hold(self.school, &self.municipality)
    }
}

fn change(row: &Record<'_>) -> Result<Change, BadColumn> {
    let (number, code): (Option<String>, Option<String>) = (row.get(2)?, row.get(6)?);
    let (told, places) = match (number, code) {
        (Some(number), _) => (Some(Told::Case(number, row.get(3)?)), (4, 5)),
        (None, Some(code)) => (Some(Told::Entry(code, row.get(7)?, row.get::<Option<Moment>>(8)?.is_some())), (9, 10)),
        (None, None) => (None, (9, 10)),
    };
    let municipality: Option<String> = row.get(places.1)?;
    let school = row.get(places.0)?;
    Ok(Change { id: row.get(0)?, at: row.get(1)?, told, school, municipality: municipality.unwrap_or_default() })
}

/// What has changed after a row up to a moment, in turn, `most` rows at most: the first rows of each kind are taken by
/// index and merged, so the question costs the same however long the journal is.
pub(super) fn changes(
    reader: &mut Reader,
    after: &(Moment, String),
    until: Moment,
    most: i64,
) -> Result<Vec<Change>, DbError> {
    let mut values: Vec<Value<'_>> = vec![most.into(), after.0.into(), after.1.clone().into(), until.into()];
    let parts: Vec<String> = MOVES
        .iter()
        .enumerate()
        .map(|(part, kind)| {
            values.push(kind.code.into());
            let place = values.len();
            format!(
                "select * from (select id, at, application_id, subject from journal where act = ${place} and outcome <> 'refused'
                     and (at, id) > ($2, $3) and at <= $4 order by at, id limit $1) p{part}"
            )
        })
        .collect();
    let sql = format!(
        "select j.id, j.at, a.number, a.stage, a.organization_id, o.municipality, r.code, r.entry, r.replaced_at, l.organization_id, l.municipality
         from (select * from ({}) q order by at, id limit $1) j
         left join applications a on a.id = j.application_id left join organizations o on o.id = a.organization_id
         left join register_records r on j.application_id is null and r.id = substr(j.subject, 10)
         left join register_places l on l.id = r.place_id order by j.at, j.id",
        parts.join(" union all ")
    );
    reader.rows(&sql, &values, change)
}
