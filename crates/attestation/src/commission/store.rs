//! The SQL of commissions and their members; sessions, agendas, votes and decisions are in the files beside.

mod agenda;
mod attendance;
mod awards;
mod cabinets;
mod changes;
mod corrections;
mod decisions;
mod papers;
mod planning;
mod ready;
mod reopening;
mod rules;
mod sittings;
mod taking_off;
mod votes;

pub(super) use agenda::{Around, Turned, item, neighbours, next_undecided, open_items, reorder};
pub use agenda::{Extra, Item, Line, lines as agenda_of, put_on_agenda};
pub(super) use attendance::lead;
pub use attendance::{attendees, mark_present};
pub(super) use awards::{Award, award_of};
pub(super) use cabinets::{tie_cabinet, waiting_for_cabinets, without_cabinet};
pub(super) use changes::{Used, end, ending_of, hold, put_right, remove_commission, same, take_member_back, used};
pub use corrections::{Correction, correct, corrections};
pub use decisions::{Decision, decision_of, decisions_waiting};
pub(super) use decisions::{last_of, refusals_among};
pub(super) use papers::{NewPaper, attach, ever_attached, one_paper, withdraw};
pub use papers::{PaperKind, ProtocolPaper, papers_of, unchecked};
pub use planning::{NewSitting, open, plan};
pub(super) use planning::{cancel, hold_unfinished, is_planned, mark_told, opened_at_hour, reschedule};
pub(super) use ready::{Sought, candidates, ready_count};
pub(super) use reopening::reopen;
pub use rules::rules_on;
pub(super) use rules::{Numbers, goes_by, rules_of};
pub use sittings::{Sitting, SittingStage, by_id as sitting_by_id, newest_day, next as next_sitting};
pub(super) use sittings::{
    begun_on, by_id, close, has_decisions, last_on, latest_opened, list, protocol_known, stated_of,
};
pub use taking_off::remove;
pub(super) use taking_off::{Unwritten, lost_votes, take_off, unwritten, was_taken_off};
pub use votes::{Decided, Given, decide, postpone, vote};
pub(super) use votes::{chair_of, hands_of, hold_case, may_decide, quorum_of, votes_of, waiting};

use crate::accounts::{Account, Seat};
use crate::platform::act::Act;
use crate::platform::clock::Day;
use crate::platform::engine::{DbError, Reader};
use crate::platform::ids::Id;
use crate::platform::names::FullName;
use crate::platform::record::{BadColumn, Record};
use crate::values;

use super::model::{Commission, Member, Person, Position};

/// A commission to be written down.
#[derive(Debug, Clone)]
pub struct NewCommission {
    /// Its name.
    pub name: String,
    /// The number of the order.
    pub order_number: String,
    /// Its day.
    pub order_date: Day,
    /// The first day in force.
    pub valid_from: Day,
    /// The last one; 9999-12-31 when no end is known.
    pub valid_to: Day,
}

/// Writes a commission down; its id.
pub fn create(act: &mut Act<'_>, new: &NewCommission) -> Result<Id<Commission>, DbError> {
    let (id, now, who) = (Id::new(), act.at(), act.account());
    act.run(
        "insert into commissions (id, name, order_number, order_date, valid_from, valid_to, added_by, added_at) values ($1, $2, $3, $4, $5, $6, $7, $8)",
        values![id, &new.name, &new.order_number, new.order_date, new.valid_from, new.valid_to, who, now],
    )?;
    Ok(id)
}

const COMMISSION: &str =
    "select c.id, c.name, c.order_number, c.order_date, c.valid_from, c.valid_to from commissions c";

fn commission(row: &Record<'_>) -> Result<Commission, BadColumn> {
    Ok(Commission {
        id: row.get(0)?,
        name: row.get(1)?,
        order_number: row.get(2)?,
        order_date: row.get(3)?,
        valid_from: row.get(4)?,
        valid_to: row.get(5)?,
    })
}

/// Commissions, the newest first, `most` at most after a border.
pub(super) fn commissions(
    reader: &mut Reader,
    after: Option<(Day, Id<Commission>)>,
    most: i64,
) -> Result<Vec<Commission>, DbError> {
    let order = "order by c.valid_from desc, c.id desc limit $1";
    match after {
        None => reader.rows(&format!("{COMMISSION} {order}"), values![most], commission),
        Some((day, id)) => reader.rows(
            &format!("{COMMISSION} where (c.valid_from, c.id) < ($2, $3) {order}"),
            values![most, day, id],
            commission,
        ),
    }
}

/// One commission.
pub(super) fn commission_by_id(reader: &mut Reader, id: Id<Commission>) -> Result<Option<Commission>, DbError> {
    reader.row(&format!("{COMMISSION} where c.id = $1"), values![id], commission)
}

/// Columns of a member; `m` is the row, `e` the seat.
const MEMBER: &str = "m.person, m.valid_from, m.seat_id, e.account_id, m.surname, m.given, m.patronymic, m.email, m.job, m.position, m.trade_union, m.order_number, m.order_date
    from commission_members m left join seats e on e.id = m.seat_id";

fn member(row: &Record<'_>) -> Result<Member, BadColumn> {
    Ok(Member {
        person: row.get(0)?,
        from: row.get(1)?,
        seat: row.get(2)?,
        account: row.get(3)?,
        name: FullName::read(row, 4)?,
        email: row.get(7)?,
        job: row.get(8)?,
        position: row.get(9)?,
        is_union: row.get(10)?,
        order_number: row.get(11)?,
        order_date: row.get(12)?,
    })
}

