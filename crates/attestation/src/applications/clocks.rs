//! Which clocks a new application begins and which a move meets: told once, here, for every room that makes moves.

use crate::deadlines::{
    CONDUCT, CONSIDER, DECIDE, GROUP, ISSUE, PUBLISH, REGISTER, REGISTER_PORTAL, RESULT, Rules, running,
};
use crate::platform::act::Act;
use crate::platform::clock::Day;
use crate::platform::engine::DbError;
use crate::platform::failure::Failure;
use crate::platform::ids::Id;

use super::model::Application;
use super::moves::Move;
use super::stage::Stage;

/// Writes the clocks of new applications down, by the day each was received.
pub(super) fn begun(
    act: &mut Act<'_>,
    rules: &Rules,
    stage: Stage,
    received: impl Iterator<Item = (Id<Application>, Day)>,
) -> Result<(), Failure> {
    let codes: &[&'static str] =
        if stage == Stage::Submitted { &[CONSIDER, RESULT, DECIDE, REGISTER] } else { &[CONSIDER, RESULT, DECIDE] };
    let received: Vec<(Id<Application>, Day)> = received.collect();
    // A statement for a clock: the same number of them for one application and for hundreds.
    for code in codes {
        let mut all: Vec<running::Start<'_>> = Vec::with_capacity(received.len());
        for (id, day) in &received {
            let (due, from) = rules.end(code, *day)?;
            all.push((id.to_string(), code, *day, due, from));
        }
        running::start_all(act, all)?;
    }
    Ok(())
}

/// What a move does to the clocks of its case.
pub(super) fn moved(act: &mut Act<'_>, case: &Application, mv: Move) -> Result<(), DbError> {
    let met: &[&str] = match mv {
        Move::Register | Move::Resend => &[REGISTER, REGISTER_PORTAL],
        Move::Schedule | Move::Assign => &[CONSIDER],
        Move::Conclude => &[RESULT],
        Move::Grant | Move::Refuse => &[CONDUCT, DECIDE],
        Move::IssueAct => &[ISSUE],
        Move::Publish => &[PUBLISH],
        Move::RefuseIntake | Move::Withdraw => return running::drop_all(act, case.id),
        Move::Return => return running::reopen(act, case.id, RESULT),
        Move::ApproveAward => {
            // Nobody analyses the work: neither a specialist nor a result is waited for.
            running::drop_one(act, case.id, GROUP)?;
            return running::drop_one(act, case.id, RESULT);
        }
        Move::Reopen => {
            // The decision is waited for again, and what follows it not yet.
            for code in [ISSUE, PUBLISH] {
                running::drop_one(act, case.id, code)?;
            }
            for code in [CONDUCT, DECIDE] {
                running::reopen(act, case.id, code)?;
            }
            return Ok(());
        }
        Move::Submit
        | Move::AskFix
        | Move::Reschedule
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

/// The group of specialists of a case is complete: nothing waits for it any more.
pub fn group_formed(act: &mut Act<'_>, case: Id<Application>) -> Result<(), DbError> {
    running::meet(act, case, GROUP)
}
