//! The SQL of presentations: what the employer writes of a worker, until it is shown.

use crate::platform::act::Act;
use crate::platform::engine::{DbError, Reader};
use crate::platform::ids::Id;
use crate::values;

use super::super::model::{Case, Presentation};

/// The presentation of a case, when it is written.
pub(in super::super) fn presentation(reader: &mut Reader, id: Id<Case>) -> Result<Option<Presentation>, DbError> {
    let sql =
        "select contract_on, education, training, earlier, assessment from fitness_presentations where case_id = $1";
    reader.row(sql, values![id], |row| {
        Ok(Presentation {
            contract_on: row.get(0)?,
            education: row.get(1)?,
            training: row.get(2)?,
            earlier: row.get(3)?,
            assessment: row.get(4)?,
        })
    })
}

/// Writes the presentation, while it was not shown; false when it was.
pub(in super::super) fn save_presentation(
    act: &mut Act<'_>,
    case: &Case,
    written: &Presentation,
) -> Result<bool, DbError> {
    let now = act.at();
    let held = act.run(
        "update fitness_cases set changed_at = $2 where id = $1 and shown_on is null and stage in ('planned', 'ordered', 'listed', 'postponed')",
        values![case.id, now],
    )?;
    if held != 1 {
        return Ok(false);
    }
    act.run(
        "insert into fitness_presentations (case_id, contract_on, education, training, earlier, assessment, changed_at) values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (case_id) do update set contract_on = excluded.contract_on, education = excluded.education, training = excluded.training,
             earlier = excluded.earlier, assessment = excluded.assessment, changed_at = excluded.changed_at",
        values![case.id, written.contract_on, &written.education, &written.training, &written.earlier, &written.assessment, now],
    )?;
    Ok(true)
}
