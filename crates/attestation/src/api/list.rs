//! «Доступ для соседних систем»: every token, the newest first.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;

use crate::accounts::Centre;
use crate::context::App;
use crate::platform::clock::Day;
use crate::platform::doors::Doors;
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::ids::Id;
use crate::platform::page::{self, Frame};
use crate::platform::words;

use super::model::Token;
use super::store;

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/settings/api", show)
}

/// Rows of one page.
const PAGE: usize = 20;

struct Line {
    href: String,
    name: String,
    scopes: String,
    bounds: String,
    until: String,
    used: String,
    state: &'static str,
    tone: &'static str,
}

#[derive(Template)]
#[template(path = "api/list.html")]
struct ListPage {
    frame: Frame,
    address: String,
    lines: Vec<Line>,
    first_href: String,
    next_href: String,
}

async fn show(by: Centre, State(app): State<App>, query: RawQuery) -> Result<Response, Failure> {
    let form = Form::of_urlencoded(query.0.unwrap_or_default().as_bytes());
    let after: Option<Id<Token>> = form.value("after").parse().ok();
    let mut tokens = app.db.read(move |reader| store::page(reader, after, PAGE + 1)).await?;
    let has_next = tokens.len() > PAGE;
    tokens.truncate(PAGE);
    let next = tokens.last().filter(|_| has_next).map(|last| format!("/settings/api?after={}", last.id));
    page::page(&ListPage {
        frame: by.frame(&app, "Доступ для соседних систем").trail(&[("/settings", "Настройки")]),
        address: app.link("/api/v1/openapi.json"),
        lines: tokens.iter().map(|one| line(one, app.today())).collect(),
        first_href: after.map(|_| "/settings/api".to_owned()).unwrap_or_default(),
        next_href: next.unwrap_or_default(),
    })
}

fn line(one: &Token, today: Day) -> Line {
    let (state, tone) = one.state(today);
    Line {
        href: format!("/settings/api/{}", one.id),
        name: one.name.clone(),
        scopes: one.scopes_in_words(),
        bounds: one.bounds.words(),
        until: words::day(one.expires_on),
        used: one.used_in_words(),
        state,
        tone,
    }
}
