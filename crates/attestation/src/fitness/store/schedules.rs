//! The SQL of changed schedules, and of what stands beside the row of an attestation.

use crate::platform::act::Act;
use crate::platform::clock::Day;
use crate::platform::engine::{DbError, Reader};
use crate::platform::ids::Id;
use crate::values;

use super::super::model::{Beside, Case, Changed};

/// How the schedule of an attestation was changed, from the first to the last: 100 at most.
fn changes(reader: &mut Reader, id: Id<Case>) -> Result<Vec<Changed>, DbError> {
    let sql = "select order_number, order_on, was_on, session_on, reason from fitness_schedules where case_id = $1 order by added_at, id limit 100";
    reader.rows(sql, values![id], |row| {
        Ok(Changed {
            number: row.get(0)?,
            on: row.get(1)?,
            was_on: row.get(2)?,
            session_on: row.get(3)?,
            reason: row.get(4)?,
        })
    })
}

/// What stands beside the row of an attestation.
pub(in super::super) fn beside(reader: &mut Reader, id: Id<Case>) -> Result<Beside, DbError> {
    Ok(Beside {
        is_written: super::presentation(reader, id)?.is_some(),
        corrections: super::corrections(reader, id)?,
        changes: changes(reader, id)?,
    })
}

/// Keeps an order that changes the schedule.
pub(in super::super) fn change_schedule(act: &mut Act<'_>, case: &Case, new: &Changed) -> Result<(), DbError> {
    let (now, who) = (act.at(), act.account());
    act.run(
        "insert into fitness_schedules (id, case_id, order_number, order_on, was_on, session_on, reason, added_at, added_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        values![Id::<Changed>::new(), case.id, &new.number, new.on, new.was_on, new.session_on, &new.reason, now, who],
    )?;
    Ok(())
}

/// The day the last order that changes the schedule has set is put right; nothing when the schedule was never changed.
pub(in super::super) fn put_schedule_right(act: &mut Act<'_>, case: &Case, session_on: Day) -> Result<(), DbError> {
    let sql = "update fitness_schedules set session_on = $2 where case_id = $1
         and id = (select x.id from fitness_schedules x where x.case_id = $1 order by x.added_at desc, x.id desc limit 1)";
    act.run(sql, values![case.id, session_on]).map(drop)
}
