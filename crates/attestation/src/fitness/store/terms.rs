//! The SQL of the terms of attestations: those in force on a day, those each case began under.

use std::collections::HashMap;

use crate::accounts::Organization;
use crate::deadlines::{self, Bound, Term, Unit};
use crate::platform::clock::Day;
use crate::platform::engine::{DbError, Reader};
use crate::platform::ids::Id;
use crate::platform::record::{BadColumn, Record};
use crate::values;

use super::super::model::Case;
use super::super::rules::{self, Rules};
use super::super::settings;

/// The rules in force on a day.
pub(in super::super) fn rules_on(reader: &mut Reader, day: Day) -> Result<Rules, DbError> {
    let terms = deadlines::in_force_on(reader, &rules::ALL, day)?;
    Ok(Rules::of(terms, deadlines::calendar(reader)?).ahead_by(settings::ahead_on(reader, day)?))
}

fn term(row: &Record<'_>) -> Result<(Id<Case>, (String, Term)), BadColumn> {
    let (unit, bound): (String, String) = (row.get(3)?, row.get(4)?);
    let term = Term {
        count: u32::try_from(row.get::<i64>(2)?).map_err(|error| BadColumn::new(2, error.to_string()))?,
        unit: Unit::parse(&unit).ok_or_else(|| BadColumn::new(3, format!("no unit {unit}")))?,
        bound: Bound::parse(&bound).ok_or_else(|| BadColumn::new(4, format!("no bound {bound}")))?,
        rolls: row.get(5)?,
    };
    Ok((row.get(0)?, (row.get(1)?, term)))
}

const TERM: &str = "x.case_id, x.code, x.amount, x.unit, x.bound, x.rolls";

/// Terms a case began under, by their codes.
pub(in super::super) type KeptTerms = Vec<(String, Term)>;

/// The terms a case began under.
pub(in super::super) fn terms_of(reader: &mut Reader, id: Id<Case>) -> Result<KeptTerms, DbError> {
    let sql = format!("select {TERM} from fitness_terms x where x.case_id = $1");
    reader.rows(&sql, values![id], |row| Ok(term(row)?.1))
}

/// The rules a case began under; the calendar is as it stands.
pub(in super::super) fn rules_of(reader: &mut Reader, case: &Case) -> Result<Rules, DbError> {
    Ok(Rules::of(terms_of(reader, case.id)?, deadlines::calendar(reader)?))
}

/// The terms of every attestation under way in a school.
pub(in super::super) fn terms_at(
    reader: &mut Reader,
    school: Id<Organization>,
) -> Result<HashMap<Id<Case>, KeptTerms>, DbError> {
    let sql = format!("{} and c.organization_id = $1", going());
    Ok(by_case(reader.rows(&sql, values![school], term)?))
}

/// The terms of every attestation under way in every school.
pub(in super::super) fn terms_going(reader: &mut Reader) -> Result<HashMap<Id<Case>, KeptTerms>, DbError> {
    Ok(by_case(reader.rows(&going(), &[], term)?))
}

fn going() -> String {
    format!(
        "select {TERM} from fitness_cases c join fitness_terms x on x.case_id = c.id where c.stage not in ('closed', 'exempt')"
    )
}

fn by_case(terms: Vec<(Id<Case>, (String, Term))>) -> HashMap<Id<Case>, KeptTerms> {
    let mut found = HashMap::<_, Vec<_>>::new();
    for (id, term) in terms {
        found.entry(id).or_default().push(term);
    }
    found
}
