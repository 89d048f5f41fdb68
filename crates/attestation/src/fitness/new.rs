//! «Добавить работника»: somebody of the own school who has neither applied for a category nor a cabinet.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::accounts::Coordinator;
use crate::applications::{self, NewTeacher, Snils};
use crate::context::App;
use crate::platform::act::Fact;
use crate::platform::clock::Day;
use crate::platform::doors::Doors;
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::page::{self, Frame};

use super::guards::home;
use super::kinds;
use super::model::Held;

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/school/fitness/new", show).post("/school/fitness/new", add)
}

#[derive(Template)]
#[template(path = "fitness/new.html")]
struct NewPage {
    frame: Frame,
    form: Form,
    school: String,
    /// The page of the worker who is in the list already; empty when there is none.
    known: String,
}

async fn show(person: Coordinator, State(app): State<App>) -> Result<Response, Failure> {
    page::page(&drawn(&app, &person, (Form::new(), String::new())))
}

fn drawn(app: &App, person: &Coordinator, (form, known): (Form, String)) -> NewPage {
    NewPage {
        frame: person
            .frame(app, "Добавить работника")
            .sound(form.is_sound())
            .trail(&[("/school", "Педагоги школы"), ("/school/fitness", "Соответствие должности")]),
        school: person.seat.workplace.clone(),
        known,
        form,
    }
}

fn parse(form: &mut Form, person: &Coordinator, today: Day) -> Option<NewTeacher> {
    let (name, born, snils) = applications::person_from(form, today)?;
    Some(NewTeacher { name, born, snils, email: String::new(), phone: String::new(), school: person.school })
}

/// The page of a worker of the own school with this СНИЛС; empty when there is none.
async fn known(app: &App, person: &Coordinator, snils: Snils) -> Result<String, Failure> {
    let owner = app.db.read(move |reader| applications::snils_owner(reader, &snils)).await?;
    Ok(owner.filter(|one| one.school == person.school).map(|one| home(Held::first(one.id))).unwrap_or_default())
}

async fn add(person: Coordinator, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    let Some(new) = parse(&mut form, &person, app.today()) else {
        return page::faulty(&drawn(&app, &person, (form, String::new())));
    };
    let snils = new.snils.clone();
    let done = app.db.act(person.by(), app.now(), move |act| {
        let id = applications::enlist(act, &new)?;
        let words = format!("{}: добавлен в список работников школы", new.name.full());
        Ok::<_, Failure>(act.record(Fact::of(kinds::ENLISTED, words).subject("teacher", id), id)?)
    });
    match done.await {
        Ok(id) => {
            let said = "Работник добавлен. Укажите его должность и с какого дня он в ней.";
            Ok(page::go_saying(person.signed.visit.cookies, &format!("{}/facts", home(Held::first(id))), said))
        }
        Err(Failure::Denied(why)) => {
            form.fault("snils", why.reason());
            let known = known(&app, &person, snils).await?;
            page::faulty(&drawn(&app, &person, (form, known)))
        }
        Err(other) => Err(other),
    }
}
