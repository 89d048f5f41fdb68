//! The centre assigns one case: chooses a specialist, hands it to another, takes the specialist off.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::accounts::{Role, Seat};
use crate::applications::{self, Application};
use crate::context::App;
use crate::invitations;
use crate::platform::doors::Doors;
use crate::platform::engine::DbError;
use crate::platform::failure::{Failure, Refusal};
use crate::platform::form::{Choice, Form};
use crate::platform::ids::Id;
use crate::platform::page::{self, Frame};
use crate::platform::words;

use super::choice::{self, SpecialistLine};
use super::group::{Group, Unplaced};
use super::guards::CentreCase;
use super::model::{SpecialistLoad, conflict};
use super::store::Assigned;
use super::{lacking, load, store};

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
    /// How many specialists the case needs.
    size: i64,
    /// Those it has.
    members: Vec<String>,
    denial: String,
    /// What the documents of the case lack; empty when nothing.
    doubted: String,
    /// What is said when fewer specialists are to be had than the case needs.
    lacking: String,
    specialists: Vec<SpecialistLine>,
    /// Whose place is taken, where there is a choice.
    places: Vec<Choice>,
    /// Who is taken off, where there is a choice.
    leavers: Vec<Choice>,
    /// Whether somebody has to leave for another to come.
    needs_reason: bool,
}

impl AssignmentPage {
    const fn is_single(&self) -> bool {
        self.size == 1
    }
}

async fn show(desk: CentreCase, State(app): State<App>) -> Result<Response, Failure> {
    let offered = offered(&app, &desk.case).await?;
    // A free place is what is wanted in most.
    let form = if desk.group.free() > 0 { Form::new().with("instead", FREE) } else { Form::new() };
    page::page(&assignment_page(&app, &desk, form, &offered))
}

/// What a case is assigned out of.
struct Offered {
    /// Every specialist there is.
    all: Vec<SpecialistLoad>,
    /// What the documents of the case lack; empty when nothing.
    doubted: String,
    /// Specialists who are invited and have not come in yet.
    invited: i64,
}

async fn offered(app: &App, case: &Application) -> Result<Offered, Failure> {
    let (of, now) = (case.clone(), app.now());
    let read = app.db.read(move |reader| {
        let doubted = applications::doubted(reader, std::iter::once(&of))?.concat();
        Ok::<_, DbError>((doubted, invitations::open_of_role(reader, Role::Specialist, now)?))
    });
    let (doubted, invited) = read.await?;
    Ok(Offered { all: specialists(app, std::slice::from_ref(case)).await?, doubted, invited })
}

/// Every specialist there is, with what they have declared of these cases.
pub(super) async fn specialists(app: &App, cases: &[Application]) -> Result<Vec<SpecialistLoad>, Failure> {
    let (today, cases) = (app.today(), cases.to_vec());
    let read = app.db.read(move |reader| {
        let mut all = load::loads(reader, today)?;
        for (seat, case) in store::interested_in(reader, &cases)? {
            if let Some(one) = all.iter_mut().find(|one| one.seat == seat) {
                one.interested.push(case);
            }
        }
        Ok::<_, DbError>(all)
    });
    Ok(read.await?)
}

fn assignment_page(app: &App, desk: &CentreCase, form: Form, offered: &Offered) -> AssignmentPage {
    let case = &desk.case;
    let href = href(case);
    let trail = [("/applications", "Дела"), (href.as_str(), &case.number)];
    let group = &desk.group;
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
        size: group.size,
        members: group.members.iter().map(held_by).collect(),
        denial: case.after(group.next_move()).map_or_else(|no| no.reason(), |_| String::new()),
        places: places(group),
        leavers: if group.is_single() { Vec::new() } else { named(group, "") },
        needs_reason: group.free() == 0,
        specialists: choice::lines(&outside(&offered.all, group), std::slice::from_ref(case)),
        lacking: lacking::words(case, group, &offered.all, offered.invited),
        doubted: offered.doubted.clone(),
        href,
        form,
    }
}

fn href(case: &Application) -> String {
    format!("/applications/{}", case.id)
}

fn held_by(one: &Assigned) -> String {
    let done = if one.done { ", заключение готово" } else { "" };
    if one.workplace.is_empty() {
        format!("{}{done}", one.told())
    } else {
        format!("{}, {}{done}", one.told(), one.workplace)
    }
}

/// Those who may come into a group: its members are left out where there is more than one place.
fn outside(all: &[SpecialistLoad], group: &Group) -> Vec<SpecialistLoad> {
    all.iter().filter(|one| group.is_single() || !group.has(one.seat)).cloned().collect()
}

