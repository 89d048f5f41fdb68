//! «Код из приложения»: the second step of a sign-in, after the password.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;

use crate::context::App;
use crate::platform::act::{By, Fact};
use crate::platform::doors::Doors;
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::page::{self, Frame};
use crate::platform::visit::HALF;

use super::code::{NotTaken, Typed};
use super::half::{self, Awaited};
use super::letters;
use super::taking::{self, FIELD};
use crate::accounts::admission::Admission;
use crate::accounts::guards::Anyone;
use crate::accounts::throttle::{self, Counted};
use crate::accounts::{devices, kinds, store};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/login/code", show).post("/login/code", check)
}

#[derive(Template)]
#[template(path = "accounts/second_step/awaited.html")]
struct CodePage {
    frame: Frame,
    form: Form,
}

fn draw(app: &App, by: &Awaited, form: Form, status: StatusCode) -> Result<Response, Failure> {
    let frame = Anyone::stranger(by.visit.clone()).frame(app, "Код из приложения").sound(form.is_sound());
    page::page_with(status, &CodePage { frame, form: form.without_passwords() })
}

async fn show(by: Awaited, State(app): State<App>) -> Result<Response, Failure> {
    draw(&app, &by, Form::new(), StatusCode::OK)
}

async fn check(by: Awaited, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    let device = devices::known(&app, &by.visit, by.account).await?;
    let counted = throttle::of_account(&format!("code:{}", by.account), device.as_deref());
    let counts = vec![counted.clone(), throttle::of_address(&by.visit.address_text())];
    if let Some(seconds) = throttle::wait(&app, &counts).await? {
        return closed_for(&app, &by, form, seconds);
    }
    let entered = match taking::read(&app, by.account, form.value(FIELD)).await? {
        Ok(typed) => enter(&app, &by, typed).await?,
        Err(why) => Err(why),
    };
    match entered {
        Ok(response) => {
            throttle::forget(&app, counted).await?;
            Ok(response)
        }
        Err(why) => {
            count(&app, &by, counts, why).await?;
            form.fault(FIELD, why.to_string());
            draw(&app, &by, form, StatusCode::UNPROCESSABLE_ENTITY)
        }
    }
}

/// Counts a code that was not taken; an empty field is no try. When the field closes, the owner is told by letter: somebody
/// who has no code knows the password.
async fn count(app: &App, by: &Awaited, counts: Vec<Counted>, why: NotTaken) -> Result<(), Failure> {
    if why == NotTaken::Empty {
        return Ok(());
    }
    throttle::failed(app, counts.clone()).await?;
    if throttle::wait(app, &counts).await?.is_none() {
        return Ok(());
    }
    let (id, house) = (by.account, app.clone());
    let acting = By { account: Some(id.to_string()), role: String::new(), address: by.visit.address_text() };
    app.db
        .act(acting, app.now(), move |act| {
            if let Some(account) = store::account_by_id(act, id)? {
                act.post(&letters::misses(&house, &account)?)?;
            }
            let fact = Fact::of(kinds::REFUSED, "неверные коды остановлены, владельцу отправлено письмо").refused();
            Ok::<_, Failure>(act.record(fact, ())?)
        })
        .await?;
    app.bell.ring();
    Ok(())
}

fn closed_for(app: &App, by: &Awaited, mut form: Form, seconds: i64) -> Result<Response, Failure> {
    form.fault(FIELD, taking::too_many(seconds));
    let mut response = draw(app, by, form, StatusCode::TOO_MANY_REQUESTS)?;
    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    Ok(response)
}

/// Takes the code and opens the session, under a secret of its own, in one act.
async fn enter(app: &App, by: &Awaited, typed: Typed) -> Result<Result<Response, NotTaken>, Failure> {
    let way = Admission::of(&by.visit, by.account, by.shared, &by.next)?;
    let (within, hash) = (way.clone(), by.hash.clone());
    let opened = app.db.act(way.by(), app.now(), move |act| {
        let taken = match taking::take(act, within.account, &typed)? {
            Ok(taken) => taken,
            Err(why) => {
                let fact = Fact::of(kinds::REFUSED, "пароль подошёл, код второго шага — нет").refused();
                return Ok::<_, Failure>(act.record(fact, Err(why))?);
            }
        };
        if !half::end(act, &hash)? {
            return Err(Failure::Conflict(
                "Код уже принят в другом окне: вход закончен там. Откройте личный кабинет.".into(),
            ));
        }
        let (secret, fact) = within.open(act, &format!(", {}", taken.words()))?;
        Ok(act.record(fact, Ok(secret))?)
    });
    Ok(opened.await?.map(|secret| {
        let mut response = way.welcome(&secret);
        response.headers_mut().append(header::SET_COOKIE, by.visit.cookies.drop(HALF));
        response
    }))
}
