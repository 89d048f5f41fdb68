//! The SQL of what is put right in a commission, of its end by an order, and of a row about a member that was a mistake.

use crate::platform::act::Act;
use crate::platform::clock::Day;
use crate::platform::engine::{DbError, Reader};
use crate::platform::ids::Id;
use crate::platform::names;
use crate::values;

use super::super::kinds;
use super::{COMMISSION, Commission, Member, NewCommission, commission};

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

/// A commission of this name by this order, when there is one beside `but`. The list is held to the end of the act.
pub(in super::super) fn same(
    act: &mut Act<'_>,
    new: &NewCommission,
    but: Option<Id<Commission>>,
) -> Result<Option<Commission>, DbError> {
    // Of two hands the second waits here, also when there is no commission yet.
    act.next_number("commissions")?;
    let sql = format!("{COMMISSION} where c.order_number = $1 and c.order_date = $2");
    let all = act.rows(&sql, values![&new.order_number, new.order_date], commission)?;
    let key = names::key(&new.name);
    Ok(all.into_iter().find(|one| Some(one.id) != but && names::key(&one.name) == key))
}

/// What a commission is used for: its days may not leave these out.
#[derive(Debug, Clone, Copy, Default)]
pub(in super::super) struct Used {
    /// The first day of a session or of a row about a member.
    pub first: Option<Day>,
    /// The last one.
    pub last: Option<Day>,
    /// The last day of a session that is not cancelled.
    pub session: Option<Day>,
    /// Sessions, cancelled ones too.
    pub sessions: i64,
    /// Sessions that were opened.
    pub opened: i64,
}

/// What a commission is used for so far.
pub(in super::super) fn used(reader: &mut Reader, id: Id<Commission>) -> Result<Used, DbError> {
    let sql = "select min(day), max(day), max(session), sum(sessions), sum(opened) from (
         select valid_from as day, null as session, 0 as sessions, 0 as opened from commission_members where commission_id = $1
         union all select case when stage <> 'cancelled' then held_on end, case when stage <> 'cancelled' then held_on end, 1,
             case when opened_at is not null then 1 else 0 end from sittings where commission_id = $1) q";
    let used = reader.row(sql, values![id], |row| {
        Ok(Used {
            first: row.get(0)?,
            last: row.get(1)?,
            session: row.get(2)?,
            sessions: row.get::<Option<i64>>(3)?.unwrap_or(0),
            opened: row.get::<Option<i64>>(4)?.unwrap_or(0),
        })
    })?;
    Ok(used.unwrap_or_default())
}

/// Puts right what is written of a commission of which no session was opened; false when one was, or it stands otherwise.
pub(in super::super) fn put_right(act: &mut Act<'_>, seen: &Commission, new: &NewCommission) -> Result<bool, DbError> {
    let sql = "update commissions set name = $2, order_number = $3, order_date = $4, valid_from = $5, valid_to = $6
        where id = $1 and valid_from = $7 and valid_to = $8
        and not exists (select 1 from sittings s where s.commission_id = $1 and s.opened_at is not null)";
    let stated = values![
        seen.id,
        &new.name,
        &new.order_number,
        new.order_date,
        new.valid_from,
        new.valid_to,
        seen.valid_from,
        seen.valid_to
    ];
    Ok(act.run(sql, stated)? == 1)
}

/// Sets the last day of a commission; false when it does not stand as it was seen.
pub(in super::super) fn end(act: &mut Act<'_>, seen: &Commission, last: Day) -> Result<bool, DbError> {
    let sql = "update commissions set valid_to = $3 where id = $1 and valid_to = $2";
    Ok(act.run(sql, values![seen.id, seen.valid_to, last])? == 1)
}

/// By what order a commission ends, as the journal tells it; none when its end was set from the beginning.
pub(in super::super) fn ending_of(reader: &mut Reader, id: Id<Commission>) -> Result<Option<String>, DbError> {
    let sql = "select words from journal where act = $1 and subject = $2 order by at desc, id desc limit 1";
    reader.row(sql, values![kinds::ENDED.code, format!("commission:{id}")], |row| row.get(0))
}

/// Removes a commission that was written down by mistake, with its members; false when it has had a session.
pub(in super::super) fn remove_commission(act: &mut Act<'_>, id: Id<Commission>) -> Result<bool, DbError> {
    if act.count("select count(*) from sittings where commission_id = $1", values![id])? > 0 {
        return Ok(false);
    }
    act.run("delete from commission_members where commission_id = $1", values![id])?;
    Ok(act.run("delete from commissions where id = $1", values![id])? == 1)
}
