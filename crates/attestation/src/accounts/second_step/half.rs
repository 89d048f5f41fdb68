//! A sign-in that waits for a code: the password has fitted, nobody is signed in. It opens the page of the code and nothing else.

use axum::extract::FromRequestParts;
use axum::http::header;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use jiff::SignedDuration;

use crate::context::App;
use crate::platform::act::Act;
use crate::platform::clock::Moment;
use crate::platform::doors::Guard;
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::Failure;
use crate::platform::ids::Id;
use crate::platform::page::{go, go_saying};
use crate::platform::secret;
use crate::platform::visit::{Cookies, HALF, Visit};
use crate::values;

use crate::accounts::model::Account;

/// A code is waited for so long.
const WAITS: SignedDuration = SignedDuration::from_mins(5);
/// What was waited for so long ago is cleared away.
const KEPT: SignedDuration = SignedDuration::from_hours(24);

/// Begins to wait for the code of an account; the secret for the cookie.
pub(in crate::accounts) fn open(
    act: &mut Act<'_>,
    account: Id<Account>,
    shared: bool,
    next: &str,
) -> Result<String, Failure> {
    let (secret, now) = (secret::cookie_secret()?, act.at());
    act.run("delete from half_sessions where opened_at < $1", values![now.plus(-KEPT)])?;
    act.run(
        "insert into half_sessions (hash, account_id, opened_at, shared, next, ended_at) values ($1, $2, $3, $4, $5, null)",
        values![secret::hash(&secret), account, now, shared, next],
    )?;
    Ok(secret)
}

/// On to the page of the code.
pub(in crate::accounts) fn to_the_code(cookies: Cookies, secret: &str) -> Response {
    let mut response = go("/login/code");
    response.headers_mut().append(header::SET_COOKIE, cookies.set(HALF, secret, Some(WAITS.as_secs())));
    response
}

/// Ends the waiting, because the code came; false when another window was first, or it came too late.
pub(super) fn end(act: &mut Act<'_>, hash: &str) -> Result<bool, DbError> {
    let now = act.at();
    let changed = act.run(
        "update half_sessions set ended_at = $2 where hash = $1 and ended_at is null and opened_at > $3",
        values![hash, now, now.plus(-WAITS)],
    )?;
    Ok(changed == 1)
}

/// Ends every waiting of an account.
pub(in crate::accounts) fn end_all(act: &mut Act<'_>, account: Id<Account>) -> Result<(), DbError> {
    let now = act.at();
    act.run(
        "update half_sessions set ended_at = $2 where account_id = $1 and ended_at is null",
        values![account, now],
    )?;
    Ok(())
}

struct Found {
    account: Id<Account>,
    opened_at: Moment,
    shared: bool,
    next: String,
    is_ended: bool,
}

fn find(reader: &mut Reader, hash: &str) -> Result<Option<Found>, DbError> {
    reader.row(
        "select h.account_id, h.opened_at, h.shared, h.next, h.ended_at from half_sessions h join accounts a on a.id = h.account_id
         where h.hash = $1 and a.closed_at is null",
        values![hash],
        |row| {
            Ok(Found {
                account: row.get(0)?,
                opened_at: row.get(1)?,
                shared: row.get::<i64>(2)? == 1,
                next: row.get(3)?,
                is_ended: row.get::<Option<Moment>>(4)?.is_some(),
            })
        },
    )
}

/// Somebody whose password has fitted and whose code is waited for.
pub(super) struct Awaited {
    pub(super) visit: Visit,
    pub(super) account: Id<Account>,
    pub(super) shared: bool,
    pub(super) next: String,
    pub(super) hash: String,
}

impl Guard for Awaited {
    const WHO: &'static str = "whoever has given the password and owes the code";
}

impl FromRequestParts<App> for Awaited {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Response> {
        let visit = Visit::of(parts).map_err(IntoResponse::into_response)?;
        let Some(hash) = visit.cookies.read(&parts.headers, HALF).map(|kept| secret::hash(&kept)) else {
            return Err(to_login("/cabinet"));
        };
        let asked = hash.clone();
        let found = app.db.read(move |reader| find(reader, &asked)).await;
        let found = found.map_err(|error| Failure::from(error).into_response())?;
        match found {
            Some(found) if found.is_ended => Err(to_login(&found.next)),
            // One of a later moment was opened by a clock that has been put right since.
            Some(found) if app.now().since(found.opened_at).abs() >= WAITS => Err(too_late(visit.cookies, &found.next)),
            Some(Found { account, shared, next, .. }) => Ok(Self { visit, account, shared, next, hash }),
            None => Err(to_login("/cabinet")),
        }
    }
}

/// The page of sign-in; whoever is signed in already is sent on from there.
fn login_before(next: &str) -> String {
    format!("/login?next={}", percent_encoding::utf8_percent_encode(next, percent_encoding::NON_ALPHANUMERIC))
}

fn to_login(next: &str) -> Response {
    go(&login_before(next))
}

fn too_late(cookies: Cookies, next: &str) -> Response {
    let mut response =
        go_saying(cookies, &login_before(next), "Код ждали 5 минут, и время вышло. Введите логин и пароль ещё раз.");
    response.headers_mut().append(header::SET_COOKIE, cookies.drop(HALF));
    response
}
