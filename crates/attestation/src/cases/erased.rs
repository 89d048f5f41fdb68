//! What is left of a case whose term of keeping is over: its number, post, category, days and the moments of its history.

use askama::Template;
use axum::response::Response;

use crate::applications::Application;
use crate::assignments::CaseInSight;
use crate::context::App;
use crate::platform::clock::Moment;
use crate::platform::failure::Failure;
use crate::platform::page::{self, Frame};
use crate::platform::words;
use crate::values;

/// Rows of the history at most.
const MOST: i64 = 20;

struct HistoryLine {
    when: String,
    words: String,
}

#[derive(Template)]
#[template(path = "cases/erased.html")]
struct ErasedPage {
    frame: Frame,
    case: Application,
    received: String,
    history: Vec<HistoryLine>,
}

/// The page of an erased case.
pub(super) async fn page(app: &App, seen: &CaseInSight) -> Result<Response, Failure> {
    let id = seen.case.id;
    let history = app.db.glance(move |reader| {
        reader.rows(
            "select at, words from journal where application_id = $1 and outcome <> 'refused'
                 and act not in ('application.opened', 'document.opened', 'conclusion.opened', 'template.taken')
             order by at desc, id desc limit $2",
            values![id, MOST],
            |row| Ok((row.get::<Moment>(0)?, row.get::<String>(1)?)),
        )
    });
    let history: Result<Vec<(Moment, String)>, crate::platform::engine::DbError> = history.await;
    let line = |(at, words): (Moment, String)| HistoryLine { when: app.config.zone.written(at), words };
    page::page(&ErasedPage {
        frame: seen.by.frame(app, &format!("Дело {}", seen.case.number)).trail(&[seen.list()]),
        received: words::day(seen.case.received_on),
        history: history?.into_iter().map(line).collect(),
        case: seen.case.clone(),
    })
}
