//! The list of sessions — every one for the centre, a member's own — and a new one.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;

use crate::accounts::{Centre, Role};
use crate::context::App;
use crate::platform::act::Fact;
use crate::platform::doors::Doors;
use crate::platform::failure::{Failure, Raced};
use crate::platform::form::{Choice, Form};
use crate::platform::page::{self, Frame};
use crate::platform::words;

use super::board::{ASKED, PAGE, after};
use super::guards::Sitter;
use super::model::Commission;
use super::store::{self, NewSitting, Sitting};
use super::{kinds, odd_day, typed};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/sittings", show).get("/sittings/new", new).post("/sittings/new", create)
}

struct Line {
    href: String,
    when: String,
    commission: String,
    place: String,
    cases: i64,
    stage: &'static str,
    tone: &'static str,
}

#[derive(Template)]
#[template(path = "commission/sittings.html")]
struct ListPage {
    frame: Frame,
    keeps: bool,
    lines: Vec<Line>,
    first_href: &'static str,
    next_href: String,
}

#[derive(Template)]
#[template(path = "commission/sitting_new.html")]
struct NewPage {
    frame: Frame,
    form: Form,
    commissions: Vec<Choice>,
}

/// «23 ноября 2026, 10:00».
pub fn when(sitting: &Sitting) -> String {
    format!("{}, {}", words::day(sitting.held_on), sitting.begins)
}

fn line(one: &Sitting) -> Line {
    Line {
        href: format!("/sittings/{}", one.id),
        when: when(one),
        commission: one.commission_name.clone(),
        place: one.place.clone(),
        cases: one.cases,
        stage: one.stage.words(),
        tone: one.stage.tone(),
    }
}

async fn show(Sitter(by): Sitter, State(app): State<App>, RawQuery(raw): RawQuery) -> Result<Response, Failure> {
    let form = Form::of_urlencoded(raw.unwrap_or_default().as_bytes());
    let border = after(&form);
    let keeps = by.seat.role == Role::Centre;
    let whose = (by.seat.role == Role::Member).then(|| (by.account.id, app.today()));
    let mut all = app.db.read(move |reader| store::list(reader, whose, border, ASKED)).await?;
    let has_more = all.len() > PAGE;
    all.truncate(PAGE);
    let next = all.last().filter(|_| has_more);
    page::page(&ListPage {
        frame: by.frame(&app, "Заседания комиссии").trail(&[("/cabinet", "Личный кабинет")]),
        keeps,
        next_href: next.map(|one| format!("/sittings?after={}.{}", one.held_on, one.id)).unwrap_or_default(),
        first_href: if border.is_some() { "/sittings" } else { "" },
        lines: all.iter().map(line).collect(),
    })
}

/// Commissions to choose from: the newest fifty.
const CHOSEN_FROM: i64 = 50;

async fn commissions(app: &App) -> Result<Vec<Commission>, Failure> {
    Ok(app.db.read(|reader| store::commissions(reader, None, CHOSEN_FROM)).await?)
}

fn draw(app: &App, by: &Centre, form: Form, all: &[Commission]) -> Result<Response, Failure> {
    let sound = form.is_sound();
    let frame = by.frame(app, "Новое заседание").sound(sound);
    let page = NewPage {
        frame: frame.trail(&[("/cabinet", "Личный кабинет"), ("/sittings", "Заседания")]),
        form,
        commissions: all
            .iter()
            .map(|one| {
                let over = if one.valid_to < app.today() { ", не действует" } else { "" };
                Choice::new(one.id.to_string(), format!("{}, {}{over}", one.name, one.order()))
            })
            .collect(),
    };
    if sound { page::page(&page) } else { page::faulty(&page) }
}

async fn new(by: Centre, State(app): State<App>) -> Result<Response, Failure> {
    let all = commissions(&app).await?;
    let in_force = all.iter().find(|one| one.is_in_force(app.today())).map(|one| one.id.to_string());
    let form = Form::new().with("commission", in_force.unwrap_or_default());
    draw(&app, &by, form, &all)
}

fn parse(form: &mut Form, all: &[Commission]) -> Option<NewSitting> {
    let chosen = form.value("commission").parse().ok().and_then(|id| all.iter().find(|one| one.id == id));
    let commission = form.check("commission", chosen.ok_or("Выберите комиссию."));
    typed::sitting(form, commission)
}

async fn create(by: Centre, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    let all = commissions(&app).await?;
    let Some(new) = parse(&mut form, &all) else {
        return draw(&app, &by, form, &all);
    };
    if !odd_day::is_meant(&app, &mut form, new.held_on).await? {
        return draw(&app, &by, form, &all);
    }
    let made = app.db.act(by.by(), app.now(), move |act| {
        if store::is_planned(act, &new)? {
            return Err(Raced::Other);
        }
        let id = store::plan(act, &new)?;
        let words = format!("назначено заседание на {}, {}", words::day(new.held_on), new.begins);
        Ok(act.record(Fact::of(kinds::PLANNED, words).subject("sitting", id), id)?)
    });
    let id = match made.await {
        Ok(id) => id,
        Err(Raced::Other) => {
            let there = "Заседание этой комиссии в этот день, час и в этом месте уже назначено: оно есть в списке заседаний. Если нужно ещё одно, измените начало или место.";
            form.fault("begins", there);
            return draw(&app, &by, form, &all);
        }
        Err(Raced::Failed(failure)) => return Err(failure),
    };
    let said = "Заседание назначено. Теперь составьте повестку.";
    Ok(page::go_saying(by.visit.cookies, &format!("/sittings/{id}/agenda"), said))
}
