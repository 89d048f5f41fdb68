//! «Акты об уничтожении», the newest first.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;

use crate::accounts::Centre;
use crate::context::App;
use crate::platform::doors::Doors;
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::listing;
use crate::platform::names::FullName;
use crate::platform::page::{self, Frame};

use super::model::{Count, Erasure};
use super::store;

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/retention/erasures", show)
}

/// Rows of one page.
pub(super) const PAGE: usize = 20;

struct Line {
    href: String,
    called: String,
    state: &'static str,
    tone: &'static str,
    cases: String,
    drawn: String,
    drawer: String,
    doer: String,
}

#[derive(Template)]
#[template(path = "retention/erasure/board.html")]
struct BoardPage {
    frame: Frame,
    lines: Vec<Line>,
    first: String,
    next: String,
}

fn line(app: &App, one: &Erasure, count: Count) -> Line {
    Line {
        href: format!("/retention/erasures/{}", one.id),
        called: one.called(),
        state: one.state.words(),
        tone: one.state.tone(),
        cases: count.words(),
        drawn: app.config.zone.brief(one.drawn_at),
        drawer: one.drawer.short(),
        doer: one.doer.as_ref().map(FullName::short).unwrap_or_default(),
    }
}

async fn show(by: Centre, State(app): State<App>, RawQuery(raw): RawQuery) -> Result<Response, Failure> {
    let form = Form::of_urlencoded(raw.unwrap_or_default().as_bytes());
    let after = listing::after(form.value("after"));
    let most = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let mut rows = app.db.read(move |reader| store::list(reader, after, most)).await?;
    let has_next = rows.len() > PAGE;
    rows.truncate(PAGE);
    let border = rows.last().filter(|_| has_next).map(|(last, _)| listing::border(last.drawn_at, last.id));
    page::page(&BoardPage {
        frame: by.frame(&app, "Акты об уничтожении").trail(&[("/retention", "Хранение дел")]),
        lines: rows.iter().map(|(one, count)| line(&app, one, *count)).collect(),
        first: after.map(|_| "/retention/erasures".to_owned()).unwrap_or_default(),
        next: border.map(|border| listing::address("/retention/erasures", &form, &[], &border)).unwrap_or_default(),
    })
}
