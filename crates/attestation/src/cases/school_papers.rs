//! What is done with documents of a case: its teacher and the coordinator of its school add them, each takes away what they may,
//! the coordinator marks them as checked. Where an application did not come through this system, its papers lie in the
//! Centre: it does the same with their scans.

use axum::extract::{FromRequestParts, State};
use axum::http::request::Parts;
use axum::response::Response;
use filestore::Key;

use crate::applications::{self, Application, Channel};
use crate::assignments::{CaseInSight, Relation};
use crate::context::App;
use crate::documents::{self, Accept, Document, Full, Kind, NewDocument, Reading, examine};
use crate::platform::act::Fact;
use crate::platform::clock::Day;
use crate::platform::doors::{Doors, Guard};
use crate::platform::failure::{Failure, Refusal};
use crate::platform::form::Form;
use crate::platform::page;
use crate::platform::upload::{Arrived, Lost, UploadRequest, store_failure, too_big};
use crate::platform::{past, words};

use super::papers::paper_of;
use super::{case, kinds};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.post("/applications/{id}/documents", add).post("/applications/{id}/documents/check", mark)
}

/// The documents are others than those the page showed.
#[derive(Debug)]
struct Unseen;

impl Refusal for Unseen {
    fn reason(&self) -> String {
        "Пока вы смотрели, документы изменились. Ничего не отмечено: посмотрите список ещё раз.".to_owned()
    }
}

/// There is nothing to mark as checked.
fn nothing_to_check() -> Failure {
    Failure::Conflict(
        "В деле нет ни одного документа: отмечать нечего. Добавьте документы, проверьте их и отметьте.".to_owned(),
    )
}

/// A case whose documents this person marks as checked.
struct CheckedCase(CaseInSight);

/// A case whose documents this person keeps.
struct KeptCase(CaseInSight);

/// A document of a case that this person may take away: what they have added themselves.
pub(super) struct LoosePaper {
    pub(super) seen: CaseInSight,
    pub(super) paper: Document,
}

impl Guard for CheckedCase {
    const WHO: &'static str =
        "the coordinator of the case's school, the centre for what did not come through this system";
}

impl Guard for KeptCase {
    const WHO: &'static str =
        "the coordinator of the case's school, its teacher, the centre for what did not come through this system";
}

impl Guard for LoosePaper {
    const WHO: &'static str = "the coordinator of the case's school, its teacher, the centre, for what they have added";
}

impl FromRequestParts<App> for CheckedCase {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let seen = CaseInSight::from_request_parts(parts, app).await?;
        if checks(&seen) {
            return Ok(Self(seen));
        }
        let id = seen.case.id.to_string();
        Err(seen.by.turned_away(app, "application", &id).await)
    }
}

impl FromRequestParts<App> for KeptCase {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let seen = CaseInSight::from_request_parts(parts, app).await?;
        if keeps(&seen) {
            return Ok(Self(seen));
        }
        let id = seen.case.id.to_string();
        Err(seen.by.turned_away(app, "application", &id).await)
    }
}

impl FromRequestParts<App> for LoosePaper {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let KeptCase(seen) = KeptCase::from_request_parts(parts, app).await?;
        let paper = paper_of(parts, app, seen.case.id, Reading::Whole).await?;
        if may_take_away(&seen, &paper) {
            return Ok(Self { seen, paper });
        }
        let id = paper.id.to_string();
        Err(seen.by.turned_away(app, "document", &id).await)
    }
}

/// Whether this person keeps documents of the case.
pub(super) fn keeps(seen: &CaseInSight) -> bool {
    match seen.relation {
        Relation::Coordinator | Relation::Teacher => true,
        Relation::Centre => centre_keeps_papers(&seen.case),
        _ => false,
    }
}

/// Whether the Centre keeps documents of a case itself: its application did not come through this system.
pub fn centre_keeps_papers(case: &Application) -> bool {
    case.filed.channel != Some(Channel::System)
}

