//! The SQL of addresses of notifications, as the centre keeps them, and of what was sent there.

mod queue;

use crate::api::model::Token;
use crate::api::store::{self as tokens, COLUMNS, JOINS, WIDTH};
use crate::platform::act::Act;
use crate::platform::clock::Moment;
use crate::platform::engine::{DbError, Reader};
use crate::platform::ids::Id;
use crate::platform::record::{BadColumn, Record};
use crate::values;

use super::add::NewHook;
use super::delivery::{Delivery, What};
use super::model::Hook;

pub(super) use queue::{Failed, Hand, Step, due, failed, let_go, next, taken};

/// The id before every other.
const START: &str = "00000000-0000-0000-0000-000000000000";

const HOOK: &str = "h.id, h.url, h.watched, h.secret, h.made_at, h.seen_at, h.seen_id, h.next_at, h.failures, h.failing_since, h.off_at, h.off_reason
    from api_hooks h join api_tokens t on t.id = h.token_id";

fn read(row: &Record<'_>) -> Result<Hook, BadColumn> {
    let token = tokens::read(row)?;
    let at = |place: usize| WIDTH + place;
    let (off_at, reason): (Option<Moment>, String) = (row.get(at(10))?, row.get(at(11))?);
    Ok(Hook {
        id: row.get(at(0))?,
        token,
        url: row.get(at(1))?,
        watched: row.get(at(2))?,
        secret: row.get(at(3))?,
        made_at: row.get(at(4))?,
        seen: (row.get(at(5))?, row.get(at(6))?),
        next_at: row.get(at(7))?,
        failures: row.get(at(8))?,
        failing_since: row.get(at(9))?,
        off: off_at.map(|at| (at, reason)),
    })
}

/// An address by its id.
pub(super) fn by_id(reader: &mut Reader, id: Id<Hook>) -> Result<Option<Hook>, DbError> {
    reader.row(&format!("select {COLUMNS}, {HOOK} {JOINS} where h.id = $1"), values![id], read)
}

/// Addresses of a token, the oldest first.
pub(in crate::api) fn of_token(reader: &mut Reader, token: Id<Token>) -> Result<Vec<Hook>, DbError> {
    reader.rows(&format!("select {COLUMNS}, {HOOK} {JOINS} where h.token_id = $1 order by h.id"), values![token], read)
}

/// Writes an address down: it is told of what happens from now on. None when the token has this one.
pub(super) fn add(act: &mut Act<'_>, new: &NewHook, secret: &str) -> Result<Option<Id<Hook>>, DbError> {
    let (id, now, by) = (Id::new(), act.at(), act.account());
    let made = act.run(
        "insert into api_hooks (id, token_id, url, watched, secret, made_at, made_by, seen_at, seen_id, next_at, held_until,
             failures, failing_since, off_at, off_reason)
         values ($1, $2, $3, $4, $5, $6, $7, $6, $8, $6, 0, 0, null, null, '') on conflict do nothing",
        values![
            id,
            new.token,
            new.url.url().as_str(),
            new.watched.code(),
            secret,
            now,
            (!by.is_empty()).then_some(by),
            START
        ],
    )?;
    Ok((made == 1).then_some(id))
}

/// Puts a new secret in place of another; false when it was changed meanwhile.
pub(super) fn renew(act: &mut Act<'_>, hook: Id<Hook>, (old, new): (&str, &str)) -> Result<bool, DbError> {
    Ok(act.run("update api_hooks set secret = $3 where id = $1 and secret = $2", values![hook, old, new])? == 1)
}

/// Switches an address off; false when somebody was first.
pub(super) fn stop(act: &mut Act<'_>, hook: Id<Hook>, reason: &str) -> Result<bool, DbError> {
    let now = act.at();
    let changed = act.run(
        "update api_hooks set off_at = $2, off_reason = $3, held_until = 0 where id = $1 and off_at is null",
        values![hook, now, reason],
    )?;
    Ok(changed == 1)
}

/// Switches an address on: it goes on where it had stopped. False when it is on.
pub(super) fn resume(act: &mut Act<'_>, hook: Id<Hook>) -> Result<bool, DbError> {
    let now = act.at();
    let changed = act.run(
        "update api_hooks set off_at = null, off_reason = '', failures = 0, failing_since = null, next_at = $2
         where id = $1 and off_at is not null",
        values![hook, now],
    )?;
    Ok(changed == 1)
}

/// Takes an address that is off out of the list, with what was sent there and what waits; false when it is on or gone.
pub(super) fn remove(act: &mut Act<'_>, hook: Id<Hook>) -> Result<bool, DbError> {
    let off = "select count(*) from api_hooks where id = $1 and off_at is not null";
    if act.count(off, values![hook])? == 0 {
        return Ok(false);
    }
    act.run("delete from api_deliveries where hook_id = $1", values![hook])?;
    Ok(act.run("delete from api_hooks where id = $1 and off_at is not null", values![hook])? == 1)
}

/// Puts a trial before everything that waits; false when one waits already.
pub(super) fn put_trial(act: &mut Act<'_>, hook: Id<Hook>, body: &str) -> Result<bool, DbError> {
    let now = act.at();
    let waiting = "select count(*) from api_deliveries where hook_id = $1 and state = 'waiting' and object = $2";
    if act.count(waiting, values![hook, What::Trial.code()])? > 0 {
        return Ok(false);
    }
    act.run(queue::PUT, values![Id::<Delivery>::new(), hook, What::Trial.code(), "", body, now])?;
    Ok(true)
}

/// What was sent to an address and what waits, the newest first, `most` at most after a row.
pub(super) fn deliveries(
    reader: &mut Reader,
    hook: Id<Hook>,
    after: Option<Id<Delivery>>,
    most: usize,
) -> Result<Vec<Delivery>, DbError> {
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let (columns, read) = (queue::DELIVERY, queue::delivery);
    match after {
        None => {
            let sql = format!("select {columns} from api_deliveries where hook_id = $1 order by id desc limit $2");
            reader.rows(&sql, values![hook, most], read)
        }
        Some(id) => {
            let sql = format!(
                "select {columns} from api_deliveries where hook_id = $1 and id < $3 order by id desc limit $2"
            );
            reader.rows(&sql, values![hook, most, id], read)
        }
    }
}
