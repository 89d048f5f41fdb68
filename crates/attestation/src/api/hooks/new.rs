//! An address of notifications added by the centre; its secret is shown once, on the page that answers the form.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::accounts::{Centre, InCharge, prove_password};
use crate::api::model::Token;
use crate::context::App;
use crate::platform::doors::Doors;
use crate::platform::failure::{Failure, Refusal};
use crate::platform::form::{Choice, Form};
use crate::platform::page::{self, Frame};

use super::add::{NewHook, made};
use super::address::HookUrl;
use super::model::{Hook, Refused, Watched, may_add};
use super::store;

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/settings/api/{id}/hooks/new", show).post("/settings/api/{id}/hooks/new", make)
}

#[derive(Template)]
#[template(path = "api/hooks/new.html")]
struct NewPage {
    frame: Frame,
    form: Form,
    name: String,
    home: String,
    watched: Vec<Choice>,
}

/// Shown once: a secret of an address just added, or a new one of an address that was there.
#[derive(Template)]
#[template(path = "api/hooks/made.html")]
struct MadePage {
    frame: Frame,
    title: &'static str,
    name: String,
    secret: String,
    address: String,
    home: String,
}

/// The page with a secret that is not shown again.
pub(super) fn shown_once(
    app: &App,
    by: &Centre,
    title: &'static str,
    (name, secret): (String, String),
    home: String,
) -> Result<Response, Failure> {
    let frame = by.frame(app, title).trail(&[("/settings/api", "Доступ для соседних систем")]);
    page::page(&MadePage { frame, title, name, secret, address: app.link("/api/v1/openapi.json"), home })
}

/// Addresses the token has; refused when it may have no more.
async fn room_for_one(app: &App, seat: &InCharge<Token>) -> Result<Vec<Hook>, Failure> {
    let id = seat.it.id;
    let already = app.db.read(move |reader| store::of_token(reader, id)).await?;
    may_add(&seat.it, already.len(), app.today())?;
    Ok(already)
}

fn draw(app: &App, seat: &InCharge<Token>, form: Form) -> Result<Response, Failure> {
    let sound = form.is_sound();
    let home = format!("/settings/api/{}", seat.it.id);
    let page = NewPage {
        frame: seat
            .by
            .frame(app, "Новый адрес уведомлений")
            .sound(sound)
            .trail(&[("/settings/api", "Доступ для соседних систем"), (&home, &seat.it.name)]),
        form,
        name: seat.it.name.clone(),
        home,
        watched: Watched::ALL.map(|one| Choice::new(one.code(), one.words())).into(),
    };
    if sound { page::page(&page) } else { page::faulty(&page) }
}

async fn show(seat: InCharge<Token>, State(app): State<App>) -> Result<Response, Failure> {
    room_for_one(&app, &seat).await?;
    draw(&app, &seat, Form::new().with("watched", Watched::All.code()))
}

async fn make(seat: InCharge<Token>, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    let already = room_for_one(&app, &seat).await?;
    let url = HookUrl::parse(form.value("url"), app.config.outward.goes_inside());
    let url = form.check("url", url);
    if url.as_ref().is_some_and(|url| already.iter().any(|hook| hook.url == *url)) {
        form.fault("url", Refused::Known.reason());
    }
    let watched = Watched::parse(form.value("watched")).ok_or("Выберите, о чём уведомлять.");
    let watched = form.check("watched", watched);
    let is_proved = prove_password(&app, &seat.by.account, &mut form).await?;
    let (Some(url), Some(watched), true, true) = (url, watched, is_proved, form.is_sound()) else {
        return draw(&app, &seat, form.without_passwords());
    };
    let added = made(&app, seat.by.by(), NewHook { token: seat.it.id, url, watched }).await?;
    let home = format!("/settings/hooks/{}", added.id);
    shown_once(&app, &seat.by, "Адрес добавлен", (seat.it.name, added.secret), home)
}