/// Whether this person marks them as checked: whoever keeps them for the teacher.
pub(super) fn checks(seen: &CaseInSight) -> bool {
    keeps(seen) && seen.relation != Relation::Teacher
}

/// Whether this person may take this document away while documents change: what they have added, and not what was sent and
/// signed with the application.
pub(super) fn may_take_away(seen: &CaseInSight, paper: &Document) -> bool {
    paper.is_loose() && keeps(seen) && paper.added_by == seen.by.account.id.to_string()
}

/// A mark of the documents a page shows: whoever marks them as checked has seen these.
pub(super) fn mark_of(papers: &[Document]) -> String {
    let ids: Vec<String> = papers.iter().map(|paper| paper.id.to_string()).collect();
    Key::of(ids.join(" ").as_bytes()).to_string()
}

/// Documents may change until the result is recorded.
pub(super) fn may_change(case: &Application) -> Result<(), Failure> {
    if case.stage.takes_documents() {
        return Ok(());
    }
    Err(Failure::Conflict(format!("Документы менять уже нельзя: дело в состоянии «{}».", case.stage.words())))
}

/// They may be marked as checked until the decision.
fn may_mark(case: &Application) -> Result<(), Failure> {
    if case.stage.is_open() {
        return Ok(());
    }
    Err(Failure::Conflict(format!("Отмечать документы уже поздно: дело в состоянии «{}».", case.stage.words())))
}

/// The date people write on a document: «05.09.2024» or nothing.
fn date_from(form: &mut Form, today: Day) -> String {
    let text = form.text("dated_on");
    if text.is_empty() {
        return text;
    }
    form.check("dated_on", past::on_paper(&text, today)).map(words::brief_day).unwrap_or_default()
}

/// What was typed about the files.
struct Typed {
    kind: Kind,
    title: String,
    dated_on: String,
}

async fn add(kept_case: KeptCase, State(app): State<App>, request: UploadRequest) -> Result<Response, Failure> {
    let seen = kept_case.0;
    may_change(&seen.case)?;
    let limit = app.config.upload_limit;
    let upload = request.read(&app.files, limit).await?;
    let (mut form, files) = (upload.form, upload.files);
    for (_, lost) in &upload.lost {
        form.fault("file", lost_words(*lost, limit));
    }
    if files.is_empty() {
        form.fault("file", "Выберите файл документа.");
    }
    let (case, coming) = (seen.case.id, i64::try_from(files.len()).unwrap_or(i64::MAX));
    let known = app.db.glance(move |reader| documents::ever_added(reader, case)).await?;
    if let Err(full) = Full::prove(known, coming) {
        form.fault("file", full.reason());
    }
    let typed = typed_from(&mut form, app.today());
    let examined = tokio::task::spawn_blocking(move || files.into_iter().map(checked).collect::<Result<Vec<_>, _>>());
    let examined = examined.await.map_err(anyhow::Error::from)?;
    let files = form.check("file", examined);
    let (Some(typed), Some(files), true) = (typed, files, form.is_sound()) else {
        return case::case_page(&app, &seen, form).await;
    };
    let papers = kept(&app, typed, files).await?;
    let count = words::counted(papers.len() as u64, "документ добавлен", "документа добавлено", "документов добавлено");
    match write_down(&app, &seen, papers).await {
        Ok(()) => {}
        // Another hand has brought files meanwhile.
        Err(Failure::Denied(full)) => {
            form.fault("file", full.reason());
            return case::case_page(&app, &seen, form).await;
        }
        Err(other) => return Err(other),
    }
    Ok(page::go_saying(seen.by.visit.cookies, &format!("/applications/{}", seen.case.id), &format!("{count}.")))
}

fn lost_words(lost: Lost, limit: u64) -> String {
    match lost {
        Lost::TooBig => too_big(limit),
        Lost::Empty => "Один из файлов пустой: в нём 0 байт. Проверьте его и выберите файлы снова.".to_owned(),
    }
}

