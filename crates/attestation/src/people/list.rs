//! «Люди»: everybody with a cabinet by name, searched by name or address, narrowed by role and school.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;

use crate::accounts::{Account, Role, Seat, Steward};
use crate::context::App;
use crate::organizations;
use crate::platform::doors::Doors;
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::Failure;
use crate::platform::form::{Choice, Form};
use crate::platform::ids::Id;
use crate::platform::listing;
use crate::platform::page::{self, Frame};

use super::model::{Filter, Listed};
use super::store;

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/people", show)
}

/// Rows of one page.
const PAGE: usize = 20;
/// Fields of the filter.
const FIELDS: [&str; 3] = ["who", "role", "school"];

struct Line {
    href: String,
    name: String,
    email: String,
    login: String,
    roles: Vec<String>,
    is_closed: bool,
}

#[derive(Template)]
#[template(path = "people/list.html")]
struct ListPage {
    frame: Frame,
    form: Form,
    roles: Vec<Choice>,
    lines: Vec<Line>,
    is_narrowed: bool,
    first_href: String,
    next_href: String,
}

/// A page of the list, and whether the school typed fits too many.
struct Found {
    people: Vec<Listed>,
    is_too_wide: bool,
}

async fn show(by: Steward, State(app): State<App>, query: RawQuery) -> Result<Response, Failure> {
    let mut form = Form::of_urlencoded(query.0.unwrap_or_default().as_bytes());
    let after: Option<Id<Account>> = form.value("after").parse().ok();
    let (who, school): (String, String) = (form.text("who").chars().take(100).collect(), form.text("school"));
    let filter = Filter { who, role: Role::parse(form.value("role")), ..Filter::default() };
    let is_narrowed = !filter.who.is_empty() || filter.role.is_some() || !school.is_empty();
    let Found { mut people, is_too_wide } = app.db.read(move |reader| find(reader, filter, &school, after)).await?;
    if is_too_wide {
        form.fault(
            "school",
            format!("Этим словам отвечает больше {} организаций. Уточните название.", store::MOST_SCHOOLS),
        );
    }
    let has_next = people.len() > PAGE;
    people.truncate(PAGE);
    let border = people.last().filter(|_| has_next).map(|one| one.account.id.to_string());
    let sound = form.is_sound();
    let list = ListPage {
        frame: by.frame(&app, "Люди").sound(sound),
        roles: listing::choices("Все", Role::ALL.map(|role| (role.code(), role.words()))),
        lines: people.iter().map(line).collect(),
        is_narrowed,
        first_href: after.map(|_| listing::address("/people", &form, &FIELDS, "")).unwrap_or_default(),
        next_href: border.map(|id| listing::address("/people", &form, &FIELDS, &id)).unwrap_or_default(),
        form,
    };
    if sound { page::page(&list) } else { page::faulty(&list) }
}

fn find(reader: &mut Reader, mut filter: Filter, school: &str, after: Option<Id<Account>>) -> Result<Found, DbError> {
    if !school.is_empty() {
        let most = i64::try_from(store::MOST_SCHOOLS + 1).unwrap_or(i64::MAX);
        let fitting = organizations::search(reader, school, most)?;
        if fitting.len() > store::MOST_SCHOOLS {
            return Ok(Found { people: Vec::new(), is_too_wide: true });
        }
        filter.schools = Some(fitting.into_iter().map(|one| one.id).collect());
    }
    if let Some(id) = after {
        filter.after = store::name_key(reader, id)?.map(|name| (name, id));
    }
    Ok(Found { people: store::page(reader, &filter, PAGE + 1)?, is_too_wide: false })
}

fn line(one: &Listed) -> Line {
    Line {
        href: format!("/people/{}", one.account.id),
        name: one.account.name.full(),
        email: one.account.email.clone(),
        login: one.account.login.clone(),
        roles: one.seats.iter().map(Seat::words).collect(),
        is_closed: one.is_closed,
    }
}
