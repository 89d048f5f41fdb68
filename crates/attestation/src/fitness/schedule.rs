//! A new day of the session after a postponement: an order that changes the schedule, with its own number and date.

use axum::extract::State;
use axum::response::Response;

use crate::context::App;
use crate::platform::clock::Day;
use crate::platform::doors::Doors;
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::page;

use super::acts::{self, Order};
use super::day_off;
use super::guards::OwnCase;
use super::late;
use super::order::{after_term, earliest, first, session};
use super::stage::Move;
use super::step::{self, Ask, StepPage};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/school/fitness/{id}/schedule", show).post("/school/fitness/{id}/schedule", reschedule)
}

async fn show(seat: OwnCase, State(app): State<App>) -> Result<Response, Failure> {
    seat.may(Move::Reschedule)?;
    draw(&app, &seat, Form::new())
}

fn draw(app: &App, seat: &OwnCase, form: Form) -> Result<Response, Failure> {
    step::drawn(page_of(app, seat, form)?)
}

fn page_of(app: &App, seat: &OwnCase, form: Form) -> Result<StepPage, Failure> {
    Ok(StepPage {
        frame: seat.frame(app, "Новый день заседания"),
        title: "Новый день заседания",
        worker: seat.worker.name.full(),
        before: vec![
            earliest(seat, app.today())?,
            "Новый день устанавливает приказ об изменении графика. Потом вы скачаете его, подпишете и ознакомите с ним работника; прежний приказ останется, каким его подписали.".to_owned(),
        ],
        asks: [
            Ask::line("number", "Номер приказа об изменении графика", "Например, 118-од."),
            Ask::date("on", "Дата этого приказа", ""),
            Ask::date("session", "Новый день заседания", ""),
        ]
        .into_iter()
        .chain(day_off::ask(&form))
        .collect(),
        action: format!("{}/schedule", seat.home()),
        button: "Назначить день",
        back: seat.home(),
        form,
    })
}

fn parse(form: &mut Form, seat: &OwnCase, today: Day) -> Option<Order> {
    let number = step::line(form, "number", "Укажите номер приказа об изменении графика.");
    let issued = seat.case.order.as_ref().map(|(_, on)| (*on, "издан прежний приказ"));
    let on = step::past(form, ("on", "Укажите дату приказа."), today, issued);
    // Whoever has signed the schedule before signs the changed one no earlier.
    let first = on.max(first(&seat.case).map(|(day, _)| day));
    let session_on = session(form, seat, (first, today));
    Some(Order { number: number?, on: on?, session_on: session_on? }).filter(|_| form.is_sound())
}

async fn reschedule(seat: OwnCase, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    if let Err(why) = seat.may(Move::Reschedule) {
        return late::given_back(page_of(&app, &seat, form)?, why);
    }
    let Some(new) = parse(&mut form, &seat, app.today()) else {
        return draw(&app, &seat, form);
    };
    let after = after_term(&seat, new.session_on, app.today())?;
    let (worker, case) = (seat.worker.clone(), seat.case.clone());
    let done = app.db.act(seat.by.by(), app.now(), move |act| {
        let told = acts::reschedule(act, &worker, &case, &new)?;
        Ok::<_, Failure>(act.end(told, ()))
    });
    if let Err(why) = done.await {
        return late::given_back(page_of(&app, &seat, form)?, why);
    }
    let said = format!("Новый день заседания записан. Ознакомьте работника с изменённым графиком.{after}");
    Ok(page::go_saying(seat.by.signed.visit.cookies, &seat.home(), &said))
}