fn typed_from(form: &mut Form, today: Day) -> Option<Typed> {
    let kind = Kind::parse(form.value("kind"));
    if kind.is_none() {
        form.fault("kind", "Выберите вид документа.");
    }
    documents::check_title(form);
    let title = form.text("title");
    let dated_on = date_from(form, today);
    Some(Typed { kind: kind?, title, dated_on })
}

/// Keeps the examined files; several files at once are named by their own names.
async fn kept(app: &App, typed: Typed, files: Vec<(Arrived, String)>) -> Result<Vec<NewDocument>, Failure> {
    let takes_name = files.len() > 1 || typed.title.is_empty();
    let mut papers = Vec::with_capacity(files.len());
    for (arrived, media_type) in files {
        let stored = app.files.keep(arrived.file).await.map_err(store_failure)?;
        papers.push(NewDocument {
            kind: typed.kind,
            title: if takes_name { stem(&arrived.name) } else { typed.title.clone() },
            file_name: arrived.name,
            file_key: stored.key.to_string(),
            size: i64::try_from(stored.size).unwrap_or(i64::MAX),
            media_type,
            dated_on: typed.dated_on.clone(),
        });
    }
    Ok(papers)
}

async fn write_down(app: &App, seen: &CaseInSight, papers: Vec<NewDocument>) -> Result<(), Failure> {
    let (case, held) = (seen.case.id, seen.case.clone());
    app.db
        .act(seen.by.by(), app.now(), move |act| {
            applications::hold(act, &held)?;
            let mut told = None;
            for paper in &papers {
                let id = documents::add(act, case, paper)?;
                let words = format!("добавлен документ: {}", paper.kind.words());
                let fact = Fact::of(kinds::DOCUMENT_ADDED, words).application(case).subject("document", id);
                told = Some(act.note(fact)?);
            }
            applications::count_documents(act, case)?;
            applications::mark_documents_checked(act, case, false)?;
            Ok::<_, Failure>(act.end(told.ok_or(Failure::Hidden)?, ()))
        })
        .await
}

fn checked(arrived: Arrived) -> Result<(Arrived, String), String> {
    let media =
        examine(&arrived.file, &arrived.name, Accept::DOCUMENT).map_err(|bad| format!("«{}»: {bad}", arrived.name))?;
    Ok((arrived, media.mime().to_owned()))
}

fn stem(name: &str) -> String {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned()
}

async fn mark(checked_case: CheckedCase, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    let seen = checked_case.0;
    may_mark(&seen.case)?;
    let shown = form.text("seen");
    let (case, held, checked) = (seen.case.id, seen.case.clone(), form.ticked("checked"));
    let words = if checked {
        "документы отмечены как проверенные"
    } else {
        "отметка «документы проверены» снята"
    };
    let done = app
        .db
        .act(seen.by.by(), app.now(), move |act| {
            applications::hold(act, &held)?;
            let papers = documents::of_application(act, case, Reading::Whole)?;
            if checked && papers.is_empty() {
                return Err(nothing_to_check());
            }
            if checked && mark_of(&papers) != shown {
                return Err(Unseen.into());
            }
            applications::mark_documents_checked(act, case, checked)?;
            Ok::<_, Failure>(act.record(Fact::of(applications::kinds::CHECKED, words).application(case), ())?)
        })
        .await;
    match done {
        Ok(()) => {}
        Err(Failure::Denied(unseen)) => {
            form.fault("papers", unseen.reason());
            return case::case_page(&app, &seen, form).await;
        }
        Err(other) => return Err(other),
    }
    let said =
        if checked { "Отмечено: документы проверены." } else { "Отметка снята." };
    Ok(page::go_saying(seen.by.visit.cookies, &format!("/applications/{case}"), said))
}
