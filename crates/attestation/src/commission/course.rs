//! The course of a session on its day: opened, attended, cancelled by the centre.

use axum::extract::State;
use axum::response::Response;

use crate::accounts::InCharge;
use crate::context::App;
use crate::platform::act::Fact;
use crate::platform::doors::Doors;
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::ids::Id;
use crate::platform::page;
use crate::platform::words;

use super::attendee::Denial;
use super::letters::News;
use super::model::Person;
use super::protocol::of_centre;
use super::sitting::draw;
use super::store::{self, Sitting, SittingStage};
use super::{kinds, notice, typed};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors
        .post("/sittings/{id}/opening", open)
        .post("/sittings/{id}/attendance", attend)
        .post("/sittings/{id}/cancellation", cancel)
}

/// Minutes by which a session may begin at another time than announced without a word.
const NEAR: i64 = 15;

/// The minute of the day of an hour such as «9:05».
fn minute(hour: &str) -> Option<i64> {
    let (hours, minutes) = hour.split_once(':')?;
    Some(hours.parse::<i64>().ok()? * 60 + minutes.parse::<i64>().ok()?)
}

/// The hour it is now, when it is the day of the session and another hour than announced: earlier or later.
fn other_hour(app: &App, sitting: &Sitting) -> Option<(String, bool)> {
    let now = app.config.zone.hour(app.now());
    let away = minute(&now)? - minute(&sitting.begins)?;
    (sitting.held_on == app.today() && away.abs() > NEAR).then_some((now, away < 0))
}

/// Why a session is not opened without a tick: the announced hour is yet to come. Empty otherwise.
pub(super) fn too_early(app: &App, sitting: &Sitting) -> String {
    match other_hour(app, sitting) {
        Some((now, true)) => format!(
            "Сейчас {now}, заседание объявлено на {}. Если все, кого звали, знают, отметьте это. Иначе дождитесь объявленного времени или перенесите заседание.",
            sitting.begins
        ),
        _ => String::new(),
    }
}

async fn open(seat: InCharge<Sitting>, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    let sitting = seat.it.clone();
    if sitting.held_on > app.today() {
        let day = words::day(sitting.held_on);
        return Err(Failure::Conflict(format!("Заседание назначено на {day}. Открыть его можно в этот день.")));
    }
    let early = too_early(&app, &sitting);
    let is_meant = form.ticked("sure") && form.value("asked") == sitting.begins;
    if sitting.stage == SittingStage::Planned && !early.is_empty() && !is_meant {
        form.fault("sure", early);
        return draw(&app, &of_centre(seat), form.with("sure", "")).await;
    }
    let hour = other_hour(&app, &sitting).map(|(now, _)| now).unwrap_or_default();
    let words = if hour.is_empty() {
        "заседание открыто".to_owned()
    } else {
        format!("заседание открыто в {hour}, объявлено на {}", sitting.begins)
    };
    let home = format!("/sittings/{}", sitting.id);
    let done = app.db.act(seat.by.by(), app.now(), move |act| {
        store::open(act, &sitting)?;
        store::opened_at_hour(act, &sitting, &hour)?;
        Ok::<_, Failure>(act.record(Fact::of(kinds::OPENED, words).subject("sitting", sitting.id), ())?)
    });
    done.await?;
    Ok(page::go_saying(seat.by.visit.cookies, &home, "Заседание открыто. Отметьте, кто присутствует."))
}

/// Who was marked and whose mark was taken off on this page: whatever another hand has marked since is left alone.
fn remarked(form: &Form) -> (Vec<Id<Person>>, Vec<Id<Person>>) {
    let people =
        |field: &str| -> Vec<Id<Person>> { form.all(field).iter().filter_map(|one| one.parse().ok()).collect() };
    let (present, seen) = (people("present"), people("seen"));
    let without =
        |all: &[Id<Person>], some: &[Id<Person>]| all.iter().filter(|one| !some.contains(one)).copied().collect();
    (without(&present, &seen), without(&seen, &present))
}

async fn attend(seat: InCharge<Sitting>, State(app): State<App>, form: Form) -> Result<Response, Failure> {
    let sitting = seat.it.clone();
    let (come, gone) = remarked(&form);
    let home = format!("/sittings/{}", sitting.id);
    let done = app.db.act(seat.by.by(), app.now(), move |act| {
        let marked = store::mark_present(act, &sitting, &come, &gone)?;
        let said = |is_present: bool| -> Vec<String> {
            marked.people.iter().filter(|one| one.is_present == is_present).map(|one| one.name.short()).collect()
        };
        let mut words = "явка отмечена".to_owned();
        for (what, names) in [(": присутствуют ", said(true)), ("; отсутствуют ", said(false))] {
            if !names.is_empty() {
                words.push_str(what);
                words.push_str(&names.join(", "));
            }
        }
        let votes = votes_gone(marked.votes);
        if !votes.is_empty() {
            words.push_str("; ");
            words.push_str(&votes);
        }
        Ok::<_, Failure>(act.record(Fact::of(kinds::PRESENT, words).subject("sitting", sitting.id), votes)?)
    });
    let said = match done.await?.as_str() {
        "" => "Явка записана.".to_owned(),
        votes => format!("Явка записана, {votes}. Если кто-то вернётся, он проголосует снова."),
    };
    Ok(page::go_saying(seat.by.visit.cookies, &home, &said))
}

/// What is said of the votes of those who have left; empty when there were none.
fn votes_gone(votes: u64) -> String {
    if votes == 0 {
        return String::new();
    }
    format!("{} ушедших по нерешённым делам снято", words::counted(votes, "голос", "голоса", "голосов"))
}

async fn cancel(seat: InCharge<Sitting>, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    let reason = typed::line(&mut form, "reason", "Напишите, почему заседание отменено.");
    let home = format!("/sittings/{}", seat.it.id);
    if !form.is_sound() {
        let said = "Заседание не отменено: напишите, почему оно отменяется.";
        return Ok(page::go_saying(seat.by.visit.cookies, &home, said));
    }
    let (sitting, house) = (seat.it.clone(), app.clone());
    let done = app.db.act(seat.by.by(), app.now(), move |act| {
        if !store::hold_unfinished(act, &sitting)? {
            return Err(Denial::Over.into());
        }
        // Whoever is told stands on the agenda that is taken away by the next line.
        notice::tell_if_told(act, &house, &sitting, News::Cancelled(&reason))?;
        store::cancel(act, &sitting, &reason)?;
        let words = format!("заседание отменено: {reason}");
        Ok::<_, Failure>(act.record(Fact::of(kinds::CANCELLED, words).subject("sitting", sitting.id), ())?)
    });
    done.await?;
    app.bell.ring();
    Ok(page::go_saying(seat.by.visit.cookies, &home, "Заседание отменено. Дела можно включить в другую повестку."))
}
