//! The start page and the cabinet of each role.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::accounts::{Anyone, Role, SignedIn};
use crate::context::{App, DemoPerson};
use crate::invitations;
use crate::platform::doors::Doors;
use crate::platform::failure::Failure;
use crate::platform::page::{self, Frame};
use crate::register;

use super::specialist;

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/", start).get("/cabinet", cabinet)
}

/// Roles of the demonstration, as its file names them, in the order of the start page.
const DEMO_ROLES: [(&str, &str); 10] = [
    ("teacher", "Педагоги"),
    ("specialist", "Специалисты"),
    ("coordinator", "Координаторы школ"),
    ("municipal", "Муниципальный координатор"),
    ("secretary", "Секретарь"),
    ("centre", "Сотрудники Центра"),
    ("chair", "Председатель комиссии"),
    ("member", "Члены комиссии"),
    ("authority", "Сотрудник уполномоченного органа"),
    ("admin", "Администратор"),
];

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
    is_registration_open: bool,
    has_search: bool,
    demo: Vec<DemoRole>,
}

async fn start(anyone: Anyone, State(app): State<App>) -> Result<Response, Failure> {
    let name = anyone.signed.as_ref().map(|signed| signed.account.name.full()).unwrap_or_default();
    let read = app.db.glance(|reader| {
        Ok::<_, Failure>((invitations::is_registration_open(reader)?, register::search_is_open(reader)?))
    });
    let (is_registration_open, has_search) = read.await?;
    let frame = anyone.frame(&app, "Главная");
    page::page(&StartPage { frame, name, is_registration_open, has_search, demo: demo_roles(&app) })
}

fn demo_roles(app: &App) -> Vec<DemoRole> {
    let people = app.demo_people.get().map(Vec::as_slice).unwrap_or_default();
    DEMO_ROLES
        .into_iter()
        .map(|(code, title)| DemoRole {
            title,
            people: people.iter().filter(|one| one.role == code).cloned().collect(),
        })
        .filter(|role| !role.people.is_empty())
        .collect()
}

async fn cabinet(person: SignedIn, State(app): State<App>) -> Result<Response, Failure> {
    match person.seat.role {
        Role::Specialist => specialist::cabinet(&app, &person).await,
        Role::Teacher => crate::applying::cabinet(&app, &person).await,
        Role::Centre => super::centre::board(&person, &app).await,
        Role::Authority => super::authority::board(&person, &app).await,
        role => Ok(page::go(role.home())),
    }
}
