//! A file attached to a protocol by mistake: the centre marks it so, with a reason. It stays beside the protocol, marked.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::context::App;
use crate::platform::act::Fact;
use crate::platform::doors::Doors;
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::page::{self, Frame};
use crate::platform::words;

use super::guards::PaperToWithdraw;
use super::{kinds, store, typed};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors
        .get("/sittings/{id}/protocol/papers/{paper}/withdrawal", ask)
        .post("/sittings/{id}/protocol/papers/{paper}/withdrawal", withdraw)
}

#[derive(Template)]
#[template(path = "commission/original_withdrawal.html")]
struct WithdrawalPage {
    frame: Frame,
    form: Form,
    name: String,
    what: &'static str,
    home: String,
    protocol: String,
}

fn already() -> Failure {
    Failure::Conflict("Этот файл уже отмечен как приложенный по ошибке. Откройте протокол заново.".into())
}

fn draw(app: &App, PaperToWithdraw(asked): &PaperToWithdraw, form: Form) -> Result<Response, Failure> {
    if asked.it.withdrawn.is_some() {
        return Err(already());
    }
    let (sound, sitting) = (form.is_sound(), &asked.seen.sitting);
    let protocol = format!("/sittings/{}/protocol", sitting.id);
    let day = words::day(sitting.held_on);
    let page = WithdrawalPage {
        frame: asked.seen.by.frame(app, "Файл приложен по ошибке").sound(sound).trail(&[
            ("/sittings", "Заседания"),
            (&format!("/sittings/{}", sitting.id), &day),
            (&protocol, "Протокол"),
        ]),
        form,
        name: asked.it.file.name.clone(),
        what: asked.it.kind.words(),
        home: format!("{protocol}/papers/{}/withdrawal", asked.it.id),
        protocol,
    };
    if sound { page::page(&page) } else { page::faulty(&page) }
}

async fn ask(asked: PaperToWithdraw, State(app): State<App>) -> Result<Response, Failure> {
    draw(&app, &asked, Form::new())
}

async fn withdraw(asked: PaperToWithdraw, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    let reason = typed::text(&mut form, "reason", "Напишите, почему файл приложен по ошибке.");
    if !form.is_sound() {
        return draw(&app, &asked, form);
    }
    let PaperToWithdraw(asked) = asked;
    let (sitting, paper) = (asked.seen.sitting, asked.it);
    let to = format!("/sittings/{}/protocol", sitting.id);
    let done = app.db.act(asked.seen.by.by(), app.now(), move |act| {
        if !store::withdraw(act, paper.id, &reason)? {
            return Err(already());
        }
        let (number, what, name) = (&sitting.protocol_number, paper.kind.words(), &paper.file.name);
        let said = format!("к протоколу № {number} приложено по ошибке: {what}: {name}; причина: {reason}");
        Ok(act.record(Fact::of(kinds::WITHDRAWN, said).subject("sitting", sitting.id), ())?)
    });
    done.await?;
    Ok(page::go_saying(asked.seen.by.visit.cookies, &to, "Файл отмечен как приложенный по ошибке."))
}