/// What is sent for a place nobody has.
const FREE: &str = "free";

fn named(group: &Group, before: &str) -> Vec<Choice> {
    let choice = |one: &Assigned| Choice::new(one.seat.to_string(), format!("{before}{}", one.name.full()));
    group.members.iter().map(choice).collect()
}

/// Places to choose from: none where there is no choice.
fn places(group: &Group) -> Vec<Choice> {
    if group.is_single() || group.members.is_empty() {
        return Vec::new();
    }
    let free = (group.free() > 0).then(|| Choice::new(FREE, format!("На свободное место, их {}", group.free())));
    free.into_iter().chain(named(group, "Вместо специалиста: ")).collect()
}

/// Whose place is to be taken; none: a free one.
fn instead_from(form: &mut Form, group: &Group) -> Option<Id<Seat>> {
    if group.is_single() {
        return group.members.first().map(|one| one.seat);
    }
    let chosen = form.text("instead");
    if group.members.is_empty() || (chosen == FREE && group.free() > 0) {
        return None;
    }
    member_from(form, "instead", group)
}

/// The member of a group named in a field.
fn member_from(form: &mut Form, field: &str, group: &Group) -> Option<Id<Seat>> {
    let chosen = form.text(field);
    let found = group.members.iter().find(|one| one.seat.to_string() == chosen).map(|one| one.seat);
    if found.is_none() {
        form.fault(field, "Выберите специалиста группы.");
    }
    found
}

async fn assign(desk: CentreCase, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    let offered = offered(&app, &desk.case).await?;
    let to = chosen(&mut form, &offered.all);
    let is_single = desk.group.is_single();
    if let Some(to) = to.filter(|to| is_single && desk.group.has(to.seat)) {
        let said = format!("Передавать не нужно: дело уже у специалиста {}", to.name.short());
        return Ok(page::go_saying(desk.by.visit.cookies, &href(&desk.case), &said));
    }
    if let Some(conflict) = to.and_then(|to| conflict(to, &desk.case)) {
        form.fault("seat", conflict.reason());
    }
    if to.is_some_and(|to| desk.group.has(to.seat)) {
        form.fault("seat", Unplaced::Member.reason());
    }
    let instead = instead_from(&mut form, &desk.group);
    let reason = reason_from(&mut form, "reason", instead.is_some());
    let (Some(to), true) = (to, form.is_sound()) else {
        return page::faulty(&assignment_page(&app, &desk, form, &offered));
    };
    if lacking::is_asked(to, &desk.case, &form) {
        return lacking::ask(&app, &desk, to, &form);
    }
    let said = format!("Дело передано специалисту: {}, письмо отправлено.", to.name.short());
    let (back, visit) = (href(&desk.case), desk.by.visit.clone());
    give(&app, desk, to.clone(), (instead, reason)).await?;
    Ok(page::go_saying(visit.cookies, &back, &said))
}

async fn give(
    app: &App,
    desk: CentreCase,
    to: SpecialistLoad,
    (instead, reason): (Option<Id<Seat>>, String),
) -> Result<(), Failure> {
    let inner = app.clone();
    app.db
        .act(desk.by.by(), app.now(), move |act| {
            // The case must be in the hands it was in when the page was read.
            if store::group(act, &desk.case)?.hands() != desk.group.hands() {
                return Err(moved());
            }
            let told = store::hand_over(act, &inner, &to, &[desk.case], (instead, &reason))?;
            Ok::<_, Failure>(act.end(told.ok_or_else(moved)?, ()))
        })
        .await?;
    app.bell.ring();
    Ok(())
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
    let leaver = if desk.group.is_single() {
        let only = desk.group.members.first().map(|one| one.seat);
        Some(only.ok_or_else(|| Failure::Conflict("Специалист уже снят с этого дела.".into()))?)
    } else {
        member_from(&mut form, "leaver", &desk.group)
    };
    let (Some(leaver), true) = (leaver, form.is_sound()) else {
        let offered = offered(&app, &desk.case).await?;
        return page::faulty(&assignment_page(&app, &desk, form, &offered));
    };
    let (back, cookies) = (href(&desk.case), desk.by.visit.cookies);
    let (by, inner) = (desk.by.by(), app.clone());
    app.db
        .act(by, app.now(), move |act| {
            let told = store::release(act, &inner, &desk.case, (leaver, &reason))?;
            Ok::<_, Failure>(act.end(told, ()))
        })
        .await?;
    app.bell.ring();
    let said = "Специалист снят с дела. Ему отправлено письмо.";
    Ok(page::go_saying(cookies, &back, said))
}
