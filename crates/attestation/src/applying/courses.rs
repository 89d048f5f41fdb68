//! Повышение квалификации in a draft: courses added and taken away one by one.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::context::App;
use crate::platform::act::Fact;
use crate::platform::doors::Doors;
use crate::platform::engine::DbError;
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::ids::Id;
use crate::platform::page::{self, Frame};
use crate::platform::{past, typing, words};

use super::guards::DraftInHand;
use super::store::Course;
use super::tasks::Task;
use super::{keeping, kinds, store, typed};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors
        .get("/drafts/{id}/courses", show)
        .post("/drafts/{id}/courses", add)
        .post("/drafts/{id}/courses/earlier", take)
        .post("/drafts/{id}/courses/removal", remove)
        .post("/drafts/{id}/courses/half/removal", forget)
}

/// Courses as a line.
pub(super) struct Line {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) about: String,
}

/// Courses in words.
pub(super) fn line(one: &Course) -> Line {
    let hours = words::counted(one.hours.unsigned_abs(), "час", "часа", "часов");
    Line {
        id: one.id.to_string(),
        title: one.title.clone(),
        about: format!("{hours}, документ № {} от {}", one.document, words::brief_day(one.taken_on)),
    }
}

#[derive(Template)]
#[template(path = "applying/courses.html")]
struct CoursesPage {
    frame: Frame,
    form: Form,
    draft: String,
    helping: String,
    lines: Vec<Line>,
    /// Whether something typed waits to be added.
    is_half: bool,
    /// Courses of the earlier applications that are not in this one.
    earlier: Vec<Line>,
}

/// Courses of one draft at most.
const MOST: usize = 50;
/// Hours of one course at most.
const LONGEST: i64 = 5000;

/// Courses of a draft, and those of the teacher's earlier applications that are not in it.
async fn found(app: &App, hand: &DraftInHand) -> Result<(Vec<Course>, Vec<Course>), Failure> {
    let (draft, school) = (hand.draft.clone(), hand.earlier_at());
    let read = app.db.glance(move |reader| {
        Ok::<_, DbError>((store::courses(reader, draft.id)?, store::earlier_courses(reader, draft.account, school)?))
    });
    let (present, mut earlier) = read.await?;
    earlier.retain(|one| !present.iter().any(|known| known.is_of(one)));
    Ok((present, earlier))
}

async fn courses_page(app: &App, hand: &DraftInHand, form: Form) -> Result<Response, Failure> {
    let (courses, earlier) = found(app, hand).await?;
    let sound = form.faults().is_empty();
    let is_half = typed::is_half_a_course(&form);
    let page = CoursesPage {
        frame: hand
            .by
            .frame(app, "Повышение квалификации")
            .sound(sound)
            .trail(&[hand.list(), (&hand.href(), "Черновик заявления")]),
        form,
        draft: hand.href(),
        helping: hand.helping(),
        lines: courses.iter().map(line).collect(),
        is_half,
        earlier: earlier.iter().map(line).collect(),
    };
    if sound { page::page(&page) } else { page::faulty(&page) }
}

async fn show(hand: DraftInHand, State(app): State<App>) -> Result<Response, Failure> {
    let id = hand.draft.id;
    let pages = app.db.glance(move |reader| store::pages(reader, id)).await?;
    let half = pages.into_iter().find(|page| page.task == Task::Courses.code());
    let form = half.map_or_else(Form::new, |page| Form::of_urlencoded(page.typed.as_bytes()));
    courses_page(&app, &hand, form).await
}

/// What was typed of one course.
fn course_from(app: &App, form: &mut Form) -> Option<Course> {
    let line = |form: &mut Form, field: &str, missing: &str| {
        let text = form.text(field);
        if text.is_empty() || text.chars().count() > 300 {
            form.fault(field, missing);
        }
        text
    };
    let title = line(form, "title", "Напишите название курсов, не длиннее 300 знаков.");
    let document = line(form, "document", "Напишите номер документа, не длиннее 300 знаков.");
    let hours = form.text("hours").parse::<i64>().ok().filter(|hours| (1..=LONGEST).contains(hours));
    if hours.is_none() {
        form.fault("hours", "Напишите, сколько часов: целое число от 1 до 5000.");
    }
    let taken_on = past::on_paper(&form.text("taken_on"), app.today());
    let taken_on = form.check("taken_on", taken_on);
    form.is_sound().then_some(Course { id: Id::new(), title, hours: hours?, taken_on: taken_on?, document })
}

