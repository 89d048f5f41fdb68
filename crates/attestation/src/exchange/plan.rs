//! From a sheet to a plan: what each row would make, what is there already, what is wrong and where. Nothing is changed.

use officedocs::sheet::{Column, Sheet, Value};

use crate::accounts::Role;
use crate::platform::clock::{Day, Moment};
use crate::platform::engine::{DbError, Reader};

use super::cells::Cells;
use super::folded::{OF_NOTES, OF_WARNINGS, folded};
use super::known::Known;
use super::model::{Entry, Kind, Plan, Planned, Spot};
use super::place::NO_SCHOOLS;
use super::{holders, numbers, people, schools, teachers};

/// The days a plan is made by.
#[derive(Debug, Clone, Copy)]
pub(super) struct Days {
    /// Now.
    pub(super) now: Moment,
    /// Today.
    pub(super) today: Day,
    /// The day the applications of the sheet came.
    pub(super) received_on: Day,
}

/// The columns a kind of sheet has.
pub(super) const fn columns(kind: Kind) -> &'static [Column] {
    match kind {
        Kind::Organizations => schools::COLUMNS,
        Kind::Teachers => teachers::COLUMNS,
        Kind::Specialists => people::SPECIALISTS,
        Kind::Coordinators => people::COORDINATORS,
        Kind::Register => holders::COLUMNS,
        Kind::Numbers => numbers::COLUMNS,
    }
}

/// Cells with formulas, as Excel names them; their results were computed elsewhere and are not trusted.
pub(super) fn formulas(sheet: &Sheet) -> Vec<String> {
    let cells = sheet.rows.iter().flat_map(|row| &row.cells);
    cells.filter(|cell| matches!(cell.value, Value::Formula)).map(officedocs::sheet::Cell::at).collect()
}

/// The plan of a sheet by what is known now. How many questions it asks does not depend on what the rows say.
pub(super) fn draft(reader: &mut Reader, kind: Kind, sheet: &Sheet, days: Days) -> Result<Plan, DbError> {
    Ok(plan(kind, sheet, &Known::read(reader, kind, sheet, days)?, days))
}

fn plan(kind: Kind, sheet: &Sheet, known: &Known, days: Days) -> Plan {
    let (rows, faults, warnings) = (Vec::new(), Vec::new(), Vec::new());
    let mut plan = Plan { kind, rows, faults, warnings, new: 0, known: 0, faulty: 0, overdue: None };
    let mut schools = schools::Above::default();
    let mut claims = teachers::Above::default();
    let mut invited = people::Above::default();
    let mut held = holders::Above::default();
    let mut numbered = numbers::Above::default();
    let mut notes = Vec::new();
    for row in &sheet.rows {
        let mut cells = Cells::of(row);
        let planned = match kind {
            Kind::Organizations => schools::row(&mut cells, known, &mut schools),
            Kind::Teachers => teachers::row(&mut cells, known, &mut claims, days),
            Kind::Specialists => people::row(&mut cells, known, &mut invited, Role::Specialist),
            Kind::Coordinators => people::row(&mut cells, known, &mut invited, Role::Coordinator),
            Kind::Register => holders::row(&mut cells, known, &mut held, days.today),
            Kind::Numbers => numbers::row(&mut cells, known, &mut numbered),
        };
        let planned = planned.filter(|_| cells.is_sound());
        plan.faults.append(&mut cells.faults);
        match planned {
            Some(planned) => {
                plan.warnings.append(&mut cells.warnings);
                notes.append(&mut cells.notes);
                let counted = if planned.known.is_empty() { &mut plan.new } else { &mut plan.known };
                *counted += 1;
                plan.overdue = overdue(plan.overdue, known, &planned);
                plan.rows.push(planned);
            }
            None => plan.faulty += 1,
        }
    }
    let (none, other): (Vec<Spot>, Vec<Spot>) = plan.faults.into_iter().partition(|one| one.text == NO_SCHOOLS);
    plan.faults = folded(none, OF_NOTES);
    plan.faults.extend(other);
    plan.warnings = folded(plan.warnings, OF_WARNINGS);
    plan.warnings.extend(folded(notes, OF_NOTES));
    plan
}

/// How many applications are past their last day of registration, with one more row.
fn overdue(before: Option<(usize, Day)>, known: &Known, row: &Planned) -> Option<(usize, Day)> {
    let Entry::Application(new) = &row.entry else { return before };
    let Some(last) = known.overdue(new.1.clock()).filter(|_| row.known.is_empty()) else { return before };
    let (count, first) = before.unwrap_or((0, last));
    Some((count + 1, first.min(last)))
}
