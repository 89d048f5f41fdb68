//! The questions about people: the list, one person. Rows are changed by the room of accounts alone.

use crate::accounts::{self, Account, Organization, Seat};
use crate::assignments;
use crate::platform::among::among;
use crate::platform::clock::Day;
use crate::platform::engine::{DbError, Reader};
use crate::platform::ids::Id;
use crate::platform::names::{FullName, key};
use crate::platform::narrowing::Narrowed;
use crate::platform::record::{BadColumn, Record, Value};
use crate::values;

use super::model::{Filter, Held, Listed, Person};

const ACCOUNT: &str = "a.id, a.login, a.email, a.surname, a.given, a.patronymic, a.phone";
const SEAT: &str = "s.id, s.role, s.organization_id, s.workplace";

fn account(row: &Record<'_>) -> Result<Account, BadColumn> {
    Ok(Account {
        id: row.get(0)?,
        login: row.get(1)?,
        email: row.get(2)?,
        name: FullName::read(row, 3)?,
        phone: row.get(6)?,
    })
}

fn seat(row: &Record<'_>) -> Result<Seat, BadColumn> {
    Ok(Seat { id: row.get(0)?, role: row.get(1)?, organization: row.get(2)?, workplace: row.get(3)? })
}

/// Schools asked about at once, at most: the text of the question stays the same however few there are.
pub(super) const MOST_SCHOOLS: usize = 20;

/// A page of the list by name, `most` rows at most; two questions however many rows there are.
pub(super) fn page(reader: &mut Reader, filter: &Filter, most: usize) -> Result<Vec<Listed>, DbError> {
    let mut narrowed = Narrowed::after(vec![i64::try_from(most).unwrap_or(i64::MAX).into()]);
    by_words(filter, &mut narrowed);
    by_role(filter, &mut narrowed);
    if let Some((name, id)) = &filter.after {
        narrowed.with("(a.name_key, a.id) > (?, ?)", [name.clone().into(), (*id).into()]);
    }
    let sql = format!(
        "select {ACCOUNT}, a.closed_at from accounts a{} order by a.name_key, a.id limit $1",
        narrowed.sql("where")
    );
    let mut found = reader.rows(&sql, narrowed.values(), |row| {
        Ok(Listed { account: account(row)?, is_closed: row.get::<Option<i64>>(7)?.is_some(), seats: Vec::new() })
    })?;
    let ids: Vec<String> = found.iter().map(|one| one.account.id.to_string()).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let sql = format!(
        "select {SEAT}, s.account_id from seats s where s.ended_at is null and s.account_id in (MANY) order by s.given_at, s.id"
    );
    for (held, of) in among(reader, &sql, &[], &ids, |row| Ok((seat(row)?, row.get::<Id<Account>>(4)?)))? {
        if let Some(one) = found.iter_mut().find(|one| one.account.id == of) {
            one.seats.push(held);
        }
    }
    Ok(found)
}

fn by_words(filter: &Filter, narrowed: &mut Narrowed<'_>) {
    let who = filter.who.trim();
    if who.is_empty() {
        return;
    }
    let literal = who.to_lowercase().replace('!', "!!").replace('%', "!%").replace('_', "!_");
    let name = key(who);
    if name.is_empty() {
        narrowed.with("a.email_key like ? escape '!'", [format!("%{literal}%").into()]);
    } else {
        narrowed.with(
            "(a.name_key like ? or a.email_key like ? escape '!')",
            [format!("%{name}%").into(), format!("%{literal}%").into()],
        );
    }
}

fn by_role(filter: &Filter, narrowed: &mut Narrowed<'_>) {
    if filter.role.is_none() && filter.schools.is_none() {
        return;
    }
    let mut values: Vec<Value<'_>> = Vec::new();
    let mut piece = "exists (select 1 from seats s where s.account_id = a.id and s.ended_at is null".to_owned();
    if let Some(role) = filter.role {
        piece.push_str(" and s.role = ?");
        values.push(role.code().into());
    }
    if let Some(schools) = &filter.schools {
        let places = ["?"; MOST_SCHOOLS].join(", ");
        piece.push_str(" and s.organization_id in (");
        piece.push_str(&places);
        piece.push(')');
        let padding = std::iter::repeat_n(Value::from(""), MOST_SCHOOLS.saturating_sub(schools.len()));
        values.extend(schools.iter().take(MOST_SCHOOLS).map(|id: &Id<Organization>| Value::from(*id)).chain(padding));
    }
    piece.push(')');
    narrowed.with(&piece, values);
}

/// The name, as it is compared, of the person a page begins after.
pub(super) fn name_key(reader: &mut Reader, id: Id<Account>) -> Result<Option<String>, DbError> {
    reader.row("select name_key from accounts where id = $1", values![id], |row| row.get(0))
}

/// One person with every role, open or closed, as of a day.
pub(super) fn person(reader: &mut Reader, id: Id<Account>, today: Day) -> Result<Option<Person>, DbError> {
    let sql = format!(
        "select {ACCOUNT}, a.created_at, a.closed_at, a.closed_reason,
                (select max(n.opened_at) from sessions n where n.account_id = a.id)
         from accounts a where a.id = $1"
    );
    let found = reader.row(&sql, values![id], |row| {
        Ok(Person {
            account: account(row)?,
            created_at: row.get(7)?,
            closed_at: row.get(8)?,
            closed_reason: row.get(9)?,
            entered_at: row.get(10)?,
            roles: Vec::new(),
            is_last_of_centre: false,
            second_step: false,
        })
    })?;
    let Some(mut person) = found else { return Ok(None) };
    let sql = format!(
        "select {SEAT}, s.given_at, s.ended_at, s.end_reason from seats s where s.account_id = $1
         order by case when s.ended_at is null then 0 else 1 end, s.given_at desc, s.id desc"
    );
    person.roles = reader.rows(&sql, values![id], |row| {
        Ok(Held { seat: seat(row)?, given_at: row.get(4)?, ended_at: row.get(5)?, end_reason: row.get(6)?, waiting: 0 })
    })?;
    for held in person.roles.iter_mut().filter(|held| held.is_specialist()) {
        held.waiting = assignments::counts_of(reader, held.seat.id, today)?.waiting;
    }
    person.is_last_of_centre = accounts::is_last_of_centre(reader, id)?;
    person.second_step = accounts::has_second_step(reader, id)?;
    Ok(Some(person))
}
