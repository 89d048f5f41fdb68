//! The SQL of accounts, seats and consents.

use crate::platform::act::Act;
use crate::platform::among::among;
use crate::platform::engine::{DbError, Reader};
use crate::platform::ids::Id;
use crate::platform::letter::Addressee;
use crate::platform::names::FullName;
use crate::platform::record::{BadColumn, Record};
use crate::values;

use super::model::{Account, Organization, Role, Seat};
use super::typed::{Email, Login, Phone};

const ACCOUNT: &str = "a.id, a.login, a.email, a.surname, a.given, a.patronymic, a.phone";

fn account(row: &Record<'_>) -> Result<Account, BadColumn> {
    Ok(Account {
        id: row.get(0)?,
        login: row.get(1)?,
        email: row.get(2)?,
        name: FullName::read(row, 3)?,
        phone: row.get(6)?,
    })
}

/// A new account, as registration makes it.
pub struct NewAccount {
    /// The login.
    pub login: Login,
    /// The address.
    pub email: Email,
    /// The name.
    pub name: FullName,
    /// The phone.
    pub phone: Phone,
    /// The password's hash.
    pub password_hash: String,
}

/// Makes the account; none when the login or the address is taken.
pub fn create(act: &mut Act<'_>, new: &NewAccount) -> Result<Option<Id<Account>>, DbError> {
    let (id, now) = (Id::new(), act.at());
    let made = act.run(
        "insert into accounts (id, login, login_key, email, email_key, surname, given, patronymic, name_key, phone, password_hash, created_at, changed_at, closed_at)
         values ($1, $2, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11, null) on conflict do nothing",
        values![id, new.login.as_str(), new.email.as_str(), new.email.key(), &new.name.surname, &new.name.given, &new.name.patronymic, new.name.key(), new.phone.as_str(), &new.password_hash, now],
    )?;
    Ok((made == 1).then_some(id))
}

/// Gives a seat to an account; the same role at the same school, or in the same municipality, is not given twice.
pub fn give_seat(
    act: &mut Act<'_>,
    account: Id<Account>,
    role: Role,
    organization: Option<Id<Organization>>,
    workplace: &str,
) -> Result<Id<Seat>, DbError> {
    let place = organization.map(|id| id.to_string()).unwrap_or_default();
    let held = act.row(
        "select id from seats where account_id = $1 and role = $2 and ended_at is null and coalesce(organization_id, '') = $3
             and ($2 <> 'municipal' or workplace = $4)",
        values![account, role.code(), &place, workplace],
        |row| row.get::<Id<Seat>>(0),
    )?;
    if let Some(seat) = held {
        return Ok(seat);
    }
    let (id, now) = (Id::new(), act.at());
    act.run(
        "insert into seats (id, account_id, role, organization_id, workplace, given_at, ended_at) values ($1, $2, $3, $4, $5, $6, null)",
        values![id, account, role.code(), organization, workplace, now],
    )?;
    Ok(id)
}

/// An address, as compared, and the school of a seat it belongs to.
pub type AddressAt = (String, Option<Id<Organization>>);

/// Which of these addresses (as compared) belong to people who hold a role, each with the school of that seat.
pub fn holders_among(reader: &mut Reader, role: Role, emails: &[&str]) -> Result<Vec<AddressAt>, DbError> {
    let sql = "select a.email_key, s.organization_id from seats s join accounts a on a.id = s.account_id
         where s.role = $1 and a.closed_at is null and s.ended_at is null and a.email_key in (MANY)";
    among(reader, sql, values![role.code()], emails, |row| Ok((row.get(0)?, row.get(1)?)))
}

/// Whether the person with this address holds the role already; one that has a place, at this very school or in this
/// municipality.
pub fn holds(
    reader: &mut Reader,
    email: &Email,
    role: Role,
    (organization, workplace): (Option<Id<Organization>>, &str),
) -> Result<bool, DbError> {
    let school = organization.filter(|_| role.is_at_school()).map(|id| id.to_string()).unwrap_or_default();
    let held = reader.count(
        "select count(*) from seats s join accounts a on a.id = s.account_id
         where a.email_key = $1 and a.closed_at is null and s.role = $2 and s.ended_at is null and ($3 = '' or s.organization_id = $3)
           and ($2 <> 'municipal' or s.workplace = $4)",
        values![email.key(), role.code(), school, workplace],
    )?;
    Ok(held > 0)
}

