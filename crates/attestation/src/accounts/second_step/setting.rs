//! The second step is set up: the password, then the secret for the phone, then its first code. The same on another phone.

use askama::Template;
use axum::extract::State;
use axum::http::header;
use axum::response::Response;
use jiff::SignedDuration;

use crate::context::App;
use crate::platform::act::Fact;
use crate::platform::doors::Doors;
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::page::{self, Frame};
use crate::platform::qr;
use crate::platform::secret;

use super::code::{NotTaken, PhoneSecret, Typed};
use super::taking::{self, FIELD};
use super::{HOME, frame, letters, spare, store};
use crate::accounts::admission::session_cookie;
use crate::accounts::guards::Arrived;
use crate::accounts::model::Signed;
use crate::accounts::proof::prove_password;
use crate::accounts::{kinds, sessions};

const BEGINNING: &str = "/profile/second-step/beginning";
const PHONE: &str = "/profile/second-step/phone";

/// A secret shown is waited for so long.
const WAITS: SignedDuration = SignedDuration::from_mins(30);

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get(BEGINNING, ask).post(BEGINNING, begin).get(PHONE, show).post(PHONE, set)
}

#[derive(Template)]
#[template(path = "accounts/second_step/beginning.html")]
struct BeginningPage {
    frame: Frame,
    form: Form,
    must: bool,
    is_on: bool,
}

#[derive(Template)]
#[template(path = "accounts/second_step/phone.html")]
struct PhonePage {
    frame: Frame,
    form: Form,
    squares: String,
    secret: String,
}

/// What it is, why, and the question for the password.
pub(super) fn introduce(app: &App, person: &Signed) -> Result<Response, Failure> {
    draw_beginning(app, person, Form::new())
}

fn draw_beginning(app: &App, person: &Signed, form: Form) -> Result<Response, Failure> {
    let sound = form.is_sound();
    let (title, above): (_, &[(&str, &str)]) = if person.second_step {
        ("Второй шаг входа на другом телефоне", &[(HOME, "Второй шаг входа")])
    } else {
        ("Второй шаг входа", &[])
    };
    let page = BeginningPage {
        frame: frame(app, person, title, above).sound(sound),
        form: form.without_passwords(),
        must: person.must_set_up,
        is_on: person.second_step,
    };
    if sound { page::page(&page) } else { page::faulty(&page) }
}

async fn ask(person: Arrived, State(app): State<App>) -> Result<Response, Failure> {
    introduce(&app, &person)
}

async fn begin(person: Arrived, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    if !prove_password(&app, &person.account, &mut form).await? {
        return draw_beginning(&app, &person, form);
    }
    let (id, session, secret) = (person.account.id, person.session.clone(), PhoneSecret::random()?);
    app.db
        .act(person.by(), app.now(), move |act| {
            store::begin(act, id, &secret, &session)?;
            act.record(Fact::of(kinds::STEP_BEGUN, "начата настройка второго шага входа"), ())
        })
        .await?;
    Ok(page::go(PHONE))
}

/// The secret being set up in this session.
async fn begun(app: &App, person: &Signed) -> Result<Option<PhoneSecret>, Failure> {
    let (id, session, since) = (person.account.id, person.session.clone(), app.now().plus(-WAITS));
    Ok(app.db.read(move |reader| store::begun(reader, id, &session, since)).await?)
}

fn not_begun(person: &Signed) -> Response {
    let said = "Настройка не начата, или с её начала прошло больше 30 минут. Начните заново.";
    page::go_saying(person.visit.cookies, HOME, said)
}

fn draw_phone(app: &App, person: &Signed, secret: &PhoneSecret, form: Form) -> Result<Response, Failure> {
    let sound = form.is_sound();
    let page = PhonePage {
        frame: frame(app, person, "Коды на телефоне", &[(HOME, "Второй шаг входа")]).sound(sound),
        form: form.without_passwords(),
        squares: qr::drawing(
            &secret.address(&person.account.login),
            "Рисунок для приложения с кодами: ключ второго шага входа",
        )?,
        secret: secret.groups(),
    };
    if sound { page::page(&page) } else { page::faulty(&page) }
}

async fn show(person: Arrived, State(app): State<App>) -> Result<Response, Failure> {
    match begun(&app, &person).await? {
        Some(secret) => draw_phone(&app, &person, &secret, Form::new()),
        None => Ok(not_begun(&person)),
    }
}

/// The tick of the first code; only the application may give it.
fn first_tick(app: &App, secret: &PhoneSecret, raw: &str) -> Result<i64, NotTaken> {
    match Typed::parse(raw)? {
        Typed::Phone(code) => secret.tick_of(&code, app.now()).ok_or(NotTaken::Wrong),
        Typed::Spare(_) => Err(NotTaken::Unlike),
    }
}

async fn set(person: Arrived, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    let Some(secret) = begun(&app, &person).await? else {
        return Ok(not_begun(&person));
    };
    let tick = first_tick(&app, &secret, form.value(FIELD));
    let Some(tick) = form.check(taking::FIELD, tick).filter(|_| form.is_sound()) else {
        return draw_phone(&app, &person, &secret, form);
    };
    let codes = spare::make(&app).await?;
    let letter = letters::set(&app, &person.account)?;
    let (signed, made) = (person.0.clone(), codes.kept());
    let (session, shared) = app
        .db
        .act(person.by(), app.now(), move |act| {
            let id = signed.account.id;
            if !(store::set(act, id, &secret, tick)? && store::put_spare(act, id, &made.salt, &made.hashes)?) {
                return Err(Failure::Conflict(
                    "Второй шаг только что настроен в другом окне. Откройте профиль.".into(),
                ));
            }
            // What was signed in by the password alone ends; this window goes on under a new secret.
            let (session, shared) = sessions::change_seat(act, &signed.session, id, signed.seat.id, &signed.visit)?;
            sessions::end_all(act, id, &secret::hash(&session))?;
            act.post(&letter)?;
            Ok(act.record(Fact::of(kinds::STEP_SET, "второй шаг входа настроен"), (session, shared))?)
        })
        .await?;
    app.bell.ring();
    let mut person = person.0;
    (person.session, person.second_step, person.must_set_up) = (secret::hash(&session), true, false);
    let mut response = spare::shown_once(&app, &person, &codes, "Второй шаг входа включён")?;
    response.headers_mut().append(header::SET_COOKIE, session_cookie(person.visit.cookies, &session, shared));
    Ok(response)
}
