//! The act that ends a case before its decision: off the agenda, the move, assignments, letters, the journal.

use crate::accounts;
use crate::applications::{self, Application, Move, Mover, kinds};
use crate::assignments;
use crate::commission;
use crate::context::App;
use crate::invitations::WayIn;
use crate::platform::act::{Act, Fact, Told};
use crate::platform::failure::Failure;

use super::letters;
use super::model::Ground;

/// Ends a case whose application goes no further. The teacher is written to unless they took it back themselves; so are the
/// specialists whose work ends, the coordinators of the school, and the centre, each but for whoever does it.
///
/// # Errors
/// When the case is decided or over already.
pub fn withdraw(act: &mut Act<'_>, app: &App, case: &Application, ground: &Ground) -> Result<Told, Failure> {
    // First off the agenda: a decision holds its line before the case, and two hands do not wait for each other.
    commission::take_off_agenda(act, case, ground.short())?;
    applications::step(act, case, Move::Withdraw)?;
    if let Some(to) = applications::addressee_of(act, case)?.filter(|_| !matches!(ground, Ground::Own(_))) {
        let way = WayIn::of(act)?;
        act.post(&letters::teacher(app, (&to, way), case, ground)?)?;
    }
    // A specialist whose result is recorded has nothing left to do in the case.
    if case.stage.mover() == Mover::Specialist {
        for to in assignments::close(act, case, ground.short())? {
            act.post(&letters::specialist(app, &to, case, ground)?)?;
        }
    }
    let who = Some(act.account());
    for (to, _) in accounts::coordinators_of(act, case.school)? {
        if to.account != who {
            act.post(&letters::school(app, &to, case, ground)?)?;
        }
    }
    if !matches!(ground, Ground::Paper(_)) {
        for to in accounts::staff_of_centre(act)? {
            act.post(&letters::centre(app, &to, case, ground)?)?;
        }
    }
    Ok(act.note(Fact::of(kinds::WITHDRAWN, ground.told()).application(case.id))?)
}