/// The posts whose teachers a specialist works with.
pub fn give_posts(act: &mut Act<'_>, seat: Id<Seat>, posts: &[String]) -> Result<(), DbError> {
    for code in posts {
        act.run(
            "insert into seat_posts (seat_id, post_code) values ($1, $2) on conflict do nothing",
            values![seat, code],
        )?;
    }
    Ok(())
}

/// Whether a cabinet is open.
pub fn is_open(reader: &mut Reader, id: Id<Account>) -> Result<bool, DbError> {
    Ok(reader.count("select count(*) from accounts where id = $1 and closed_at is null", values![id])? == 1)
}

/// Whether a cabinet may be forgotten: its owner was never anything but a teacher, and it was not forgotten before.
pub fn may_be_forgotten(reader: &mut Reader, id: Id<Account>) -> Result<bool, DbError> {
    let sql = "select count(*) from accounts a where a.id = $1 and a.login <> 'erased:' || a.id
         and not exists (select 1 from seats s where s.account_id = a.id and s.role <> 'teacher')";
    Ok(reader.count(sql, values![id])? == 1)
}

/// The name of a cabinet's owner, whether it is open or closed.
pub fn name_of(reader: &mut Reader, id: Id<Account>) -> Result<Option<FullName>, DbError> {
    reader
        .row("select surname, given, patronymic from accounts where id = $1", values![id], |row| FullName::read(row, 0))
}

/// Whether a login is taken.
pub fn login_taken(reader: &mut Reader, login: &Login) -> Result<bool, DbError> {
    Ok(reader.count("select count(*) from accounts where login_key = $1", values![login.as_str()])? > 0)
}

/// Numbers tried after a taken login.
const LOGIN_NUMBERS: usize = 40;

/// A free login like the wanted one: itself, or with the first number that makes it free.
pub fn free_login(reader: &mut Reader, wanted: &str) -> Result<String, DbError> {
    let wanted = Login::parse(wanted).map_or_else(|_| "user".to_owned(), |login| login.as_str().to_owned());
    let base: String = wanted.chars().take(29).collect();
    let numbered = (2..LOGIN_NUMBERS).map(|number| format!("{base}{number}"));
    let like: Vec<String> = std::iter::once(wanted).chain(numbered).collect();
    let places: Vec<String> = (1..=like.len()).map(|place| format!("${place}")).collect();
    let asked: Vec<_> = like.iter().map(Into::into).collect();
    let sql = format!("select login_key from accounts where login_key in ({})", places.join(", "));
    let taken = reader.rows(&sql, &asked, |row| row.get::<String>(0))?;
    Ok(like.into_iter().find(|login| !taken.contains(login)).unwrap_or(base))
}

/// The open account with this address.
pub fn account_with_email(reader: &mut Reader, email: &Email) -> Result<Option<Account>, DbError> {
    reader.row(
        &format!("select {ACCOUNT} from accounts a where a.email_key = $1 and a.closed_at is null"),
        values![email.key()],
        account,
    )
}

/// The open account with this login or address, and its password's hash.
pub fn account_named(reader: &mut Reader, name: &str) -> Result<Option<(Account, String)>, DbError> {
    let key = name.trim().to_lowercase();
    reader.row(
        &format!("select {ACCOUNT}, a.password_hash from accounts a where (a.login_key = $1 or a.email_key = $1) and a.closed_at is null"),
        values![&key],
        |row| Ok((account(row)?, row.get(7)?)),
    )
}

/// Whether anybody of the centre has a cabinet.
pub fn first_centre_exists(reader: &mut Reader) -> Result<bool, DbError> {
    Ok(reader.count("select count(*) from seats where role = 'centre' and ended_at is null", &[])? > 0)
}

/// Everybody of the centre with an open cabinet, to be written to.
pub fn staff_of_centre(reader: &mut Reader) -> Result<Vec<Addressee>, DbError> {
    let sql = "select distinct u.email, u.id, u.surname, u.given, u.patronymic from seats s join accounts u on u.id = s.account_id
         where s.role = $1 and s.ended_at is null and u.closed_at is null order by u.email";
    reader.rows(sql, values![Role::Centre.code()], |row| {
        Ok(Addressee { email: row.get(0)?, account: row.get(1)?, name: FullName::read(row, 2)? })
    })
}

