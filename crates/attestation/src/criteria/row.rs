//! One row of a draft: added, changed, moved within its indicator, removed.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::accounts::Centre;
use crate::context::App;
use crate::platform::doors::Doors;
use crate::platform::failure::Failure;
use crate::platform::form::{Choice, Form};
use crate::platform::ids::Id;
use crate::platform::page::{self, Frame};

use super::changing::{self, Way};
use super::guards::{DraftIndicator, DraftRow};
use super::model::{CriteriaSet, Measure, RowKind};
use super::saving::{self, OVERTAKEN, Second};
use super::{draft, typed};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors
        .get("/settings/criteria/drafts/{id}/indicators/{indicator}/rows/new", new)
        .post("/settings/criteria/drafts/{id}/indicators/{indicator}/rows/new", add)
        .get("/settings/criteria/drafts/{id}/rows/{row}", show)
        .post("/settings/criteria/drafts/{id}/rows/{row}", change)
        .post("/settings/criteria/drafts/{id}/rows/{row}/place", shift)
        .post("/settings/criteria/drafts/{id}/rows/{row}/removal", remove)
}

const FIELDS: &[(&str, &str)] = &[
    ("wording", "О чём спрашивает строка"),
    ("hint", "Подсказка"),
    ("kind", "Как отвечают"),
    ("measure", "Что считает диапазон"),
    ("options", "Ответы и баллы"),
    ("min", "Наименьший балл"),
    ("max", "Наибольший балл"),
    ("years", "За сколько последних лет"),
    ("evidence", "Чем подтверждается"),
];

#[derive(Template)]
#[template(path = "criteria/row.html")]
struct RowPage {
    frame: Frame,
    form: Form,
    kinds: Vec<Choice>,
    measures: Vec<Choice>,
    action: String,
    home: String,
    /// The address that removes it; empty when it is new.
    removal: String,
}

/// Where the form of a row is sent, and whether the row is there already.
struct At {
    action: String,
    is_new: bool,
}

fn draw(app: &App, by: &Centre, set: &CriteriaSet, at: At, form: Form) -> Result<Response, Failure> {
    let sound = form.is_sound();
    let title = if at.is_new { "Новая строка" } else { "Строка" };
    let shown = RowPage {
        frame: draft::frame(app, by, set, title).sound(sound),
        kinds: RowKind::ALL.map(|kind| Choice::new(kind.code(), kind.words())).into(),
        measures: [Measure::Percent, Measure::Count].map(|one| Choice::new(one.code(), one.words())).into(),
        removal: if at.is_new { String::new() } else { format!("{}/removal", at.action) },
        action: at.action,
        home: draft::home(set),
        form,
    };
    if sound { page::page(&shown) } else { page::faulty(&shown) }
}

fn at_new(seat: &DraftIndicator) -> At {
    At { action: format!("{}/indicators/{}/rows/new", draft::home(&seat.set), seat.one().id), is_new: true }
}

fn at(seat: &DraftRow) -> At {
    At { action: format!("{}/rows/{}", draft::home(&seat.set), seat.one().id), is_new: false }
}

async fn new(seat: DraftIndicator, State(app): State<App>) -> Result<Response, Failure> {
    let form = Form::new().with("edition", seat.set.edition.to_string());
    draw(&app, &seat.by, &seat.set, at_new(&seat), form.with("measure", Measure::Percent.code()))
}

async fn add(seat: DraftIndicator, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    let at = at_new(&seat);
    let Some(new) = typed::row(&mut form, Id::new(), &[]) else {
        return draw(&app, &seat.by, &seat.set, at, form);
    };
    let DraftIndicator { by, mut set, place } = seat;
    let (of, to) = (set.id, format!("{}#row-{}", draft::home(&set), new.id));
    let words = format!("в черновик «{}» добавлена строка «{}»", set.title, new.wording);
    set.indicators[place].rows.push(new);
    if !saving::save(&app, &by, &form, set, words).await? {
        let second = Second { action: at.action, fields: FIELDS, typed: form, theirs: |_, _| None };
        return saving::clash(&app, &by, of, second).await;
    }
    Ok(page::go_saying(by.visit.cookies, &to, "Строка добавлена."))
}

async fn show(seat: DraftRow, State(app): State<App>) -> Result<Response, Failure> {
    let form = typed::filled_row(seat.one()).with("edition", seat.set.edition.to_string());
    let form = form.with("part", seat.one().id.to_string());
    draw(&app, &seat.by, &seat.set, at(&seat), form)
}

async fn change(seat: DraftRow, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    let at = at(&seat);
    let Some(new) = typed::row(&mut form, seat.one().id, &seat.one().options) else {
        return draw(&app, &seat.by, &seat.set, at, form);
    };
    let DraftRow { by, mut set, place } = seat;
    let (of, to) = (set.id, format!("{}#row-{}", draft::home(&set), new.id));
    let words = format!("в черновике «{}» изменена строка «{}»", set.title, new.wording);
    set.indicators[place.0].rows[place.1] = new;
    if !saving::save(&app, &by, &form, set, words).await? {
        let second = Second { action: at.action, fields: FIELDS, typed: form, theirs };
        return saving::clash(&app, &by, of, second).await;
    }
    Ok(page::go_saying(by.visit.cookies, &to, "Строка записана."))
}

/// The row the page was about, as it stands now.
fn theirs(set: &CriteriaSet, typed: &Form) -> Option<Form> {
    let id = typed.text("part");
    set.rows().find(|(_, row)| row.id.to_string() == id).map(|(_, row)| typed::filled_row(row))
}

async fn shift(seat: DraftRow, State(app): State<App>, form: Form) -> Result<Response, Failure> {
    let way = Way::parse(form.value("way")).ok_or(Failure::Malformed("Не сказано, куда переместить строку."))?;
    let (to, wording) = (format!("{}#row-{}", draft::home(&seat.set), seat.one().id), seat.one().wording.clone());
    let DraftRow { by, mut set, place } = seat;
    let words = format!("в черновике «{}» перемещена строка «{wording}»", set.title);
    changing::shift(&mut set.indicators[place.0].rows, place.1, way);
    if !saving::save(&app, &by, &form, set, words).await? {
        return Err(Failure::Conflict(OVERTAKEN.to_owned()));
    }
    Ok(page::go_saying(by.visit.cookies, &to, "Строка перемещена."))
}

async fn remove(seat: DraftRow, State(app): State<App>, form: Form) -> Result<Response, Failure> {
    let DraftRow { by, mut set, place } = seat;
    let removed = set.indicators[place.0].rows.remove(place.1);
    let to = format!("{}#indicator-{}", draft::home(&set), set.indicators[place.0].id);
    let words = format!("из черновика «{}» убрана строка «{}»", set.title, removed.wording);
    if !saving::save(&app, &by, &form, set, words).await? {
        return Err(Failure::Conflict(OVERTAKEN.to_owned()));
    }
    Ok(page::go_saying(by.visit.cookies, &to, "Строка убрана."))
}
