//! One page of questions of a draft as it is shown: as it was saved, or beside what another window has saved.

use askama::Template;
use axum::extract::{FromRequestParts, State};
use axum::http::request::Parts;
use axum::response::Response;

use crate::accounts::path_part;
use crate::applications::{self, Post};
use crate::context::App;
use crate::criteria::Row;
use crate::platform::doors::{Doors, Guard};
use crate::platform::engine::DbError;
use crate::platform::failure::Failure;
use crate::platform::form::{Choice, Form};
use crate::platform::page::{self, Frame};
use crate::platform::typing;

use super::guards::DraftInHand;
use super::looked_at::{self, LookedAt};
use super::tasks::{Indicator, Takes, Task};
use super::{against, indicators, known, remarks, saving, store, tasks, typed};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    saving::doors(doors.get("/drafts/{id}/pages/{task}", show))
}

/// A draft with one of its pages of questions.
pub(super) struct Asked {
    pub(super) hand: DraftInHand,
    pub(super) task: Task,
    /// By which indicators the draft describes results.
    indicators: Vec<&'static Indicator>,
}

impl Guard for Asked {
    const WHO: &'static str = DraftInHand::WHO;
}

impl FromRequestParts<App> for Asked {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let hand = DraftInHand::from_request_parts(parts, app).await?;
        let code = path_part(parts, app, "task").await;
        let (draft, today) = (hand.draft.clone(), app.today());
        let indicators = app.db.glance(move |reader| indicators::of_draft(reader, &draft, today)).await?;
        let task = Task::parse(&code, &indicators).filter(|task| !task.fields().is_empty());
        Ok(Self { hand, task: task.ok_or(Failure::Hidden)?, indicators })
    }
}

/// A question as it is shown.
struct Question {
    name: &'static str,
    label: &'static str,
    hint: &'static str,
    looks: &'static str,
    options: Vec<Choice>,
}

/// An answer saved in another window beside the one typed here.
pub(super) struct Other {
    label: &'static str,
    theirs: String,
    mine: String,
}

