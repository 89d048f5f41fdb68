//! Sign in, sign out, choose a role.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::Response;

use crate::context::App;
use crate::platform::act::Fact;
use crate::platform::doors::Doors;
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::ids::Id;
use crate::platform::page::{self, Frame, go};
use crate::platform::visit::SESSION;

use super::admission::{Admission, own_path, session_cookie};
use super::guards::{Anyone, SignedIn};
use super::{devices, kinds, password, sessions, store, throttle};

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
    let name = typed.clone();
    let found = app.db.read(move |reader| store::account_named(reader, &name)).await?;
    // A name nobody has costs the same question.
    let asked = found.as_ref().map_or_else(Id::new, |(account, _)| account.id);
    let device = devices::known(&app, &anyone.visit, asked).await?;
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
    Admission::of(&anyone.visit, account.id, form.ticked("shared"), &next)?.by_password(&app).await
}

fn again(app: &App, anyone: &Anyone, form: Form, next: String, why: &str) -> Result<Response, Failure> {
    let mut form = form.without_passwords();
    form.fault("login", why);
    page::faulty(&LoginPage { frame: anyone.frame(app, "Вход в систему").sound(false), form, next })
}

async fn leave(anyone: Anyone, State(app): State<App>, form: Form) -> Result<Response, Failure> {
    let next = match form.value("next") {
        "" => "/login",
        next => own_path(next),
    };
    if let Some(signed) = anyone.signed.as_ref().or(anyone.halted.as_ref()) {
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
    let mut response = go(own_path(form.value("next")));
    response.headers_mut().append(header::SET_COOKIE, session_cookie(person.visit.cookies, &secret, shared));
    Ok(response)
}
