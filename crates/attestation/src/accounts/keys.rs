//! One-time links of people who have a cabinet: a new password, a new address.

use crate::platform::act::Act;
use crate::platform::clock::Moment;
use crate::platform::engine::{DbError, Reader};
use crate::platform::ids::Id;
use crate::platform::secret::LinkSecret;
use crate::values;

use super::model::Account;

/// What a one-time key is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// A new password.
    Recovery,
    /// A new address.
    Email,
}

impl Purpose {
    fn code(self) -> &'static str {
        match self {
            Self::Recovery => "recovery",
            Self::Email => "email",
        }
    }
}

/// Makes a one-time key; older ones of the same purpose die.
pub(super) fn issue(
    act: &mut Act<'_>,
    account: Id<Account>,
    purpose: Purpose,
    value: &str,
    secret: &LinkSecret,
    until: Moment,
) -> Result<(), DbError> {
    let now = act.at();
    act.run(
        "update keys set dropped_at = $3 where account_id = $1 and purpose = $2 and used_at is null and dropped_at is null",
        values![account, purpose.code(), now],
    )?;
    act.run(
        "insert into keys (hash, account_id, purpose, value, issued_at, expires_at, used_at, dropped_at) values ($1, $2, $3, $4, $5, $6, null, null)",
        values![secret.hash(), account, purpose.code(), value, now, until],
    )?;
    Ok(())
}

/// Drops every key of an account that was not used yet: whoever asked for it by what is no longer so gets nowhere with it.
pub(super) fn drop_all(act: &mut Act<'_>, account: Id<Account>) -> Result<(), DbError> {
    let now = act.at();
    act.run(
        "update keys set dropped_at = $2 where account_id = $1 and used_at is null and dropped_at is null",
        values![account, now],
    )
    .map(drop)
}

/// How many keys of a purpose were made for an account since a moment.
pub(super) fn since(reader: &mut Reader, account: Id<Account>, purpose: Purpose, from: Moment) -> Result<i64, DbError> {
    reader.count(
        "select count(*) from keys where account_id = $1 and purpose = $2 and issued_at > $3",
        values![account, purpose.code(), from],
    )
}

/// A one-time key as it stands.
pub(super) struct Key {
    pub(super) hash: String,
    pub(super) account: Id<Account>,
    pub(super) value: String,
    pub(super) expires_at: Moment,
    pub(super) used: bool,
    pub(super) dropped: bool,
}

/// The key behind a secret.
pub(super) fn find(reader: &mut Reader, purpose: Purpose, secret: &LinkSecret) -> Result<Option<Key>, DbError> {
    reader.row(
        "select hash, account_id, value, expires_at, used_at, dropped_at from keys where hash = $1 and purpose = $2",
        values![secret.hash(), purpose.code()],
        |row| {
            Ok(Key {
                hash: row.get(0)?,
                account: row.get(1)?,
                value: row.get(2)?,
                expires_at: row.get(3)?,
                used: row.get::<Option<Moment>>(4)?.is_some(),
                dropped: row.get::<Option<Moment>>(5)?.is_some(),
            })
        },
    )
}

/// Uses a key up; false when another hand was first.
pub(super) fn use_up(act: &mut Act<'_>, hash: &str) -> Result<bool, DbError> {
    let now = act.at();
    Ok(act.run(
        "update keys set used_at = $2 where hash = $1 and used_at is null and dropped_at is null and expires_at > $2",
        values![hash, now],
    )? == 1)
}
