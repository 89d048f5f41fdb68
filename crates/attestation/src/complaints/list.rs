//! The complaints of a case with their answers, and the files of both.

use askama::Template;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;

use crate::assignments::Relation;
use crate::context::App;
use crate::documents::{self, Media, SignedFile};
use crate::platform::doors::Doors;
use crate::platform::failure::Failure;
use crate::platform::page::{self, Frame};
use crate::platform::words;

use super::guards::{ComplainedCase, ComplaintInSight, opened};
use super::model::{Complaint, may_complain};
use super::store;

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors
        .get("/applications/{id}/complaints", show)
        .get("/applications/{id}/complaints/{complaint}/file", file)
        .get("/applications/{id}/complaints/{complaint}/answer-file", answer_file)
}

/// A complaint in words.
struct Line {
    id: String,
    heading: String,
    how: &'static str,
    words: String,
    file: String,
    /// «до 14 декабря 2026, осталось 15 дней» while there is no answer; empty with one.
    due: String,
    tone: &'static str,
    answered: String,
    answer: String,
    answer_file: String,
}

#[derive(Template)]
#[template(path = "complaints/list.html")]
struct ListPage {
    frame: Frame,
    home: String,
    caption: String,
    lines: Vec<Line>,
    /// What the way to a new complaint says; empty when none may be filed by this person now.
    new: &'static str,
    /// Whether this person answers.
    answers: bool,
}

async fn show(reader: ComplainedCase, State(app): State<App>) -> Result<Response, Failure> {
    let id = reader.0.case.id;
    let all = app.db.read(move |reader| store::of_case(reader, id)).await?;
    reader.opened(&app).await?;
    let seen = &reader.0;
    let open = all.iter().find(|one| one.answered.is_none());
    let may = may_complain(seen.case.stage, open).is_ok();
    let home = format!("/applications/{id}");
    page::page(&ListPage {
        frame: seen.by.frame(&app, "Жалобы").trail(&[seen.list(), (&home, &seen.case.name.short())]),
        caption: format!("{}, дело {}", seen.case.name.full(), seen.case.number),
        lines: all.iter().map(|one| line(&app, one)).collect(),
        new: match seen.relation {
            Relation::Teacher if may => "Подать жалобу",
            Relation::Centre if may => "Записать жалобу",
            _ => "",
        },
        answers: seen.relation == Relation::Centre,
        home,
    })
}

fn line(app: &App, one: &Complaint) -> Line {
    let about = |file: &SignedFile| format!("{}, {}", file.name, words::size(file.size));
    let today = app.today();
    let due = format!("до {}, {}", words::day(one.due_on), words::left(one.due_on, today));
    let answered = one.answered.as_ref();
    Line {
        id: one.id.to_string(),
        heading: format!("Жалоба на {} от {}", one.against.words(), words::day(one.filed_on)),
        how: if one.is_own { "подана педагогом" } else { "записана Центром" },
        words: one.words.clone(),
        file: one.file.as_ref().map(about).unwrap_or_default(),
        due: if answered.is_none() { due } else { String::new() },
        tone: words::tone(one.due_on, today).code(),
        answered: answered.map(|one| words::day(one.on)).unwrap_or_default(),
        answer: answered.map(|one| one.words.clone()).unwrap_or_default(),
        answer_file: answered.and_then(|one| one.file.as_ref()).map(about).unwrap_or_default(),
    }
}

async fn file(asked: ComplaintInSight, State(app): State<App>, headers: HeaderMap) -> Result<Response, Failure> {
    let file = asked.it.file.clone();
    sent(&asked, &app, &headers, file, "скачан файл жалобы").await
}

async fn answer_file(asked: ComplaintInSight, State(app): State<App>, headers: HeaderMap) -> Result<Response, Failure> {
    let file = asked.it.answered.as_ref().and_then(|one| one.file.clone());
    sent(&asked, &app, &headers, file, "скачан ответ на жалобу").await
}

async fn sent(
    asked: &ComplaintInSight,
    app: &App,
    headers: &HeaderMap,
    file: Option<SignedFile>,
    what: &str,
) -> Result<Response, Failure> {
    let file = file.ok_or(Failure::Hidden)?;
    opened(&asked.seen, app, what).await?;
    documents::serve(&app.files, headers, &file.key, &file.name, Media::Pdf.mime(), false).await
}
