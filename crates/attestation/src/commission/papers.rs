//! The papers of a case on an agenda: each document and the conclusions in force, every opening told to the journal.

use axum::extract::{FromRequestParts, RawQuery, State};
use axum::http::{HeaderMap, request::Parts};
use axum::response::Response;

use crate::accounts::path_part;
use crate::conclusions::{self, Attached};
use crate::context::App;
use crate::documents::{self, Document, Reading};
use crate::platform::doors::{Doors, Guard};
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::ids::Id;

use super::guards::CaseOnAgenda;

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors
        .get("/sittings/{id}/cases/{item}/documents/{doc}", document)
        .get("/sittings/{id}/cases/{item}/conclusion/{version}", conclusion)
}

/// A document of a case on an agenda.
struct PaperOnAgenda {
    seen: CaseOnAgenda,
    paper: Document,
}

impl Guard for PaperOnAgenda {
    const WHO: &'static str = CaseOnAgenda::WHO;
}

impl FromRequestParts<App> for PaperOnAgenda {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let seen = CaseOnAgenda::from_request_parts(parts, app).await?;
        let doc: Id<Document> = path_part(parts, app, "doc").await.parse().map_err(|_| Failure::Hidden)?;
        let case = seen.line.case.id;
        let paper = app
            .db
            .read(move |reader| documents::by_id(reader, case, doc, Reading::Session))
            .await?
            .ok_or(Failure::Hidden)?;
        Ok(Self { seen, paper })
    }
}

/// A conclusion in force of a case on an agenda.
struct ConclusionOnAgenda {
    seen: CaseOnAgenda,
    one: Attached,
}

impl Guard for ConclusionOnAgenda {
    const WHO: &'static str = CaseOnAgenda::WHO;
}

impl FromRequestParts<App> for ConclusionOnAgenda {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let seen = CaseOnAgenda::from_request_parts(parts, app).await?;
        let version: i64 = path_part(parts, app, "version").await.parse().map_err(|_| Failure::Hidden)?;
        let case = seen.line.case.id;
        let all = app.db.read(move |reader| conclusions::attached(reader, case)).await?;
        let one = conclusions::in_force(&all).into_iter().find(|one| one.version == version).cloned();
        Ok(Self { seen, one: one.ok_or(Failure::Hidden)? })
    }
}

fn is_shown(query: Option<String>) -> bool {
    Form::of_urlencoded(query.unwrap_or_default().as_bytes()).value("show") == "yes"
}

async fn document(
    asked: PaperOnAgenda,
    State(app): State<App>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    let paper = &asked.paper;
    asked.seen.opened(&app, &format!("открыт документ: {}", paper.kind.words())).await?;
    documents::serve(&app.files, &headers, &paper.file_key, &paper.file_name, &paper.media_type, is_shown(query)).await
}

async fn conclusion(
    asked: ConclusionOnAgenda,
    State(app): State<App>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    let one = &asked.one;
    asked.seen.opened(&app, &format!("открыто заключение, версия {}", one.version)).await?;
    documents::serve(&app.files, &headers, &one.file_key, &one.file_name, &one.media_type, is_shown(query)).await
}
