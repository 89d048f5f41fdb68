//! The SQL of neighbours' tokens and of what was answered to requests with a key of their own.

use jiff::SignedDuration;

use crate::applications::Application;
use crate::platform::act::{Act, Upkeep};
use crate::platform::clock::{Day, Moment};
use crate::platform::engine::{DbError, Reader};
use crate::platform::ids::Id;
use crate::platform::names::{FullName, key};
use crate::platform::record::{BadColumn, Record};
use crate::values;

use super::issue::NewToken;
use super::model::{Bounds, Scope, Token};

/// Columns of a token, where they come from beside `api_tokens t`, and how many they are.
pub(super) const COLUMNS: &str = "t.id, t.name, t.scopes, t.organization_id, coalesce(o.name, ''), t.municipality, t.expires_on, t.per_minute, t.made_at,
    t.made_by, coalesce(a.surname, ''), coalesce(a.given, ''), coalesce(a.patronymic, ''), t.used_on, t.revoked_at, t.revoke_reason, t.window_at, t.window_count";
pub(super) const JOINS: &str =
    "left join organizations o on o.id = t.organization_id left join accounts a on a.id = t.made_by";
pub(super) const WIDTH: usize = 18;

/// Reads `COLUMNS` from the first place on.
pub(super) fn read(row: &Record<'_>) -> Result<Token, BadColumn> {
    let (school, municipality): (Option<String>, String) = (row.get(3)?, row.get(5)?);
    let bounds = match school {
        Some(_) => Bounds::School(row.get(3)?, row.get(4)?),
        None if municipality.is_empty() => Bounds::Region,
        None => Bounds::Municipality(municipality),
    };
    let (made_by, used): (Option<String>, Option<String>) = (row.get(9)?, row.get(13)?);
    let maker = FullName::read(row, 10)?;
    let (revoked_at, reason): (Option<Moment>, String) = (row.get(14)?, row.get(15)?);
    Ok(Token {
        id: row.get(0)?,
        name: row.get(1)?,
        scopes: Scope::listed(&row.get::<String>(2)?),
        bounds,
        expires_on: row.get(6)?,
        per_minute: row.get(7)?,
        made_at: row.get(8)?,
        made_by: made_by.map(|_| maker),
        used_on: used.and_then(|day| day.parse().ok()),
        revoked: revoked_at.map(|at| (at, reason)),
    })
}

/// A token by its id.
pub(super) fn by_id(reader: &mut Reader, id: Id<Token>) -> Result<Option<Token>, DbError> {
    reader.row(&format!("select {COLUMNS} from api_tokens t {JOINS} where t.id = $1"), values![id], read)
}

/// Tokens, the newest first, `most` at most after a border.
pub(super) fn page(reader: &mut Reader, after: Option<Id<Token>>, most: usize) -> Result<Vec<Token>, DbError> {
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    match after {
        None => reader.rows(
            &format!("select {COLUMNS} from api_tokens t {JOINS} order by t.id desc limit $1"),
            values![most],
            read,
        ),
        Some(id) => reader.rows(
            &format!("select {COLUMNS} from api_tokens t {JOINS} where t.id < $2 order by t.id desc limit $1"),
            values![most, id],
            read,
        ),
    }
}

/// What becomes of a request with a token.
pub(super) enum Entrance {
    /// No such token.
    Unknown,
    /// It does not work any more.
    Over(Token),
    /// Its minute is used up; so many seconds to wait.
    Full(i64),
    /// It is taken.
    In(Token),
}

/// Requests are counted in windows of so long.
const WINDOW: SignedDuration = SignedDuration::from_mins(1);

