//! The page of the second step: since when it is on, how many spare codes are left, what may be done.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::context::App;
use crate::platform::doors::Doors;
use crate::platform::engine::DbError;
use crate::platform::failure::Failure;
use crate::platform::page::{self, Frame};
use crate::platform::words;

use super::code::SPARE_CODES;
use super::{Demand, HOME, frame, setting, store};
use crate::accounts::guards::Arrived;
use crate::accounts::model::Signed;

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get(HOME, show)
}

#[derive(Template)]
#[template(path = "accounts/second_step/home.html")]
struct HomePage {
    frame: Frame,
    since: String,
    spare: String,
    is_demanded: bool,
}

/// Whether a role of this person demands the second step.
pub(super) async fn is_demanded(app: &App, person: &Signed) -> Result<bool, Failure> {
    let Some(demand) = Demand::of(app) else { return Ok(false) };
    let (id, seats) = (person.account.id, person.seats.clone());
    Ok(app.db.read(move |reader| demand.covers(reader, id, &seats)).await?)
}

async fn show(person: Arrived, State(app): State<App>) -> Result<Response, Failure> {
    let id = person.account.id;
    let found = app
        .db
        .read(move |reader| Ok::<_, DbError>((store::standing(reader, id)?, store::spare_left(reader, id)?)))
        .await?;
    let (Some(step), left) = found else {
        return setting::introduce(&app, &person);
    };
    let is_demanded = is_demanded(&app, &person).await?;
    page::page(&HomePage {
        frame: frame(&app, &person, "Второй шаг входа", &[]),
        since: words::day(app.config.zone.day(step.set_at)),
        spare: format!("осталось {left} из {SPARE_CODES}"),
        is_demanded,
    })
}
