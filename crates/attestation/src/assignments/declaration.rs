//! A specialist declares to have no interest in a case, or names it: then the case goes back to the centre.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::accounts::Seat;
use crate::applications::{Application, Move};
use crate::context::App;
use crate::platform::act::{Act, Done, Fact};
use crate::platform::doors::Doors;
use crate::platform::failure::Failure;
use crate::platform::form::{Choice, Form};
use crate::platform::ids::Id;
use crate::platform::page::{self, Frame};

use super::guards::AssignedCase;
use super::interest::{Declaration, Ground, TEXT};
use super::{kinds, letters, store};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    let path = "/applications/{id}/declaration";
    doors.get(path, show).post(path, declare)
}

#[derive(Template)]
#[template(path = "assignments/declaration.html")]
struct DeclarationPage {
    frame: Frame,
    form: Form,
    href: String,
    teacher: String,
    about: String,
    text: &'static str,
    grounds: Vec<Choice>,
    /// Whether they have declared to have none: an interest may still be named.
    is_answered: bool,
}

fn declaration_page(app: &App, seat: &AssignedCase, form: Form) -> DeclarationPage {
    let case = &seat.case;
    let href = format!("/applications/{}", case.id);
    let trail = [("/applications", "Аттестация"), (href.as_str(), &case.name.short())];
    DeclarationPage {
        frame: seat.by.frame(app, "Личная заинтересованность").sound(form.is_sound()).trail(&trail),
        teacher: case.name.full(),
        about: format!("{}, {}", case.post_and_subject(), case.school_name),
        text: TEXT,
        grounds: Ground::choices(),
        is_answered: seat.declared,
        href,
        form,
    }
}

async fn show(seat: AssignedCase, State(app): State<App>) -> Result<Response, Failure> {
    if seat.declared && seat.case.after(Move::Release).is_err() {
        return Ok(page::go(&format!("/applications/{}", seat.case.id))); // the result is recorded: nothing to give up
    }
    page::page(&declaration_page(&app, &seat, Form::new()))
}

/// The longest words of an interest.
const LONGEST: usize = 500;

fn declaration_from(form: &mut Form) -> Option<Declaration> {
    if form.value("answer") == "none" {
        return Some(Declaration::NoInterest).filter(|_| form.is_sound());
    }
    let (ground, words) = (Ground::parse(form.value("ground")), form.text("words"));
    if ground.is_none() {
        form.fault("ground", "Выберите, в чём заинтересованность.");
    }
    if ground == Some(Ground::Other) && words.is_empty() {
        form.fault("words", "Напишите, в чём заинтересованность: Центр выберет другого специалиста.");
    }
    if words.chars().count() > LONGEST {
        form.fault("words", format!("Здесь помещается {LONGEST} знаков. Сократите."));
    }
    ground.filter(|_| form.is_sound()).map(|ground| Declaration::Interest { ground, words })
}

async fn declare(seat: AssignedCase, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    let home = format!("/applications/{}", seat.case.id);
    if seat.declared && form.value("answer") == "none" {
        return Ok(page::go(&home)); // pressed twice: the first press has written it down
    }
    let Some(declaration) = declaration_from(&mut form) else {
        return page::faulty(&declaration_page(&app, &seat, form));
    };
    let stays = declaration == Declaration::NoInterest;
    let later = if seat.declared { "; прежде отвечено, что её нет" } else { "" };
    let (inner, own, case, was) = (app.clone(), seat.by.seat.id, seat.case.clone(), seat.declared);
    app.db
        .act(seat.by.by(), app.now(), move |act| {
            if was {
                store::declare_anew(act, &case, own, &declaration)?;
            } else {
                store::declare(act, &case, own, &declaration)?;
            }
            let told = format!("{}{later}", declaration.told());
            let fact = Fact::of(kinds::DECLARED, told.clone()).application(case.id);
            if stays {
                return Ok(act.record(fact, ())?);
            }
            act.note(fact)?;
            give_up(act, &inner, &case, (own, &told))
        })
        .await?;
    if stays {
        return Ok(page::go_saying(seat.by.visit.cookies, &home, "Ответ записан. Документы открыты."));
    }
    app.bell.ring();
    let said = "Спасибо, ответ записан. Дело возвращено в Центр, ему отправлено письмо.";
    Ok(page::go_saying(seat.by.visit.cookies, "/applications", said))
}

/// The case goes back to the centre, each of whose people gets a letter with the interest named.
fn give_up(
    act: &mut Act<'_>,
    app: &App,
    case: &Application,
    (own, named): (Id<Seat>, &str),
) -> Result<Done<()>, Failure> {
    let group = store::members(act, case.id)?;
    let told = store::release(act, app, case, (own, "названа личная заинтересованность"))?;
    let name = group.iter().find(|one| one.seat == own).map(|one| one.name.full()).unwrap_or_default();
    for to in store::centre(act)? {
        act.post(&letters::interested(app, &to, case, (&name, named))?)?;
    }
    Ok(act.end(told, ()))
}
