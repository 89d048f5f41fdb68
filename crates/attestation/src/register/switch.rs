//! The switch of the search open to everybody: off until the centre decides otherwise.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::accounts::Centre;
use crate::context::App;
use crate::platform::act::Fact;
use crate::platform::doors::Doors;
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::page::{self, Frame};

use super::{kinds, store};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/settings/register", show).post("/settings/register", switch)
}

#[derive(Template)]
#[template(path = "register/switch.html")]
struct SwitchPage {
    frame: Frame,
    is_open: bool,
    address: String,
}

async fn show(by: Centre, State(app): State<App>) -> Result<Response, Failure> {
    let is_open = app.db.read(store::search_is_open).await?;
    page::page(&SwitchPage {
        frame: by.frame(&app, "Открытый поиск по реестру").trail(&[("/settings", "Настройки")]),
        is_open,
        address: app.link("/register/public"),
    })
}

async fn switch(by: Centre, State(app): State<App>, form: Form) -> Result<Response, Failure> {
    let open = form.value("open") == "yes";
    let (word, said) = if open {
        ("открыт", "Поиск открыт: по реестру может искать любой.")
    } else {
        ("закрыт", "Поиск закрыт.")
    };
    app.db
        .act(by.by(), app.now(), move |act| {
            if !store::switch_to(act, open)? {
                return Err(Failure::Conflict("Поиск уже в этом состоянии. Откройте настройки заново.".into()));
            }
            Ok(act.record(Fact::of(kinds::SWITCHED, format!("общий поиск по реестру {word}")), ())?)
        })
        .await?;
    Ok(page::go_saying(by.visit.cookies, "/settings/register", said))
}
