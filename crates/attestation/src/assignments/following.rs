//! The last day of the result moves with the term of the attestation: specialists of the case follow, and are told.

use crate::applications::Application;
use crate::context::App;
use crate::platform::act::Act;
use crate::platform::clock::Day;
use crate::platform::failure::Failure;

use super::{letters, store};

/// Gives everybody who works on a case its new last day, and writes to those whose result is still waited for.
///
/// # Errors
/// When the database does not answer.
pub fn follow_due(act: &mut Act<'_>, app: &App, case: &Application, due: Day) -> Result<(), Failure> {
    if !store::move_due(act, case.id, due)? {
        return Ok(());
    }
    for one in store::members(act, case.id)?.iter().filter(|one| !one.done) {
        act.post(&letters::due_moved(app, &one.addressee(), case, due)?)?;
    }
    Ok(())
}
