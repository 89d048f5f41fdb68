//! The centre assigns one case: chooses a specialist, hands it to another, takes the specialist off.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::accounts::{Seat, Signed};
use crate::applications::{Application, Move};
use crate::context::App;
use crate::platform::act::Act;
use crate::platform::doors::Doors;
use crate::platform::engine::DbError;
use crate::platform::failure::{Failure, Refusal};
use crate::platform::form::Form;
use crate::platform::ids::Id;
use crate::platform::page::{self, Frame};
use crate::platform::words;

use super::choice::{self, SpecialistLine};
use super::guards::CentreCase;
use super::model::{SpecialistLoad, conflict};
use super::store::Assigned;
use super::{load, store};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors
        .get("/applications/{id}/assignment", show)
        .post("/applications/{id}/assignment", assign)
        .post("/applications/{id}/assignment/release", release)
}

#[derive(Template)]
#[template(path = "assignments/one.html")]
struct AssignmentPage {
    frame: Frame,
    form: Form,
    href: String,
    number: String,
    teacher: String,
    about: String,
    current: String,
    denial: String,
    specialists: Vec<SpecialistLine>,
}

async fn show(desk: CentreCase, State(app): State<App>) -> Result<Response, Failure> {
    let all = specialists(&app).await?;
    page::page(&assignment_page(&app, &desk, Form::new(), &all))
}

/// Every specialist there is.
pub(super) async fn specialists(app: &App) -> Result<Vec<SpecialistLoad>, Failure> {
    let today = app.today();
    let all: Result<_, DbError> = app.db.read(move |reader| load::loads(reader, today)).await;
    Ok(all?)
}

fn assignment_page(app: &App, desk: &CentreCase, form: Form, all: &[SpecialistLoad]) -> AssignmentPage {
    let case = &desk.case;
    let href = href(case);
    let trail = [("/applications", "Дела"), (href.as_str(), &case.number)];
    let wanted = if desk.current.is_some() { Move::Reassign } else { Move::Assign };
    AssignmentPage {
        frame: (desk.by.frame(app, "Назначение специалиста")).sound(form.is_sound()).trail(&trail),
        number: case.number.clone(),
        teacher: case.name.full(),
        about: format!(
            "{}. {}. Заявленная категория: {}. Срок: {}, {}.",
            case.post_and_subject(),
            case.school_name,
            case.category.words(),
            words::day(case.due_on),
            words::left(case.due_on, app.today())
        ),
        current: desk.current.as_ref().map(held_by).unwrap_or_default(),
        denial: (case.stage.after(wanted)).map_or_else(|no| no.reason(), |_| String::new()),
        specialists: choice::lines(all, std::slice::from_ref(case)),
        href,
        form,
    }
}

fn href(case: &Application) -> String {
    format!("/applications/{}", case.id)
}

fn held_by(current: &Assigned) -> String {
    if current.workplace.is_empty() {
        current.name.full()
    } else {
        format!("{}, {}", current.name.full(), current.workplace)
    }
}

async fn assign(desk: CentreCase, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    let all = specialists(&app).await?;
    let to = chosen(&mut form, &all);
    let held = desk.current.as_ref().map(|current| current.seat);
    if let Some(to) = to.filter(|to| Some(to.seat) == held) {
        let said = format!("Дело уже у этого специалиста: {}.", to.name.short());
        return Ok(page::go_saying(desk.by.visit.cookies, &href(&desk.case), &said));
    }
    if let Some(conflict) = to.and_then(|to| conflict(to, &desk.case)) {
        form.fault("seat", conflict.reason());
    }
    let reason = reason_from(&mut form, "reason", desk.current.is_some());
    let (Some(to), true) = (to, form.is_sound()) else {
        return page::faulty(&assignment_page(&app, &desk, form, &all));
    };
    let said = format!("Назначен специалист {}. Ему отправлено письмо.", to.name.short());
    let (back, visit) = (href(&desk.case), desk.by.visit.clone());
    give(&app, &desk.by, (to.clone(), desk.case, held), reason).await?;
    Ok(page::go_saying(visit.cookies, &back, &said))
}

async fn give(
    app: &App,
    by: &Signed,
    (to, case, held): (SpecialistLoad, Application, Option<Id<Seat>>),
    reason: String,
) -> Result<(), Failure> {
    let inner = app.clone();
    app.db
        .act(by.by(), app.now(), move |act| {
            same_hands(act, &case, held)?;
            let told = store::hand_over(act, &inner, &to, &[case], &reason)?;
            Ok::<_, Failure>(act.end(told.ok_or_else(moved)?, ()))
        })
        .await?;
    app.bell.ring();
    Ok(())
}

/// The case must be in the hands it was in when the page was read.
fn same_hands(act: &mut Act<'_>, case: &Application, held: Option<Id<Seat>>) -> Result<(), Failure> {
    let now = store::current(act, case.id)?.map(|current| current.seat);
    if now == held { Ok(()) } else { Err(moved()) }
}

fn moved() -> Failure {
    Failure::Conflict("Пока вы выбирали, дело передали другому. Откройте его заново.".into())
}

/// The specialist chosen in the field `seat`.
pub(super) fn chosen<'a>(form: &mut Form, all: &'a [SpecialistLoad]) -> Option<&'a SpecialistLoad> {
    let seat = form.text("seat");
    let one = all.iter().find(|one| one.seat.to_string() == seat);
    if one.is_none() {
        form.fault("seat", "Выберите специалиста.");
    }
    one
}

/// The longest reason.
const LONGEST_REASON: usize = 500;

/// The reason typed in `field`; its lack is a fault when it is needed.
pub(super) fn reason_from(form: &mut Form, field: &str, needed: bool) -> String {
    let reason = form.text(field);
    if needed && reason.is_empty() {
        form.fault(field, "Укажите причину: она останется в журнале.");
    }
    if reason.chars().count() > LONGEST_REASON {
        form.fault(field, "Причина слишком длинная. Уложитесь в 500 знаков.");
    }
    reason
}

async fn release(desk: CentreCase, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    let reason = reason_from(&mut form, "release_reason", true);
    if !form.is_sound() {
        let all = specialists(&app).await?;
        return page::faulty(&assignment_page(&app, &desk, form, &all));
    }
    let (back, cookies) = (href(&desk.case), desk.by.visit.cookies);
    let (by, inner) = (desk.by.by(), app.clone());
    app.db
        .act(by, app.now(), move |act| {
            let told = store::release(act, &inner, &desk.case, &reason)?;
            Ok::<_, Failure>(act.end(told, ()))
        })
        .await?;
    app.bell.ring();
    let said = "Специалист снят с дела. Ему отправлено письмо.";
    Ok(page::go_saying(cookies, &back, said))
}
