//! The SQL of the second step: its secret, the tick used last, spare codes.

use crate::platform::act::Act;
use crate::platform::clock::Moment;
use crate::platform::engine::{DbError, Reader};
use crate::platform::ids::Id;
use crate::values;

use super::code::PhoneSecret;
use crate::accounts::model::Account;

/// The second step of an account, switched on.
pub(super) struct Standing {
    pub(super) secret: PhoneSecret,
    pub(super) salt: String,
    pub(super) set_at: Moment,
}

/// The second step of an account; none when it is not switched on.
pub(super) fn standing(reader: &mut Reader, account: Id<Account>) -> Result<Option<Standing>, DbError> {
    reader.row(
        "select secret, spare_salt, set_at from second_steps where account_id = $1 and set_at is not null",
        values![account],
        |row| Ok(Standing { secret: row.get(0)?, salt: row.get(1)?, set_at: row.get(2)? }),
    )
}

/// Whether an account has the second step.
pub fn is_on(reader: &mut Reader, account: Id<Account>) -> Result<bool, DbError> {
    let sql = "select count(*) from second_steps where account_id = $1 and set_at is not null";
    Ok(reader.count(sql, values![account])? == 1)
}

/// A new secret to be set up in place of the one there is, within this session.
pub(super) fn begin(
    act: &mut Act<'_>,
    account: Id<Account>,
    secret: &PhoneSecret,
    session: &str,
) -> Result<(), DbError> {
    let now = act.at();
    act.run(
        "insert into second_steps (account_id, secret, set_at, used_tick, spare_salt, new_secret, begun_at, begun_in)
         values ($1, '', null, 0, '', $2, $3, $4)
         on conflict (account_id) do update set new_secret = excluded.new_secret, begun_at = excluded.begun_at, begun_in = excluded.begun_in",
        values![account, secret.text(), now, session],
    )?;
    Ok(())
}

/// The secret being set up within this session since that moment.
pub(super) fn begun(
    reader: &mut Reader,
    account: Id<Account>,
    session: &str,
    since: Moment,
) -> Result<Option<PhoneSecret>, DbError> {
    reader.row(
        "select new_secret from second_steps where account_id = $1 and begun_in = $2 and begun_at > $3 and new_secret <> ''",
        values![account, session, since],
        |row| row.get(0),
    )
}

/// Switches the second step on with the secret that was being set up, its first code used; false when it is not there any more.
pub(super) fn set(act: &mut Act<'_>, account: Id<Account>, secret: &PhoneSecret, tick: i64) -> Result<bool, DbError> {
    let now = act.at();
    let changed = act.run(
        "update second_steps set secret = new_secret, new_secret = '', begun_in = '', set_at = $3, used_tick = $4
         where account_id = $1 and new_secret = $2",
        values![account, secret.text(), now, tick],
    )?;
    Ok(changed == 1)
}

/// Ticks by which machines may differ. One that was used still further ahead was used by a clock that has been put right since.
const AHEAD: i64 = 20;

/// Uses the code of a tick up; false when one of it or of a later one was used.
pub(super) fn use_tick(
    act: &mut Act<'_>,
    account: Id<Account>,
    secret: &PhoneSecret,
    tick: i64,
) -> Result<bool, DbError> {
    let changed = act.run(
        "update second_steps set used_tick = $3 where account_id = $1 and secret = $2 and set_at is not null
             and (used_tick < $3 or used_tick > $4)",
        values![account, secret.text(), tick, tick.saturating_add(AHEAD)],
    )?;
    Ok(changed == 1)
}

/// Uses a spare code up; false when there is no such code, or it was used.
pub(super) fn use_spare(act: &mut Act<'_>, account: Id<Account>, hash: &str) -> Result<bool, DbError> {
    let now = act.at();
    let changed = act.run(
        "update spare_codes set used_at = $3 where account_id = $1 and hash = $2 and used_at is null",
        values![account, hash, now],
    )?;
    Ok(changed == 1)
}

/// Spare codes nobody has used yet.
pub(super) fn spare_left(reader: &mut Reader, account: Id<Account>) -> Result<u64, DbError> {
    let sql = "select count(*) from spare_codes where account_id = $1 and used_at is null";
    Ok(reader.count(sql, values![account])?.unsigned_abs())
}

/// Puts new spare codes, hashed with this salt, in place of all others.
pub(super) fn put_spare(
    act: &mut Act<'_>,
    account: Id<Account>,
    salt: &str,
    hashes: &[String],
) -> Result<bool, DbError> {
    let changed = act.run(
        "update second_steps set spare_salt = $2 where account_id = $1 and set_at is not null",
        values![account, salt],
    )?;
    act.run("delete from spare_codes where account_id = $1", values![account])?;
    for hash in hashes {
        act.run("insert into spare_codes (account_id, hash, used_at) values ($1, $2, null)", values![account, hash])?;
    }
    Ok(changed == 1)
}

/// Takes the second step off with its spare codes; false when it was not on.
pub(super) fn take_off(act: &mut Act<'_>, account: Id<Account>) -> Result<bool, DbError> {
    let changed = act.run("delete from second_steps where account_id = $1 and set_at is not null", values![account])?;
    if changed == 1 {
        act.run("delete from spare_codes where account_id = $1", values![account])?;
    }
    Ok(changed == 1)
}
