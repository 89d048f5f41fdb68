//! The order with the list and the schedule, the worker's acquaintance with it, a new day of the session after a postponement.

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
use super::model::Case;
use super::refused;
use super::rules::{self, Rules};
use super::stage::Move;
use super::standing;
use super::step::{self, Ask, StepPage};
use super::store;

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors
        .post("/school/fitness/{id}/plan", plan)
        .get("/school/fitness/{id}/order", show)
        .post("/school/fitness/{id}/order", order)
        .get("/school/fitness/{id}/listing", show_listing)
        .post("/school/fitness/{id}/listing", list)
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
        if let Some(exempt) = standing::exempt(&worker, &records, &rules, today)? {
            return Err(CannotBegin::Exempt(exempt.until()).into());
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
            "Потом вы скачаете приказ, подпишете его и ознакомите с ним работника; день ознакомления запишете отдельно.".to_owned(),
            "В одном приказе может быть несколько работников: запишите у каждого тот же номер и ту же дату, и все они войдут в список.".to_owned(),
        ],
        asks: vec![
            Ask::line("number", "Номер приказа", "Например, 112-од."),
            Ask::date("on", "Дата приказа", ""),
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
    let session_on = session(form, rules, on);
    Some(Order { number: number?, on: on?, session_on: session_on? }).filter(|_| form.is_sound())
}

/// The session by the schedule: late enough even when the worker is acquainted on the first possible day.
fn session(form: &mut Form, rules: &Rules, first: Option<Day>) -> Option<Day> {
    let day = day_from(form, "session", "Укажите день заседания.")?;
    form.check("session", refused::after_order(rules, first?, day))
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
    Ok(page::go_saying(
        seat.by.signed.visit.cookies,
        &home,
        "Приказ записан. Скачайте его и ознакомьте с ним работника под подпись.",
    ))
}

async fn show_listing(seat: OwnCase, State(app): State<App>) -> Result<Response, Failure> {
    seat.may(seat.case.list())?;
    draw_listing(&app, &seat, with_day(Form::new(), "listed", app.today()))
}

fn draw_listing(app: &App, seat: &OwnCase, form: Form) -> Result<Response, Failure> {
    step::drawn(StepPage {
        frame: seat.frame(app, "Ознакомление с приказом"),
        title: "Ознакомление с приказом",
        worker: seat.worker.name.full(),
        before: step::until_session(seat, (rules::ORDER, "приказом"))?,
        asks: vec![Ask::date("listed", "День, когда работник ознакомлен с приказом, списком и графиком", "")],
        action: format!("{}/listing", seat.home()),
        button: "Записать ознакомление",
        back: seat.home(),
        form,
    })
}

/// What the worker has signed already or what came first: the day before which there was nothing to sign.
fn first(case: &Case) -> Option<(Day, &'static str)> {
    let before = case.listed_on.map(|day| (day, "работник ознакомлен с прежним графиком"));
    before.or_else(|| case.order.as_ref().map(|(_, on)| (*on, "издан приказ")))
}

fn listed(form: &mut Form, seat: &OwnCase, today: Day) -> Option<Day> {
    let missing = "Укажите, когда работник ознакомлен с приказом.";
    let day = step::past(form, ("listed", missing), today, first(&seat.case))?;
    let session = seat.case.session_on?;
    step::in_time(form, ("listed", "ознакомить"), refused::after_order(&seat.rules, day, session)).map(|()| day)
}

async fn list(seat: OwnCase, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    seat.may(seat.case.list())?;
    let Some(day) = listed(&mut form, &seat, app.today()) else {
        return draw_listing(&app, &seat, form);
    };
    let (home, worker, case) = (seat.home(), seat.worker, seat.case);
    let done = app.db.act(seat.by.by(), app.now(), move |act| {
        let told = acts::list(act, &worker, &case, day)?;
        Ok::<_, Failure>(act.end(told, ()))
    });
    done.await?;
    Ok(page::go_saying(seat.by.signed.visit.cookies, &home, "Ознакомление с приказом записано."))
}

async fn show_schedule(seat: OwnCase, State(app): State<App>) -> Result<Response, Failure> {
    seat.may(Move::Reschedule)?;
    draw_schedule(&app, &seat, Form::new())
}

fn draw_schedule(app: &App, seat: &OwnCase, form: Form) -> Result<Response, Failure> {
    step::drawn(StepPage {
        frame: seat.frame(app, "Новый день заседания"),
        title: "Новый день заседания",
        worker: seat.worker.name.full(),
        before: vec![earliest(&seat.rules, app.today())?],
        asks: vec![Ask::date("session", "Новый день заседания", "")],
        action: format!("{}/schedule", seat.home()),
        button: "Назначить день",
        back: seat.home(),
        form,
    })
}

async fn reschedule(seat: OwnCase, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    seat.may(Move::Reschedule)?;
    let first = first(&seat.case).map(|(day, _)| day);
    let Some(session_on) = session(&mut form, &seat.rules, first) else {
        return draw_schedule(&app, &seat, form);
    };
    let (home, worker, case) = (seat.home(), seat.worker, seat.case);
    let done = app.db.act(seat.by.by(), app.now(), move |act| {
        let told = acts::reschedule(act, &worker, &case, session_on)?;
        Ok::<_, Failure>(act.end(told, ()))
    });
    done.await?;
    Ok(page::go_saying(
        seat.by.signed.visit.cookies,
        &home,
        "Новый день заседания записан. Ознакомьте работника с изменённым графиком.",
    ))
}
