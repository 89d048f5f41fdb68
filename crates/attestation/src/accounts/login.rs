//! Sign in, sign out, choose a role.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::Response;

use crate::context::App;
use crate::platform::act::{Act, By, Fact};
use crate::platform::doors::Doors;
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::ids::Id;
use crate::platform::page::{self, Frame, go};
use crate::platform::secret;
use crate::platform::visit::{Cookies, DEVICE, SESSION, Visit};
use crate::values;

use super::guards::{Anyone, SignedIn};
use super::model::{Account, Seat};
use super::{kept, kinds, password, sessions, store, throttle};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/login", show).post("/login", enter).post("/logout", leave).post("/role", choose_role)
}

#[derive(Template)]
#[template(path = "accounts/login.html")]
struct LoginPage {
    frame: Frame,
    form: Form,
    next: String,
}

/// A session on one's own computer lasts as long as sessions do: twelve hours.
const OWN_COMPUTER: i64 = 12 * 3600;
/// A computer is remembered for a year.
const REMEMBERED: i64 = 365 * 24 * 3600;

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

async fn show(anyone: Anyone, State(app): State<App>, query: axum::extract::RawQuery) -> Result<Response, Failure> {
    let query = Form::of_urlencoded(query.0.unwrap_or_default().as_bytes());
    let next = own_path(query.value("next")).to_owned();
    if anyone.signed.is_some() {
        return Ok(go(&next));
    }
    let form = Form::new().with("shared", "yes");
    page::page(&LoginPage { frame: anyone.frame(&app, "Вход в систему"), form, next })
}

async fn enter(anyone: Anyone, State(app): State<App>, form: Form) -> Result<Response, Failure> {
    let next = own_path(form.value("next")).to_owned();
    let typed = form.text("login");
    if typed.is_empty() || form.value("password").is_empty() {
        return again(&app, &anyone, form, next, "Введите логин и пароль.");
    }
    let device = known_device(&app, &anyone, &typed).await?;
    let name = typed.clone();
    let found = app.db.read(move |reader| store::account_named(reader, &name)).await?;
    // Login and address of one account are one count; a name nobody has is counted by itself, and looks the same.
    let counted = found.as_ref().map_or_else(|| typed.clone(), |(account, _)| account.id.to_string());
    let by_account = throttle::of_account(&counted, device.as_deref());
    let counts = vec![by_account.clone(), throttle::of_address(&anyone.visit.address_text())];
    throttle::pass(&app, &counts).await?;

    let hash = found.as_ref().map(|(_, hash)| hash.clone());
    let fits = password::fits(&app, hash, form.value("password")).await?;
    let Some((account, _)) = found.filter(|_| fits) else {
        throttle::failed(&app, counts).await?;
        let fact = Fact::of(kinds::REFUSED, "логин или пароль не подошли").refused();
        app.db.act(anyone.by(), app.now(), move |act| act.record(fact, ())).await?;
        return again(
            &app,
            &anyone,
            form,
            next,
            "Логин или пароль не подошли. Проверьте раскладку (РУС/LAT) и Caps Lock.",
        );
    };
    throttle::forget(&app, by_account).await?;
    admit(&app, &anyone, &account, form.ticked("shared"), &next).await
}

/// The computer's mark, when this account was used on it before.
async fn known_device(app: &App, anyone: &Anyone, typed: &str) -> Result<Option<String>, Failure> {
    let Some(mark) = &anyone.visit.device else {
        return Ok(None);
    };
    let (hash, name) = (secret::hash(mark), typed.to_lowercase());
    let known = app
        .db
        .read(move |reader| {
            reader.count(
                "select count(*) from devices d join accounts a on a.id = d.account_id where d.hash = $1 and (a.login_key = $2 or a.email_key = $2)",
                values![&hash, &name],
            )
        })
        .await?;
    Ok((known > 0).then(|| secret::hash(mark)))
}

fn again(app: &App, anyone: &Anyone, form: Form, next: String, why: &str) -> Result<Response, Failure> {
    let mut form = form.without_passwords();
    form.fault("login", why);
    page::faulty(&LoginPage { frame: anyone.frame(app, "Вход в систему").sound(false), form, next })
}

