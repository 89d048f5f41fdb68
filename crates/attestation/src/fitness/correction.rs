//! «Исправление»: what was typed wrongly of the order or the session is put right; what stood before stays beside it.

use axum::extract::State;
use axum::response::Response;

use crate::context::App;
use crate::platform::clock::Day;
use crate::platform::dated::with_day;
use crate::platform::doors::Doors;
use crate::platform::failure::{Failure, Refusal};
use crate::platform::form::Form;
use crate::platform::page;
use crate::platform::words;

use super::acts;
use super::guards::OwnCase;
use super::model::{Case, Corrected, Correction, Tally, verdict};
use super::refused;
use super::session;
use super::step::{self, Ask, StepPage};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/school/fitness/{id}/correction", show).post("/school/fitness/{id}/correction", correct)
}

/// There is nothing yet that could be wrong.
#[derive(Debug)]
struct Nothing;

impl Refusal for Nothing {
    fn reason(&self) -> String {
        "Исправлять пока нечего: приказа ещё нет. Запишите его на странице работника.".to_owned()
    }
}

fn may_correct(case: &Case) -> Result<(), Failure> {
    if case.order.is_some() { Ok(()) } else { Err(Nothing.into()) }
}

async fn show(seat: OwnCase, State(app): State<App>) -> Result<Response, Failure> {
    may_correct(&seat.case)?;
    let mut form = Form::new();
    if let Some((number, on)) = &seat.case.order {
        form = with_day(form.with("number", number), "on", *on);
    }
    if let Some(tally) = tally(&seat.case) {
        form = with_day(form.with("protocol", &tally.protocol), "held", tally.held_on)
            .with("present", tally.present.map(|count| count.to_string()).unwrap_or_default())
            .with("for", tally.votes.0.to_string())
            .with("against", tally.votes.1.to_string());
    }
    draw(&app, &seat, form)
}

fn draw(app: &App, seat: &OwnCase, form: Form) -> Result<Response, Failure> {
    let mut before = vec![
        "Исправьте то, что записано неверно, остальное оставьте. Прежнее и причина останутся на странице работника, документы возьмут исправленное.".to_owned(),
        "Если приказ один на нескольких работников, исправьте его у каждого.".to_owned(),
    ];
    let mut asks = vec![Ask::line("number", "Номер приказа", ""), Ask::date("on", "Дата приказа", "")];
    if seat.case.votes.is_some() {
        before.push(
            "Если из исправленных голосов следует другое решение, выписку и ознакомление с ней запишите заново."
                .to_owned(),
        );
        asks.extend([
            Ask::date("held", "День заседания", ""),
            Ask::line("protocol", "Номер протокола", ""),
            Ask::line("present", session::PRESENT, ""),
            Ask::line("for", session::FOR, ""),
            Ask::line("against", session::AGAINST, ""),
        ]);
    }
    asks.push(Ask::area("reason", "Причина исправления", "Например: опечатка, в бумаге стоит другой номер."));
    step::drawn(StepPage {
        frame: seat.frame(app, "Исправление"),
        title: "Исправление",
        worker: seat.worker.name.full(),
        before,
        asks,
        action: format!("{}/correction", seat.home()),
        button: "Записать исправление",
        back: seat.home(),
        form,
    })
}

/// What the session has found, as it is written down; none before it.
fn tally(case: &Case) -> Option<Tally> {
    let (held_on, votes) = case.session_on.zip(case.votes)?;
    Some(Tally { held_on, protocol: case.protocol.clone(), present: case.present, votes })
}

/// The number and the day of the order; the day is not after the one the worker was acquainted on.
fn order(form: &mut Form, case: &Case, today: Day) -> Option<(String, Day)> {
    let number = step::line(form, "number", "Укажите номер приказа.");
    let on = step::past(form, ("on", "Укажите дату приказа."), today, None)?;
    let listed = case.listed_on.map_or(Ok(on), |last| refused::not_after(on, last, "работник ознакомлен с приказом"));
    Some((number?, form.check("on", listed)?))
}

fn typed_tally(form: &mut Form, seat: &OwnCase, today: Day) -> Option<Tally> {
    let held_on = session::held_on(form, seat, today);
    let protocol = step::line(form, "protocol", "Укажите номер протокола.");
    let present = session::present(form, seat.case.thresholds, Some(seat.case.members.len()));
    let votes = session::votes(form, present);
    let made = seat.case.extracted_on.zip(held_on);
    if let Some((made, held)) = made {
        form.check("held", refused::not_after(held, made, "составлена выписка"));
    }
    Some(Tally { held_on: held_on?, protocol: protocol?, present: Some(present?), votes: votes? })
}

/// What is put right, in words, and why; none when a field has a fault.
fn parse(form: &mut Form, seat: &OwnCase, today: Day) -> Option<(Corrected, String)> {
    let order = order(form, &seat.case, today);
    let session = seat.case.votes.map(|_| typed_tally(form, seat, today));
    let reason = step::text(form, "reason", "Напишите причину исправления.");
    let new = Corrected { order: order?, session: session.map_or(Some(None), |one| one.map(Some))? };
    let reason = reason.filter(|_| form.is_sound())?;
    if changes(&seat.case, &new).is_empty() {
        form.fault("number", "Ничего не исправлено: всё осталось, как было записано.");
        return None;
    }
    Some((new, reason))
}

fn change(what: &str, was: &str, is: &str) -> Option<String> {
    (was != is).then(|| format!("{what}: было {was}, стало {is}"))
}

/// What was and what is, one change a line.
fn changes(case: &Case, new: &Corrected) -> Vec<String> {
    let mut all = Vec::new();
    if let Some((number, on)) = &case.order {
        all.push(change("номер приказа", number, &new.order.0));
        all.push(change("дата приказа", &words::brief_day(*on), &words::brief_day(new.order.1)));
    }
    if let Some((was, is)) = tally(case).zip(new.session.as_ref()) {
        all.push(change("день заседания", &words::brief_day(was.held_on), &words::brief_day(is.held_on)));
        all.push(change("номер протокола", &was.protocol, &is.protocol));
        let present = |one: &Tally| one.present.map_or_else(|| "не указано".to_owned(), |count| count.to_string());
        all.push(change("присутствовали", &present(&was), &present(is)));
        let votes = |one: &Tally| format!("за {}, против {}", one.votes.0, one.votes.1);
        all.push(change("голоса", &votes(&was), &votes(is)));
        let decision = |one: &Tally| verdict(case.thresholds.is_fit(one.votes.0, one.votes.1));
        all.push(change("решение", decision(&was), decision(is)));
    }
    all.into_iter().flatten().collect()
}

async fn correct(seat: OwnCase, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    may_correct(&seat.case)?;
    let today = app.today();
    let Some((new, reason)) = parse(&mut form, &seat, today) else {
        return draw(&app, &seat, form);
    };
    let words = changes(&seat.case, &new).join("; ");
    let (home, worker, case) = (seat.home(), seat.worker, seat.case);
    let done = app.db.act(seat.by.by(), app.now(), move |act| {
        let told = acts::correct(act, &worker, &case, &new, &Correction { dated_on: today, words, reason })?;
        Ok::<_, Failure>(act.end(told, ()))
    });
    done.await?;
    Ok(page::go_saying(seat.by.signed.visit.cookies, &home, "Исправление записано."))
}
