//! The SQL of corrections: what was and what is, beside the attestation it was put right in.

use crate::platform::act::Act;
use crate::platform::engine::{DbError, Reader};
use crate::platform::ids::Id;
use crate::values;

use super::super::model::Case;
use super::super::put_right::Correction;

/// Keeps what was put right.
pub(in super::super) fn keep_correction(act: &mut Act<'_>, case: &Case, new: &Correction) -> Result<(), DbError> {
    let (now, who) = (act.at(), act.account());
    act.run(
        "insert into fitness_corrections (id, case_id, dated_on, words, reason, added_at, added_by) values ($1, $2, $3, $4, $5, $6, $7)",
        values![Id::<Correction>::new(), case.id, new.dated_on, &new.words, &new.reason, now, who],
    )?;
    Ok(())
}

/// Corrections of an attestation, from the first to the last: 100 at most.
pub(in super::super) fn corrections(reader: &mut Reader, id: Id<Case>) -> Result<Vec<Correction>, DbError> {
    let sql =
        "select dated_on, words, reason from fitness_corrections where case_id = $1 order by added_at, id limit 100";
    reader
        .rows(sql, values![id], |row| Ok(Correction { dated_on: row.get(0)?, words: row.get(1)?, reason: row.get(2)? }))
}
