//! Who issues acts: the name that stands on top of an order and of its extracts, kept by the centre.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::accounts::Centre;
use crate::context::App;
use crate::platform::act::{Act, Fact};
use crate::platform::doors::Doors;
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::page::{self, Frame};

use super::{kinds, store};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/settings/acts", show).post("/settings/acts", name)
}

/// Who issues acts; empty until the Centre says it.
///
/// # Errors
/// When the database does not answer.
pub fn issuer(reader: &mut Reader) -> Result<String, DbError> {
    store::body(reader)
}

/// Says who issues acts from now on.
///
/// # Errors
/// When the database does not answer.
pub fn name_issuer(act: &mut Act<'_>, name: &str) -> Result<(), DbError> {
    store::name_body(act, name)
}

/// Letters of a name at most.
const LONGEST: usize = 300;

#[derive(Template)]
#[template(path = "acts/body.html")]
struct BodyPage {
    frame: Frame,
    form: Form,
}

fn draw(app: &App, by: &Centre, form: Form) -> Result<Response, Failure> {
    let sound = form.is_sound();
    let trail = [("/cabinet", "Личный кабинет"), ("/settings", "Настройки")];
    let page = BodyPage { frame: by.frame(app, "Кто издаёт акты").sound(sound).trail(&trail), form };
    if sound { page::page(&page) } else { page::faulty(&page) }
}

async fn show(by: Centre, State(app): State<App>) -> Result<Response, Failure> {
    let body = app.db.read(store::body).await?;
    draw(&app, &by, Form::new().with("body", body))
}

async fn name(by: Centre, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    let body = form.value("body").split_whitespace().collect::<Vec<_>>().join(" ");
    if body.chars().count() > LONGEST {
        form.fault("body", format!("Здесь больше {LONGEST} знаков. Сократите."));
        return draw(&app, &by, form);
    }
    let done = app.db.act(by.by(), app.now(), move |act| {
        let was = store::body(act)?;
        store::name_body(act, &body)?;
        let words = format!("кто издаёт акты: было «{was}», стало «{body}»");
        Ok::<_, Failure>(act.record(Fact::of(kinds::NAMED, words), ())?)
    });
    done.await?;
    Ok(page::go_saying(by.visit.cookies, "/settings/acts", "Название сохранено."))
}
