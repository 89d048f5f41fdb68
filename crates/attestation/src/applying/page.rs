//! One page of questions of a draft. What is typed is kept whatever is wrong with it; a page saved in another window
//! meanwhile is not overwritten unseen: both texts are shown.

use askama::Template;
use axum::extract::{FromRequestParts, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::Response;

use crate::accounts::path_part;
use crate::applications::{self, Category, Post};
use crate::context::App;
use crate::platform::act::Fact;
use crate::platform::doors::{Doors, Guard};
use crate::platform::engine::DbError;
use crate::platform::failure::{Failure, Raced, Refusal};
use crate::platform::form::{Choice, Form};
use crate::platform::page::{self, Frame};
use crate::platform::rehearsal;

use super::eligibility;
use super::guards::DraftInHand;
use super::model::may_apply;
use super::store::Draft;
use super::tasks::{Takes, Task};
use super::{against, correction, keeping, kinds, known, remarks, store, tasks, typed};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/drafts/{id}/pages/{task}", show).post("/drafts/{id}/pages/{task}", save)
}

/// A draft with one of its pages of questions.
struct Asked {
    hand: DraftInHand,
    task: Task,
}

impl Guard for Asked {
    const WHO: &'static str = DraftInHand::WHO;
}

impl FromRequestParts<App> for Asked {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let hand = DraftInHand::from_request_parts(parts, app).await?;
        let code = path_part(parts, app, "task").await;
        let task = Task::parse(&code, hand.draft.category).filter(|task| !task.fields().is_empty());
        Ok(Self { hand, task: task.ok_or(Failure::Hidden)? })
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
struct Other {
    label: &'static str,
    theirs: String,
    mine: String,
}

#[derive(Template)]
#[template(path = "applying/page.html")]
struct TaskPage {
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
}

/// What a page shows beside what was typed.
#[derive(Default)]
struct Around {
    version: i64,
    posts: Vec<Post>,
    remarks: Vec<String>,
    kept: bool,
    others: Vec<Other>,
}

fn questions(task: Task, posts: &[Post]) -> Vec<Question> {
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
                posts.iter().map(|post| Choice::new(&post.code, &post.name)).collect()
            } else {
                tasks::choices(field.takes)
            },
        })
        .collect()
}

fn made(app: &App, asked: &Asked, form: Form, around: Around) -> TaskPage {
    let (hand, task) = (&asked.hand, asked.task);
    let known = match task {
        Task::Person => vec![("Фамилия, имя, отчество", hand.draft.name.full())],
        Task::Work => vec![("Организация", hand.draft.school_name.clone())],
        _ => Vec::new(),
    };
    TaskPage {
        frame: hand
            .by
            .frame(app, task.words())
            .sound(form.faults().is_empty())
            .trail(&[hand.list(), (&hand.href(), hand.named())]),
        keeps: task.is_long(),
        unfinished: typed::is_unfinished(&form),
        form,
        action: super::draft::href(&hand.href(), task),
        draft: hand.href(),
        title: task.words(),
        helping: hand.helping(),
        known,
        questions: questions(task, &around.posts),
        version: around.version,
        kept: around.kept,
        others: around.others,
        remarks: around.remarks,
    }
}

