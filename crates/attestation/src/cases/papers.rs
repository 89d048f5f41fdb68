//! Documents of a case: looked at in place, downloaded one by one or all at once.

use askama::Template;
use axum::extract::{FromRequestParts, State};
use axum::http::{HeaderMap, request::Parts};
use axum::response::Response;

use crate::accounts::path_part;
use crate::applications::Application;
use crate::assignments::CaseInSight;
use crate::context::App;
use crate::documents::{self, Document, Packed, Reading};
use crate::platform::act::Fact;
use crate::platform::doors::{Doors, Guard};
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::ids::Id;
use crate::platform::page::{self, Frame};

use super::kinds;
use super::parts::{PaperLine, paper_line};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors
        .get("/applications/{id}/archive", archive)
        .get("/applications/{id}/documents/{doc}", look)
        .get("/applications/{id}/documents/{doc}/file", file)
}

/// A case whose documents this person may read.
struct PapersInSight(CaseInSight);

impl Guard for PapersInSight {
    const WHO: &'static str =
        "the specialist of the case, its teacher, the coordinator of its school or municipality, the centre";
}

impl FromRequestParts<App> for PapersInSight {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let seen = CaseInSight::from_request_parts(parts, app).await?;
        if seen.reading() == Reading::None {
            return Err(seen.by.turned_away(app, "application", &seen.case.id.to_string()).await);
        }
        seen.may_open()?;
        Ok(Self(seen))
    }
}

/// A document of such a case.
struct PaperInSight {
    seen: CaseInSight,
    paper: Document,
}

impl Guard for PaperInSight {
    const WHO: &'static str = PapersInSight::WHO;
}

/// The document the address names, when it is read so.
pub(super) async fn paper_of(
    parts: &mut Parts,
    app: &App,
    application: Id<Application>,
    reading: Reading,
) -> Result<Document, Failure> {
    let doc: Id<Document> = path_part(parts, app, "doc").await.parse().map_err(|_| Failure::Hidden)?;
    app.db.read(move |reader| documents::by_id(reader, application, doc, reading)).await?.ok_or(Failure::Hidden)
}

impl FromRequestParts<App> for PaperInSight {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let PapersInSight(seen) = PapersInSight::from_request_parts(parts, app).await?;
        let paper = paper_of(parts, app, seen.case.id, seen.reading()).await?;
        Ok(Self { seen, paper })
    }
}

async fn archive(PapersInSight(seen): PapersInSight, State(app): State<App>) -> Result<Response, Failure> {
    let (id, reading) = (seen.case.id, seen.reading());
    let papers = app.db.read(move |reader| documents::of_application(reader, id, reading)).await?;
    let fact =
        Fact::of(kinds::ARCHIVE_TAKEN, format!("скачаны все документы, файлов: {}", papers.len())).application(id);
    app.db.act(seen.by.by(), app.now(), move |act| act.record(fact, ())).await?;
    let packed = papers
        .into_iter()
        .map(|paper| Packed {
            name: format!("{} — {}", paper.kind.words(), paper.file_name), file_key: paper.file_key
        })
        .collect();
    Ok(documents::archive(&app.files, &format!("{} {}.zip", seen.case.number, seen.case.name.surname), packed))
}

#[derive(Template)]
#[template(path = "cases/paper.html")]
struct PaperPage {
    frame: Frame,
    id: String,
    teacher: String,
    paper: PaperLine,
    inline: bool,
    is_picture: bool,
    previous: String,
    next: String,
}

async fn look(asked: PaperInSight, State(app): State<App>) -> Result<Response, Failure> {
    let (case, paper) = (&asked.seen.case, &asked.paper);
    let (id, reading) = (case.id, asked.seen.reading());
    let all = app.db.read(move |reader| documents::of_application(reader, id, reading)).await?;
    let place = all.iter().position(|one| one.id == paper.id).unwrap_or(0);
    let href = |one: &Document| format!("/applications/{id}/documents/{}", one.id);
    let line = paper_line(&app, paper);
    let home = format!("/applications/{id}");
    page::page(&PaperPage {
        frame: asked.seen.by.frame(&app, &line.title).trail(&[asked.seen.list(), (&home, &case.name.short())]),
        id: id.to_string(),
        teacher: case.name.full(),
        inline: documents::shown_inline(&paper.media_type),
        is_picture: paper.media_type.starts_with("image/"),
        previous: place.checked_sub(1).and_then(|at| all.get(at)).map(href).unwrap_or_default(),
        next: all.get(place + 1).map(href).unwrap_or_default(),
        paper: line,
    })
}

async fn file(
    asked: PaperInSight,
    State(app): State<App>,
    headers: HeaderMap,
    query: axum::extract::RawQuery,
) -> Result<Response, Failure> {
    let paper = &asked.paper;
    let inline = Form::of_urlencoded(query.0.unwrap_or_default().as_bytes()).value("show") == "yes";
    let words = format!("{}: {}", if inline { "просмотрен документ" } else { "скачан документ" }, paper.kind.words());
    let fact = Fact::of(kinds::DOCUMENT_OPENED, words).application(asked.seen.case.id).subject("document", paper.id);
    app.db.act(asked.seen.by.by(), app.now(), move |act| act.record(fact, ())).await?;
    documents::serve(&app.files, &headers, &paper.file_key, &paper.file_name, &paper.media_type, inline).await
}
