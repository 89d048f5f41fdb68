//! The SQL of public registration: turns of the switch, what an address has been sent already.

use crate::accounts::{Email, Organization};
use crate::platform::act::Act;
use crate::platform::clock::Moment;
use crate::platform::engine::{DbError, Reader};
use crate::platform::ids::Id;
use crate::platform::names::FullName;
use crate::platform::record::{BadColumn, Record};
use crate::values;

use crate::invitations::model::Invitation;

/// One turn of the switch.
#[derive(Debug, Clone)]
pub(in crate::invitations) struct Turn {
    /// Whether registration was opened by it.
    pub(in crate::invitations) is_open: bool,
    /// When.
    pub(in crate::invitations) at: Moment,
    /// By whom.
    pub(in crate::invitations) by: FullName,
}

const TURN: &str = "select t.is_open, t.turned_at, a.surname, a.given, a.patronymic
     from registration_turns t join accounts a on a.id = t.turned_by order by t.turned_at desc, t.id desc";

fn read(row: &Record<'_>) -> Result<Turn, BadColumn> {
    Ok(Turn { is_open: row.get::<i64>(0)? == 1, at: row.get(1)?, by: FullName::read(row, 2)? })
}

/// The last turns of the switch, the newest first, `most` at most.
pub(in crate::invitations) fn turns(reader: &mut Reader, most: i64) -> Result<Vec<Turn>, DbError> {
    reader.rows(&format!("{TURN} limit $1"), values![most], read)
}

/// Whether teachers may ask for a link themselves: the newest turn is in force, without one registration is closed.
pub fn is_registration_open(reader: &mut Reader) -> Result<bool, DbError> {
    Ok(turns(reader, 1)?.first().is_some_and(|turn| turn.is_open))
}

/// Turns the switch; false when it stands so already.
pub(in crate::invitations) fn turn(act: &mut Act<'_>, is_open: bool) -> Result<bool, DbError> {
    // Two hands turning it at once come in one by one.
    act.next_number("registration")?;
    if is_registration_open(act)? == is_open {
        return Ok(false);
    }
    let (now, by) = (act.at(), act.account());
    act.run(
        "insert into registration_turns (id, is_open, turned_by, turned_at) values ($1, $2, $3, $4)",
        values![Id::<Turn>::new(), i64::from(is_open), by, now],
    )?;
    Ok(true)
}

/// The open invitation of a teacher's address to this school.
pub(in crate::invitations) fn open_id(
    reader: &mut Reader,
    email: &Email,
    school: Id<Organization>,
    now: Moment,
) -> Result<Option<Id<Invitation>>, DbError> {
    reader.row(
        "select id from invitations where email_key = $1 and role = 'teacher' and organization_id = $2
             and redeemed_at is null and revoked_at is null and expires_at > $3 order by expires_at desc",
        values![email.key(), school, now],
        |row| row.get(0),
    )
}

/// When the newest link of an invitation was issued.
pub(in crate::invitations) fn latest_link(reader: &mut Reader, id: Id<Invitation>) -> Result<Moment, DbError> {
    let at = reader
        .count("select coalesce(max(issued_at), 0) from invitation_links where invitation_id = $1", values![id])?;
    Ok(Moment::of_micros(at))
}
