//! The mark of a computer: it opens nothing, it only gives the owner a count of failures apart from strangers.

use axum::http::HeaderValue;

use crate::context::App;
use crate::platform::act::Act;
use crate::platform::failure::Failure;
use crate::platform::ids::Id;
use crate::platform::secret;
use crate::platform::visit::{Cookies, DEVICE, Visit};
use crate::values;

use super::model::Account;

/// A computer is remembered for a year.
const REMEMBERED: i64 = 365 * 24 * 3600;

/// The hash of this computer's mark, when the account was used on it before.
pub(super) async fn known(app: &App, visit: &Visit, account: Id<Account>) -> Result<Option<String>, Failure> {
    let Some(mark) = &visit.device else {
        return Ok(None);
    };
    let hash = secret::hash(mark);
    let asked = hash.clone();
    let known = app
        .db
        .read(move |reader| {
            reader.count("select count(*) from devices where hash = $1 and account_id = $2", values![&asked, account])
        })
        .await?;
    Ok((known > 0).then_some(hash))
}

/// The mark of this computer: the one it has, or a new one.
pub(super) fn mark(visit: &Visit) -> Result<String, Failure> {
    Ok(visit.device.clone().filter(|mark| mark.len() == 64).map_or_else(secret::cookie_secret, Ok)?)
}

/// The cookie of that mark.
pub(super) fn cookie(cookies: Cookies, mark: &str) -> HeaderValue {
    cookies.set(DEVICE, mark, Some(REMEMBERED))
}

/// Writes down that the account was used on the computer of this mark.
pub(super) fn remember(act: &mut Act<'_>, mark: &str, account: Id<Account>) -> Result<(), Failure> {
    let now = act.at();
    act.run(
        "insert into devices (hash, account_id, seen_at) values ($1, $2, $3) on conflict (hash, account_id) do update set seen_at = excluded.seen_at",
        values![secret::hash(mark), account, now],
    )?;
    Ok(())
}
