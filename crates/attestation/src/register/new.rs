//! One record typed by the centre: the form, the check before it is written down, the record.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::accounts::Centre;
use crate::applications::Snils;
use crate::context::App;
use crate::platform::doors::Doors;
use crate::platform::failure::Failure;
use crate::platform::form::{Choice, Form};
use crate::platform::page::{self, Frame};
use crate::platform::words;

use super::compared::{Change, term};
use super::model::NewRecord;
use super::typed::{self, Offer};
use super::{added, store};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/register/new", show).post("/register/new", create)
}

/// A form of a record; the reason is asked for when an earlier one is put right.
#[derive(Template)]
#[template(path = "register/new.html")]
pub(super) struct TypedPage {
    pub(super) frame: Frame,
    pub(super) form: Form,
    pub(super) title: String,
    pub(super) action: String,
    pub(super) back: String,
    pub(super) asks_reason: bool,
    /// The act that made the record and holds a part of it, with its page; empty when there is none.
    pub(super) held_by: String,
    pub(super) act_href: String,
    pub(super) posts: Vec<Choice>,
    pub(super) categories: Vec<Choice>,
}

/// What will be written down, before it is; of a record that is put right also what changes.
#[derive(Template)]
#[template(path = "register/check_new.html")]
pub(super) struct CheckPage {
    frame: Frame,
    form: Form,
    action: String,
    is_correction: bool,
    changes: Vec<Change>,
    lines: Vec<(&'static str, String)>,
    carried: Vec<(&'static str, String)>,
    is_unlisted: bool,
}

/// The check page of a record that is to be written down by `action`; with `changes` in the place of an earlier one.
pub(super) fn checked(
    (frame, action): (Frame, String),
    new: &NewRecord,
    form: Form,
    offer: &Offer,
    changes: Option<Vec<Change>>,
) -> CheckPage {
    let day = words::day;
    let reason = form.text("reason");
    let mut lines = vec![
        ("Педагог", new.name.full()),
        ("Дата рождения", day(new.born)),
        ("СНИЛС", new.snils.as_ref().map(|snils| Snils::printed(snils.as_str())).unwrap_or_default()),
        ("Организация", new.organization.clone()),
        ("Муниципалитет", new.municipality.clone()),
        (
            "Должность",
            if new.post_written.is_empty() { offer.post_name(&new.post_code) } else { new.post_written.clone() },
        ),
        ("Категория", new.category.words().to_owned()),
        ("Дата решения", day(new.granted_on)),
        ("Срок", term(new.valid_to)),
        ("Номер акта", new.act_number.clone()),
        ("Дата акта", new.act_date.map(day).unwrap_or_default()),
    ];
    let mut carried = typed::carried(&form);
    let is_correction = changes.is_some();
    if is_correction {
        lines.push(("Причина исправления", reason.clone()));
        carried.push(("reason", reason));
    }
    CheckPage {
        frame: frame.sound(form.is_sound()),
        action,
        is_correction,
        changes: changes.unwrap_or_default(),
        lines,
        carried,
        is_unlisted: new.school.is_none(),
        form: form.without_passwords(),
    }
}

const TRAIL: &[(&str, &str)] = &[("/cabinet", "Личный кабинет"), ("/register", "Реестр категорий")];

async fn show(by: Centre, State(app): State<App>) -> Result<Response, Failure> {
    let form = Form::new();
    let offer = Offer::of(&app, &form).await?;
    draw(&app, &by, form, &offer)
}

fn draw(app: &App, by: &Centre, form: Form, offer: &Offer) -> Result<Response, Failure> {
    let sound = form.is_sound();
    let page = TypedPage {
        frame: by.frame(app, "Новая запись реестра").sound(sound).trail(TRAIL),
        title: "Новая запись реестра".to_owned(),
        action: "/register/new".to_owned(),
        back: "/register".to_owned(),
        asks_reason: false,
        held_by: String::new(),
        act_href: String::new(),
        posts: offer.posts(),
        categories: typed::categories(),
        form,
    };
    if sound { page::page(&page) } else { page::faulty(&page) }
}

async fn create(by: Centre, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    let offer = Offer::of(&app, &form).await?;
    if form.ticked("back") {
        return draw(&app, &by, form, &offer);
    }
    let Some(new) = typed::parse(&mut form, &offer, app.today()) else {
        return draw(&app, &by, form, &offer);
    };
    if typed::same_as(&app, &new, None).await?.is_some() {
        form.fault("surname", ALREADY_THERE);
        return draw(&app, &by, form, &offer);
    }
    if !form.ticked("confirmed") {
        let frame = by.frame(&app, "Проверьте запись").trail(TRAIL);
        return page::page(&checked((frame, "/register/new".to_owned()), &new, form, &offer, None));
    }
    let done = app.db.act(by.by(), app.now(), move |act| {
        let made = store::add_each(act, &[(&new, "hand")])?;
        let Some((id, new)) = made.first() else {
            return Err(Failure::Conflict(ALREADY_THERE.to_owned()));
        };
        Ok(act.record(added(*id, new), *id)?)
    });
    let id = done.await?;
    Ok(page::go_saying(by.visit.cookies, &format!("/register/{id}"), "Запись внесена в реестр."))
}

/// Said when the register holds the same already.
pub(super) const ALREADY_THERE: &str =
    "Такая запись уже есть: тот же человек, должность, категория и дата решения. Найдите её в реестре.";
