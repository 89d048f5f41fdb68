//! Another term in place of the one that stands, or the first one of a case that has none: what the rules allow, and the act.

use crate::applications::{self, Application, Move, Stage};
use crate::context::App;
use crate::deadlines::{CONDUCT, CONSIDER, GROUP, running};
use crate::invitations::WayIn;
use crate::platform::act::{Act, Fact, Told};
use crate::platform::clock::Day;
use crate::platform::engine::Reader;
use crate::platform::failure::Failure;

use super::model::{Refused, Track};
use super::plan::{Plan, bound, decide_by};
use super::store::{self, Scheduled, Standing};
use super::{kinds, letters};

/// The moment of a term, as a form carries it; empty when none stands.
pub(super) fn mark(standing: Option<&Standing>) -> String {
    standing.map(|one| one.set_at.micros().to_string()).unwrap_or_default()
}

/// The track is chosen while a case waits for its specialist. Later it stays: a case without a term goes by analysis.
pub(super) fn fixed_track(case: &Application, standing: Option<&Standing>) -> Option<Track> {
    let stays = standing.map_or(Track::Full, |one| one.set.track);
    (case.stage != Stage::Scheduled).then_some(stays)
}

/// The plan of a new term: while the beginning stays, its last day stays as it was counted. When that day is over the case is
/// overdue, and what is left to be done is planned as if it began today.
pub(super) fn planned(
    reader: &mut Reader,
    case: &Application,
    (standing, today): (Option<&Standing>, Day),
    new: Scheduled,
) -> Result<Plan, Failure> {
    let stays = standing.is_some_and(|one| one.set.starts_on == new.starts_on);
    let counted = running::of_case(reader, case.id)?.into_iter().find(|one| one.code == CONDUCT && stays);
    match counted {
        Some(clock) if clock.due_on < today => {
            let (last, _) = running::last_day_of(reader, CONDUCT, (case.received_on, today))?;
            Ok(Plan { new, last })
        }
        Some(clock) => Ok(Plan { new, last: clock.due_on }),
        None => Plan::of(reader, new, &[case.received_on]),
    }
}

/// Whether a plan may take the place of the term that stands, for a case that is to be decided by `last`.
pub(super) fn fits(
    case: &Application,
    standing: Option<&Standing>,
    plan: &Plan,
    (last, today): (Option<Day>, Day),
) -> Result<(), Refused> {
    if standing.is_some_and(|one| one.set == plan.new) {
        return Err(Refused::SameTerm);
    }
    if fixed_track(case, standing).is_some_and(|track| track != plan.new.track) {
        return Err(Refused::TrackStays);
    }
    plan.fits_days(case, last, today)?;
    plan.fits(today)
}

/// Sets the term of a case that got a specialist first and goes on without one.
///
/// # Errors
/// As `change_term`; also when a term stands by now.
pub(super) fn set_missing(act: &mut Act<'_>, app: &App, case: &Application, new: Scheduled) -> Result<Told, Failure> {
    applications::hold(act, case)?;
    if store::standing(act, case.id)?.is_some() {
        return Err(raced());
    }
    change_term(act, app, case, new, "")
}

/// Sets another term of a case in place of the one that stands, which is kept with the reason, or the first one when none
/// stands: the clocks that begin, the notice to the teacher, the journal.
///
/// # Errors
/// When the term does not fit the case, or the stage of the case does not allow it.
pub fn change_term(
    act: &mut Act<'_>,
    app: &App,
    case: &Application,
    new: Scheduled,
    reason: &str,
) -> Result<Told, Failure> {
    applications::step(act, case, Move::Reschedule)?;
    let standing = store::standing(act, case.id)?;
    let today = app.today();
    let plan = planned(act, case, (standing.as_ref(), today), new)?;
    let last = decide_by(act, case)?;
    fits(case, standing.as_ref(), &plan, (last, today))?;
    if let Some(before) = &standing
        && !store::keep_earlier(act, case.id, before.set_at, reason)?
    {
        return Err(raced());
    }
    store::put_schedule(act, case.id, &plan.new)?;
    bound(act, app, case, &plan.new)?;
    follow(act, app, case, (standing.as_ref(), &plan.new))?;
    let to = applications::addressee_of(act, case)?;
    let Some(Standing { set: before, .. }) = standing else {
        if let Some(to) = to {
            let way = WayIn::of(act)?;
            act.post(&letters::scheduled(app, (&to, way), case, &plan.new)?)?;
        }
        let words = format!("назначены {}", plan.new.told());
        return Ok(act.note(Fact::of(kinds::SCHEDULED, words).application(case.id))?);
    };
    if let Some(to) = to {
        let way = WayIn::of(act)?;
        act.post(&letters::rescheduled(app, (&to, way), case, &plan.new, reason)?)?;
    }
    let words = format!("изменены срок и форма. Было: {}. Стало: {}. Почему: {reason}", before.told(), plan.new.told());
    Ok(act.note(Fact::of(kinds::RESCHEDULED, words).application(case.id))?)
}

/// Clocks that follow the term: with the first one the application is considered, the attestation begins on its first day, and a group is waited for on the full track alone.
fn follow(
    act: &mut Act<'_>,
    app: &App,
    case: &Application,
    (before, new): (Option<&Standing>, &Scheduled),
) -> Result<(), Failure> {
    if before.is_none() {
        running::meet(act, case.id, CONSIDER)?;
    }
    if before.is_none_or(|one| one.set.starts_on != new.starts_on) {
        running::start(act, case.id, CONDUCT, new.starts_on)?;
    }
    if before.is_none_or(|one| (one.set.starts_on, one.set.ends_on) != (new.starts_on, new.ends_on)) {
        running::name_end(act, case.id, (new.starts_on, new.ends_on))?;
        applications::keep_decision_by(act, case.id)?;
    }
    if case.stage != Stage::Scheduled || before.is_some_and(|one| one.set.track == new.track) {
        return Ok(());
    }
    match new.track {
        Track::Full => running::start(act, case.id, GROUP, app.today()).map(|_| ()),
        Track::Simplified => Ok(running::drop_one(act, case.id, GROUP)?),
    }
}

/// Another hand was first.
pub(super) fn raced() -> Failure {
    Failure::Conflict("Пока вы работали, срок этого дела изменил другой сотрудник. Откройте его заново.".into())
}
