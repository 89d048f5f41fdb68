//! The way of an individual schedule, for a Centre that keeps one: handed to the commission, approved, published. Each step
//! is written down with its day, meets its clock and begins the next. The first runs from the receipt, where the Centre has
//! chosen to be reminded of it; who writes no step down has no other such clocks.
//! Source of the terms: a regional order of 2014, settings of the Centre.

use axum::extract::State;
use axum::response::Response;

use crate::applications::Application;
use crate::assignments::CentreCase;
use crate::context::App;
use crate::deadlines::{APPROVE_SCHEDULE, HAND_SCHEDULE, POST_SCHEDULE, running};
use crate::platform::act::{Act, Fact, Told};
use crate::platform::clock::{Day, Moment};
use crate::platform::doors::Doors;
use crate::platform::failure::{Failure, Refusal};
use crate::platform::form::Form;
use crate::platform::new_version;
use crate::platform::page;
use crate::platform::words;

use super::{kinds, timeline};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.post("/applications/{id}/schedule/steps", take)
}

/// A step of a schedule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// Передан в комиссию.
    Handed,
    /// Утверждён комиссией.
    Approved,
    /// Опубликован на сайте.
    Posted,
}

impl Step {
    const ALL: [Self; 3] = [Self::Handed, Self::Approved, Self::Posted];

    /// The clock it meets.
    const fn clock(self) -> &'static str {
        match self {
            Self::Handed => HAND_SCHEDULE,
            Self::Approved => APPROVE_SCHEDULE,
            Self::Posted => POST_SCHEDULE,
        }
    }

    /// The clock it begins.
    const fn begins(self) -> Option<&'static str> {
        match self {
            Self::Handed => Some(APPROVE_SCHEDULE),
            Self::Approved => Some(POST_SCHEDULE),
            Self::Posted => None,
        }
    }

    /// What has happened, as shown.
    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::Handed => "график передан в комиссию",
            Self::Approved => "график утверждён комиссией",
            Self::Posted => "график опубликован на сайте",
        }
    }
}

/// The step that comes next by the clocks of a case, and the day before which it cannot be; none after the last one.
pub(super) fn next(case: &Application, clocks: &[running::Running]) -> Option<(Step, Day)> {
    let of = |step: Step| clocks.iter().find(|one| one.code == step.clock());
    let step = Step::ALL.into_iter().find(|step| of(*step).is_none_or(|one| one.met_at.is_none()))?;
    Some((step, of(step).map_or(case.received_on, |one| one.began_on)))
}

/// Why a step is not written down.
#[derive(Debug, thiserror::Error)]
enum NotNow {
    /// No term is set yet.
    #[error("Срок и форма аттестации ещё не назначены, поэтому графика нет. Сначала назначьте их.")]
    NoSchedule,
    /// Every step is written down.
    #[error("Все шаги графика уже отмечены.")]
    Over,
}

impl Refusal for NotNow {
    fn reason(&self) -> String {
        self.to_string()
    }
}

async fn take(seat: CentreCase, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    let facts = timeline::facts_of(&app, &seat.case).await?;
    if facts.scheduled.is_none() {
        return Err(NotNow::NoSchedule.into());
    }
    let (step, earliest) = next(&seat.case, &facts.clocks).ok_or(NotNow::Over)?;
    let on = new_version::day(&mut form, "on", "Укажите день, например 23.11.2026.");
    match on {
        Some(day) if day < earliest => {
            form.fault("on", format!("Это раньше предыдущего шага: он был {}. Проверьте день.", words::day(earliest)));
        }
        Some(day) if day > app.today() => form.fault("on", "Этот день ещё не наступил."),
        _ => {}
    }
    let Some(on) = on.filter(|_| form.is_sound()) else {
        return timeline::draw(&app, (&seat.by, &seat.case), facts, form);
    };
    let (case, begins) = (seat.case.clone(), app.config.zone.begins(on));
    let done = app.db.act(seat.by.by(), app.now(), move |act| {
        let told = write(act, &case, (step, on), begins)?;
        Ok::<_, Failure>(act.end(told, ()))
    });
    done.await?;
    let said = format!("Отмечено: {}.", step.words());
    Ok(page::go_saying(seat.by.visit.cookies, &format!("/applications/{}/clocks", seat.case.id), &said))
}

fn write(act: &mut Act<'_>, case: &Application, (step, on): (Step, Day), at: Moment) -> Result<Told, Failure> {
    let clocks = running::of_case(act, case.id)?;
    if next(case, &clocks).is_none_or(|(next, _)| next != step) {
        return Err(Failure::Conflict("Этот шаг графика уже отмечен. Откройте сроки дела заново.".into()));
    }
    // It runs from the receipt already where the Centre has said that it hands schedules over.
    if step == Step::Handed && clocks.iter().all(|one| one.code != step.clock()) {
        running::start(act, case.id, step.clock(), case.received_on)?;
    }
    running::meet_at(act, case.id, step.clock(), at)?;
    if let Some(clock) = step.begins() {
        running::start(act, case.id, clock, on)?;
    }
    let words = format!("{} {}", step.words(), words::day(on));
    Ok(act.note(Fact::of(kinds::STEP, words).application(case.id))?)
}
