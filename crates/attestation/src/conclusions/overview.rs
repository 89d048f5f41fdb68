//! The page of a case's conclusion: versions of the file, the form of the result, results recorded before.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::applications::Application;
use crate::assignments::{DeclaredCase, Relation};
use crate::context::App;
use crate::documents::{Accept, Media, shown_inline};
use crate::platform::engine::DbError;
use crate::platform::failure::Failure;
use crate::platform::form::{Choice, Form};
use crate::platform::page::{self, Frame};
use crate::platform::words;

use super::guards::ConclusionCase;
use super::model::{Attached, Recorded, Verdict, may_attach, may_record};
use super::{answers, store};

/// A version of the conclusion, as shown.
pub(super) struct VersionLine {
    pub(super) version: i64,
    pub(super) href: String,
    pub(super) file_name: String,
    pub(super) about: String,
    pub(super) added: String,
}

/// A recorded result, as shown.
pub(super) struct ResultLine {
    pub(super) number: String,
    pub(super) verdict: &'static str,
    pub(super) reason: String,
    pub(super) recorded: String,
    pub(super) returned: String,
    pub(super) return_reason: String,
}

#[derive(Template)]
#[template(path = "conclusions/conclusion.html")]
struct ConclusionPage {
    frame: Frame,
    form: Form,
    id: String,
    teacher: String,
    about: String,
    tone: &'static str,
    left: String,
    due: String,
    versions: Vec<VersionLine>,
    preview: Option<String>,
    results: Vec<ResultLine>,
    verdicts: Vec<Choice>,
    is_specialist: bool,
    relation: Relation,
    is_recorded: bool,
    may_attach: Result<(), super::Denial>,
    may_record: Result<(), super::Denial>,
    may_return: bool,
    accept: String,
    attach_label: &'static str,
    attach_hint: String,
}

impl ConclusionPage {
    /// Whether the blanks are of use to this person: those who write conclusions or keep the template.
    const fn takes_blanks(&self) -> bool {
        matches!(self.relation, Relation::Specialist | Relation::Centre)
    }
}

/// The page, opened.
pub(super) async fn show(seen: ConclusionCase, State(app): State<App>) -> Result<Response, Failure> {
    seen.opened(&app, "открыта страница заключения").await?;
    let form = if seen.relation == Relation::Specialist { begun(&app, &seen).await? } else { Form::new() };
    conclusion_page(&app, &seen, form).await
}

/// The verdict of the answers, when there are any: nothing is asked twice.
async fn begun(app: &App, seen: &ConclusionCase) -> Result<Form, Failure> {
    let (id, own) = (seen.case.id, seen.by.seat.id);
    let draft = app.db.glance(move |reader| answers::draft(reader, id, own)).await?;
    let saved = Form::of_urlencoded(draft.typed.as_bytes());
    Ok(Form::new().with("verdict", saved.value("verdict")).with("reason", saved.value("reason")))
}

/// The page again, with what was typed and what is wrong with it.
pub(super) async fn with_faults(app: &App, seat: DeclaredCase, form: Form) -> Result<Response, Failure> {
    conclusion_page(app, &seat.into(), form).await
}

/// The page of a case's conclusion.
pub(super) async fn conclusion_page(app: &App, seen: &ConclusionCase, form: Form) -> Result<Response, Failure> {
    let case = &seen.case;
    let (attached, results) = facts(app, case).await?;
    let newest = attached.first();
    let is_specialist = seen.relation == Relation::Specialist;
    let is_recorded = results.iter().any(|one| one.returned_at.is_none());
    let sound = form.is_sound();
    let title = format!("Заключение: {}", case.name.short());
    let frame = seen
        .by
        .frame(app, &title)
        .sound(sound)
        .trail(&[seen.list(), (&format!("/applications/{}", case.id), &case.name.short())]);
    let page = ConclusionPage {
        frame,
        form,
        id: case.id.to_string(),
        teacher: case.name.full(),
        about: format!(
            "{}, {}, заявленная категория — {}",
            case.post_and_subject(),
            case.school_name,
            case.category.words()
        ),
        tone: words::tone(case.due_on, app.today()).code(),
        left: words::left(case.due_on, app.today()),
        due: words::day(case.due_on),
        preview: newest
            .filter(|one| shown_inline(&one.media_type))
            .map(|one| format!("{}?show=yes", file_href(case, one))),
        may_attach: may_attach(case),
        may_record: may_record(case, newest),
        may_return: seen.relation == Relation::Centre && case.stage == crate::applications::Stage::Concluded,
        versions: attached.iter().map(|one| version_line(app, case, one)).collect(),
        results: results.into_iter().map(|one| result_line(app, one)).collect(),
        verdicts: Verdict::ALL
            .into_iter()
            .map(|verdict| Choice::new(verdict.code(), words::capital(verdict.words())))
            .collect(),
        is_specialist,
        relation: seen.relation,
        is_recorded,
        accept: Accept::CONCLUSION.endings(),
        attach_label: if newest.is_some() {
            "Заменить заключение"
        } else {
            "Прикрепить заключение"
        },
        attach_hint: format!(
            "DOCX или PDF до {}. Прежние версии сохраняются.",
            words::size(i64::try_from(app.config.upload_limit).unwrap_or(i64::MAX))
        ),
    };
    if sound { page::page(&page) } else { page::faulty(&page) }
}

/// Versions of the conclusion, newest first, and results.
pub(super) async fn facts(app: &App, case: &Application) -> Result<(Vec<Attached>, Vec<Recorded>), Failure> {
    let id = case.id;
    Ok(app
        .db
        .read(move |reader| Ok::<_, DbError>((store::attached(reader, id)?, store::results_of(reader, id)?)))
        .await?)
}

/// Where a version is downloaded.
pub(super) fn file_href(case: &Application, one: &Attached) -> String {
    format!("/applications/{}/conclusion/{}/file", case.id, one.version)
}

/// A version in words.
pub(super) fn version_line(app: &App, case: &Application, one: &Attached) -> VersionLine {
    VersionLine {
        version: one.version,
        href: file_href(case, one),
        file_name: one.file_name.clone(),
        about: format!("{}, {}", Media::short(&one.media_type), words::size(one.size)),
        added: app.config.zone.written(one.added_at),
    }
}

/// A result in words.
pub(super) fn result_line(app: &App, one: Recorded) -> ResultLine {
    let zone = &app.config.zone;
    ResultLine {
        number: one.number,
        verdict: one.verdict.words(),
        reason: one.reason,
        recorded: zone.written(one.recorded_at),
        returned: one.returned_at.map(|at| zone.written(at)).unwrap_or_default(),
        return_reason: one.return_reason,
    }
}
