//! «Отчёты»: the list by question.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::context::App;
use crate::platform::doors::Doors;
use crate::platform::failure::Failure;
use crate::platform::page::{self, Frame};

use super::guards::ReportReader;
use super::report::Report;

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/reports", show)
}

struct Line {
    href: String,
    title: &'static str,
    question: &'static str,
}

#[derive(Template)]
#[template(path = "reports/list.html")]
struct ListPage {
    frame: Frame,
    within: String,
    lines: Vec<Line>,
}

async fn show(reader: ReportReader, State(app): State<App>) -> Result<Response, Failure> {
    let own = Report::ALL.into_iter().filter(|report| report.is_for(&reader.scope));
    let line = |report: Report| Line {
        href: format!("/reports/{}", report.code()),
        title: report.title(),
        question: report.question(),
    };
    page::page(&ListPage {
        frame: reader.by.frame(&app, "Отчёты"),
        within: reader.scope.words().to_owned(),
        lines: own.map(line).collect(),
    })
}
