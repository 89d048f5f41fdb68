//! Настройки: where the centre sets the rules of its work; the administrator sees those of the house.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::accounts::{Role, Steward};
use crate::context::App;
use crate::platform::doors::Doors;
use crate::platform::failure::Failure;
use crate::platform::page::{self, Frame};

use super::lacks;

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/settings", show)
}

#[derive(Template)]
#[template(path = "cabinets/settings.html")]
struct SettingsPage {
    frame: Frame,
    /// Rules of the trade are the centre's alone.
    is_centre: bool,
    /// How much is not set up, «3 пункта»; empty when everything is, and for others than the centre.
    lacking: String,
}

async fn show(by: Steward, State(app): State<App>) -> Result<Response, Failure> {
    let is_centre = by.seat.role == Role::Centre;
    let lacking = if is_centre { lacks::now(&app).await? } else { String::new() };
    page::page(&SettingsPage { frame: by.frame(&app, "Настройки"), is_centre, lacking })
}
