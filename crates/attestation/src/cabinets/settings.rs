//! Настройки: where the centre sets the rules of its work.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::accounts::Centre;
use crate::context::App;
use crate::platform::doors::Doors;
use crate::platform::failure::Failure;
use crate::platform::page::{self, Frame};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/settings", show)
}

#[derive(Template)]
#[template(path = "cabinets/settings.html")]
struct SettingsPage {
    frame: Frame,
}

async fn show(by: Centre, State(app): State<App>) -> Result<Response, Failure> {
    page::page(&SettingsPage { frame: by.frame(&app, "Настройки") })
}
