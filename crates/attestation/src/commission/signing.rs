//! The signature of a protocol: the session is closed for good, and what it decided is told to everybody of each case.
//! Until then a decision is known to the Centre and the authority alone.

use serde_json::Value;

use crate::applications;
use crate::platform::act::{Act, Fact, Told};
use crate::platform::clock::Day;
use crate::platform::failure::Failure;
use crate::platform::words;

use super::document::MOST;
use super::store::{self, Line, Sitting};
use super::{kinds, wording};

/// What the history of a case tells of its decision; nothing while there is none. Votes are not told in it.
fn told(line: &Line, protocol: &str) -> Option<String> {
    let decided = wording::said(&line.case, &line.item)?;
    let why =
        if line.item.reason.is_empty() { String::new() } else { format!("; причина: {}", line.item.reason) };
    Some(format!("подписан {protocol}, решение комиссии: {decided}{why}"))
}

/// Closes a session with its protocol, given by number and day, its kept file, given by key and size in bytes, and what
/// it states: papers made later are made of that.
///
/// # Errors
/// Conflict when the session is not open or a case of it waits for its decision.
pub fn sign(
    act: &mut Act<'_>,
    sitting: &Sitting,
    (number, date): (&str, Day),
    file: (&str, i64),
    stated: &Value,
) -> Result<Told, Failure> {
    store::close(act, sitting, (number, date), file, &stated.to_string())?;
    let protocol = format!("протокол № {number} от {}", words::day(date));
    let lines = store::agenda_of(act, sitting.id, None, MOST)?;
    act.note_all(lines.iter().filter_map(|line| {
        let words = told(line, &protocol)?;
        Some(Fact::of(kinds::TOLD, words).application(line.case.id).subject("sitting", sitting.id))
    }))?;
    // Neighbours read cases in the order in which they change, and the decision of these is read from now on.
    let decided: Vec<_> = lines.iter().filter(|line| line.item.outcome.is_some()).map(|line| line.case.id).collect();
    applications::touch(act, &decided)?;
    Ok(act.note(Fact::of(kinds::SIGNED, format!("подписан {protocol}")).subject("sitting", sitting.id))?)
}