/// Who the commission consists of on a day: by position, then by name.
pub fn composition(reader: &mut Reader, id: Id<Commission>, day: Day) -> Result<Vec<Member>, DbError> {
    let sql = format!(
        "select {MEMBER} where m.commission_id = $1 and m.valid_from <= $2 and m.position <> 'left'
             and not exists (select 1 from commission_members n where n.commission_id = m.commission_id
                 and n.person = m.person and n.valid_from > m.valid_from and n.valid_from <= $2)"
    );
    let mut all = reader.rows(&sql, values![id, day], member)?;
    all.sort_by_cached_key(|one| (one.position, one.name.key()));
    Ok(all)
}

/// Every row about members of a commission, the newest first: 200 at most.
pub(super) fn member_rows(reader: &mut Reader, id: Id<Commission>) -> Result<Vec<Member>, DbError> {
    let sql = format!(
        "select {MEMBER} where m.commission_id = $1 order by m.valid_from desc, m.added_at desc, m.person limit 200"
    );
    reader.rows(&sql, values![id], member)
}

/// The newest row about a person.
pub(super) fn newest_of(
    reader: &mut Reader,
    id: Id<Commission>,
    person: Id<Person>,
) -> Result<Option<Member>, DbError> {
    let sql =
        format!("select {MEMBER} where m.commission_id = $1 and m.person = $2 order by m.valid_from desc limit 1");
    reader.row(&sql, values![id, person], member)
}

/// Adds a row about a member; false when one about this person begins on that day already.
pub fn add_member(act: &mut Act<'_>, id: Id<Commission>, new: &Member) -> Result<bool, DbError> {
    let (now, who) = (act.at(), act.account());
    let added = act.run(
        "insert into commission_members (commission_id, person, valid_from, seat_id, surname, given, patronymic, email, job, position, trade_union,
             order_number, order_date, added_by, added_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) on conflict do nothing",
        values![
            id,
            new.person,
            new.from,
            new.seat,
            &new.name.surname,
            &new.name.given,
            &new.name.patronymic,
            &new.email,
            &new.job,
            new.position.code(),
            new.is_union,
            &new.order_number,
            new.order_date,
            who,
            now
        ],
    )?;
    Ok(added == 1)
}

/// The seat of somebody who may sit in a commission.
#[derive(Debug, Clone)]
pub(super) struct MemberSeat {
    pub(super) seat: Id<Seat>,
    pub(super) account: Id<Account>,
    pub(super) name: FullName,
    pub(super) email: String,
}

/// Open seats of role Member, by name: 200 at most.
pub(super) fn member_seats(reader: &mut Reader) -> Result<Vec<MemberSeat>, DbError> {
    reader.rows(
        "select s.id, u.id, u.surname, u.given, u.patronymic, u.email from seats s join accounts u on u.id = s.account_id
         where s.role = 'member' and s.ended_at is null and u.closed_at is null order by u.name_key, s.id limit 200",
        &[],
        |row| Ok(MemberSeat { seat: row.get(0)?, account: row.get(1)?, name: FullName::read(row, 2)?, email: row.get(5)? }),
    )
}

/// Whether an account, by its id, is the chair, the deputy or the secretary of a commission on a day.
pub fn presides(reader: &mut Reader, account: &str, day: Day) -> Result<bool, DbError> {
    let sql = "select count(*) from commission_members m join seats e on e.id = m.seat_id
         where e.account_id = $1 and e.ended_at is null and m.valid_from <= $2 and m.position in ('chair', 'deputy', 'secretary')
             and not exists (select 1 from commission_members n where n.commission_id = m.commission_id
                 and n.person = m.person and n.valid_from > m.valid_from and n.valid_from <= $2)";
    Ok(reader.count(sql, values![account, day])? > 0)
}

/// The rows by which an account is a member on the day of the session `s`, and has not left until today.
/// `ACCOUNT` and `TODAY` stand where the places of the values go.
const MINE: &str = "from commission_members m join seats e on e.id = m.seat_id
    where m.commission_id = s.commission_id and e.account_id = ACCOUNT and e.ended_at is null and m.position <> 'left' and m.valid_from <= s.held_on
        and not exists (select 1 from commission_members n where n.commission_id = m.commission_id and n.person = m.person
            and n.valid_from > m.valid_from and (n.valid_from <= s.held_on or (n.position = 'left' and n.valid_from <= TODAY)))";

fn mine(account: &str, today: &str) -> String {
    MINE.replace("ACCOUNT", account).replace("TODAY", today)
}

/// What an account is at a session; none when it is no member of its commission then or has left since.
pub(super) fn member_at(
    reader: &mut Reader,
    sitting: Id<Sitting>,
    account: Id<Account>,
    today: Day,
) -> Result<Option<(Id<Person>, Position)>, DbError> {
    let sql = format!(
        "select w.person, w.position from sittings s join commission_members w on w.commission_id = s.commission_id
         where s.id = $1 and (w.person, w.valid_from) in (select m.person, m.valid_from {}) limit 1",
        mine("$2", "$3")
    );
    reader.row(&sql, values![sitting, account, today], |row| Ok((row.get(0)?, row.get(1)?)))
}
