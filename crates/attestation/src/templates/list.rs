//! Every paper the system makes by a Word template, and whose template is in force.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::accounts::Centre;
use crate::context::App;
use crate::papers;
use crate::platform::doors::Doors;
use crate::platform::failure::Failure;
use crate::platform::page::{self, Frame};

use super::known;

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/settings/papers", show)
}

struct Line {
    href: String,
    name: &'static str,
    /// «версия 2, Ильина Зоя, 23.11.2026 14:00»; empty when the template of the program is in force.
    own: String,
}

#[derive(Template)]
#[template(path = "templates/list.html")]
struct ListPage {
    frame: Frame,
    lines: Vec<Line>,
}

async fn show(by: Centre, State(app): State<App>) -> Result<Response, Failure> {
    let newest = app.db.read(papers::newest_of_all).await?;
    let zone = &app.config.zone;
    let own: BTreeMap<String, String> = newest
        .into_iter()
        .filter(|one| one.own.is_some())
        .map(|one| {
            let since = one.published_at.map(|at| zone.brief(at)).unwrap_or_default();
            (one.paper, format!("версия {}, с {since}", one.number))
        })
        .collect();
    let line = |paper: &'static papers::Paper| Line {
        href: format!("/settings/papers/{}", paper.code),
        name: paper.words,
        own: own.get(paper.code).cloned().unwrap_or_default(),
    };
    page::page(&ListPage {
        frame: by
            .frame(&app, "Шаблоны документов")
            .trail(&[("/cabinet", "Личный кабинет"), ("/settings", "Настройки")]),
        lines: known::all().map(|known| line(known.paper)).collect(),
    })
}
