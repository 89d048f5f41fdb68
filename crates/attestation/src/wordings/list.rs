//! Every kind of letter: whose it is and whether the centre has put its own words into it.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::accounts::Centre;
use crate::context::App;
use crate::platform::doors::Doors;
use crate::platform::failure::Failure;
use crate::platform::page::{self, Frame};

use super::{known, store};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/settings/letters", show)
}

struct Line {
    href: String,
    name: &'static str,
    to: &'static str,
    changed: String,
}

#[derive(Template)]
#[template(path = "wordings/list.html")]
struct ListPage {
    frame: Frame,
    lines: Vec<Line>,
}

async fn show(by: Centre, State(app): State<App>) -> Result<Response, Failure> {
    let kept = app.db.read(store::all).await?;
    let zone = &app.config.zone;
    let changed: BTreeMap<String, String> = kept
        .into_iter()
        .map(|one| (one.kind, format!("{}, {}", zone.written(one.changed_at), one.changed_by.short())))
        .collect();
    let line = |one: &'static known::Known| Line {
        href: format!("/settings/letters/{}", one.code),
        name: one.name,
        to: one.to,
        changed: changed.get(one.code).cloned().unwrap_or_default(),
    };
    page::page(&ListPage {
        frame: by.frame(&app, "Тексты писем").trail(&[("/cabinet", "Личный кабинет"), ("/settings", "Настройки")]),
        lines: known::ALL.iter().map(line).collect(),
    })
}
