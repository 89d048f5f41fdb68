//! One indicator of a draft: added, changed, moved, removed with its rows.

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
use super::guards::{CentresDraft, DraftIndicator};
use super::model::CriteriaSet;
use super::saving::{self, OVERTAKEN, Second};
use super::{draft, typed};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors
        .get("/settings/criteria/drafts/{id}/indicators/new", new)
        .post("/settings/criteria/drafts/{id}/indicators/new", add)
        .get("/settings/criteria/drafts/{id}/indicators/{indicator}", show)
        .post("/settings/criteria/drafts/{id}/indicators/{indicator}", change)
        .post("/settings/criteria/drafts/{id}/indicators/{indicator}/place", shift)
        .post("/settings/criteria/drafts/{id}/indicators/{indicator}/removal", remove)
}

const FIELDS: &[(&str, &str)] = &[
    ("code", "Показатель приказа"),
    ("wording", "Что оценивается"),
    ("cap", "Засчитывается не больше"),
    ("threshold", "Нужно не меньше"),
];

#[derive(Template)]
#[template(path = "criteria/indicator.html")]
struct IndicatorPage {
    frame: Frame,
    form: Form,
    codes: Vec<Choice>,
    action: String,
    home: String,
    /// The address that removes it; empty when it is new.
    removal: String,
}

fn draw(app: &App, by: &Centre, set: &CriteriaSet, part: Option<&str>, form: Form) -> Result<Response, Failure> {
    let (sound, home) = (form.is_sound(), draft::home(set));
    let title = if part.is_some() { "Показатель" } else { "Новый показатель" };
    let own = [Choice::new("", "свой показатель")].into_iter();
    let shown = IndicatorPage {
        frame: draft::frame(app, by, set, title).sound(sound),
        codes: own.chain(typed::CODES.map(|code| Choice::new(code, code))).collect(),
        action: format!("{home}/indicators/{}", part.unwrap_or("new")),
        removal: part.map(|id| format!("{home}/indicators/{id}/removal")).unwrap_or_default(),
        home,
        form,
    };
    if sound { page::page(&shown) } else { page::faulty(&shown) }
}

fn empty(set: &CriteriaSet) -> Form {
    Form::new().with("edition", set.edition.to_string())
}

async fn new(CentresDraft { by, set }: CentresDraft, State(app): State<App>) -> Result<Response, Failure> {
    draw(&app, &by, &set, None, empty(&set))
}

async fn add(seat: CentresDraft, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    let CentresDraft { by, set } = seat;
    let Some(new) = typed::indicator(&mut form, Id::new()) else {
        return draw(&app, &by, &set, None, form);
    };
    let (home, words) =
        (draft::home(&set), format!("в черновик «{}» добавлен показатель «{}»", set.title, new.wording));
    let to = format!("{home}#indicator-{}", new.id);
    let mut changed = set;
    let id = changed.id;
    changing::put(&mut changed, new);
    if !saving::save(&app, &by, &form, changed, words).await? {
        let action = format!("{home}/indicators/new");
        let second = Second { action, fields: FIELDS, typed: form, theirs: |_, _| None };
        return saving::clash(&app, &by, id, second).await;
    }
    Ok(page::go_saying(by.visit.cookies, &to, "Показатель добавлен. Добавьте его строки."))
}

async fn show(seat: DraftIndicator, State(app): State<App>) -> Result<Response, Failure> {
    let id = seat.one().id.to_string();
    let form = typed::filled_indicator(seat.one()).with("edition", seat.set.edition.to_string());
    draw(&app, &seat.by, &seat.set, Some(&id), form.with("part", &id))
}

async fn change(seat: DraftIndicator, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    let id = seat.one().id;
    let Some(new) = typed::indicator(&mut form, id) else {
        return draw(&app, &seat.by, &seat.set, Some(&id.to_string()), form);
    };
    let DraftIndicator { by, set, .. } = seat;
    let (home, words) =
        (draft::home(&set), format!("в черновике «{}» изменён показатель «{}»", set.title, new.wording));
    let (of, mut changed) = (set.id, set);
    changing::put(&mut changed, new);
    if !saving::save(&app, &by, &form, changed, words).await? {
        let second = Second { action: format!("{home}/indicators/{id}"), fields: FIELDS, typed: form, theirs };
        return saving::clash(&app, &by, of, second).await;
    }
    Ok(page::go_saying(by.visit.cookies, &format!("{home}#indicator-{id}"), "Показатель записан."))
}

/// The indicator the page was about, as it stands now.
fn theirs(set: &CriteriaSet, typed: &Form) -> Option<Form> {
    let id = typed.text("part");
    set.indicators.iter().find(|one| one.id.to_string() == id).map(typed::filled_indicator)
}

async fn shift(seat: DraftIndicator, State(app): State<App>, form: Form) -> Result<Response, Failure> {
    let way = Way::parse(form.value("way")).ok_or(Failure::Malformed("Не сказано, куда переместить показатель."))?;
    let DraftIndicator { by, mut set, place } = seat;
    let (home, id) = (draft::home(&set), set.indicators[place].id);
    let words = format!("в черновике «{}» перемещён показатель «{}»", set.title, set.indicators[place].wording);
    changing::shift(&mut set.indicators, place, way);
    if !saving::save(&app, &by, &form, set, words).await? {
        return Err(Failure::Conflict(OVERTAKEN.to_owned()));
    }
    Ok(page::go_saying(by.visit.cookies, &format!("{home}#indicator-{id}"), "Показатель перемещён."))
}

async fn remove(seat: DraftIndicator, State(app): State<App>, form: Form) -> Result<Response, Failure> {
    let DraftIndicator { by, mut set, place } = seat;
    let removed = set.indicators.remove(place);
    let home = draft::home(&set);
    let words = format!("из черновика «{}» убран показатель «{}» с его строками", set.title, removed.wording);
    if !saving::save(&app, &by, &form, set, words).await? {
        return Err(Failure::Conflict(OVERTAKEN.to_owned()));
    }
    Ok(page::go_saying(by.visit.cookies, &home, "Показатель убран."))
}
