//! A draft: its tasks in any order, and throwing it away.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::context::App;
use crate::intake::Part;
use crate::platform::act::Fact;
use crate::platform::clock::Day;
use crate::platform::doors::Doors;
use crate::platform::engine::DbError;
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::page::{self, Frame};

use super::guards::DraftInHand;
use super::remarks::Progress;
use super::tasks::Task;
use super::typed::Status;
use super::whole::{self, Whole};
use super::{kinds, letters, store};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/drafts/{id}", show).get("/drafts/{id}/removal", ask_removal).post("/drafts/{id}/removal", remove)
}

struct Line {
    href: String,
    text: String,
    status: String,
    tone: &'static str,
    /// Why its answers would not be taken, or which documents are not there; empty when there is nothing to say.
    why: String,
}

#[derive(Template)]
#[template(path = "applying/draft.html")]
struct DraftPage {
    frame: Frame,
    id: String,
    title: String,
    helping: String,
    begun_by: String,
    /// Remarks that wait to be put right: the part and the words of each.
    remarks: Vec<(String, String)>,
    lines: Vec<Line>,
    /// Answers by indicators that are asked by no more.
    unasked: Vec<String>,
    /// Which documents its case will need beside those that are there; empty when there is nothing to say.
    awaited: String,
    left: usize,
    /// Whether a helper has done all but what the teacher alone may do.
    is_helped: bool,
    /// How many remarks wait to be put right.
    unmet: usize,
    is_own: bool,
    /// The address of the case whose application is put right; empty before it is sent.
    case: String,
    saved: String,
}

/// The page of a task.
pub(super) fn href(draft: &str, task: Task) -> String {
    match task {
        Task::Courses | Task::Documents => format!("{draft}/{}", task.code()),
        Task::Consent | Task::Agreement => format!("{draft}/consents/{}", task.code()),
        task => format!("{draft}/pages/{}", task.code()),
    }
}

/// The page of a task for whoever fills the draft in; empty where only the teacher may act: nobody consents for another.
pub(super) fn href_for(draft: &str, task: Task, is_own: bool) -> String {
    let is_for_teacher = matches!(task, Task::Consent | Task::Agreement);
    if is_for_teacher && !is_own { String::new() } else { href(draft, task) }
}

/// «высшая, учитель».
pub(super) fn title(draft: &store::Draft) -> String {
    format!("{}, {}", draft.category.words(), crate::platform::words::inside(&draft.post))
}

async fn show(hand: DraftInHand, State(app): State<App>) -> Result<Response, Failure> {
    let (draft, today) = (hand.draft.clone(), app.today());
    let read = app.db.glance(move |reader| {
        let whole = whole::read(reader, &draft, today)?;
        let progress = Progress::read(reader, &whole)?;
        Ok::<_, DbError>((whole, progress))
    });
    let (whole, progress) = read.await?;
    let left = whole.unready(today).len();
    page::page(&DraftPage {
        frame: hand.by.frame(&app, hand.named()).trail(&[hand.list()]),
        case: hand.draft.application.map(|id| format!("/applications/{id}")).unwrap_or_default(),
        id: hand.draft.id.to_string(),
        title: title(&hand.draft),
        helping: hand.helping(),
        begun_by: hand.begun_by(),
        lines: lines(&hand, &whole, &progress, today),
        unmet: progress.left(),
        remarks: progress.remarks.into_iter().map(|one| (one.remark.about(), one.remark.words)).collect(),
        unasked: whole.unasked(),
        awaited: whole.awaited(),
        is_helped: !hand.is_own && hand.draft.application.is_none() && whole.unready_on_paper(today).is_empty(),
        left,
        is_own: hand.is_own,
        saved: app.config.zone.written(hand.draft.changed_at),
    })
}

