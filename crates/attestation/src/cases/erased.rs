//! What is left of a case whose term of keeping is over: its number, post, category, days and the moments of its history.

use askama::Template;
use axum::response::Response;

use crate::applications::{self, Application};
use crate::assignments::CaseInSight;
use crate::context::App;
use crate::platform::failure::Failure;
use crate::platform::page::{self, Frame};
use crate::platform::words;

use super::parts::{HistoryLine, history_lines};

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
    let (house, id, audience) = (app.clone(), seen.case.id, seen.audience());
    let history = app.db.glance(move |reader| applications::recent_history(reader, &house.kinds, id, audience)).await?;
    page::page(&ErasedPage {
        frame: seen.by.frame(app, &format!("Дело {}", seen.case.number)).trail(&[seen.list()]),
        received: words::day(seen.case.received_on),
        history: history_lines(app, history),
        case: seen.case.clone(),
    })
}
