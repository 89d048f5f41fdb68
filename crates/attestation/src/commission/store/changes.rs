//! The SQL of what is put right in a commission: a row about a member that was a mistake.

use crate::platform::act::Act;
use crate::platform::engine::DbError;
use crate::platform::ids::Id;
use crate::values;

use super::{Commission, Member};

/// Holds a commission to the end of the act: of two hands the second waits here and then sees what the first did.
pub(in super::super) fn hold(act: &mut Act<'_>, id: Id<Commission>) -> Result<(), DbError> {
    act.run("update commissions set name = name where id = $1", values![id]).map(drop)
}

/// Takes the newest row about a member back, unless a session was opened with it; false when it does not stand so.
pub(in super::super) fn take_member_back(act: &mut Act<'_>, id: Id<Commission>, row: &Member) -> Result<bool, DbError> {
    let sql = "delete from commission_members where commission_id = $1 and person = $2 and valid_from = $3
        and not exists (select 1 from commission_members n where n.commission_id = $1 and n.person = $2 and n.valid_from > $3)
        and not exists (select 1 from sittings s where s.commission_id = $1 and s.opened_at is not null and s.held_on >= $3)";
    Ok(act.run(sql, values![id, row.person, row.from])? == 1)
}
