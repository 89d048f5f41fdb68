//! The SQL of members' cabinets: places in commissions nobody comes in by, and a seat tied to one of them.

use crate::accounts::Seat;
use crate::platform::act::Act;
use crate::platform::clock::Day;
use crate::platform::engine::{DbError, Reader};
use crate::platform::ids::Id;
use crate::platform::names::FullName;
use crate::values;

use super::{Commission, Person};

/// A row by which nobody comes in: its member never had a seat, or has one that ended.
const FREE: &str = "(seat_id is null or seat_id in (select id from seats where ended_at is not null))";

/// The rows of a commission by which nobody comes in: whose, and since when.
pub(in super::super) fn without_cabinet(
    reader: &mut Reader,
    id: Id<Commission>,
) -> Result<Vec<(Id<Person>, Day)>, DbError> {
    let sql = format!("select person, valid_from from commission_members where commission_id = $1 and {FREE}");
    reader.rows(&sql, values![id], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// A member nobody comes in as.
pub(in super::super) struct Waiting {
    pub(in super::super) commission: Id<Commission>,
    pub(in super::super) person: Id<Person>,
    pub(in super::super) name: FullName,
    pub(in super::super) email: String,
}

/// Members of commissions that are not over whose newest row is one by which nobody comes in.
pub(in super::super) fn waiting_for_cabinets(reader: &mut Reader, today: Day) -> Result<Vec<Waiting>, DbError> {
    let sql = format!(
        "select m.commission_id, m.person, m.surname, m.given, m.patronymic, m.email
         from commission_members m join commissions c on c.id = m.commission_id
         where c.valid_to >= $1 and m.position <> 'left' and {FREE}
             and not exists (select 1 from commission_members n where n.commission_id = m.commission_id
                 and n.person = m.person and n.valid_from > m.valid_from)
         order by c.valid_from, c.id"
    );
    reader.rows(&sql, values![today], |row| {
        Ok(Waiting { commission: row.get(0)?, person: row.get(1)?, name: FullName::read(row, 2)?, email: row.get(5)? })
    })
}

/// Ties an open seat to the place of a member: every row about the person by which nobody comes in; false when there is none,
/// or the seat is no open one of a member, or is another person's in this commission.
pub(in super::super) fn tie_cabinet(
    act: &mut Act<'_>,
    id: Id<Commission>,
    person: Id<Person>,
    seat: Id<Seat>,
) -> Result<bool, DbError> {
    let sql = format!(
        "update commission_members set seat_id = $3 where commission_id = $1 and person = $2 and {FREE}
             and exists (select 1 from seats s where s.id = $3 and s.role = 'member' and s.ended_at is null)
             and not exists (select 1 from commission_members o where o.commission_id = $1 and o.seat_id = $3 and o.person <> $2)"
    );
    Ok(act.run(&sql, values![id, person, seat])? > 0)
}
