//! Documents of a case: looked at in place, downloaded one by one or all at once, added and taken away by the coordinator.

use askama::Template;
use axum::extract::{FromRequestParts, State};
use axum::http::{HeaderMap, request::Parts};
use axum::response::Response;

use crate::applications::{self, Application, Stage};
use crate::assignments::{CaseInSight, Relation, path_part};
use crate::context::App;
use crate::documents::{self, Accept, Document, Kind, NewDocument, Packed, examine};
use crate::platform::act::Fact;
use crate::platform::doors::{Doors, Guard};
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::ids::Id;
use crate::platform::page::{self, Frame};
use crate::platform::upload::{Arrived, Lost, UploadRequest, store_failure, too_big};

use super::case::{self, PaperLine};
use super::kinds;

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors
        .get("/applications/{id}/archive", archive)
        .get("/applications/{id}/documents/{doc}", look)
        .get("/applications/{id}/documents/{doc}/file", file)
        .post("/applications/{id}/documents", add)
        .post("/applications/{id}/documents/check", mark)
        .post("/applications/{id}/documents/{doc}/removal", remove)
}

/// A document of a case this person may read.
struct PaperInSight {
    seen: CaseInSight,
    paper: Document,
}

/// A case of the coordinator's own school whose documents may still change.
struct SchoolCase(CaseInSight);

/// A document of such a case.
struct SchoolPaper {
    case: SchoolCase,
    paper: Document,
}

impl Guard for PaperInSight {
    const WHO: &'static str = CaseInSight::WHO;
}

impl Guard for SchoolCase {
    const WHO: &'static str = "the coordinator of the case's school";
}

impl Guard for SchoolPaper {
    const WHO: &'static str = SchoolCase::WHO;
}

async fn paper_of(
    parts: &mut Parts,
    app: &App,
    application: Id<Application>,
) -> Result<Document, Failure> {
    let doc: Id<Document> = path_part(parts, app, "doc")
        .await
        .parse()
        .map_err(|_| Failure::Hidden)?;
    app.db
        .read(move |reader| documents::by_id(reader, application, doc))
        .await?
        .ok_or(Failure::Hidden)
}

impl FromRequestParts<App> for PaperInSight {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let seen = CaseInSight::from_request_parts(parts, app).await?;
        let paper = paper_of(parts, app, seen.case.id).await?;
        Ok(Self { seen, paper })
    }
}

impl FromRequestParts<App> for SchoolCase {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let seen = CaseInSight::from_request_parts(parts, app).await?;
        if seen.relation == Relation::Coordinator {
            Ok(Self(seen))
        } else {
            Err(Failure::Hidden)
        }
    }
}

impl FromRequestParts<App> for SchoolPaper {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let case = SchoolCase::from_request_parts(parts, app).await?;
        let paper = paper_of(parts, app, case.0.case.id).await?;
        Ok(Self { case, paper })
    }
}

