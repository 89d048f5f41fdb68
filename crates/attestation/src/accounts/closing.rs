//! The SQL by which roles and cabinets are closed and opened again; the centre never stays without anybody.

use crate::platform::act::Act;
use crate::platform::engine::{DbError, Reader};
use crate::platform::ids::Id;
use crate::values;

use super::model::{Account, Organization, Role, Seat};
use super::{sessions, store};

/// Somebody else's open seat of the centre; `$1` is the account that does not count.
const ANOTHER_OF_CENTRE: &str = "exists (select 1 from seats o join accounts c on c.id = o.account_id
     where o.role = 'centre' and o.ended_at is null and c.closed_at is null and o.account_id <>";

/// Two hands that close two last seats of the centre at once would not see each other: they come in one by one.
fn one_by_one(act: &mut Act<'_>) -> Result<(), DbError> {
    act.next_number("closings").map(drop)
}

/// Closes a role for this reason, and every session that acts in it; false when it was closed already, or when the
/// centre would be left without anybody.
pub fn end_seat(act: &mut Act<'_>, seat: Id<Seat>, reason: &str) -> Result<bool, DbError> {
    one_by_one(act)?;
    let now = act.at();
    let ended = act.run(
        &format!(
            "update seats set ended_at = $2, end_reason = $3 where id = $1 and ended_at is null
             and (role <> 'centre' or {ANOTHER_OF_CENTRE} seats.account_id))"
        ),
        values![seat, now, reason],
    )?;
    act.run(
        "update sessions set ended_at = $2 where seat_id = $1 and ended_at is null
             and account_id = (select account_id from seats where id = $1 and ended_at is not null)",
        values![seat, now],
    )?;
    Ok(ended == 1)
}

/// Carries a teacher's role from one school to another (its id and name): the role at the first is closed for this reason
/// and one at the second is given. Without an open role at the first nothing is done.
pub fn move_teacher(
    act: &mut Act<'_>,
    account: Id<Account>,
    from: Id<Organization>,
    (to, place): (Id<Organization>, &str),
    reason: &str,
) -> Result<(), DbError> {
    let held = act.row(
        "select id from seats where account_id = $1 and role = 'teacher' and organization_id = $2 and ended_at is null",
        values![account, from],
        |row| row.get(0),
    )?;
    if let Some(seat) = held {
        end_seat(act, seat, reason)?;
        store::give_seat(act, account, Role::Teacher, Some(to), place)?;
    }
    Ok(())
}

/// Closes a cabinet for this reason with every session of it; its roles stay for the day it is opened again.
/// False when it was closed already, or when the centre would be left without anybody.
pub fn close_account(act: &mut Act<'_>, id: Id<Account>, reason: &str) -> Result<bool, DbError> {
    one_by_one(act)?;
    let now = act.at();
    let closed = act.run(
        &format!(
            "update accounts set closed_at = $2, closed_reason = $3, changed_at = $2 where id = $1 and closed_at is null
             and (not exists (select 1 from seats where account_id = $1 and role = 'centre' and ended_at is null)
                  or {ANOTHER_OF_CENTRE} $1))"
        ),
        values![id, now, reason],
    )?;
    if closed == 1 {
        sessions::end_all(act, id, "")?;
    }
    Ok(closed == 1)
}

/// Opens a closed cabinet; false when it is open.
pub fn reopen_account(act: &mut Act<'_>, id: Id<Account>) -> Result<bool, DbError> {
    let now = act.at();
    let opened = act.run(
        "update accounts set closed_at = null, closed_reason = '', changed_at = $2 where id = $1 and closed_at is not null",
        values![id, now],
    )?;
    Ok(opened == 1)
}

/// Whether nobody but this person works in the centre.
pub fn is_last_of_centre(reader: &mut Reader, id: Id<Account>) -> Result<bool, DbError> {
    let sql = format!(
        "select count(*) from accounts a where a.id = $1 and a.closed_at is null
         and exists (select 1 from seats where account_id = $1 and role = 'centre' and ended_at is null)
         and not {ANOTHER_OF_CENTRE} $1)"
    );
    Ok(reader.count(&sql, values![id])? == 1)
}
