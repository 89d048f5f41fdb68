//! Term, place, form and track as they are set: what the rules allow, and the act for one case or many.

use crate::applications::{self, Application, Move};
use crate::assignments;
use crate::context::App;
use crate::deadlines::{self, CONDUCT, GROUP, running};
use crate::invitations::WayIn;
use crate::platform::act::{Act, Fact, Told};
use crate::platform::clock::Day;
use crate::platform::engine::Reader;
use crate::platform::failure::{Failure, Refusal};
use crate::platform::words;

use super::model::{Refused, Track};
use super::store::{self, Scheduled};
use super::{kinds, letters};

/// What is set for cases, and the last day the rules allow for an attestation that begins then.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Term, place, form and track.
    pub new: Scheduled,
    /// The last day by the term that runs from the beginning.
    pub last: Day,
}

impl Plan {
    /// A plan for cases received on these days, each by the rules of its day: the last day is that of the nearest end.
    ///
    /// # Errors
    /// When no term is in force on such a day nor on the first day of the plan.
    pub fn of(reader: &mut Reader, new: Scheduled, received: &[Day]) -> Result<Self, Failure> {
        let last = running::nearest_last_day(reader, CONDUCT, received, new.starts_on)?;
        Ok(Self { new, last })
    }

    /// Whether the days fit together and stand within the term.
    pub fn fits(&self, today: Day) -> Result<(), Refused> {
        let new = &self.new;
        if new.ends_on < new.starts_on {
            return Err(Refused::EndsFirst);
        }
        if new.ends_on < today {
            return Err(Refused::EndsPast);
        }
        if new.ends_on > self.last {
            return Err(too_late(self.last, today));
        }
        match new.session_on {
            Some(day) if day < new.starts_on || day > new.ends_on => Err(Refused::SessionOutside),
            _ => Ok(()),
        }
    }

    /// The last day for a case that is to be decided by `decide_by`: the earlier of that and the term's own. A case that is
    /// overdue stays so whatever is set, and has the term's own.
    pub(super) fn last_for(&self, decide_by: Option<Day>, today: Day) -> Day {
        decide_by.filter(|day| *day >= today).map_or(self.last, |day| day.min(self.last))
    }

    /// Whether it may be set for this case, which is to be decided by `decide_by`.
    pub(super) fn fits_case(
        &self,
        case: &Application,
        decide_by: Option<Day>,
        today: Day,
    ) -> Result<(), Box<dyn Refusal>> {
        case.stage.after(Move::Schedule).map_err(|no| Box::new(no) as Box<dyn Refusal>)?;
        self.fits_days(case, decide_by, today).map_err(|no| Box::new(no) as Box<dyn Refusal>)
    }

    /// Whether its days fit those of this case, which was received on a day and is to be decided by `decide_by`.
    pub(super) fn fits_days(&self, case: &Application, decide_by: Option<Day>, today: Day) -> Result<(), Refused> {
        let new = &self.new;
        if new.starts_on < case.received_on {
            return Err(Refused::BeginsEarly(case.received_on));
        }
        let last = self.last_for(decide_by, today);
        if new.ends_on > last { Err(too_late(last, today)) } else { Ok(()) }
    }
}

/// Why an attestation cannot end after `last`: a day that is over is no advice.
fn too_late(last: Day, today: Day) -> Refused {
    if last < today { Refused::BeginsLongAgo(last) } else { Refused::EndsLate(last) }
}

/// What is said of a case whose last day for the decision is over, when its term is set; nothing of another.
pub(super) fn overdue_words(decide_by: Option<Day>, today: Day) -> Option<String> {
    let day = decide_by.filter(|day| *day < today).map(words::day)?;
    Some(format!("последний день решения по правилам, {day}, уже прошёл: дело останется просроченным"))
}

/// The last day for the decision about a case, by the clock that runs from its receipt; none when there is none.
pub(super) fn decide_by(reader: &mut Reader, case: &Application) -> Result<Option<Day>, Failure> {
    let clocks = running::of_case(reader, case.id)?;
    Ok(clocks.iter().find(|one| one.code == deadlines::DECIDE).map(|one| one.due_on))
}

/// Sets term, place, form and track of a case: the move, the clocks that begin, the notice to the teacher, the journal.
///
/// # Errors
/// When the plan does not fit the case, or the case waits for none.
pub fn set(act: &mut Act<'_>, app: &App, case: &Application, plan: &Plan) -> Result<Told, Failure> {
    let today = app.config.zone.day(act.at());
    plan.fits(today)?;
    let last = decide_by(act, case)?;
    plan.fits_case(case, last, today).map_err(Failure::Denied)?;
    applications::step(act, case, Move::Schedule)?;
    store::put_schedule(act, case.id, &plan.new)?;
    bound(act, app, case, &plan.new)?;
    running::start(act, case.id, CONDUCT, plan.new.starts_on)?;
    running::name_end(act, case.id, (plan.new.starts_on, plan.new.ends_on))?;
    applications::keep_decision_by(act, case.id)?;
    if plan.new.track == Track::Full {
        running::start(act, case.id, GROUP, today)?;
    }
    if let Some(to) = applications::addressee_of(act, case)? {
        let way = WayIn::of(act)?;
        act.post(&letters::scheduled(app, (&to, way), case, &plan.new)?)?;
    }
    let words = format!("назначены {}", plan.new.told());
    Ok(act.note(Fact::of(kinds::SCHEDULED, words).application(case.id))?)
}

/// Specialists work until the end of the attestation at the latest, and until the session when its day is planned.
pub(super) fn bound(act: &mut Act<'_>, app: &App, case: &Application, new: &Scheduled) -> Result<(), Failure> {
    let last = new.session_on.map_or(new.ends_on, |day| day.min(new.ends_on));
    let due = applications::bound_result(act, case, last)?;
    assignments::follow_due(act, app, case, due)
}
