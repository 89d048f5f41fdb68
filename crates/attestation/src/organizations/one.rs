//! One organisation: written down by hand, or its data put right.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::accounts::{Email, InCharge, Organization, Steward};
use crate::context::App;
use crate::platform::act::Fact;
use crate::platform::doors::Doors;
use crate::platform::failure::{Failure, Refusal};
use crate::platform::form::Form;
use crate::platform::ids::Id;
use crate::platform::page::{self, Frame};

use super::alike::Alike;
use super::model::{Inn, NewOrganization, School};
use super::{kinds, store};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors
        .get("/organizations/new", show_new)
        .post("/organizations/new", create)
        .get("/organizations/{id}", show)
        .post("/organizations/{id}", change)
}

#[derive(Template)]
#[template(path = "organizations/one.html")]
struct OnePage {
    frame: Frame,
    form: Form,
    title: String,
    action: String,
    button: &'static str,
}

/// The ИНН belongs to another organisation.
#[derive(Debug)]
struct InnTaken(String);

impl Refusal for InnTaken {
    fn reason(&self) -> String {
        format!("Организация с таким ИНН уже есть: {}. Сверьте цифры или измените её данные.", self.0)
    }
}

fn draw(frame: Frame, form: Form, at: Option<Id<Organization>>) -> Result<Response, Failure> {
    let sound = form.is_sound();
    let page = OnePage {
        title: frame.title.clone(),
        frame: frame.sound(sound).trail(&[("/cabinet", "Личный кабинет"), ("/organizations", "Организации")]),
        form,
        action: at.map_or_else(|| "/organizations/new".to_owned(), |id| format!("/organizations/{id}")),
        button: if at.is_some() {
            "Сохранить изменения"
        } else {
            "Добавить организацию"
        },
    };
    if sound { page::page(&page) } else { page::faulty(&page) }
}

async fn show_new(by: Steward, State(app): State<App>) -> Result<Response, Failure> {
    draw(by.frame(&app, "Новая организация"), Form::new(), None)
}

async fn create(by: Steward, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    let frame = by.frame(&app, "Новая организация");
    let Some(new) = asked(&app, &mut form, None).await? else {
        return draw(frame, form, None);
    };
    let said = format!("Организация «{}» внесена.", new.name);
    let done = app.db.act(by.by(), app.now(), move |act| {
        let Some(id) = store::create(act, &new)? else {
            let known = store::by_inn(act, &new.inn)?;
            return Err(InnTaken(known.map(|one| one.name).unwrap_or_default()).into());
        };
        let fact = Fact::of(kinds::CREATED, &new.name).subject("organization", id);
        Ok::<_, Failure>(act.record(fact, ())?)
    });
    match done.await {
        Ok(()) => Ok(page::go_saying(by.visit.cookies, "/organizations", &said)),
        Err(Failure::Denied(taken)) => {
            form.fault("inn", taken.reason());
            draw(frame, form, None)
        }
        Err(other) => Err(other),
    }
}

async fn show(seat: InCharge<School>, State(app): State<App>) -> Result<Response, Failure> {
    let school = &seat.it;
    let form = Form::new()
        .with("municipality", &school.municipality)
        .with("name", &school.name)
        .with("inn", &school.inn)
        .with("email", &school.email);
    draw(seat.by.frame(&app, &school.name), form, Some(school.id))
}

async fn change(seat: InCharge<School>, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    let id = seat.it.id;
    let frame = seat.by.frame(&app, &seat.it.name);
    let Some(new) = asked(&app, &mut form, Some(&seat.it)).await? else {
        return draw(frame, form, Some(id));
    };
    let before = seat.it;
    let done = app.db.act(seat.by.by(), app.now(), move |act| {
        match store::by_inn(act, &new.inn)? {
            Some(other) if other.id != id => return Err(InnTaken(other.name).into()),
            _ => store::update(act, id, &new)?,
        }
        let fact = Fact::of(kinds::CHANGED, changes(&before, &new)).subject("organization", id);
        Ok::<_, Failure>(act.record(fact, ())?)
    });
    match done.await {
        Ok(()) => {
            let to = format!("/organizations/{id}");
            let said = "Данные организации сохранены.";
            Ok(page::go_saying(seat.by.visit.cookies, &to, said))
        }
        Err(Failure::Denied(taken)) => {
            form.fault("inn", taken.reason());
            draw(frame, form, Some(id))
        }
        Err(other) => Err(other),
    }
}

/// What has changed, in words for the journal.
fn changes(before: &super::School, new: &NewOrganization) -> String {
    let pairs = [
        ("муниципальное образование", &before.municipality, &new.municipality),
        ("название", &before.name, &new.name),
        ("ИНН", &before.inn, &new.inn.as_str().to_owned()),
        ("почта", &before.email, &new.email),
    ];
    let told: Vec<String> = pairs
        .into_iter()
        .filter(|(_, was, is)| was != is)
        .map(|(what, was, is)| format!("{what}: было «{was}», стало «{is}»"))
        .collect();
    if told.is_empty() {
        format!("{}: без изменений", before.name)
    } else {
        format!("{}. {}", before.name, told.join("; "))
    }
}

/// The longest name of anything, in letters.
const LONGEST: usize = 250;

/// What was typed, when nothing is wrong with it nor like something that is there.
async fn asked(app: &App, form: &mut Form, before: Option<&School>) -> Result<Option<NewOrganization>, Failure> {
    let Some(new) = parse(form) else { return Ok(None) };
    let (looked, before) = (new.clone(), before.cloned());
    let alike = app.db.read(move |reader| Alike::read(reader, &looked, before.as_ref())).await?;
    alike.ask(form);
    Ok(Some(new).filter(|_| form.is_sound()))
}

fn parse(form: &mut Form) -> Option<NewOrganization> {
    let municipality = line(form, "municipality", "Укажите муниципальное образование.");
    let name = line(form, "name", "Укажите краткое наименование, например МБОУ «СОШ № 5».");
    let inn = Inn::parse(form.value("inn"));
    let inn = form.check("inn", inn);
    let email = form.text("email");
    if !email.is_empty() {
        let read = Email::parse(&email);
        form.check("email", read);
    }
    Some(NewOrganization { municipality, name, inn: inn.filter(|_| form.is_sound())?, email })
}

/// A line that must be filled, its spaces folded.
fn line(form: &mut Form, field: &str, missing: &str) -> String {
    let text = form.value(field).split_whitespace().collect::<Vec<_>>().join(" ");
    if text.is_empty() {
        form.fault(field, missing);
    } else if text.chars().count() > LONGEST {
        form.fault(field, format!("Здесь больше {LONGEST} знаков. Сократите."));
    }
    text
}
