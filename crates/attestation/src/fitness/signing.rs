//! The worker's acquaintance with the order, or with the one that changes the schedule: signed, or refused before witnesses.

use axum::extract::State;
use axum::response::Response;

use crate::context::App;
use crate::platform::clock::Day;
use crate::platform::dated::with_day;
use crate::platform::doors::Doors;
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::page;

use super::acts;
use super::guards::OwnCase;
use super::order::first;
use super::refused;
use super::rules;
use super::step::{self, Ask, StepPage};
use super::thresholds::TO_SIGN_ORDER;

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/school/fitness/{id}/listing", show).post("/school/fitness/{id}/listing", list)
}

/// The box by which it is said that the worker refused to sign.
const REFUSED: &str = "refused";

async fn show(seat: OwnCase, State(app): State<App>) -> Result<Response, Failure> {
    seat.may(seat.case.list())?;
    draw(&app, &seat, with_day(Form::new(), "listed", app.today()))
}

fn draw(app: &App, seat: &OwnCase, form: Form) -> Result<Response, Failure> {
    step::drawn(StepPage {
        frame: seat.frame(app, "Ознакомление с приказом"),
        title: "Ознакомление с приказом",
        worker: seat.worker.name.full(),
        before: step::until_session(seat, (rules::ORDER, "приказом"))?,
        asks: vec![
            Ask::date("listed", "День, когда работник ознакомлен с приказом, списком и графиком, или отказался", ""),
            Ask::tick(
                REFUSED,
                "Работник отказался расписаться",
                "Тогда составляют акт: назовите ниже, кто подтверждает отказ.",
            ),
            step::ask_witnesses(seat.case.thresholds),
        ],
        action: format!("{}/listing", seat.home()),
        button: "Записать ознакомление",
        back: seat.home(),
        form,
    })
}

fn listed(form: &mut Form, seat: &OwnCase, today: Day) -> Option<(Day, Vec<String>)> {
    let missing = "Укажите, когда работник ознакомлен с приказом.";
    let day = step::past(form, ("listed", missing), today, first(&seat.case));
    if let Some((day, session)) = day.zip(seat.case.session_on) {
        form.check("listed", seat.attestable_on(session));
        step::in_time(form, ("listed", "ознакомить"), refused::after_order(&seat.rules, day, session));
    }
    let how = if form.ticked(REFUSED) { "refused" } else { "read" };
    let witnesses = step::witnesses_of(form, seat.case.thresholds, (how, TO_SIGN_ORDER));
    Some((day?, witnesses)).filter(|_| form.is_sound())
}

async fn list(seat: OwnCase, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    seat.may(seat.case.list())?;
    let Some((day, witnesses)) = listed(&mut form, &seat, app.today()) else {
        return draw(&app, &seat, form);
    };
    let said = if witnesses.is_empty() {
        "Ознакомление с приказом записано."
    } else {
        step::as_it_went(&witnesses)
    };
    let (home, worker, case) = (seat.home(), seat.worker, seat.case);
    let done = app.db.act(seat.by.by(), app.now(), move |act| {
        let told = acts::list(act, &worker, &case, (day, &witnesses))?;
        Ok::<_, Failure>(act.end(told, ()))
    });
    done.await?;
    Ok(page::go_saying(seat.by.signed.visit.cookies, &home, said))
}
