//! The SQL of invitations, their posts and links; names of organisations and posts are read here to be shown.

use crate::accounts::{Account, AddressAt, Email, Organization, Role};
use crate::platform::act::Act;
use crate::platform::among::among;
use crate::platform::clock::Moment;
use crate::platform::engine::{DbError, Reader};
use crate::platform::ids::Id;
use crate::platform::names::FullName;
use crate::platform::outbox::Letter;
use crate::platform::record::{BadColumn, Record};
use crate::platform::secret::LinkSecret;
use crate::values;

use super::model::{Invitation, NewInvitation};

mod list;
mod registration;
mod schools;

pub(super) use list::{Filter, counts, list};
pub use registration::is_registration_open;
pub(super) use registration::{Turn, latest_link, open_id, turn, turns};
pub(super) use schools::{Asked, Covered, covered, covers};

const INVITATION: &str =
    "select i.id, i.role, i.organization_id, i.workplace, i.email, i.surname, i.given, i.patronymic,
        i.issued_at, i.expires_at, i.redeemed_at, i.revoked_at, a.surname, a.given, a.patronymic, l.state, l.last_error, o.municipality
 from invitations i left join organizations o on o.id = i.organization_id left join accounts a on a.id = i.issued_by left join letters l on l.id = i.letter_id";

fn invitation(row: &Record<'_>) -> Result<Invitation, BadColumn> {
    let text = |place: usize| row.get::<Option<String>>(place).map(Option::unwrap_or_default);
    let inviter = FullName { surname: text(12)?, given: text(13)?, patronymic: text(14)? };
    Ok(Invitation {
        id: row.get(0)?,
        role: row.get(1)?,
        organization: row.get(2)?,
        workplace: row.get(3)?,
        municipality: text(17)?,
        email: row.get(4)?,
        name: FullName::read(row, 5)?,
        inviter: inviter.full(),
        issued_at: row.get(8)?,
        expires_at: row.get(9)?,
        redeemed_at: row.get(10)?,
        revoked_at: row.get(11)?,
        letter: text(15)?,
        trouble: text(16)?,
    })
}

/// A new row with its posts; the link and the letter follow.
pub(super) fn insert(
    act: &mut Act<'_>,
    new: &NewInvitation,
    workplace: &str,
    expires: Moment,
) -> Result<Id<Invitation>, DbError> {
    let (id, now) = (Id::new(), act.at());
    act.run(
        "insert into invitations (id, role, organization_id, workplace, email, email_key, surname, given, patronymic, name_key,
                                  issued_by, issued_at, expires_at, letter_id, redeemed_at, redeemed_by, revoked_at, batch_id)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, null, null, null, null, $14)",
        values![
            id, new.role.code(), new.organization, workplace, new.email.as_str(), new.email.key(), &new.name.surname, &new.name.given,
            &new.name.patronymic, new.name.key(), new.issued_by, now, expires, new.batch.clone()
        ],
    )?;
    for code in &new.posts {
        act.run(
            "insert into invitation_posts (invitation_id, post_code) values ($1, $2) on conflict do nothing",
            values![id, code],
        )?;
    }
    Ok(id)
}

/// A row for the first cabinet of the centre, without an address.
pub(super) fn insert_first_run(act: &mut Act<'_>, expires: Moment) -> Result<Id<Invitation>, DbError> {
    let (id, now) = (Id::new(), act.at());
    act.run(
        "insert into invitations (id, role, organization_id, workplace, email, email_key, surname, given, patronymic, name_key,
                                  issued_by, issued_at, expires_at, letter_id, redeemed_at, redeemed_by, revoked_at, batch_id)
         values ($1, 'centre', null, '', '', '', '', '', '', '', null, $2, $3, null, null, null, null, null)",
        values![id, now, expires],
    )?;
    Ok(id)
}

/// The open row of a first run, when one was made before.
pub(super) fn first_run(reader: &mut Reader) -> Result<Option<Id<Invitation>>, DbError> {
    reader.row(
        "select id from invitations where email_key = '' and redeemed_at is null and revoked_at is null",
        &[],
        |row| row.get(0),
    )
}

/// Puts a new link in place: older ones die, the row works until `expires`. False when the row is no longer open.
pub(super) fn renew(
    act: &mut Act<'_>,
    id: Id<Invitation>,
    secret: &LinkSecret,
    letter: Option<Id<Letter>>,
    expires: Moment,
) -> Result<bool, DbError> {
    let now = act.at();
    let changed = act.run(
        "update invitations set expires_at = $2, letter_id = $3 where id = $1 and redeemed_at is null and revoked_at is null",
        values![id, expires, letter],
    )?;
    act.run(
        "update invitation_links set dropped_at = $2 where invitation_id = $1 and dropped_at is null",
        values![id, now],
    )?;
    act.run(
        "insert into invitation_links (hash, invitation_id, letter_id, issued_at, dropped_at) values ($1, $2, $3, $4, null)",
        values![secret.hash(), id, letter, now],
    )?;
    Ok(changed == 1)
}

/// Revokes; false when the row is no longer open.
pub(super) fn revoke(act: &mut Act<'_>, id: Id<Invitation>) -> Result<bool, DbError> {
    let now = act.at();
    Ok(act.run(
        "update invitations set revoked_at = $2 where id = $1 and redeemed_at is null and revoked_at is null",
        values![id, now],
    )? == 1)
}