async fn add(hand: DraftInHand, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    let id = hand.draft.id;
    if typing::is_typing(&form) {
        return keeping::keep(&app, &hand, (Task::Courses, None), typed::half_a_course(&form)).await;
    }
    if app.db.glance(move |reader| store::courses(reader, id)).await?.len() >= MOST {
        form.fault("title", "В заявлении помещается 50 курсов. Уберите лишние, чтобы добавить новый.");
    }
    let Some(new) = course_from(&app, &mut form) else {
        return courses_page(&app, &hand, form).await;
    };
    let adding = app.db.act(hand.by.by(), app.now(), move |act| {
        // The draft is held first: of two presses the second finds what the first has added.
        store::touch(act, id)?;
        let is_new = !store::courses(act, id)?.iter().any(|known| known.is_of(&new));
        if is_new {
            store::add_course(act, id, &new)?;
        }
        // What was kept while it was typed stands among the courses now.
        store::rewrite_page(act, id, Task::Courses, "")?;
        let words = if is_new {
            "в черновик добавлены курсы"
        } else {
            "курсы в черновике уже есть"
        };
        Ok::<_, Failure>(act.record(Fact::of(kinds::SAVED, words).subject("draft", id), is_new)?)
    });
    let said = if adding.await? {
        "Курсы добавлены."
    } else {
        "Эти курсы уже есть в заявлении. Чтобы исправить их, уберите их и добавьте снова."
    };
    Ok(page::go_saying(hand.by.visit.cookies, &format!("{}/courses", hand.href()), said))
}

/// Takes all courses of the earlier applications that are not in the draft.
async fn take(hand: DraftInHand, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    let (present, earlier) = found(&app, &hand).await?;
    if present.len() + earlier.len() > MOST {
        form.fault("title", "В заявлении помещается 50 курсов. Уберите лишние, чтобы добавить новые.");
        return courses_page(&app, &hand, form).await;
    }
    let id = hand.draft.id;
    let count = words::counted(earlier.len() as u64, "курс", "курса", "курсов");
    let said = format!("Из прежних заявлений взято: {count}.");
    app.db
        .act(hand.by.by(), app.now(), move |act| {
            for one in &earlier {
                store::add_course(act, id, one)?;
            }
            let fact = Fact::of(kinds::SAVED, format!("в черновик взяты курсы прежних заявлений: {}", earlier.len()));
            Ok::<_, Failure>(act.record(fact.subject("draft", id), ())?)
        })
        .await?;
    Ok(page::go_saying(hand.by.visit.cookies, &format!("{}/courses", hand.href()), &said))
}

/// Takes away what was typed of a course that was not added.
async fn forget(hand: DraftInHand, State(app): State<App>, form: Form) -> Result<Response, Failure> {
    drop(form);
    let id = hand.draft.id;
    app.db
        .act(hand.by.by(), app.now(), move |act| {
            store::rewrite_page(act, id, Task::Courses, "")?;
            Ok::<_, Failure>(act.record(Fact::of(kinds::SAVED, "начатые курсы стёрты").subject("draft", id), ())?)
        })
        .await?;
    Ok(page::go_saying(hand.by.visit.cookies, &format!("{}/courses", hand.href()), "Начатое стёрто."))
}

async fn remove(hand: DraftInHand, State(app): State<App>, form: Form) -> Result<Response, Failure> {
    let (id, course) = (hand.draft.id, form.text("course"));
    app.db
        .act(hand.by.by(), app.now(), move |act| {
            if !store::remove_course(act, id, &course)? {
                return Err(Failure::Conflict("Эти курсы уже убраны из черновика.".into()));
            }
            Ok(act.record(Fact::of(kinds::SAVED, "из черновика убраны курсы").subject("draft", id), ())?)
        })
        .await?;
    Ok(page::go_saying(hand.by.visit.cookies, &format!("{}/courses", hand.href()), "Курсы убраны."))
}