async fn archive(seen: CaseInSight, State(app): State<App>) -> Result<Response, Failure> {
    let id = seen.case.id;
    let papers = app
        .db
        .read(move |reader| documents::of_application(reader, id))
        .await?;
    let fact = Fact::of(
        kinds::ARCHIVE_TAKEN,
        format!("скачаны все документы, файлов: {}", papers.len()),
    )
    .application(id);
    app.db
        .act(seen.by.by(), app.now(), move |act| act.record(fact, ()))
        .await?;
    let packed = papers
        .into_iter()
        .map(|paper| Packed {
            name: format!("{} — {}", paper.kind.words(), paper.file_name),
            file_key: paper.file_key,
        })
        .collect();
    Ok(documents::archive(
        &app.files,
        &format!("{} {}.zip", seen.case.number, seen.case.name.surname),
        packed,
    ))
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
    let id = case.id;
    let all = app
        .db
        .read(move |reader| documents::of_application(reader, id))
        .await?;
    let place = all.iter().position(|one| one.id == paper.id).unwrap_or(0);
    let href = |one: &Document| format!("/applications/{id}/documents/{}", one.id);
    let line = case::paper_line(&app, paper);
    let home = format!("/applications/{id}");
    let back = if asked.seen.relation == Relation::Coordinator {
        ("/school", "Педагоги школы")
    } else {
        ("/applications", "Аттестация")
    };
    page::page(&PaperPage {
        frame: asked
            .seen
            .by
            .frame(&app, &line.title)
            .trail(&[back, (&home, &case.name.short())]),
        id: id.to_string(),
        teacher: case.name.full(),
        inline: documents::shown_inline(&paper.media_type),
        is_picture: paper.media_type.starts_with("image/"),
        previous: place
            .checked_sub(1)
            .and_then(|at| all.get(at))
            .map(href)
            .unwrap_or_default(),
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
    let words = format!(
        "{}: {}",
        if inline {
            "просмотрен документ"
        } else {
            "скачан документ"
        },
        paper.kind.words()
    );
    let fact = Fact::of(kinds::DOCUMENT_OPENED, words)
        .application(asked.seen.case.id)
        .subject("document", paper.id);
    app.db
        .act(asked.seen.by.by(), app.now(), move |act| {
            act.record(fact, ())
        })
        .await?;
    documents::serve(
        &app.files,
        &headers,
        &paper.file_key,
        &paper.file_name,
        &paper.media_type,
        inline,
    )
    .await
}

/// Documents may change until the result is recorded.
fn may_change(case: &Application) -> Result<(), Failure> {
    if matches!(
        case.stage,
        Stage::Registered | Stage::InReview | Stage::Returned
    ) {
        return Ok(());
    }
    Err(Failure::Conflict(format!(
        "Документы менять уже нельзя: дело в состоянии «{}».",
        case.stage.words()
    )))
}

/// The date people write on a document: «05.09.2024» or nothing.
fn date_from(form: &mut Form) -> String {
    let text = form.text("dated_on");
    if text.is_empty() || jiff::civil::Date::strptime("%d.%m.%Y", &text).is_ok() {
        return text;
    }
    form.fault(
        "dated_on",
        "Дата записана с ошибкой. Нужны день, месяц и год, например 05.09.2024.",
    );
    String::new()
}

async fn add(
    school: SchoolCase,
    State(app): State<App>,
    request: UploadRequest,
) -> Result<Response, Failure> {
    let seen = school.0;
    may_change(&seen.case)?;
    let limit = app.config.upload_limit;
    let upload = request.read(&app.files, limit).await?;
    let (mut form, files) = (upload.form, upload.files);
    let kind = Kind::parse(form.value("kind"));
    if kind.is_none() {
        form.fault("kind", "Выберите вид документа.");
    }
    let (title, dated_on) = (
        form.text("title").chars().take(200).collect::<String>(),
        date_from(&mut form),
    );
    for (_, lost) in &upload.lost {
        form.fault(
            "file",
            if *lost == Lost::TooBig {
                too_big(limit)
            } else {
                "Один из файлов пустой: в нём 0 байт. Проверьте его и выберите файлы снова."
                    .to_owned()
            },
        );
    }
    if files.is_empty() {
        form.fault("file", "Выберите файл документа.");
    }
    let checked = tokio::task::spawn_blocking(move || {
        files
            .into_iter()
            .map(checked)
            .collect::<Result<Vec<_>, String>>()
    })
    .await
    .map_err(anyhow::Error::from)?;
    let files = form.check("file", checked);
    let (Some(kind), Some(files), true) = (kind, files, form.is_sound()) else {
        return case::case_page(&app, &seen, form).await;
    };
    let count = files.len();
    let mut papers = Vec::with_capacity(count);
    for (arrived, media_type) in files {
        let stored = app.files.keep(arrived.file).await.map_err(store_failure)?;
        let title = if count > 1 || title.is_empty() {
            stem(&arrived.name)
        } else {
            title.clone()
        };
        let size = i64::try_from(stored.size).unwrap_or(i64::MAX);
        papers.push(NewDocument {
            kind,
            title,
            file_name: arrived.name,
            file_key: stored.key.to_string(),
            size,
            media_type,
            dated_on: dated_on.clone(),
        });
    }
    let case = seen.case.id;
    app.db
        .act(seen.by.by(), app.now(), move |act| {
            for paper in &papers {
                let id = documents::add(act, case, paper)?;
                act.note(
                    Fact::of(
                        kinds::DOCUMENT_ADDED,
                        format!("добавлен документ: {}", paper.kind.words()),
                    )
                    .application(case)
                    .subject("document", id),
                )?;
            }
            applications::mark_documents_checked(act, case, false)?;
            act.record(
                Fact::of(
                    kinds::DOCUMENT_ADDED,
                    format!("добавлено файлов: {}", papers.len()),
                )
                .application(case),
                (),
            )
        })
        .await?;
    let said = crate::platform::words::counted(
        count as u64,
        "документ добавлен",
        "документа добавлено",
        "документов добавлено",
    );
    Ok(page::go_saying(
        seen.by.visit.cookies,
        &format!("/applications/{case}"),
        &format!("{said}."),
    ))
}

fn checked(arrived: Arrived) -> Result<(Arrived, String), String> {
    let media = examine(&arrived.file, &arrived.name, Accept::DOCUMENT)
        .map_err(|bad| format!("«{}»: {bad}", arrived.name))?;
    Ok((arrived, media.mime().to_owned()))
}

fn stem(name: &str) -> String {
    name.rsplit_once('.')
        .map_or(name, |(stem, _)| stem)
        .to_owned()
}

async fn mark(school: SchoolCase, State(app): State<App>, form: Form) -> Result<Response, Failure> {
    let seen = school.0;
    may_change(&seen.case)?;
    let (case, checked) = (seen.case.id, form.ticked("checked"));
    let words = if checked {
        "документы отмечены как проверенные"
    } else {
        "отметка «документы проверены» снята"
    };
    app.db
        .act(seen.by.by(), app.now(), move |act| {
            applications::mark_documents_checked(act, case, checked)?;
            act.record(
                Fact::of(applications::kinds::CHECKED, words).application(case),
                (),
            )
        })
        .await?;
    let said = if checked {
        "Отмечено: документы проверены."
    } else {
        "Отметка снята."
    };
    Ok(page::go_saying(
        seen.by.visit.cookies,
        &format!("/applications/{case}"),
        said,
    ))
}

async fn remove(
    school: SchoolPaper,
    State(app): State<App>,
    form: Form,
) -> Result<Response, Failure> {
    drop(form);
    let SchoolPaper {
        case: SchoolCase(seen),
        paper,
    } = school;
    may_change(&seen.case)?;
    let case = seen.case.id;
    app.db
        .act(seen.by.by(), app.now(), move |act| {
            if !documents::remove(act, case, paper.id)? {
                return Err(Failure::Conflict("Этот документ уже убран.".into()));
            }
            applications::mark_documents_checked(act, case, false)?;
            let fact = Fact::of(
                kinds::DOCUMENT_REMOVED,
                format!("убран документ: {}", paper.kind.words()),
            )
            .application(case)
            .subject("document", paper.id);
            Ok(act.record(fact, ())?)
        })
        .await?;
    Ok(page::go_saying(
        seen.by.visit.cookies,
        &format!("/applications/{case}"),
        "Документ убран.",
    ))
}
