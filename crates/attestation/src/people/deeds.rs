//! What is done about a person: a page that says what will happen and asks the acting person's own password.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::accounts::{Signed, prove_password};
use crate::context::App;
use crate::platform::doors::Doors;
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::page::{self, Frame};

use super::carry::{self, Order};
use super::guards::{KeptPerson, KeptRole};
use super::model::{Deed, Person};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    let doors = about(doors, "/people/{id}/closing", Deed::Close);
    let doors = about(doors, "/people/{id}/reopening", Deed::Reopen);
    let doors = about(doors, "/people/{id}/sessions", Deed::SignOut);
    let doors = about(doors, "/people/{id}/second-step", Deed::TakeStepOff);
    about(doors, "/people/{id}/recovery", Deed::Recover)
        .get("/people/{id}/roles/{seat}", ask_role)
        .post("/people/{id}/roles/{seat}", end_role)
}

/// The two doors of one deed about the whole cabinet.
fn about(doors: Doors<App>, path: &'static str, deed: Deed) -> Doors<App> {
    doors
        .get(path, move |desk: KeptPerson, State(app): State<App>| async move { ask(&app, &desk, deed) })
        .post(path, move |desk: KeptPerson, app: State<App>, form: Form| carry_out(desk, app, form, deed))
}

#[derive(Template)]
#[template(path = "people/deed.html")]
struct DeedPage {
    frame: Frame,
    form: Form,
    action: String,
    back: String,
    name: String,
    role: String,
    text: &'static str,
    wants_reason: bool,
    is_hard: bool,
}

fn draw(app: &App, by: &Signed, person: &Person, order: &Order, form: Form) -> Result<Response, Failure> {
    let sound = form.is_sound();
    let (back, name) = (format!("/people/{}", person.account.id), person.account.name.full());
    let page = DeedPage {
        frame: by.frame(app, order.deed.title()).sound(sound).trail(&[
            ("/cabinet", "Личный кабинет"),
            ("/people", "Люди"),
            (&back, &name),
        ]),
        form,
        action: by.visit.asked.split('?').next().unwrap_or_default().to_owned(),
        role: order.held.as_ref().map(|held| held.seat.words()).unwrap_or_default(),
        text: order.deed.text(),
        wants_reason: order.deed.wants_reason(),
        is_hard: order.deed.is_hard(),
        back,
        name,
    };
    if sound { page::page(&page) } else { page::faulty(&page) }
}

fn ask(app: &App, desk: &KeptPerson, deed: Deed) -> Result<Response, Failure> {
    let order = Order { deed, held: None, reason: String::new() };
    carry::may(&desk.by, &desk.person, &order)?;
    draw(app, &desk.by, &desk.person, &order, Form::new())
}

async fn ask_role(desk: KeptRole, State(app): State<App>) -> Result<Response, Failure> {
    let order = Order { deed: Deed::EndRole, held: Some(desk.held), reason: String::new() };
    carry::may(&desk.by, &desk.person, &order)?;
    draw(&app, &desk.by, &desk.person, &order, Form::new())
}

async fn carry_out(desk: KeptPerson, State(app): State<App>, form: Form, deed: Deed) -> Result<Response, Failure> {
    finish(&app, desk.by, desk.person, Order { deed, held: None, reason: String::new() }, form).await
}

async fn end_role(desk: KeptRole, State(app): State<App>, form: Form) -> Result<Response, Failure> {
    let order = Order { deed: Deed::EndRole, held: Some(desk.held), reason: String::new() };
    finish(&app, desk.by, desk.person, order, form).await
}

async fn finish(app: &App, by: Signed, person: Person, mut order: Order, mut form: Form) -> Result<Response, Failure> {
    carry::may(&by, &person, &order)?;
    if order.deed.wants_reason() {
        order.reason = reason_from(&mut form);
    }
    let is_proved = prove_password(app, &by.account, &mut form).await?;
    if !is_proved || !form.is_sound() {
        return draw(app, &by, &person, &order, form.without_passwords());
    }
    let (back, cookies) = (format!("/people/{}", person.account.id), by.visit.cookies);
    let said = carry::carry_out(app, &by, person, order).await?;
    Ok(page::go_saying(cookies, &back, &said))
}

/// The longest reason, in letters.
const LONGEST_REASON: usize = 500;

fn reason_from(form: &mut Form) -> String {
    let reason = form.text("reason");
    if reason.is_empty() {
        form.fault("reason", "Укажите причину: её прочитает человек, и она останется в журнале.");
    } else if reason.chars().count() > LONGEST_REASON {
        form.fault("reason", format!("Причина слишком длинная. Уложитесь в {LONGEST_REASON} знаков."));
    }
    reason
}
