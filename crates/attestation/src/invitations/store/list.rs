//! The SQL of a list of invitations: whose, filters, search, pages by key, counts by state.

use crate::accounts::Role;
use crate::platform::clock::Moment;
use crate::platform::engine::{DbError, Reader};
use crate::platform::ids::Id;
use crate::platform::record::Value;

use super::{INVITATION, invitation};
use crate::invitations::model::{Invitation, State};
use crate::invitations::scope::Scope;

/// Which invitations a list shows.
#[derive(Debug, Clone, Default)]
pub(in crate::invitations) struct Filter {
    pub(in crate::invitations) state: Option<State>,
    pub(in crate::invitations) role: Option<Role>,
    pub(in crate::invitations) who: String,
    pub(in crate::invitations) after: Option<(Moment, Id<Invitation>)>,
}

const OPEN: &str = "i.redeemed_at is null and i.revoked_at is null";

fn condition(state: State, now: &str) -> String {
    match state {
        State::Accepted => "i.redeemed_at is not null".to_owned(),
        State::Revoked => "i.redeemed_at is null and i.revoked_at is not null".to_owned(),
        State::Expired => format!("{OPEN} and i.expires_at <= {now}"),
        State::Failed => format!("{OPEN} and i.expires_at > {now} and l.state = 'failed'"),
        State::Written => format!("{OPEN} and i.expires_at > {now} and l.state = 'queued'"),
        State::Sent => {
            format!("{OPEN} and i.expires_at > {now} and (l.state is null or l.state = 'sent')")
        }
    }
}

/// What narrows a list to the invitations of a scope, its value at `place`; the same as `Scope::sees`.
fn within<'v>(scope: &Scope, place: usize) -> Option<(String, Value<'v>)> {
    match scope {
        Scope::Everybody => None,
        Scope::Municipality(own) => {
            Some((format!("i.role in ('coordinator', 'teacher') and o.municipality = ${place}"), own.clone().into()))
        }
        Scope::School(own) => Some((format!("i.role = 'teacher' and i.organization_id = ${place}"), Value::from(*own))),
    }
}

/// A page of the list, the newest first, with one row more than `most` when there is a next page.
pub(in crate::invitations) fn list(
    reader: &mut Reader,
    (scope, filter): (&Scope, &Filter),
    now: Moment,
    most: i64,
) -> Result<Vec<Invitation>, DbError> {
    let mut values: Vec<Value<'_>> = vec![(most + 1).into()];
    let mut wheres = vec!["1 = 1".to_owned()];
    if let Some((piece, value)) = within(scope, 2) {
        values.push(value);
        wheres.push(piece);
    }
    if let Some(state) = filter.state {
        values.push(now.into());
        let place = format!("${}", values.len());
        wheres.push(format!("{} and i.issued_at <= {place}", condition(state, &place)));
    }
    if let Some(role) = filter.role {
        values.push(role.code().into());
        wheres.push(format!("i.role = ${}", values.len()));
    }
    let who = filter.who.trim();
    if !who.is_empty() {
        values.push(format!("%{}%", crate::platform::names::key(who)).into());
        values.push(format!("%{}%", literal(&who.to_lowercase())).into());
        wheres.push(format!(
            "((i.name_key like ${0} and ${0} <> '%%') or i.email_key like ${1} escape '!')",
            values.len() - 1,
            values.len()
        ));
    }
    if let Some((at, id)) = filter.after {
        values.push(at.into());
        values.push(id.into());
        wheres.push(format!(
            "(i.issued_at < ${0} or (i.issued_at = ${0} and i.id < ${1}))",
            values.len() - 1,
            values.len()
        ));
    }
    let sql = format!("{INVITATION} where {} order by i.issued_at desc, i.id desc limit $1", wheres.join(" and "));
    reader.rows(&sql, &values, invitation)
}

/// Text whose signs mean themselves in `like`.
fn literal(text: &str) -> String {
    text.replace('!', "!!").replace('%', "!%").replace('_', "!_")
}

/// How many invitations of a scope stand in each state, in the order of `State::ALL`.
pub(in crate::invitations) fn counts(reader: &mut Reader, scope: &Scope, now: Moment) -> Result<Vec<i64>, DbError> {
    let columns: Vec<String> =
        State::ALL.into_iter().map(|state| format!("count(case when {} then 1 end)", condition(state, "$1"))).collect();
    let mut values: Vec<Value<'_>> = vec![now.into()];
    let narrowed = within(scope, 2).map_or_else(String::new, |(piece, value)| {
        values.push(value);
        format!(" left join organizations o on o.id = i.organization_id where {piece}")
    });
    let sql =
        format!("select {} from invitations i left join letters l on l.id = i.letter_id{narrowed}", columns.join(", "));
    let found = reader.row(&sql, &values, |row| {
        (0..columns.len()).map(|place| row.get::<i64>(place)).collect::<Result<Vec<_>, _>>()
    })?;
    Ok(found.unwrap_or_default())
}
