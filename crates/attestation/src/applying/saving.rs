//! Saving a page of questions of a draft. What is typed is kept whatever is wrong with it; a page saved in another window
//! meanwhile is not overwritten unseen: both texts are shown.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use crate::applications::{Category, Post};
use crate::context::App;
use crate::platform::act::Fact;
use crate::platform::doors::Doors;
use crate::platform::engine::DbError;
use crate::platform::failure::{Failure, Raced, Refusal};
use crate::platform::form::Form;
use crate::platform::{page, rehearsal, typing};

use super::eligibility;
use super::model::may_apply;
use super::page::{Asked, made, objected, others, saved};
use super::store::Draft;
use super::tasks::Task;
use super::{correction, keeping, kinds, known, store, typed};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.post("/drafts/{id}/pages/{task}", save)
}

async fn save(asked: Asked, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    let seen: i64 = form.text("version").parse().unwrap_or(0);
    let (before, mut around) = saved(&app, &asked).await?;
    if rehearsal::is_on() {
        around.version = seen;
        return page::page(&made(&app, &asked, form, around));
    }
    if asked.task.is_long() && typing::is_typing(&form) {
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
async fn allowed(
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
    Raced::is_saved(saving.await)
}
