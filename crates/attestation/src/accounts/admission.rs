//! The way in: whose password has fitted gets a session, or is asked for the code of the second step.

use axum::http::{HeaderValue, header};
use axum::response::Response;

use crate::context::App;
use crate::platform::act::{Act, By, Fact};
use crate::platform::failure::Failure;
use crate::platform::ids::Id;
use crate::platform::page::go;
use crate::platform::visit::{Cookies, SESSION, Visit};

use super::model::{Account, Seat};
use super::second_step::{self, half};
use super::{devices, kept, kinds, sessions, store};

/// A session on one's own computer lasts as long as sessions do: twelve hours.
const OWN_COMPUTER: i64 = 12 * 3600;

/// The session's cookie.
pub fn session_cookie(cookies: Cookies, secret: &str, shared: bool) -> HeaderValue {
    cookies.set(SESSION, secret, (!shared).then_some(OWN_COMPUTER))
}

/// Only a path of our own may be gone to.
pub(super) fn own_path(next: &str) -> &str {
    let is_own = next.starts_with('/')
        && !next.starts_with("//")
        && !next.contains(['\\', '\r', '\n'])
        && !next.starts_with("/login");
    if is_own { next } else { "/cabinet" }
}

/// Somebody on the way in: the account, the browser and where to go then.
#[derive(Clone)]
pub(super) struct Admission {
    pub(super) account: Id<Account>,
    visit: Visit,
    shared: bool,
    next: String,
    mark: String,
}

/// What the password has opened.
enum Opened {
    /// A session, by its secret.
    Whole(String),
    /// A sign-in that waits for a code, by its secret.
    Half(String),
}

impl Admission {
    /// The way in of an account from this browser; `shared`: the session ends with the browser.
    pub(super) fn of(visit: &Visit, account: Id<Account>, shared: bool, next: &str) -> Result<Self, Failure> {
        let mark = devices::mark(visit)?;
        Ok(Self { account, visit: visit.clone(), shared, next: own_path(next).to_owned(), mark })
    }

    /// Who acts, for the journal: in no role yet.
    pub(super) fn by(&self) -> By {
        By { account: Some(self.account.to_string()), role: String::new(), address: self.visit.address_text() }
    }

    /// After the password: a session, or the question for a code.
    pub(super) async fn by_password(self, app: &App) -> Result<Response, Failure> {
        let way = self.clone();
        let opened = app.db.act(self.by(), app.now(), move |act| {
            if second_step::is_on(act, way.account)? {
                let secret = half::open(act, way.account, way.shared, &way.next)?;
                let fact = Fact::of(kinds::CODE_ASKED, "пароль подошёл, спрошен код второго шага");
                return Ok::<_, Failure>(act.record(fact, Opened::Half(secret))?);
            }
            let (secret, fact) = way.open(act, "")?;
            Ok(act.record(fact, Opened::Whole(secret))?)
        });
        match opened.await? {
            Opened::Whole(secret) => Ok(self.welcome(&secret)),
            Opened::Half(secret) => Ok(half::to_the_code(self.visit.cookies, &secret)),
        }
    }

    /// Opens the session within an act: its secret, and what the journal is told; `how` follows the role.
    pub(super) fn open(&self, act: &mut Act<'_>, how: &str) -> Result<(String, Fact), Failure> {
        let seat = self.seat(act)?;
        let secret = sessions::open(act, self.account, seat.id, &self.visit, self.shared)?;
        devices::remember(act, &self.mark, self.account)?;
        Ok((secret, Fact::of(kinds::SIGNED_IN, format!("вход, роль: {}{how}", seat.role.words()))))
    }

    /// The first seat of the account, or the one in which the form to be resumed was typed.
    fn seat(&self, act: &mut Act<'_>) -> Result<Seat, Failure> {
        let typed_in = if self.next == kept::RESUME { kept::seat_of(act, self.account)? } else { None };
        let mut seats = store::seats_of(act, self.account)?;
        let place = seats.iter().position(|seat| Some(seat.id) == typed_in).unwrap_or(0);
        if seats.is_empty() { Err(Failure::Hidden) } else { Ok(seats.swap_remove(place)) }
    }

    /// On to the page that was wanted, with the session of this secret.
    pub(super) fn welcome(&self, secret: &str) -> Response {
        let mut response = go(&self.next);
        let headers = response.headers_mut();
        headers.append(header::SET_COOKIE, session_cookie(self.visit.cookies, secret, self.shared));
        headers.append(header::SET_COOKIE, devices::cookie(self.visit.cookies, &self.mark));
        response
    }
}
