//! All answers on one page before signing.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::accounts::Organization;
use crate::applications::{self, Post};
use crate::context::App;
use crate::platform::clock::Day;
use crate::platform::doors::Doors;
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::Failure;
use crate::platform::ids::Id;
use crate::platform::page::{self, Frame};

use super::guards::DraftInHand;
use super::store::{Page, Reply};
use super::tasks::Task;
use super::whole::{self, Whole};
use super::{courses, draft, known, papers, submit, typed};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/drafts/{id}/check", show)
}

/// The answers of one task.
struct Part {
    title: &'static str,
    change: String,
    answers: Vec<Reply>,
    /// Whether its answers are what the system knows, and nobody has saved them here.
    is_offered: bool,
}

/// A task that keeps the application from being sent.
struct Unready {
    href: String,
    text: &'static str,
    /// Why its answers would not be taken, or which documents are not there; empty when something is not filled in.
    why: String,
}

#[derive(Template)]
#[template(path = "applying/check.html")]
struct CheckPage {
    frame: Frame,
    draft: String,
    title: String,
    helping: String,
    is_own: bool,
    parts: Vec<Part>,
    unready: Vec<Unready>,
    /// Whether papers to be signed by hand may be taken now.
    by_hand: bool,
    /// Whether it was sent and is put right: the consent is there already.
    is_sent: bool,
    /// Which documents the case will need beside those that are there; empty when there is nothing to say.
    awaited: String,
    /// A mark of what is shown; empty while a task is not ready.
    shown: String,
}

async fn show(hand: DraftInHand, State(app): State<App>) -> Result<Response, Failure> {
    let (seen, today, school) = (hand.draft.clone(), app.today(), hand.earlier_at());
    let (whole, offered, posts) = app
        .db
        .read(move |reader| {
            let whole = whole::read(reader, &seen, today)?;
            let offered = offered(reader, &whole, (school, today))?;
            Ok::<_, DbError>((whole, offered, applications::posts(reader)?))
        })
        .await?;
    let home = hand.href();
    let mark = if whole.unready(today).is_empty() { submit::mark(&whole, &posts, today)? } else { String::new() };
    page::page(&CheckPage {
        frame: hand.by.frame(&app, "Проверка заявления").trail(&[hand.list(), (&home, hand.named())]),
        title: draft::title(&hand.draft),
        helping: hand.helping(),
        is_own: hand.is_own,
        parts: Task::all(&whole.indicators)
            .into_iter()
            .filter(|task| hand.draft.application.is_none() || *task != Task::Documents)
            .map(|task| {
                let is_offered = offered.pages.iter().any(|page| page.task == task.code() && page.version == 0);
                let answers = shown(&app, &offered, task, &posts);
                Part { title: task.words(), change: draft::href_for(&home, task, hand.is_own), answers, is_offered }
            })
            .collect(),
        unready: whole
            .unready(today)
            .into_iter()
            .map(|task| Unready {
                href: draft::href_for(&home, task, hand.is_own),
                text: task.words(),
                why: whole.note(task),
            })
            .collect(),
        is_sent: hand.draft.application.is_some(),
        by_hand: (hand.draft.application.is_none() || !hand.is_own) && whole.unready_on_paper(today).is_empty(),
        awaited: whole.awaited(),
        shown: mark,
        draft: home,
    })
}

/// The draft with what the system knows on the pages nobody has saved: their pages show it, and so does this one.
fn offered(
    reader: &mut Reader,
    whole: &Whole,
    (school, today): (Option<Id<Organization>>, Day),
) -> Result<Whole, DbError> {
    let mut offered = whole.clone();
    for task in [Task::Person, Task::Work, Task::Category, Task::Education, Task::Awards] {
        if whole.pages.iter().any(|page| page.task == task.code()) {
            continue;
        }
        let form = known::offered(reader, task, &whole.draft, (school, today))?;
        if task.fields().iter().any(|field| !form.text(field.name).is_empty()) {
            let typed = typed::written(task, &form);
            offered.pages.push(Page { task: task.code().to_owned(), version: 0, typed });
        }
    }
    Ok(offered)
}

/// The answers of a task as they are shown.
fn shown(app: &App, whole: &Whole, task: Task, posts: &[Post]) -> Vec<Reply> {
    let one = |question: &str, answer: String| Reply { part: String::new(), question: question.to_owned(), answer };
    let when = |at: Option<crate::platform::clock::Moment>| at.map(|at| app.config.zone.written(at));
    match task {
        Task::Courses => {
            let lines = whole.courses.iter().map(courses::line);
            let mut all: Vec<Reply> = lines.map(|line| one(&line.title, line.about)).collect();
            if all.is_empty() {
                all.push(one("Курсы", String::new()));
            }
            all
        }
        Task::Documents => {
            let lines = whole.papers.iter().map(papers::line);
            let mut all: Vec<Reply> = lines.map(|line| one(&line.title, line.about)).collect();
            if all.is_empty() {
                all.push(one("Документы", String::new()));
            }
            all
        }
        Task::Consent => vec![one("Согласие дано", when(whole.consent).unwrap_or_default())],
        Task::Agreement => vec![one("Соглашение принято", when(whole.agreement).unwrap_or_default())],
        // With what was not asked because it is known: it is signed as well.
        task => whole.all_answers(posts).into_iter().filter(|one| one.part == task.words()).collect(),
    }
}
