//! The papers of a case on an agenda: each document and the conclusions in force, every opening told to the journal.

use axum::extract::{RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;

use crate::applications::Application;
use crate::conclusions::{self, Attached};
use crate::context::App;
use crate::documents::{self, Document, Reading};
use crate::platform::doors::Doors;
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::ids::Id;

use super::guards::{CaseOnAgenda, PaperToRead};
use super::within::{Inside, Within};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors
        .get("/sittings/{id}/cases/{item}/documents/{doc}", document)
        .get("/sittings/{id}/cases/{item}/conclusion/{version}", conclusion)
}

impl Within for Document {
    type Of = CaseOnAgenda;
    type Place = Id<Application>;
    const PART: &'static str = "doc";

    fn place(whole: &CaseOnAgenda) -> Id<Application> {
        whole.line.case.id
    }

    fn find(reader: &mut Reader, case: Id<Application>, name: &str) -> Result<Option<Self>, DbError> {
        name.parse().map_or(Ok(None), |id| documents::by_id(reader, case, id, Reading::Session))
    }
}

/// A conclusion in force, or one an opinion rests on whose specialist was taken off the case.
impl Within for Attached {
    type Of = CaseOnAgenda;
    type Place = Id<Application>;
    const PART: &'static str = "version";

    fn place(whole: &CaseOnAgenda) -> Id<Application> {
        whole.line.case.id
    }

    fn find(reader: &mut Reader, case: Id<Application>, name: &str) -> Result<Option<Self>, DbError> {
        let all = conclusions::attached(reader, case)?;
        let in_force = conclusions::in_force(&all).into_iter().find(|one| one.version.to_string() == name).cloned();
        if in_force.is_some() {
            return Ok(in_force);
        }
        let released = conclusions::released_of(reader, case)?;
        let named = released.into_iter().find(|one| one.opinion.version.to_string() == name);
        Ok(named.and_then(|kept| all.into_iter().find(|one| one.version == kept.opinion.version)))
    }
}

fn is_shown(query: Option<String>) -> bool {
    Form::of_urlencoded(query.unwrap_or_default().as_bytes()).value("show") == "yes"
}

async fn document(
    PaperToRead(asked): PaperToRead,
    State(app): State<App>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    let paper = &asked.it;
    asked.seen.opened(&app, &format!("открыт документ: {}", paper.kind.words())).await?;
    documents::serve(&app.files, &headers, &paper.file_key, &paper.file_name, &paper.media_type, is_shown(query)).await
}

async fn conclusion(
    asked: Inside<Attached>,
    State(app): State<App>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    let one = &asked.it;
    asked.seen.opened(&app, &format!("открыто заключение, версия {}", one.version)).await?;
    documents::serve(&app.files, &headers, &one.file_key, &one.file_name, &one.media_type, is_shown(query)).await
}
