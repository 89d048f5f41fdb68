//! The start page and the cabinet of each role.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::accounts::{Anyone, Role, SignedIn};
use crate::context::{App, DemoPerson};
use crate::platform::doors::Doors;
use crate::platform::failure::Failure;
use crate::platform::page::{self, Frame};

use super::specialist;

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/", start).get("/cabinet", cabinet)
}

/// People of one role whom a visitor of the demonstration may step in as.
struct DemoRole {
    title: &'static str,
    people: Vec<DemoPerson>,
}

#[derive(Template)]
#[template(path = "cabinets/start.html")]
struct StartPage {
    frame: Frame,
    name: String,
    demo: Vec<DemoRole>,
}

async fn start(anyone: Anyone, State(app): State<App>) -> Result<Response, Failure> {
    let name = anyone.signed.as_ref().map(|signed| signed.account.name.full()).unwrap_or_default();
    page::page(&StartPage { frame: anyone.frame(&app, "Главная"), name, demo: demo_roles(&app) })
}

fn demo_roles(app: &App) -> Vec<DemoRole> {
    let people = app.demo_people.get().map(Vec::as_slice).unwrap_or_default();
    [
        (Role::Teacher, "Педагоги"),
        (Role::Specialist, "Специалисты"),
        (Role::Coordinator, "Координаторы школ"),
        (Role::Centre, "Сотрудники Центра"),
    ]
    .into_iter()
    .map(|(role, title)| DemoRole {
        title,
        people: people.iter().filter(|one| one.role == role.code()).cloned().collect(),
    })
    .filter(|role| !role.people.is_empty())
    .collect()
}

async fn cabinet(person: SignedIn, State(app): State<App>) -> Result<Response, Failure> {
    match person.seat.role {
        Role::Specialist => specialist::cabinet(&app, &person).await,
        Role::Coordinator => Ok(page::go("/school")),
        Role::Municipal | Role::Authority => Ok(page::go("/applications")),
        Role::Teacher => crate::applying::cabinet(&app, &person).await,
        Role::Member | Role::Admin => Ok(page::go("/profile")),
        Role::Centre => super::centre::board(&person, &app).await,
    }
}