/// The saved page, or what is known instead.
async fn saved(app: &App, asked: &Asked) -> Result<(Form, Around), Failure> {
    let (draft, task) = (asked.hand.draft.clone(), asked.task);
    let read = app.db.read(move |reader| {
        let posts = if task == Task::Work { applications::posts(reader)? } else { Vec::new() };
        let mut remarks = remarks::open(reader, &draft)?;
        remarks.retain(|one| remarks::is_about(one.part, task));
        let remarks = remarks.into_iter().map(|one| one.words).collect();
        let page = store::pages(reader, draft.id)?.into_iter().find(|page| page.task == task.code());
        let around = Around { posts, remarks, ..Around::default() };
        Ok::<_, DbError>(match page {
            Some(page) => (Form::of_urlencoded(page.typed.as_bytes()), Around { version: page.version, ..around }),
            None => (known::offered(reader, task, &draft)?, around),
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
async fn objected(app: &App, asked: &Asked, form: &mut Form) -> Result<(), Failure> {
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

async fn save(asked: Asked, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    let seen: i64 = form.text("version").parse().unwrap_or(0);
    let (before, mut around) = saved(&app, &asked).await?;
    if rehearsal::is_on() {
        around.version = seen;
        return page::page(&made(&app, &asked, form, around));
    }
    if asked.task.is_long() && keeping::is_typing(&form) {
        let written = typed::unfinished(asked.task, &form);
        return keeping::keep(&app, &asked.hand, (asked.task, Some(seen)), written).await;
    }
    typed::check(asked.task, &mut form, app.today());
    if matches!(asked.task, Task::Person | Task::Awards) {
        objected(&app, &asked, &mut form).await?;
    }
    let (turned, written) = if asked.hand.draft.application.is_some() {
        (None, typed::written(asked.task, &correction::keep_fixed(&mut form, &before)))
    } else {
        (turned(&app, &asked, &mut form, &around.posts).await?, typed::written(asked.task, &form))
    };
    let mut over = seen;
    if !kept(&app, &asked, (seen, written.clone()), turned.clone()).await? {
        let (theirs_now, now) = saved(&app, &asked).await?;
        around = now;
        around.others = others(asked.task, &form, &theirs_now, &around.posts);
        over = around.version;
        // The same words saved twice are no conflict: this very window has kept them while they were typed.
        if !around.others.is_empty() || !kept(&app, &asked, (over, written), turned).await? {
            return page::page_with(StatusCode::CONFLICT, &made(&app, &asked, form, around));
        }
    }
    if form.is_sound() {
        return Ok(page::go_saying(asked.hand.by.visit.cookies, &asked.hand.href(), "Черновик сохранён."));
    }
    around.version = over + 1;
    around.kept = true;
    page::faulty(&made(&app, &asked, form, around))
}

/// What is typed here beside what another window has saved, where they differ.
fn others(task: Task, mine: &Form, theirs: &Form, posts: &[Post]) -> Vec<Other> {
    let words = |question: &Question, text: String| {
        question.options.iter().find(|one| one.value == text).map_or(text.clone(), |one| one.text.clone())
    };
    questions(task, posts)
        .into_iter()
        .filter(|one| mine.text(one.name) != theirs.text(one.name))
        .map(|one| Other {
            label: one.label,
            theirs: words(&one, theirs.text(one.name)),
            mine: words(&one, mine.text(one.name)),
        })
        .collect()
}

/// The post and the category the draft turns to by this page; a fault when the rules do not let it.
async fn turned(
    app: &App,
    asked: &Asked,
    form: &mut Form,
    posts: &[Post],
) -> Result<Option<(String, Category)>, Failure> {
    let draft = &asked.hand.draft;
    let wanted = match asked.task {
        Task::Work => {
            let post = form.text("post");
            if !post.is_empty() && !posts.iter().any(|one| one.code == post) {
                form.fault("post", "Выберите должность из списка.");
                return Ok(None);
            }
            (post, draft.category)
        }
        Task::Category => match Category::parse(form.value("category")) {
            Some(category) => (draft.post_code.clone(), category),
            None => return Ok(None),
        },
        _ => return Ok(None),
    };
    if wanted.0.is_empty() {
        return Ok(None);
    }
    if let Err(why) = allowed(app, draft, &wanted).await? {
        let field = if asked.task == Task::Work { "post" } else { "category" };
        form.fault(field, why.reason());
        return Ok(None);
    }
    Ok(Some(wanted))
}

/// Whether the rules let this draft be for a post and a category.
pub(super) async fn allowed(
    app: &App,
    draft: &Draft,
    (post, category): &(String, Category),
) -> Result<Result<(), super::Refused>, Failure> {
    let (today, draft, post, category) = (app.today(), draft.clone(), post.clone(), *category);
    let said = app.db.read(move |reader| {
        let said = known::said(&store::pages(reader, draft.id)?);
        let known = known::known(reader, (draft.account, &draft.name), said, today)?;
        Ok::<_, DbError>(may_apply(category, &post, &known, &eligibility::rules_on(reader, today)?, today))
    });
    Ok(said.await?)
}

/// Saves the page over the version seen; false when another window has saved meanwhile.
async fn kept(
    app: &App,
    asked: &Asked,
    (seen, written): (i64, String),
    turned: Option<(String, Category)>,
) -> Result<bool, Failure> {
    let (id, task) = (asked.hand.draft.id, asked.task);
    let saving = app.db.act(asked.hand.by.by(), app.now(), move |act| {
        if !store::save_page(act, id, task, seen, &written)? {
            return Err(Raced::Other);
        }
        if let Some((post, category)) = turned {
            store::turn(act, id, &post, category)?;
        }
        let fact = Fact::of(kinds::SAVED, format!("сохранено в черновике: {}", task.words())).subject("draft", id);
        Ok(act.record(fact, ())?)
    });
    match saving.await {
        Ok(()) => Ok(true),
        Err(Raced::Other) => Ok(false),
        Err(Raced::Failed(failure)) => Err(failure),
    }
}
