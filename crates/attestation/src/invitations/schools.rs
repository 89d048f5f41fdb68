//! «Школы муниципалитета»: which of them have a coordinator, who was invited and has not come, where nobody is.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;

use crate::accounts::{Organization, Role};
use crate::context::App;
use crate::organizations;
use crate::platform::clock::Moment;
use crate::platform::doors::Doors;
use crate::platform::engine::DbError;
use crate::platform::failure::Failure;
use crate::platform::form::{Choice, Form};
use crate::platform::ids::Id;
use crate::platform::listing;
use crate::platform::page::{self, Frame};
use crate::platform::words;

use super::guards::MunicipalInviter;
use super::model::{Cover, last_day};
use super::store::{self, Asked, Covered};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get(PATH, show)
}

const PATH: &str = "/invitations/schools";
/// Rows of one page.
const PAGE: usize = 20;
/// Fields of the filter.
const FIELDS: [&str; 2] = ["name", "cover"];

struct Line {
    name: String,
    cover: Cover,
    /// The coordinators, or who was invited.
    who: String,
    /// When it was written and until when the link works; empty when nobody was invited.
    told: String,
    /// The invitation, or the form of a new one; empty when the school has a coordinator.
    href: String,
}

struct Counter {
    href: String,
    number: i64,
    cover: Cover,
    current: bool,
}

#[derive(Template)]
#[template(path = "invitations/schools.html")]
struct SchoolsPage {
    frame: Frame,
    form: Form,
    municipality: String,
    counters: Vec<Counter>,
    covers: Vec<Choice>,
    lines: Vec<Line>,
    filtered: bool,
    first_href: String,
    next_href: String,
}

async fn show(by: MunicipalInviter, State(app): State<App>, query: RawQuery) -> Result<Response, Failure> {
    let form = Form::of_urlencoded(query.0.unwrap_or_default().as_bytes());
    let (cover, name) = (Cover::parse(form.value("cover")), form.text("name"));
    let (own, after) = (by.municipality.clone(), form.value("after").parse::<Id<Organization>>().ok());
    let filtered = cover.is_some() || !name.is_empty();
    let read = app.db.read(move |reader| {
        let after =
            after.map_or(Ok(None), |id| organizations::by_id(reader, id))?.filter(|one| one.municipality == own);
        let counts = store::covers(reader, &own)?;
        let asked = Asked { municipality: own, cover, name, after };
        Ok::<_, DbError>((store::covered(reader, &asked, PAGE)?, counts))
    });
    let (mut found, counts) = read.await?;
    let has_next = found.len() > PAGE;
    found.truncate(PAGE);
    let address = |after: &str| listing::address(PATH, &form, &FIELDS, after);
    let counter = |one: Cover| Counter {
        href: format!("{PATH}?cover={}", one.code()),
        number: counts.get(&one).copied().unwrap_or(0),
        cover: one,
        current: cover == Some(one),
    };
    page::page(&SchoolsPage {
        frame: by.by.frame(&app, "Школы муниципалитета"),
        municipality: by.municipality,
        counters: Cover::ALL.map(counter).into(),
        covers: listing::choices("Все школы", Cover::ALL.map(|one| (one.code(), one.words()))),
        first_href: if after.is_some() { address("") } else { String::new() },
        next_href: found.last().filter(|_| has_next).map(|last| address(&last.id.to_string())).unwrap_or_default(),
        lines: found.iter().map(|school| line(&app, school, app.now())).collect(),
        filtered,
        form,
    })
}

fn line(app: &App, school: &Covered, now: Moment) -> Line {
    let (mut who, mut told, mut href) = (String::new(), String::new(), String::new());
    match (school.cover, &school.invited) {
        (Cover::Invited, Some(invited)) => {
            who = invited.name.full();
            let written = words::brief_day(app.config.zone.day(invited.issued_at));
            let works = if invited.expires_at > now {
                "ссылка действует по"
            } else {
                "ссылка действовала по"
            };
            told = format!("приглашение от {written}, {works} {}", last_day(app, invited.expires_at));
            href = format!("/invitations/{}", invited.id);
        }
        (Cover::Held, _) => {
            let names: Vec<String> = school.coordinators.iter().map(crate::platform::names::FullName::full).collect();
            who = names.join(", ");
        }
        _ => href = format!("/invitations/new?role={}&place={}", Role::Coordinator.code(), school.id),
    }
    Line { name: school.name.clone(), cover: school.cover, who, told, href }
}
