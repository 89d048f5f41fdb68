//! Which clocks a new application begins and which a move meets: told once, here, for every room that makes moves.

use crate::deadlines::{
    APPROVE_SCHEDULE, CONDUCT, CONSIDER, DECIDE, GROUP, HAND_SCHEDULE, ISSUE, NAMED_END, POST_SCHEDULE, PUBLISH,
    REGISTER, REGISTER_PORTAL, RESULT, Rules, hands_schedules, running,
};
use crate::platform::act::Act;
use crate::platform::clock::{Day, Moment};
use crate::platform::engine::DbError;
use crate::platform::failure::Failure;
use crate::platform::ids::Id;

use super::model::Application;
use super::moves::Move;

/// Clocks of registration: an application has the one of the way it came.
const OF_REGISTRATION: [&str; 2] = [REGISTER, REGISTER_PORTAL];

/// Clocks of the individual schedule.
const OF_SCHEDULE: [&str; 3] = [HAND_SCHEDULE, APPROVE_SCHEDULE, POST_SCHEDULE];

/// A new application, the day it was received, and the clock by which it is registered.
pub(super) type Received = (Id<Application>, Day, &'static str);

/// Writes the clocks of new applications down, by the day each was received.
pub(super) fn begun(act: &mut Act<'_>, rules: &Rules, received: &[Received]) -> Result<(), Failure> {
    // A statement for a clock: the same number of them for one application and for hundreds.
    for code in [CONSIDER, RESULT, DECIDE, REGISTER, REGISTER_PORTAL] {
        let mut all: Vec<running::Start<'_>> = Vec::with_capacity(received.len());
        for (id, day, clock) in received {
            if OF_REGISTRATION.contains(&code) && *clock != code {
                continue;
            }
            let (due, from) = rules.end(code, *day)?;
            all.push((id.to_string(), code, *day, due, from));
        }
        running::start_all(act, all)?;
    }
    if !hands_schedules(act)? {
        return Ok(());
    }
    let handed = received.iter().filter_map(|(id, day, _)| {
        let (due, from) = rules.handing(*day)?;
        Some((id.to_string(), HAND_SCHEDULE, *day, due, from))
    });
    let handed: Vec<running::Start<'_>> = handed.collect();
    Ok(running::start_all(act, handed)?)
}

/// New applications were registered at a moment.
pub(super) fn registered(act: &mut Act<'_>, received: &[Received], at: Moment) -> Result<(), DbError> {
    let ids: Vec<String> = received.iter().map(|(id, ..)| id.to_string()).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    running::meet_among(act, &OF_REGISTRATION, at, &ids)
}

/// What a move does to the clocks of its case.
pub(super) fn moved(act: &mut Act<'_>, case: &Application, mv: Move) -> Result<(), DbError> {
    let met: &[&str] = match mv {
        Move::Register | Move::Resend => &OF_REGISTRATION,
        Move::Schedule => &[CONSIDER],
        Move::Conclude => &[RESULT],
        // Whatever was decided was considered, also where nobody set a term.
        Move::Grant | Move::Refuse => {
            // A schedule is neither handed over nor approved nor shown any more.
            for code in OF_SCHEDULE {
                running::drop_one(act, case.id, code)?;
            }
            &[CONSIDER, CONDUCT, NAMED_END, DECIDE]
        }
        Move::IssueAct => &[ISSUE],
        Move::Publish => &[PUBLISH],
        Move::RefuseIntake | Move::Withdraw => return running::drop_all(act, case.id),
        Move::Return => return running::reopen(act, case.id, RESULT),
        Move::ApproveAward => {
            // Nobody analyses the work: neither a specialist nor a result is waited for.
            running::drop_one(act, case.id, GROUP)?;
            return running::drop_one(act, case.id, RESULT);
        }
        Move::TakeAwardBack => {
            // By the simplified track no group was waited for before it was confirmed.
            return running::take_up(act, case.id, RESULT);
        }
        Move::Reopen => {
            // The decision is waited for again, and what follows it not yet.
            for code in [ISSUE, PUBLISH] {
                running::drop_one(act, case.id, code)?;
            }
            for code in [CONDUCT, NAMED_END, DECIDE] {
                running::reopen(act, case.id, code)?;
            }
            for code in OF_SCHEDULE {
                running::take_up(act, case.id, code)?;
            }
            return Ok(());
        }
        Move::Submit
        | Move::AskFix
        | Move::Reschedule
        | Move::Assign
        | Move::Reassign
        | Move::Join
        | Move::Leave
        | Move::Release
        | Move::PutOnAgenda
        | Move::Postpone
        | Move::Archive
        | Move::Erase => &[],
    };
    for code in met {
        running::meet(act, case.id, code)?;
    }
    Ok(())
}

/// The commission decided on the day of its session, and not at the moment its decision is written down; called before the
/// move.
pub fn decided_at(act: &mut Act<'_>, case: Id<Application>, at: Moment) -> Result<(), DbError> {
    for code in [CONSIDER, CONDUCT, NAMED_END, DECIDE] {
        running::meet_at(act, case, code, at)?;
    }
    Ok(())
}

/// The group of specialists of a case is complete: nothing waits for it any more.
pub fn group_formed(act: &mut Act<'_>, case: Id<Application>) -> Result<(), DbError> {
    running::meet(act, case, GROUP)
}