#[allow(clippy::struct_excessive_bools, reason = "each is a part of the page that is shown or not")]
#[derive(Template)]
#[template(path = "applying/page.html")]
pub(super) struct TaskPage {
    frame: Frame,
    form: Form,
    action: String,
    draft: String,
    title: &'static str,
    helping: String,
    known: Vec<(&'static str, String)>,
    questions: Vec<Question>,
    version: i64,
    kept: bool,
    others: Vec<Other>,
    /// Remarks that may be about this task.
    remarks: Vec<String>,
    /// Whether it keeps itself while it is typed.
    keeps: bool,
    /// Whether it was kept so, and nobody has said that it is ready.
    unfinished: bool,
    /// Whether its text is that of an earlier application, not saved here yet.
    is_earlier: bool,
    /// What the specialist will answer by this indicator.
    looked_at: Vec<LookedAt>,
}

/// What a page shows beside what was typed.
#[derive(Default)]
pub(super) struct Around {
    pub(super) version: i64,
    pub(super) posts: Vec<Post>,
    remarks: Vec<String>,
    pub(super) rows: Vec<Row>,
    pub(super) kept: bool,
    pub(super) others: Vec<Other>,
}

/// Posts to choose from. Where the one in the form is offered no more, none is chosen: nobody applies for the first of the list
/// unawares.
fn post_choices(posts: &[Post], chosen: &str) -> Vec<Choice> {
    let offered = posts.iter().map(|post| Choice::new(&post.code, &post.name));
    let nothing = (!posts.iter().any(|post| post.code == chosen)).then(|| Choice::new("", "Выберите должность"));
    nothing.into_iter().chain(offered).collect()
}

fn questions(task: Task, posts: &[Post], form: &Form) -> Vec<Question> {
    let fields = task.fields().iter();
    fields
        .map(|field| Question {
            name: field.name,
            label: field.label,
            hint: field.hint,
            looks: match field.takes {
                Takes::Words => "words",
                Takes::Post => "select",
                Takes::Radios(_) => "radios",
                _ => "line",
            },
            options: if field.takes == Takes::Post {
                post_choices(posts, form.value(field.name))
            } else {
                tasks::choices(field.takes)
            },
        })
        .collect()
}

/// The page of a form.
pub(super) fn made(app: &App, asked: &Asked, form: Form, around: Around) -> TaskPage {
    let (hand, task) = (&asked.hand, asked.task);
    let known = match task {
        Task::Person => vec![("Фамилия, имя, отчество", hand.draft.name.full())],
        Task::Work => vec![("Организация", hand.draft.school_name.clone())],
        _ => Vec::new(),
    };
    let questions = questions(task, &around.posts, &form);
    TaskPage {
        frame: hand
            .by
            .frame(app, task.words())
            .sound(form.faults().is_empty())
            .trail(&[hand.list(), (&hand.href(), hand.named())]),
        // Beside what another window has saved it waits to be chosen.
        keeps: task.is_long() && around.others.is_empty(),
        unfinished: typing::is_unfinished(&form),
        is_earlier: around.version == 0
            && matches!(task, Task::Result(_))
            && form.is_sound()
            && !form.text("results").is_empty(),
        form,
        action: super::draft::href(&hand.href(), task),
        draft: hand.href(),
        title: task.words(),
        helping: hand.helping(),
        known,
        questions,
        version: around.version,
        kept: around.kept,
        others: around.others,
        remarks: around.remarks,
        looked_at: around.rows.iter().map(looked_at::looked_at).collect(),
    }
}

/// The saved page, or what is known instead.
pub(super) async fn saved(app: &App, asked: &Asked) -> Result<(Form, Around), Failure> {
    let (draft, task) = (asked.hand.draft.clone(), asked.task);
    let (known, asked_by) = ((asked.hand.earlier_at(), app.today()), asked.indicators.clone());
    let read = app.db.read(move |reader| {
        let posts = if task == Task::Work { applications::posts(reader)? } else { Vec::new() };
        let mut remarks = remarks::open(reader, &draft, &asked_by)?;
        remarks.retain(|one| remarks::is_about(one, task));
        let remarks = remarks.into_iter().map(|one| one.words).collect();
        let page = store::pages(reader, draft.id)?.into_iter().find(|page| page.task == task.code());
        let rows = indicators::rows_of(reader, &draft, (task, known.1))?;
        let around = Around { posts, remarks, rows, ..Around::default() };
        Ok::<_, DbError>(match page {
            Some(page) => (Form::of_urlencoded(page.typed.as_bytes()), Around { version: page.version, ..around }),
            None => (known::offered(reader, task, &draft, known)?, around),
        })
    });
    Ok(read.await?)
}

async fn show(asked: Asked, State(app): State<App>) -> Result<Response, Failure> {
    let (mut form, around) = saved(&app, &asked).await?;
    if typed::status(asked.task, Some(&typed::written(asked.task, &form)), app.today()) == typed::Status::ToFix {
        typed::check(asked.task, &mut form, app.today());
    }
    if around.version > 0 {
        objected(&app, &asked, &mut form).await?;
    }
    page::page(&made(&app, &asked, form, around))
}

/// Marks what is filled in on this page and would not be taken, with the rest of the draft as it was saved.
pub(super) async fn objected(app: &App, asked: &Asked, form: &mut Form) -> Result<(), Failure> {
    let (draft, task, today) = (asked.hand.draft.clone(), asked.task, app.today());
    let typed = typed::written(task, form);
    let found = app.db.read(move |reader| {
        let mut pages = store::pages(reader, draft.id)?;
        pages.retain(|page| page.task != task.code());
        pages.push(store::Page { task: task.code().to_owned(), version: 0, typed });
        against::against(reader, &draft, &pages, today)
    });
    for one in found.await?.into_iter().filter(|one| one.task == task) {
        form.fault(one.field, one.why);
    }
    Ok(())
}

/// What is typed here beside what another window has saved, where they differ.
pub(super) fn others(task: Task, mine: &Form, theirs: &Form, posts: &[Post]) -> Vec<Other> {
    let words = |question: &Question, text: String| {
        question.options.iter().find(|one| one.value == text).map_or(text.clone(), |one| one.text.clone())
    };
    questions(task, posts, mine)
        .into_iter()
        .filter(|one| mine.text(one.name) != theirs.text(one.name))
        .map(|one| Other {
            label: one.label,
            theirs: words(&one, theirs.text(one.name)),
            mine: words(&one, mine.text(one.name)),
        })
        .collect()
}