/// Revokes the open invitation an address has asked for itself by public registration.
pub(super) fn drop_asked(act: &mut Act<'_>, email: &Email, school: Id<Organization>) -> Result<(), DbError> {
    let now = act.at();
    act.run(
        "update invitations set revoked_at = $3 where email_key = $1 and role = 'teacher' and organization_id = $2
             and issued_by is null and redeemed_at is null and revoked_at is null",
        values![email.key(), school, now],
    )
    .map(|_| ())
}

/// Uses the invitation up by this link; false when another hand was first or the link no longer works.
pub(super) fn redeem(act: &mut Act<'_>, id: Id<Invitation>, link: &str) -> Result<bool, DbError> {
    let now = act.at();
    let changed = act.run(
        "update invitations set redeemed_at = $2
         where id = $1 and redeemed_at is null and revoked_at is null and expires_at > $2
           and exists (select 1 from invitation_links where hash = $3 and invitation_id = $1 and dropped_at is null)",
        values![id, now, link],
    )?;
    Ok(changed == 1)
}

/// Whose cabinet came of it.
pub(super) fn redeemed_by(act: &mut Act<'_>, id: Id<Invitation>, account: Id<Account>) -> Result<(), DbError> {
    act.run("update invitations set redeemed_by = $2 where id = $1", values![id, account])?;
    Ok(())
}

/// Which of these addresses (as compared) have an open invitation to a role, each with its school.
pub fn open_among(reader: &mut Reader, role: Role, emails: &[&str], now: Moment) -> Result<Vec<AddressAt>, DbError> {
    let sql = "select email_key, organization_id from invitations
         where role = $1 and redeemed_at is null and revoked_at is null and expires_at > $2 and email_key in (MANY)";
    among(reader, sql, values![role.code(), now], emails, |row| Ok((row.get(0)?, row.get(1)?)))
}

/// How many people are invited to a role and have not come in yet.
pub fn open_of_role(reader: &mut Reader, role: Role, now: Moment) -> Result<i64, DbError> {
    let sql = "select count(*) from invitations
         where role = $1 and redeemed_at is null and revoked_at is null and expires_at > $2";
    reader.count(sql, values![role.code(), now])
}

/// Until when an open invitation of the same address, role and school works.
pub(super) fn open_one(
    reader: &mut Reader,
    email: &Email,
    role: Role,
    (school, workplace): (Option<Id<Organization>>, &str),
    now: Moment,
) -> Result<Option<Moment>, DbError> {
    let school = school.filter(|_| role.is_at_school()).map(|id| id.to_string()).unwrap_or_default();
    reader.row(
        "select expires_at from invitations
         where email_key = $1 and role = $2 and ($3 = '' or organization_id = $3) and ($2 <> 'municipal' or workplace = $5)
           and redeemed_at is null and revoked_at is null and expires_at > $4
         order by expires_at desc",
        values![email.key(), role.code(), school, now, workplace],
        |row| row.get(0),
    )
}

/// One invitation.
pub(super) fn by_id(reader: &mut Reader, id: Id<Invitation>) -> Result<Option<Invitation>, DbError> {
    reader.row(&format!("{INVITATION} where i.id = $1"), values![id], invitation)
}

/// The invitation behind a link, and whether a newer link has taken its place.
pub(super) fn by_link(reader: &mut Reader, link: &str) -> Result<Option<(Invitation, bool)>, DbError> {
    let found =
        reader.row("select invitation_id, dropped_at from invitation_links where hash = $1", values![link], |row| {
            Ok((row.get::<Id<Invitation>>(0)?, row.get::<Option<Moment>>(1)?.is_some()))
        })?;
    let Some((id, dropped)) = found else {
        return Ok(None);
    };
    Ok(by_id(reader, id)?.map(|invitation| (invitation, dropped)))
}

/// A link of an invitation and the letter that carried it.
pub(super) struct LinkRow {
    pub(super) issued_at: Moment,
    pub(super) dropped_at: Option<Moment>,
    pub(super) sent_at: Option<Moment>,
    pub(super) trouble: String,
}

/// Links of an invitation, the newest first.
pub(super) fn links(reader: &mut Reader, id: Id<Invitation>) -> Result<Vec<LinkRow>, DbError> {
    reader.rows(
        "select n.issued_at, n.dropped_at, l.sent_at, l.last_error from invitation_links n left join letters l on l.id = n.letter_id
         where n.invitation_id = $1 order by n.issued_at desc, n.hash",
        values![id],
        |row| {
            let trouble = row.get::<Option<String>>(3)?.unwrap_or_default();
            Ok(LinkRow { issued_at: row.get(0)?, dropped_at: row.get(1)?, sent_at: row.get(2)?, trouble })
        },
    )
}

/// Codes and names of the posts an invitation names.
pub(super) fn posts_of(reader: &mut Reader, id: Id<Invitation>) -> Result<Vec<(String, String)>, DbError> {
    reader.rows(
        "select p.code, p.name from invitation_posts i join posts p on p.code = i.post_code where i.invitation_id = $1 order by p.name_key",
        values![id],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

/// Codes and names of all posts.
pub(super) fn posts(reader: &mut Reader) -> Result<Vec<(String, String)>, DbError> {
    reader.rows("select code, name from posts where ended_on is null order by name_key", &[], |row| {
        Ok((row.get(0)?, row.get(1)?))
    })
}
