//! The SQL of what was said of signatures.

use crate::platform::act::Act;
use crate::platform::among::among;
use crate::platform::engine::{DbError, Reader};
use crate::platform::ids::Id;
use crate::platform::record::{BadColumn, Record};
use crate::values;

use super::Checked;

fn checked(row: &Record<'_>) -> Result<Checked, BadColumn> {
    Ok(Checked {
        signature: row.get(0)?,
        signed: row.get(1)?,
        outcome: row.get(2)?,
        words: row.get(3)?,
        checker: row.get(4)?,
        at: row.get(5)?,
    })
}

/// What was said of these signatures, the oldest first.
///
/// # Errors
/// When the database does not answer.
pub fn checks_of(reader: &mut Reader, signatures: &[&str]) -> Result<Vec<Checked>, DbError> {
    let sql = "select signature_key, signed_key, outcome, words, checker, checked_at from signature_checks
         where signature_key in (MANY) order by checked_at, id";
    among(reader, sql, &[], signatures, checked)
}

/// Adds what was said of a signature.
pub(super) fn add(act: &mut Act<'_>, one: &Checked) -> Result<(), DbError> {
    act.run(
        "insert into signature_checks (id, signature_key, signed_key, outcome, words, checker, checked_at)
         values ($1, $2, $3, $4, $5, $6, $7)",
        values![
            Id::<Checked>::new(),
            &one.signature,
            &one.signed,
            one.outcome.code(),
            &one.words,
            &one.checker,
            one.at
        ],
    )?;
    Ok(())
}
