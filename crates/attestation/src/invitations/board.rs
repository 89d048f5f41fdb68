//! Lists of invitations: of everybody, of a municipality, of a school.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;

use crate::accounts::{Coordinator, Role, Signed};
use crate::context::App;
use crate::platform::clock::Moment;
use crate::platform::doors::Doors;
use crate::platform::engine::DbError;
use crate::platform::failure::Failure;
use crate::platform::form::{Choice, Form};
use crate::platform::listing;
use crate::platform::page::{self, Frame};
use crate::platform::words;

use super::guards::Inviter;
use super::model::{Invitation, State as Stand};
use super::scope::Scope;
use super::store::{self, Filter};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/invitations", list).get("/school/invitations", of_school)
}

/// Rows of one page.
const PAGE: usize = 20;
/// Fields of the filter.
const FIELDS: [&str; 3] = ["state", "role", "who"];

struct Line {
    href: String,
    name: String,
    email: String,
    role: String,
    issued: String,
    last_day: String,
    stand: Stand,
    trouble: String,
}

struct Counter {
    href: String,
    number: i64,
    text: &'static str,
    tone: &'static str,
    current: bool,
}

#[derive(Template)]
#[template(path = "invitations/list.html")]
struct ListPage {
    frame: Frame,
    form: Form,
    path: &'static str,
    takes_sheets: bool,
    states: Vec<Choice>,
    roles: Vec<Choice>,
    counters: Vec<Counter>,
    lines: Vec<Line>,
    filtered: bool,
    first_href: String,
    next_href: String,
}

async fn list(by: Inviter, State(app): State<App>, query: RawQuery) -> Result<Response, Failure> {
    match by.scope {
        // A coordinator's list has an address of its own, under the school.
        Scope::School(_) => Ok(page::go(by.scope.list())),
        scope => draw(&app, &by.by, scope, query).await,
    }
}

async fn of_school(by: Coordinator, State(app): State<App>, query: RawQuery) -> Result<Response, Failure> {
    draw(&app, &by.signed, Scope::School(by.school), query).await
}

async fn draw(app: &App, by: &Signed, scope: Scope, query: RawQuery) -> Result<Response, Failure> {
    let (path, title, roles) = (scope.list(), scope.title(), scope.roles());
    let form = Form::of_urlencoded(query.0.unwrap_or_default().as_bytes());
    let filter = Filter {
        state: Stand::parse(form.value("state")),
        role: Role::parse(form.value("role")),
        who: form.text("who").chars().take(100).collect(),
        after: listing::after(form.value("after")),
    };
    let (asked, now) = (filter.clone(), app.now());
    let most = i64::try_from(PAGE).unwrap_or(20);
    let (mut rows, counts) = app
        .db
        .read(move |reader| {
            let rows = store::list(reader, (&scope, &asked), now, most)?;
            Ok::<_, DbError>((rows, store::counts(reader, &scope, now)?))
        })
        .await?;
    let has_next = rows.len() > PAGE;
    rows.truncate(PAGE);
    let next_href = rows
        .last()
        .filter(|_| has_next)
        .map(|last| listing::address(path, &form, &FIELDS, &listing::border(last.issued_at, last.id)))
        .unwrap_or_default();
    page::page(&ListPage {
        frame: by.frame(app, title),
        path,
        takes_sheets: by.seat.role == Role::Centre,
        states: listing::choices("Все", Stand::ALL.map(|state| (state.code(), state.words()))),
        roles: listing::choices("Все", roles.iter().map(|role| (role.code(), role.words()))),
        counters: counters(path, &counts, filter.state),
        lines: rows.iter().map(|row| line(app, row, now)).collect(),
        filtered: filter.state.is_some() || filter.role.is_some() || !filter.who.is_empty(),
        first_href: if filter.after.is_some() { listing::address(path, &form, &FIELDS, "") } else { String::new() },
        next_href,
        form,
    })
}

fn counters(path: &str, counts: &[i64], chosen: Option<Stand>) -> Vec<Counter> {
    let of = |(state, number): (Stand, &i64)| Counter {
        href: format!("{path}?state={}", state.code()),
        number: *number,
        text: state.words(),
        tone: if *number > 0 && matches!(state, Stand::Failed) { "red" } else { "" },
        current: chosen == Some(state),
    };
    Stand::ALL.into_iter().zip(counts).map(of).collect()
}

fn line(app: &App, row: &Invitation, now: Moment) -> Line {
    let stand = row.state(now);
    Line {
        href: format!("/invitations/{}", row.id),
        name: shown_name(row),
        email: if row.is_first_run() { "без адреса".to_owned() } else { row.email.clone() },
        role: row.role_words(),
        issued: app.config.zone.brief(row.issued_at),
        last_day: words::brief_day(app.config.zone.day(Moment::of_micros(row.expires_at.micros() - 1))),
        stand,
        trouble: if matches!(stand, Stand::Failed | Stand::Written) { row.trouble.clone() } else { String::new() },
    }
}

pub(super) fn shown_name(row: &Invitation) -> String {
    if row.is_first_run() { "Первый кабинет Центра".to_owned() } else { row.name.full() }
}