/// Opens a session for the account and goes on.
pub(super) async fn admit(
    app: &App,
    anyone: &Anyone,
    account: &Account,
    shared: bool,
    next: &str,
) -> Result<Response, Failure> {
    let visit = anyone.visit.clone();
    let (id, mark) = (account.id, device_mark(&visit)?);
    let by = By { account: Some(id.to_string()), role: String::new(), address: visit.address_text() };
    let resumes = next == kept::RESUME;
    let (meeting, mark_hash) = (visit.clone(), secret::hash(&mark));
    let secret = app
        .db
        .act(by, app.now(), move |act| {
            let seat = seat_for(act, id, resumes)?;
            let secret = sessions::open(act, id, seat.id, &meeting, shared)?;
            remember(act, &mark_hash, id)?;
            let words = format!("вход, роль: {}", seat.role.words());
            Ok::<_, Failure>(act.record(Fact::of(kinds::SIGNED_IN, words), secret)?)
        })
        .await?;
    let mut response = go(own_path(next));
    let headers = response.headers_mut();
    headers.append(header::SET_COOKIE, session_cookie(visit.cookies, &secret, shared));
    headers.append(header::SET_COOKIE, device_cookie(visit.cookies, &mark));
    Ok(response)
}

/// The first seat of the account, or the one in which the form to be resumed was typed.
fn seat_for(act: &mut Act<'_>, account: Id<Account>, resumes: bool) -> Result<Seat, Failure> {
    let typed_in = if resumes { kept::seat_of(act, account)? } else { None };
    let mut seats = store::seats_of(act, account)?;
    let place = seats.iter().position(|seat| Some(seat.id) == typed_in).unwrap_or(0);
    if seats.is_empty() { Err(Failure::Hidden) } else { Ok(seats.swap_remove(place)) }
}

/// The mark of this computer: the one it has, or a new one. It opens nothing: it only gives the owner
/// a count of failures apart from strangers.
pub(super) fn device_mark(visit: &Visit) -> Result<String, Failure> {
    Ok(visit.device.clone().filter(|mark| mark.len() == 64).map_or_else(secret::cookie_secret, Ok)?)
}

/// The cookie of that mark.
pub(super) fn device_cookie(cookies: Cookies, mark: &str) -> HeaderValue {
    cookies.set(DEVICE, mark, Some(REMEMBERED))
}

/// Writes down that the account was used on this computer.
pub(super) fn remember(act: &mut Act<'_>, mark_hash: &str, account: Id<Account>) -> Result<(), Failure> {
    let now = act.at();
    act.run(
        "insert into devices (hash, account_id, seen_at) values ($1, $2, $3) on conflict (hash, account_id) do update set seen_at = excluded.seen_at",
        values![mark_hash, account, now],
    )?;
    Ok(())
}

async fn leave(anyone: Anyone, State(app): State<App>, form: Form) -> Result<Response, Failure> {
    let next = match form.value("next") {
        "" => "/login",
        next => own_path(next),
    };
    if let Some(signed) = &anyone.signed {
        let hash = signed.session.clone();
        app.db
            .act(signed.by(), app.now(), move |act| {
                sessions::end(act, &hash)?;
                act.record(Fact::of(kinds::SIGNED_OUT, "выход"), ())
            })
            .await?;
    }
    let mut response = page::go_saying(anyone.visit.cookies, next, "Вы вышли из системы.");
    response.headers_mut().append(header::SET_COOKIE, anyone.visit.cookies.drop(SESSION));
    response.headers_mut().insert("clear-site-data", HeaderValue::from_static("\"cache\""));
    Ok(response)
}

async fn choose_role(person: SignedIn, State(app): State<App>, form: Form) -> Result<Response, Failure> {
    let chosen =
        person.seats.iter().find(|seat| seat.id.to_string() == form.value("seat")).cloned().ok_or(Failure::Hidden)?;
    let (old, account, visit) = (person.session.clone(), person.account.id, person.visit.clone());
    let words = format!("выбрана роль: {}", chosen.words());
    let (secret, shared) = app
        .db
        .act(person.by(), app.now(), move |act| {
            let moved = sessions::change_seat(act, &old, account, chosen.id, &visit)?;
            Ok::<_, Failure>(act.record(Fact::of(kinds::ROLE_CHOSEN, words), moved)?)
        })
        .await?;
    let mut response = go("/cabinet");
    response.headers_mut().append(header::SET_COOKIE, session_cookie(person.visit.cookies, &secret, shared));
    Ok(response)
}
