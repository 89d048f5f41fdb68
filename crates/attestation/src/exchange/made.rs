//! After a sheet was taken: which of its rows it has made itself, and which were there before.

use std::collections::HashSet;

use crate::platform::engine::{DbError, Reader};

use super::model::{Entry, Import, Kind, Plan, Planned};
use super::store;

/// What is said of an application that is there, before the number of its case.
pub(super) const IN_CASE: &str = "уже есть, дело ";

/// By what a row is found again among those made: the ИНН of an organisation, the number of a case.
fn key_of(row: &Planned) -> Option<&str> {
    match &row.entry {
        Entry::Organization(new) => Some(new.inn.as_str()),
        Entry::Application(_) => row.known.strip_prefix(IN_CASE),
        _ => None,
    }
}

/// Says of each row this sheet has made that it has; all were made in one act, at the moment of its confirmation.
pub(super) fn tell(reader: &mut Reader, import: &Import, plan: &mut Plan) -> Result<(), DbError> {
    let Some(at) = import.confirmed_at else { return Ok(()) };
    let there: Vec<&str> = plan.rows.iter().filter(|row| !row.known.is_empty()).filter_map(key_of).collect();
    let made: HashSet<String> = match plan.kind {
        Kind::Organizations => store::organizations_made(reader, at, &there)?,
        Kind::Teachers => store::applications_made(reader, at, &there)?,
        _ => return Ok(()),
    }
    .into_iter()
    .collect();
    for row in &mut plan.rows {
        let Some(key) = key_of(row).filter(|key| made.contains(*key)) else { continue };
        row.known = match plan.kind {
            Kind::Teachers => format!("внесено, дело {key}"),
            _ => "внесена".to_owned(),
        };
    }
    Ok(())
}
