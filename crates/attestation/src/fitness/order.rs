//! The order with the list and the schedule.

use axum::extract::State;
use axum::response::Response;

use crate::context::App;
use crate::platform::clock::Day;
use crate::platform::dated::day_from;
use crate::platform::doors::Doors;
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::page;
use crate::platform::words;

use super::acts::{self, Order};
use super::cycle::Due;
use super::day_off;
use super::guards::OwnCase;
use super::joining;
use super::late;
use super::model::{Case, Worker};
use super::refused;
use super::rules::{self, NoTerm};
use super::stage::Move;
use super::step::{self, Ask, StepPage};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/school/fitness/{id}/order", show).post("/school/fitness/{id}/order", order)
}

/// «Если показать сегодня, заседание можно провести с 12 января 2027.»
pub(super) fn earliest(seat: &OwnCase, today: Day) -> Result<String, Failure> {
    let rules = &seat.rules;
    let (first, counted) = (rules.end(rules::ORDER, today)?, rules.term(rules::ORDER)?.counted());
    let due = match seat.due(today)? {
        Some(Due { by: Some(by), is_named: true, .. }) if by < first => {
            format!(
                " Аттестовать работника нужно было до {}: в этот срок уже не успеть, назначьте ближайший день.",
                words::day(by)
            )
        }
        Some(Due { by: Some(by), .. }) if by >= first => format!(" Аттестовать работника нужно до {}.", words::day(by)),
        _ => String::new(),
    };
    Ok(format!(
        "Между ознакомлением с приказом и заседанием должно пройти не меньше {counted}. Если ознакомить сегодня, заседание можно провести с {}.{due}",
        words::day(first)
    ))
}

/// What is said of a session after the day by which a source wants the worker attested; empty of one before it.
pub(super) fn after_term(seat: &OwnCase, session_on: Day, today: Day) -> Result<String, NoTerm> {
    let by = seat.due(today)?.and_then(Due::named).filter(|by| session_on > *by);
    Ok(by
        .map(|by| format!(" Заседание позже, чем работника нужно аттестовать: до {}.", words::day(by)))
        .unwrap_or_default())
}

async fn show(seat: OwnCase, State(app): State<App>) -> Result<Response, Failure> {
    seat.may(Move::Order)?;
    draw(&app, &seat, Form::new())
}

fn draw(app: &App, seat: &OwnCase, form: Form) -> Result<Response, Failure> {
    step::drawn(page_of(app, seat, form)?)
}

fn page_of(app: &App, seat: &OwnCase, form: Form) -> Result<StepPage, Failure> {
    let mut asks = vec![Ask::line("number", "Номер приказа", "Например, 112-од."), Ask::date("on", "Дата приказа", "")];
    asks.extend(ask_old(&form));
    asks.extend(joining::ask(&form));
    asks.push(Ask::date("session", "День заседания по графику", ""));
    asks.extend(day_off::ask(&form));
    Ok(StepPage {
        frame: seat.frame(app, "Приказ об аттестации"),
        title: "Приказ об аттестации",
        worker: seat.worker.name.full(),
        before: vec![
            earliest(seat, app.today())?,
            "Потом вы скачаете приказ, подпишете его и ознакомите с ним работника; день ознакомления запишете отдельно.".to_owned(),
            "В одном приказе может быть несколько работников: запишите у каждого тот же номер и ту же дату, и все они войдут в список.".to_owned(),
        ],
        asks,
        action: format!("{}/order", seat.home()),
        button: "Записать приказ",
        back: seat.home(),
        form,
    })
}

/// What came last before an order about a worker in a post: they took the post up, or were attested before.
fn last_before(worker: &Worker) -> Option<(Day, &'static str)> {
    let facts = worker.facts.as_ref()?;
    let since = (facts.since, "работник принят на должность");
    let previous = facts.previous.map(|(on, _)| (on, "прошла предыдущая аттестация"));
    Some(previous.filter(|(on, _)| *on > facts.since).unwrap_or(since))
}

/// The box by which it is said that an old order is that old.
const OLD: &str = "old";

/// The same as a question, once it came up.
pub(super) fn ask_old(form: &Form) -> Option<Ask> {
    let came_up = form.error(OLD).is_some() || form.ticked(OLD);
    came_up.then(|| Ask::tick(OLD, "Дата приказа верна", "Отметьте, если приказ и правда издан так давно."))
}

/// The day of an order; of one long before the attestation began only when it is said that the day is right.
pub(super) fn not_by_mistake(form: &mut Form, on: Day, began: Day) -> Option<Day> {
    if form.ticked(OLD) {
        return Some(on);
    }
    form.check(OLD, refused::not_long_before(on, began))
}

/// The day of an order: it has come, is not before what comes first, and not by mistake long before the attestation begins.
fn issued(form: &mut Form, (worker, case): (&Worker, &Case), today: Day) -> Option<Day> {
    let on = step::past(form, ("on", "Укажите дату приказа."), today, last_before(worker))?;
    not_by_mistake(form, on, case.began_on)
}

fn parse(form: &mut Form, seat: &OwnCase, today: Day) -> Option<Order> {
    let number = step::line(form, "number", "Укажите номер приказа.");
    let on = issued(form, (&seat.worker, &seat.case), today);
    let session_on = session(form, seat, (on, today));
    Some(Order { number: number?, on: on?, session_on: session_on? }).filter(|_| form.is_sound())
}

/// The session by the schedule: late enough even when the worker is acquainted on the first possible day, on a day on which
/// the worker may be attested, and on a day off only when that is meant.
pub(super) fn session(form: &mut Form, seat: &OwnCase, (first, today): (Option<Day>, Day)) -> Option<Day> {
    let day = day_from(form, "session", "Укажите день заседания.")?;
    form.check("session", refused::in_a_schedule(day, today))?;
    let fits = refused::after_order(&seat.rules, first?, day).and_then(|day| seat.attestable_on(day));
    let day = form.check("session", fits)?;
    day_off::meant(form, &seat.rules, day)
}

async fn order(seat: OwnCase, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    if let Err(why) = seat.may(Move::Order) {
        return late::given_back(page_of(&app, &seat, form)?, why);
    }
    let new = parse(&mut form, &seat, app.today());
    let joined = match new {
        Some(new) => joining::joined(&app, &seat, &mut form, new).await?,
        None => None,
    };
    let Some((new, said)) = joined else {
        return draw(&app, &seat, form);
    };
    let said = format!("{said}{}", after_term(&seat, new.session_on, app.today())?);
    let (worker, case) = (seat.worker.clone(), seat.case.clone());
    let done = app.db.act(seat.by.by(), app.now(), move |act| {
        let told = acts::order(act, &worker, &case, &new)?;
        Ok::<_, Failure>(act.end(told, ()))
    });
    if let Err(why) = done.await {
        return late::given_back(page_of(&app, &seat, form)?, why);
    }
    Ok(page::go_saying(seat.by.signed.visit.cookies, &seat.home(), &said))
}

/// What the worker has signed already or what came first: the day before which there was nothing to sign.
pub(super) fn first(case: &Case) -> Option<(Day, &'static str)> {
    let before = case.listed_on.map(|day| (day, "работник ознакомлен с прежним графиком"));
    before.or_else(|| case.order.as_ref().map(|(_, on)| (*on, "издан приказ")))
}
