//! After the session: the extract, the worker's acquaintance with it, the end.

use axum::extract::State;
use axum::response::Response;

use crate::context::App;
use crate::platform::clock::Day;
use crate::platform::dated::with_day;
use crate::platform::doors::Doors;
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::page;
use crate::platform::words;

use super::acts;
use super::guards::OwnCase;
use super::stage::Move;
use super::step::{self, Ask, StepPage};
use super::thresholds::TO_SIGN;

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors
        .get("/school/fitness/{id}/extract", show_extract)
        .post("/school/fitness/{id}/extract", extract)
        .get("/school/fitness/{id}/acquaintance", show_acquaintance)
        .post("/school/fitness/{id}/acquaintance", acquaint)
        .post("/school/fitness/{id}/closing", close)
}

/// «Срок: до 26 ноября 2026. Если он прошёл, укажите день, как было.»
fn by_when(by: Option<Day>, today: Day) -> Vec<String> {
    let Some(by) = by else { return Vec::new() };
    let late = if by < today {
        " Срок прошёл: укажите день, когда это сделано на самом деле."
    } else {
        ""
    };
    vec![format!("Сделать это нужно до {}.{late}", words::day(by))]
}

async fn show_extract(seat: OwnCase, State(app): State<App>) -> Result<Response, Failure> {
    seat.may(Move::Extract)?;
    draw_extract(&app, &seat, with_day(Form::new(), "made", app.today()))
}

fn draw_extract(app: &App, seat: &OwnCase, form: Form) -> Result<Response, Failure> {
    step::drawn(StepPage {
        frame: seat.frame(app, "Выписка из протокола"),
        title: "Выписка из протокола",
        worker: seat.worker.name.full(),
        before: by_when(seat.case.extract_by, app.today()),
        asks: vec![Ask::date("made", "День, когда выписка составлена", "")],
        action: format!("{}/extract", seat.home()),
        button: "Записать выписку",
        back: seat.home(),
        form,
    })
}

async fn extract(seat: OwnCase, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    seat.may(Move::Extract)?;
    let first = seat.case.session_on.map(|day| (day, "прошло заседание"));
    let Some(day) = step::past(&mut form, ("made", "Укажите день."), app.today(), first).filter(|_| form.is_sound())
    else {
        return draw_extract(&app, &seat, form);
    };
    let (home, worker, case) = (seat.home(), seat.worker, seat.case);
    let done = app.db.act(seat.by.by(), app.now(), move |act| {
        let told = acts::extract(act, &worker, &case, day)?;
        Ok::<_, Failure>(act.end(told, ()))
    });
    done.await?;
    Ok(page::go_saying(seat.by.signed.visit.cookies, &home, "Выписка записана."))
}

async fn show_acquaintance(seat: OwnCase, State(app): State<App>) -> Result<Response, Failure> {
    seat.may(Move::Acquaint)?;
    draw_acquaintance(&app, &seat, with_day(Form::new(), "read", app.today()))
}

fn draw_acquaintance(app: &App, seat: &OwnCase, form: Form) -> Result<Response, Failure> {
    step::drawn(StepPage {
        frame: seat.frame(app, "Ознакомление с выпиской"),
        title: "Ознакомление с выпиской",
        worker: seat.worker.name.full(),
        before: by_when(seat.case.acquaint_by, app.today()),
        asks: step::how_it_went(
            Ask::date("read", "День ознакомления или отказа", ""),
            seat.case.thresholds,
            "Отказался расписаться",
        ),
        action: format!("{}/acquaintance", seat.home()),
        button: "Записать ознакомление",
        back: seat.home(),
        form,
    })
}

/// The day and the witnesses of a refusal to sign; none when a field has a fault.
fn parse_acquaintance(form: &mut Form, seat: &OwnCase, today: Day) -> Option<(Day, Vec<String>)> {
    let first = seat.case.extracted_on.map(|day| (day, "составлена выписка"));
    let day = step::past(form, ("read", "Укажите день."), today, first);
    let witnesses = step::witnesses(form, seat.case.thresholds, TO_SIGN);
    Some((day?, witnesses)).filter(|_| form.is_sound())
}

async fn acquaint(seat: OwnCase, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    seat.may(Move::Acquaint)?;
    let Some((day, witnesses)) = parse_acquaintance(&mut form, &seat, app.today()) else {
        return draw_acquaintance(&app, &seat, form);
    };
    let said = step::as_it_went(&witnesses);
    let (home, worker, case) = (seat.home(), seat.worker, seat.case);
    let done = app.db.act(seat.by.by(), app.now(), move |act| {
        let told = acts::acquaint(act, &worker, &case, (day, &witnesses))?;
        Ok::<_, Failure>(act.end(told, ()))
    });
    done.await?;
    Ok(page::go_saying(seat.by.signed.visit.cookies, &home, said))
}

async fn close(seat: OwnCase, State(app): State<App>, form: Form) -> Result<Response, Failure> {
    drop(form);
    seat.may(Move::Close)?;
    let (home, worker, case) = (seat.home(), seat.worker, seat.case);
    let done = app.db.act(seat.by.by(), app.now(), move |act| {
        let told = acts::close(act, &worker, &case)?;
        Ok::<_, Failure>(act.end(told, ()))
    });
    done.await?;
    Ok(page::go_saying(seat.by.signed.visit.cookies, &home, "Аттестация закончена."))
}
