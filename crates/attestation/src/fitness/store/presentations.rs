//! The SQL of presentations: what the employer writes of a worker, until it is shown.

use crate::platform::act::Act;
use crate::platform::engine::{DbError, Reader};
use crate::platform::ids::Id;
use crate::values;

use super::super::model::{Case, Presentation};

/// The presentation of a case, when it is written.
pub(in super::super) fn presentation(reader: &mut Reader, id: Id<Case>) -> Result<Option<Presentation>, DbError> {
    Ok(written(reader, id)?.map(|(_, written)| written))
}

/// The same with its mark.
pub(in super::super) fn written(reader: &mut Reader, id: Id<Case>) -> Result<Option<(i64, Presentation)>, DbError> {
    let sql = "select changed_at, contract_on, education, training, earlier, assessment from fitness_presentations where case_id = $1";
    reader.row(sql, values![id], |row| {
        let written = Presentation {
            contract_on: row.get(1)?,
            education: row.get(2)?,
            training: row.get(3)?,
            earlier: row.get(4)?,
            assessment: row.get(5)?,
        };
        Ok((row.get(0)?, written))
    })
}

/// Holds an attestation whose presentation was not shown; false when it was.
pub(in super::super) fn hold_unshown(act: &mut Act<'_>, case: &Case) -> Result<bool, DbError> {
    let now = act.at();
    let held = act.run(
        "update fitness_cases set changed_at = case when changed_at >= $2 then changed_at + 1 else $2 end
         where id = $1 and shown_on is null and stage in ('planned', 'ordered', 'listed', 'postponed')",
        values![case.id, now],
    )?;
    Ok(held == 1)
}

/// Writes the presentation over the one that was seen, by its mark: 0 when there was none. False when another hand was first.
pub(in super::super) fn save_presentation(
    act: &mut Act<'_>,
    case: &Case,
    (seen, written): (i64, &Presentation),
) -> Result<bool, DbError> {
    let now = act.at();
    let saved = act.run(
        "insert into fitness_presentations (case_id, contract_on, education, training, earlier, assessment, changed_at) values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (case_id) do update set contract_on = excluded.contract_on, education = excluded.education, training = excluded.training,
             earlier = excluded.earlier, assessment = excluded.assessment,
             changed_at = case when fitness_presentations.changed_at >= excluded.changed_at then fitness_presentations.changed_at + 1 else excluded.changed_at end
             where fitness_presentations.changed_at = $8",
        values![case.id, written.contract_on, &written.education, &written.training, &written.earlier, &written.assessment, now, seen],
    )?;
    Ok(saved == 1)
}