/// Coordinators at most a school is asked for.
const COORDINATORS: i64 = 20;

/// Coordinators of a school with an open cabinet, by name, each with the telephone; empty when none is given.
pub fn coordinators_of(reader: &mut Reader, school: Id<Organization>) -> Result<Vec<(Addressee, String)>, DbError> {
    let sql = "select u.email, u.id, u.surname, u.given, u.patronymic, u.phone from seats s join accounts u on u.id = s.account_id
         where s.organization_id = $1 and s.role = $2 and s.ended_at is null and u.closed_at is null order by u.name_key, u.id limit $3";
    reader.rows(sql, values![school, Role::Coordinator.code(), COORDINATORS], |row| {
        let to = Addressee { email: row.get(0)?, account: row.get(1)?, name: FullName::read(row, 2)? };
        Ok((to, row.get(5)?))
    })
}

/// The people of these seats, open or not.
pub fn people_of_seats(reader: &mut Reader, seats: &[&str]) -> Result<Vec<(String, FullName)>, DbError> {
    let sql = "select s.id, a.surname, a.given, a.patronymic from seats s join accounts a on a.id = s.account_id where s.id in (MANY)";
    among(reader, sql, &[], seats, |row| Ok((row.get(0)?, FullName::read(row, 1)?)))
}

/// An account by its id.
pub(super) fn account_by_id(reader: &mut Reader, id: Id<Account>) -> Result<Option<Account>, DbError> {
    reader.row(
        &format!("select {ACCOUNT} from accounts a where a.id = $1 and a.closed_at is null"),
        values![id],
        account,
    )
}

/// The password's hash of an account.
pub(super) fn password_hash(reader: &mut Reader, id: Id<Account>) -> Result<Option<String>, DbError> {
    reader.row("select password_hash from accounts where id = $1 and closed_at is null", values![id], |row| row.get(0))
}

/// Open seats of an account, the oldest first.
pub(super) fn seats_of(reader: &mut Reader, id: Id<Account>) -> Result<Vec<Seat>, DbError> {
    reader.rows(
        "select s.id, s.role, s.organization_id, s.workplace from seats s where s.account_id = $1 and s.ended_at is null order by s.given_at, s.id",
        values![id],
        seat,
    )
}

pub(super) fn seat(row: &Record<'_>) -> Result<Seat, BadColumn> {
    Ok(Seat { id: row.get(0)?, role: row.get(1)?, organization: row.get(2)?, workplace: row.get(3)? })
}

/// Puts a new password in place.
pub(super) fn set_password(act: &mut Act<'_>, id: Id<Account>, hash: &str) -> Result<(), DbError> {
    let now = act.at();
    act.run("update accounts set password_hash = $2, changed_at = $3 where id = $1", values![id, hash, now])?;
    Ok(())
}

/// Puts new profile data in place.
pub(super) fn set_profile(act: &mut Act<'_>, id: Id<Account>, name: &FullName, phone: &Phone) -> Result<(), DbError> {
    rename(act, id, name)?;
    act.run("update accounts set phone = $2 where id = $1", values![id, phone.as_str()])?;
    Ok(())
}

/// Puts another name in place, and what it is searched by.
pub fn rename(act: &mut Act<'_>, id: Id<Account>, name: &FullName) -> Result<(), DbError> {
    let now = act.at();
    act.run(
        "update accounts set surname = $2, given = $3, patronymic = $4, name_key = $5, changed_at = $6 where id = $1",
        values![id, &name.surname, &name.given, &name.patronymic, name.key(), now],
    )?;
    Ok(())
}

/// Puts a new address in place; false when somebody else has it.
pub(super) fn set_email(act: &mut Act<'_>, id: Id<Account>, email: &Email) -> Result<bool, DbError> {
    let now = act.at();
    let taken =
        act.count("select count(*) from accounts where email_key = $1 and id <> $2", values![email.key(), id])?;
    if taken > 0 {
        return Ok(false);
    }
    act.run(
        "update accounts set email = $2, email_key = $3, changed_at = $4, email_changed_at = $4 where id = $1",
        values![id, email.as_str(), email.key(), now],
    )?;
    Ok(true)
}