/// Counts a request of the token with this hash, and says what becomes of it.
pub(super) fn enter(upkeep: &mut Upkeep<'_>, hash: &str, (now, today): (Moment, Day)) -> Result<Entrance, DbError> {
    upkeep.run(
        "update api_tokens set window_count = case when window_at <= $2 then 1 else window_count + 1 end,
             window_at = case when window_at <= $2 then $3 else window_at end, used_on = $4
         where hash = $1 and revoked_at is null and expires_on >= $4",
        values![hash, now.plus(-WINDOW), now, today],
    )?;
    let found =
        upkeep.row(&format!("select {COLUMNS} from api_tokens t {JOINS} where t.hash = $1"), values![hash], |row| {
            Ok((read(row)?, row.get::<Moment>(16)?, row.get::<i64>(17)?))
        })?;
    let Some((token, since, count)) = found else { return Ok(Entrance::Unknown) };
    if !token.works(today) {
        return Ok(Entrance::Over(token));
    }
    if count > token.per_minute {
        return Ok(Entrance::Full(since.plus(WINDOW).since(now).as_secs().max(1)));
    }
    Ok(Entrance::In(token))
}

/// Whether a neighbour of this name has a token that was not taken back.
pub(super) fn is_named(reader: &mut Reader, name: &str) -> Result<bool, DbError> {
    let sql = "select count(*) from api_tokens where name_key = $1 and revoked_at is null";
    Ok(reader.count(sql, values![key(name)])? > 0)
}

/// Writes a token down by the hash of what is shown once.
pub(super) fn add(act: &mut Act<'_>, new: &NewToken, hash: &str) -> Result<Id<Token>, DbError> {
    let (id, now, by) = (Id::new(), act.at(), act.account());
    act.run(
        "insert into api_tokens (id, hash, name, name_key, scopes, organization_id, municipality, expires_on, per_minute, made_at, made_by,
             used_on, window_at, window_count, revoked_at, revoked_by, revoke_reason)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, null, 0, 0, null, null, '')",
        values![
            id,
            hash,
            &new.name,
            key(&new.name),
            Scope::written(&new.scopes),
            new.bounds.school(),
            new.bounds.municipality().unwrap_or_default(),
            new.expires_on,
            new.per_minute,
            now,
            (!by.is_empty()).then_some(by)
        ],
    )?;
    Ok(id)
}

/// Takes a token back; false when somebody was first.
pub(super) fn revoke(act: &mut Act<'_>, id: Id<Token>, reason: &str) -> Result<bool, DbError> {
    let (now, by) = (act.at(), act.account());
    let changed = act.run(
        "update api_tokens set revoked_at = $2, revoked_by = $3, revoke_reason = $4 where id = $1 and revoked_at is null",
        values![id, now, by, reason],
    )?;
    Ok(changed == 1)
}

/// A request with a key of its own.
pub(super) struct Keyed {
    /// The key, as the neighbour made it.
    pub(super) key: String,
    /// SHA-256 of the body.
    pub(super) body_hash: String,
}

/// What was answered to a key: the hash of its body and the application.
pub(super) fn answered(
    reader: &mut Reader,
    token: Id<Token>,
    request_key: &str,
) -> Result<Option<(String, Id<Application>)>, DbError> {
    reader.row(
        "select body_hash, application_id from api_answers where token_id = $1 and request_key = $2",
        values![token, request_key],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

/// A key is remembered for so long.
const REMEMBERED: SignedDuration = SignedDuration::from_hours(24 * 7);

/// Writes down what was answered to a key, and forgets old ones; false when the key was answered meanwhile.
pub(super) fn remember(
    act: &mut Act<'_>,
    token: Id<Token>,
    keyed: &Keyed,
    application: Id<Application>,
) -> Result<bool, DbError> {
    let now = act.at();
    act.run("delete from api_answers where token_id = $1 and at < $2", values![token, now.plus(-REMEMBERED)])?;
    let made = act.run(
        "insert into api_answers (token_id, request_key, body_hash, application_id, at) values ($1, $2, $3, $4, $5) on conflict do nothing",
        values![token, &keyed.key, &keyed.body_hash, application, now],
    )?;
    Ok(made == 1)
}
