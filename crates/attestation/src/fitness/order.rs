//! The order with the list and the schedule, and a new day of the session after a postponement.

use axum::extract::State;
use axum::response::Response;

use crate::context::App;
use crate::platform::clock::Day;
use crate::platform::dated::{day_from, with_day};
use crate::platform::doors::Doors;
use crate::platform::failure::{Failure, Refusal};
use crate::platform::form::Form;
use crate::platform::page;
use crate::platform::words;

use super::acts::{self, Order};
use super::guards::{OwnCase, OwnWorker};
use super::refused;
use super::rules::{self, Rules};
use super::stage::Move;
use super::standing::{self, Standing};
use super::step::{self, Ask, StepPage};
use super::store;

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors
        .post("/school/fitness/{id}/plan", plan)
        .get("/school/fitness/{id}/order", show)
        .post("/school/fitness/{id}/order", order)
        .get("/school/fitness/{id}/schedule", show_schedule)
        .post("/school/fitness/{id}/schedule", reschedule)
}

/// Why an attestation cannot begin.
#[derive(Debug)]
enum CannotBegin {
    /// Nothing is known of the post.
    Unknown,
    /// There is a ground: its words.
    Exempt(String),
}

impl Refusal for CannotBegin {
    fn reason(&self) -> String {
        match self {
            Self::Unknown => "Сначала запишите сведения о работнике: должность и с какого дня он в ней.".to_owned(),
            Self::Exempt(why) => {
                format!(
                    "Работник сейчас не подлежит аттестации: {why}. Если это не так, исправьте сведения о работнике."
                )
            }
        }
    }
}

async fn plan(seat: OwnWorker, State(app): State<App>, form: Form) -> Result<Response, Failure> {
    drop(form);
    let Some(known) = seat.worker.facts.clone() else { return Err(CannotBegin::Unknown.into()) };
    let (worker, today) = (seat.worker.clone(), app.today());
    let key = worker.name.key();
    let done = app.db.act(seat.by.by(), app.now(), move |act| {
        let records = crate::register::named_among(act, &[&key])?;
        let rules = store::rules_on(act, today)?;
        if let Some((why, from)) = standing::exempt(&worker, &records, &rules, today)? {
            return Err(CannotBegin::Exempt(Standing::Exempt(why, from).until()).into());
        }
        let told = acts::plan(act, &worker, &known, today)?;
        Ok::<_, Failure>(act.end(told, ()))
    });
    done.await?;
    Ok(page::go_saying(seat.by.signed.visit.cookies, &seat.home(), "Аттестация запланирована."))
}

/// «Если показать сегодня, заседание можно провести с 12 января 2027.»
fn earliest(rules: &Rules, today: Day) -> Result<String, Failure> {
    let (first, counted) = (rules.end(rules::ORDER, today)?, rules.term(rules::ORDER)?.counted());
    Ok(format!(
        "Между ознакомлением с приказом и заседанием должно пройти не меньше {counted}. Если ознакомить сегодня, заседание можно провести с {}.",
        words::day(first)
    ))
}

async fn show(seat: OwnCase, State(app): State<App>) -> Result<Response, Failure> {
    seat.may(Move::Order)?;
    draw(&app, &seat, Form::new())
}

fn draw(app: &App, seat: &OwnCase, form: Form) -> Result<Response, Failure> {
    step::drawn(StepPage {
        frame: seat.frame(app, "Приказ об аттестации"),
        title: "Приказ об аттестации",
        worker: seat.worker.name.full(),
        before: vec![
            earliest(&seat.rules, app.today())?,
            "В одном приказе может быть несколько работников: запишите у каждого тот же номер и ту же дату, и все они войдут в список.".to_owned(),
        ],
        asks: vec![
            Ask::line("number", "Номер приказа", "Например, 112-од."),
            Ask::date("on", "Дата приказа", ""),
            Ask::date("listed", "День, когда работник ознакомлен с приказом, списком и графиком", ""),
            Ask::date("session", "День заседания по графику", ""),
        ],
        action: format!("{}/order", seat.home()),
        button: "Записать приказ",
        back: seat.home(),
        form,
    })
}

fn parse(form: &mut Form, rules: &Rules, today: Day) -> Option<Order> {
    let number = step::line(form, "number", "Укажите номер приказа.");
    let on = step::past(form, ("on", "Укажите дату приказа."), today, None);
    let listed_on = listed(form, today, on.map(|on| (on, "издан приказ")));
    let session_on = session(form, rules, listed_on);
    Some(Order { number: number?, on: on?, listed_on: listed_on?, session_on: session_on? }).filter(|_| form.is_sound())
}

fn listed(form: &mut Form, today: Day, first: Option<(Day, &'static str)>) -> Option<Day> {
    step::past(form, ("listed", "Укажите, когда работник ознакомлен с приказом."), today, first)
}

fn session(form: &mut Form, rules: &Rules, listed_on: Option<Day>) -> Option<Day> {
    let day = day_from(form, "session", "Укажите день заседания.")?;
    form.check("session", refused::after_order(rules, listed_on?, day))
}

async fn order(seat: OwnCase, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    seat.may(Move::Order)?;
    let Some(new) = parse(&mut form, &seat.rules, app.today()) else {
        return draw(&app, &seat, form);
    };
    let (home, worker, case) = (seat.home(), seat.worker, seat.case);
    let done = app.db.act(seat.by.by(), app.now(), move |act| {
        let told = acts::order(act, &worker, &case, &new)?;
        Ok::<_, Failure>(act.end(told, ()))
    });
    done.await?;
    Ok(page::go_saying(seat.by.signed.visit.cookies, &home, "Приказ записан."))
}

async fn show_schedule(seat: OwnCase, State(app): State<App>) -> Result<Response, Failure> {
    seat.may(seat.case.reschedule())?;
    let form = with_day(Form::new(), "listed", app.today());
    draw_schedule(&app, &seat, form)
}

fn draw_schedule(app: &App, seat: &OwnCase, form: Form) -> Result<Response, Failure> {
    step::drawn(StepPage {
        frame: seat.frame(app, "Новый день заседания"),
        title: "Новый день заседания",
        worker: seat.worker.name.full(),
        before: vec![earliest(&seat.rules, app.today())?],
        asks: vec![
            Ask::date("listed", "День, когда работник ознакомлен с изменённым графиком", ""),
            Ask::date("session", "Новый день заседания", ""),
        ],
        action: format!("{}/schedule", seat.home()),
        button: "Назначить день",
        back: seat.home(),
        form,
    })
}

async fn reschedule(seat: OwnCase, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    seat.may(seat.case.reschedule())?;
    let first = seat.case.listed_on.map(|day| (day, "работник ознакомлен с прежним графиком"));
    let listed_on = listed(&mut form, app.today(), first);
    let session_on = session(&mut form, &seat.rules, listed_on);
    let (Some(listed_on), Some(session_on), true) = (listed_on, session_on, form.is_sound()) else {
        return draw_schedule(&app, &seat, form);
    };
    let (home, worker, case) = (seat.home(), seat.worker, seat.case);
    let done = app.db.act(seat.by.by(), app.now(), move |act| {
        let told = acts::reschedule(act, &worker, &case, (listed_on, session_on))?;
        Ok::<_, Failure>(act.end(told, ()))
    });
    done.await?;
    Ok(page::go_saying(seat.by.signed.visit.cookies, &home, "Новый день заседания записан."))
}