/// The tasks, and how each stands. Documents of an application that was sent are added on the page of its case: of them only
/// those a remark asks for stand here.
fn lines(hand: &DraftInHand, whole: &Whole, progress: &Progress, today: Day) -> Vec<Line> {
    let case = hand.draft.application;
    let tasks = Task::all(&whole.indicators).into_iter().filter(|task| case.is_none() || *task != Task::Documents);
    let mut lines: Vec<Line> = tasks
        .map(|task| {
            let status = whole.status(task, today);
            let (status, tone) = match progress.left_at(task) {
                0 if status == Status::Ready && progress.is_met_at(task) => ("Исправлено".to_owned(), status.tone()),
                0 => (said(task, status).to_owned(), status.tone()),
                left => (to_fix(left), Status::ToFix.tone()),
            };
            let href = href_for(&hand.href(), task, hand.is_own);
            Line { href, text: task.words().to_owned(), status, tone, why: whole.note(task) }
        })
        .collect();
    let mut kinds: Vec<Part> = Vec::new();
    for part in progress.remarks.iter().map(|one| one.remark.part).filter(|part| matches!(part, Part::Document(_))) {
        if !kinds.contains(&part) {
            kinds.push(part);
        }
    }
    lines.extend(kinds.into_iter().map(|part| {
        let left = progress.remarks.iter().filter(|one| one.remark.part == part && !one.is_met).count();
        let (status, tone) = match left {
            0 => ("Добавлен".to_owned(), Status::Ready.tone()),
            left => (to_fix(left), Status::ToFix.tone()),
        };
        let href = case.map(|id| format!("/applications/{id}#papers")).unwrap_or_default();
        Line { href, text: part.words(), status, tone, why: String::new() }
    }));
    lines
}

/// «Исправить: 2».
fn to_fix(left: usize) -> String {
    format!("{}: {left}", Status::ToFix.words())
}

/// Courses may be none: the task says so.
const fn said(task: Task, status: Status) -> &'static str {
    match (task, status) {
        (Task::Courses, Status::NotBegun) => "Необязательно",
        (_, status) => status.words(),
    }
}

#[derive(Template)]
#[template(path = "applying/removal.html")]
struct RemovalPage {
    frame: Frame,
    id: String,
    title: String,
    teacher: String,
    is_own: bool,
}

async fn ask_removal(hand: DraftInHand, State(app): State<App>) -> Result<Response, Failure> {
    hand.not_sent()?;
    let frame = hand
        .by
        .frame(&app, if hand.is_own { "Удаление черновика" } else { "Передача черновика" })
        .trail(&[hand.list(), (&hand.href(), "Черновик заявления")]);
    page::page(&RemovalPage {
        frame,
        id: hand.draft.id.to_string(),
        title: title(&hand.draft),
        teacher: hand.draft.name.full(),
        is_own: hand.is_own,
    })
}

async fn remove(hand: DraftInHand, State(app): State<App>, form: Form) -> Result<Response, Failure> {
    drop(form);
    let id = hand.draft.id;
    if !hand.is_own {
        let (house, helper, draft, today) =
            (app.clone(), hand.by.account.name.clone(), hand.draft.clone(), app.today());
        app.db
            .act(hand.by.by(), app.now(), move |act| {
                store::let_go(act, id)?;
                let left: Vec<_> = whole::read(act, &draft, today)?.unready_on_paper(today);
                let left: Vec<_> = left.into_iter().map(|task| format!("«{}»", task.words())).collect();
                act.post(&letters::handed(&house, &draft, &helper, &left)?)?;
                let fact = Fact::of(kinds::LET_GO, "черновик передан педагогу").subject("draft", id);
                Ok::<_, Failure>(act.record(fact, ())?)
            })
            .await?;
        app.bell.ring();
        let said = "Черновик передан педагогу: он продолжит его в своём кабинете. Ему отправлено письмо.";
        return Ok(page::go_saying(hand.by.visit.cookies, hand.list().0, said));
    }
    app.db
        .act(hand.by.by(), app.now(), move |act| {
            store::remove(act, id)?;
            Ok::<_, Failure>(act.record(Fact::of(kinds::REMOVED, "черновик удалён").subject("draft", id), ())?)
        })
        .await?;
    Ok(page::go_saying(hand.by.visit.cookies, hand.list().0, "Черновик удалён."))
}
