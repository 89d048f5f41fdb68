//! The SQL of cases taken off an agenda: by the centre, or because the case goes no further.

use crate::applications::Application;
use crate::platform::act::Act;
use crate::platform::clock::Day;
use crate::platform::engine::DbError;
use crate::platform::ids::Id;
use crate::values;

use super::{Item, Sitting};

/// Takes a case off an agenda before a decision; false when it is decided or off already.
pub fn remove(act: &mut Act<'_>, sitting: &Sitting, item: Id<Item>) -> Result<bool, DbError> {
    let now = act.at();
    let changed = act.run(
        "update agenda_items set removed_at = $3 where id = $1 and sitting_id = $2 and removed_at is null and outcome is null
             and exists (select 1 from sittings s where s.id = $2 and s.stage in ('planned', 'open'))",
        values![item, sitting.id, now],
    )?;
    Ok(changed == 1)
}

/// Takes a case that is over off the agenda it waits on; the session and its day, none when it waits on none.
pub(in super::super) fn take_off(act: &mut Act<'_>, case: &Application) -> Result<Option<(Id<Sitting>, Day)>, DbError> {
    let sql = "select s.id, s.held_on from agenda_items i join sittings s on s.id = i.sitting_id
         where i.application_id = $1 and i.removed_at is null and i.outcome is null";
    let waits: Option<(Id<Sitting>, Day)> = act.row(sql, values![case.id], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let now = act.at();
    let off = act.run(
        "update agenda_items set removed_at = $2 where application_id = $1 and removed_at is null and outcome is null",
        values![case.id, now],
    )?;
    Ok(waits.filter(|_| off == 1))
}
