//! Cases of the archive whose term is over, the oldest first.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;

use crate::accounts::Centre;
use crate::context::App;
use crate::platform::doors::Doors;
use crate::platform::engine::DbError;
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::listing;
use crate::platform::page::{self, Frame};
use crate::platform::words;

use super::model::{Sort, Version, kept_until};
use super::store::{self, OverCase};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/retention", show)
}

/// Rows of one page.
const PAGE: usize = 20;

struct Line {
    id: String,
    name: String,
    number: String,
    post: String,
    school: String,
    over: String,
    until: String,
}

#[derive(Template)]
#[template(path = "retention/due.html")]
struct DuePage {
    frame: Frame,
    lines: Vec<Line>,
    term: String,
    first: String,
    next: String,
}

fn line(app: &App, versions: &[Version], one: &OverCase) -> Line {
    let over = app.config.zone.day(one.over_at);
    Line {
        id: one.case.id.to_string(),
        name: one.case.name.full(),
        number: one.case.number.clone(),
        post: one.case.post_and_subject(),
        school: one.case.school_name.clone(),
        over: words::day(over),
        until: kept_until(versions, Sort::CASES, over).map(words::day).unwrap_or_default(),
    }
}

async fn show(by: Centre, State(app): State<App>, RawQuery(raw): RawQuery) -> Result<Response, Failure> {
    let form = Form::of_urlencoded(raw.unwrap_or_default().as_bytes());
    let after = listing::after(form.value("after"));
    let (today, zone) = (app.today(), app.config.zone.clone());
    let read = app.db.read(move |reader| {
        let versions = store::versions(reader)?;
        let most = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
        let rows = store::past_term(reader, &versions, (today, &zone), after, most)?;
        Ok::<_, DbError>((versions, rows))
    });
    let (versions, mut rows) = read.await?;
    let has_next = rows.len() > PAGE;
    rows.truncate(PAGE);
    let next = rows
        .last()
        .filter(|_| has_next)
        .map(|last| listing::address("/retention", &form, &[], &listing::border(last.over_at, last.case.id)));
    let term = versions.iter().find(|one| one.sort.code == Sort::CASES && one.is_in_force(today));
    page::page(&DuePage {
        frame: by.frame(&app, "Хранение дел"),
        lines: rows.iter().map(|one| line(&app, &versions, one)).collect(),
        term: term.map_or_else(|| "на сегодня не задан".to_owned(), Version::term),
        first: after.map(|_| "/retention".to_owned()).unwrap_or_default(),
        next: next.unwrap_or_default(),
    })
}
