//! An act of erasure is carried out by another person of the centre, who gives the own password.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::accounts::{InCharge, prove_password};
use crate::context::App;
use crate::platform::act::Fact;
use crate::platform::doors::Doors;
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::page::{self, Frame};
use crate::retention::kinds;

use super::model::{Denial, Erasure};
use super::{acting, store};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/retention/erasures/{id}/confirmation", show).post("/retention/erasures/{id}/confirmation", carry_out)
}

#[derive(Template)]
#[template(path = "retention/erasure/confirmation.html")]
struct ConfirmationPage {
    frame: Frame,
    form: Form,
    home: String,
    called: String,
    cases: String,
    address: String,
    members: Vec<String>,
}

async fn draw(app: &App, desk: &InCharge<Erasure>, form: Form) -> Result<Response, Failure> {
    let id = desk.it.id;
    let count = app.db.read(move |reader| store::count(reader, id)).await?;
    if count.all() == 0 {
        return Err(Denial::Empty.into());
    }
    let (home, called, sound) = (format!("/retention/erasures/{id}"), desk.it.called(), form.is_sound());
    let page = ConfirmationPage {
        frame: desk
            .by
            .frame(app, "Уничтожение персональных данных")
            .sound(sound)
            .trail(&[("/retention/erasures", "Акты об уничтожении"), (&home, &called)]),
        form,
        cases: count.words(),
        address: desk.it.operator(&app.config.centre_address).to_owned(),
        members: desk.it.members.clone(),
        home,
        called,
    };
    if sound { page::page(&page) } else { page::faulty(&page) }
}

async fn show(desk: InCharge<Erasure>, State(app): State<App>) -> Result<Response, Failure> {
    desk.it.may_be_confirmed(&desk.by.account.id.to_string(), &app.config.centre_address)?;
    draw(&app, &desk, Form::new()).await
}

async fn carry_out(desk: InCharge<Erasure>, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    desk.it.may_be_confirmed(&desk.by.account.id.to_string(), &app.config.centre_address)?;
    if !prove_password(&app, &desk.by.account, &mut form).await? {
        return draw(&app, &desk, form.without_passwords()).await;
    }
    let (erasure, today, zone) = (desk.it.clone(), app.today(), app.config.zone.clone());
    let centre = app.config.centre_address.clone();
    let done = app.db.act(desk.by.by(), app.now(), move |act| {
        let cases = acting::confirm(act, &erasure, (today, &zone), &centre)?.words();
        let called = Erasure { dated_on: Some(today), ..erasure.clone() }.called();
        let fact = Fact::of(kinds::ERASURE_DONE, format!("исполнен акт об уничтожении {called}: {cases}"));
        Ok::<_, Failure>(act.record(fact.subject("erasure", erasure.id), cases)?)
    });
    let said = format!("Персональные данные уничтожены: {}. Файлы удаляются из хранилища.", done.await?);
    app.bell.ring();
    Ok(page::go_saying(desk.by.visit.cookies, &format!("/retention/erasures/{}", desk.it.id), &said))
}
