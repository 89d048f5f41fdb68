//! The Centre's list of commissions, and a new one by its order.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;

use crate::accounts::Centre;
use crate::context::App;
use crate::platform::act::Fact;
use crate::platform::clock::Day;
use crate::platform::doors::Doors;
use crate::platform::failure::{Failure, Refusal};
use crate::platform::form::Form;
use crate::platform::ids::Id;
use crate::platform::page::{self, Frame};
use crate::platform::versions::FAR;

use super::model::Commission;
use super::store::{self, NewCommission};
use super::{kinds, typed};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/commissions", show).get("/commissions/new", new).post("/commissions/new", create)
}

/// Rows of a page.
pub(super) const PAGE: usize = 20;
/// Rows asked for: one more tells whether there is a next page.
pub(super) const ASKED: i64 = 21;

struct Line {
    id: String,
    name: String,
    order: String,
    span: String,
    state: &'static str,
    tone: &'static str,
}

#[derive(Template)]
#[template(path = "commission/board.html")]
struct BoardPage {
    frame: Frame,
    lines: Vec<Line>,
    first_href: &'static str,
    next_href: String,
}

#[derive(Template)]
#[template(path = "commission/new.html")]
struct NewPage {
    frame: Frame,
    form: Form,
}

/// A border of a list by day: `2026-11-23.<id>`.
pub(super) fn after<T>(form: &Form) -> Option<(Day, Id<T>)> {
    let (day, id) = form.value("after").split_once('.')?;
    Some((day.parse().ok()?, id.parse().ok()?))
}

async fn show(by: Centre, State(app): State<App>, RawQuery(raw): RawQuery) -> Result<Response, Failure> {
    let form = Form::of_urlencoded(raw.unwrap_or_default().as_bytes());
    let (today, after) = (app.today(), after(&form));
    let mut all = app.db.read(move |reader| store::commissions(reader, after, ASKED)).await?;
    let has_more = all.len() > PAGE;
    all.truncate(PAGE);
    let next = all.last().filter(|_| has_more);
    page::page(&BoardPage {
        frame: by.frame(&app, "Аттестационные комиссии").trail(&trail()[..2]),
        next_href: next.map(|one| format!("/commissions?after={}.{}", one.valid_from, one.id)).unwrap_or_default(),
        first_href: if after.is_some() { "/commissions" } else { "" },
        lines: all.iter().map(|one| line(one, today)).collect(),
    })
}

/// The way to pages of commissions.
pub(super) fn trail() -> [(&'static str, &'static str); 3] {
    [("/cabinet", "Личный кабинет"), ("/settings", "Настройки"), ("/commissions", "Комиссии")]
}

/// How a commission stands on a day, with the colour of its tag.
pub(super) fn state(one: &Commission, today: Day) -> (&'static str, &'static str) {
    match () {
        () if one.is_in_force(today) => ("действует", "green"),
        () if one.valid_from > today => ("начнёт действовать", "blue"),
        () => ("не действует", "grey"),
    }
}

fn line(one: &Commission, today: Day) -> Line {
    let (state, tone) = state(one, today);
    Line { id: one.id.to_string(), name: one.name.clone(), order: one.order(), span: one.span(), state, tone }
}

fn new_page(app: &App, by: &Centre, form: Form) -> NewPage {
    NewPage { frame: by.frame(app, "Новая комиссия").sound(form.is_sound()).trail(&trail()), form }
}

async fn new(by: Centre, State(app): State<App>) -> Result<Response, Failure> {
    page::page(&new_page(&app, &by, Form::new()))
}

/// Reads what is written of a commission; every fault stands at its field.
pub(super) fn parse(form: &mut Form) -> Option<NewCommission> {
    let name = typed::line(form, "name", "Укажите название комиссии.");
    let order_number = typed::line(form, "order_number", "Укажите номер приказа о составе комиссии.");
    let order_date = typed::day(form, "order_date", "Укажите дату приказа, например 28.08.2026.");
    let valid_from = typed::day(form, "from", "Укажите первый день работы комиссии, например 01.09.2026.");
    let valid_to = if form.text("to").is_empty() {
        Some(FAR)
    } else {
        typed::day(form, "to", "Дата записана с ошибкой. Пример: 31.08.2027.")
    };
    let new =
        NewCommission { name, order_number, order_date: order_date?, valid_from: valid_from?, valid_to: valid_to? };
    if new.valid_to < new.valid_from {
        form.fault("to", "Последний день раньше первого. Проверьте даты.");
    }
    if new.order_date > new.valid_from {
        form.fault("order_date", "Приказ не может быть позже первого дня работы комиссии. Проверьте даты.");
    }
    form.is_sound().then_some(new)
}

/// Such a commission is there already.
#[derive(Debug)]
pub(super) struct Known;

impl Refusal for Known {
    fn reason(&self) -> String {
        "Комиссия с таким названием по этому приказу уже внесена: она есть в списке комиссий.".to_owned()
    }
}

async fn create(by: Centre, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    let Some(new) = parse(&mut form) else {
        return page::faulty(&new_page(&app, &by, form));
    };
    let made = app.db.act(by.by(), app.now(), move |act| {
        if store::same(act, &new, None)?.is_some() {
            return Err(Known.into());
        }
        let id = store::create(act, &new)?;
        let words = format!("внесена комиссия «{}»", new.name);
        Ok::<_, Failure>(act.record(Fact::of(kinds::CREATED, words).subject("commission", id), id)?)
    });
    let id = match made.await {
        Ok(id) => id,
        Err(Failure::Denied(why)) => {
            form.fault("name", why.reason());
            return page::faulty(&new_page(&app, &by, form));
        }
        Err(other) => return Err(other),
    };
    let said = "Комиссия внесена. Теперь внесите её членов.";
    Ok(page::go_saying(by.visit.cookies, &format!("/commissions/{id}"), said))
}
