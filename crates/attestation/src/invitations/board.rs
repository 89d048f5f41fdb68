//! The centre's list of invitations.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;

use crate::accounts::{Centre, Role};
use crate::context::App;
use crate::platform::clock::Moment;
use crate::platform::doors::Doors;
use crate::platform::engine::DbError;
use crate::platform::failure::Failure;
use crate::platform::form::{Choice, Form};
use crate::platform::page::{self, Frame};
use crate::platform::words;

use super::model::{Invitation, State as Stand};
use super::store::{self, Filter};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/invitations", list)
}

/// Rows of one page.
const PAGE: usize = 20;

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
    states: Vec<Choice>,
    roles: Vec<Choice>,
    counters: Vec<Counter>,
    lines: Vec<Line>,
    filtered: bool,
    first_href: String,
    next_href: String,
}

async fn list(by: Centre, State(app): State<App>, query: RawQuery) -> Result<Response, Failure> {
    let form = Form::of_urlencoded(query.0.unwrap_or_default().as_bytes());
    let filter = Filter {
        state: Stand::parse(form.value("state")),
        role: Role::parse(form.value("role")),
        who: form.text("who").chars().take(100).collect(),
        after: cursor(form.value("after")),
    };
    let (asked, now) = (filter.clone(), app.now());
    let most = i64::try_from(PAGE).unwrap_or(20);
    let (mut rows, counts) = app
        .db
        .read(move |reader| Ok::<_, DbError>((store::list(reader, &asked, now, most)?, store::counts(reader, now)?)))
        .await?;
    let has_next = rows.len() > PAGE;
    rows.truncate(PAGE);
    let next_href = rows
        .last()
        .filter(|_| has_next)
        .map(|last| address(&form, &format!("{}.{}", last.issued_at.micros(), last.id)))
        .unwrap_or_default();
    page::page(&ListPage {
        frame: by.frame(&app, "Приглашения"),
        states: choices("Все", Stand::ALL.into_iter().map(|state| (state.code(), state.words()))),
        roles: choices("Все", Role::ALL.into_iter().map(|role| (role.code(), role.words()))),
        counters: counters(&counts, filter.state),
        lines: rows.iter().map(|row| line(&app, row, now)).collect(),
        filtered: filter.state.is_some() || filter.role.is_some() || !filter.who.is_empty(),
        first_href: if filter.after.is_some() { address(&form, "") } else { String::new() },
        next_href,
        form,
    })
}

fn choices<'a>(all: &str, list: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<Choice> {
    std::iter::once(Choice::new("", all)).chain(list.map(|(value, text)| Choice::new(value, text))).collect()
}

fn counters(counts: &[i64], chosen: Option<Stand>) -> Vec<Counter> {
    let of = |(state, number): (Stand, &i64)| Counter {
        href: format!("/invitations?state={}", state.code()),
        number: *number,
        text: state.words(),
        tone: if *number > 0 && matches!(state, Stand::Failed) { "red" } else { "" },
        current: chosen == Some(state),
    };
    Stand::ALL.into_iter().zip(counts).map(of).collect()
}

/// The row a page begins after: its moment and its id.
fn cursor(text: &str) -> Option<(Moment, crate::platform::ids::Id<Invitation>)> {
    let (at, id) = text.split_once('.')?;
    Some((Moment::of_micros(at.parse().ok()?), id.parse().ok()?))
}

/// The address of the same list beginning elsewhere.
fn address(form: &Form, after: &str) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    for name in ["state", "role", "who"] {
        if !form.value(name).is_empty() {
            query.append_pair(name, form.value(name));
        }
    }
    if !after.is_empty() {
        query.append_pair("after", after);
    }
    format!("/invitations?{}", query.finish())
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
