//! A step that cannot be made any more, for another hand was first: what was typed of it is given back beside the reason.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;

use crate::platform::failure::Failure;
use crate::platform::page::{self, Frame};

use super::step::{StepPage, said};

#[derive(Template)]
#[template(path = "fitness/late.html")]
struct LatePage {
    frame: Frame,
    worker: String,
    title: &'static str,
    why: String,
    /// What was typed, each with its question.
    typed: Vec<(&'static str, String)>,
    back: String,
}

/// The reason of a refusal with all that was typed; any other failure goes on.
pub(super) fn given_back(page: StepPage, why: Failure) -> Result<Response, Failure> {
    let why = match why {
        Failure::Denied(refusal) => refusal.reason(),
        Failure::Conflict(text) => text,
        other => return Err(other),
    };
    let typed = page.asks.iter().filter_map(|ask| Some((ask.label, said(ask, &page.form)?)));
    let typed = typed.filter(|(_, said)| !said.is_empty()).collect();
    let StepPage { frame, worker, title, back, .. } = page;
    page::page_with(StatusCode::CONFLICT, &LatePage { frame, worker, title, why, typed, back })
}
