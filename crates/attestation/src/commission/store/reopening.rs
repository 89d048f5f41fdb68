//! The SQL of a decision that is taken off while its session goes on.

use crate::applications::{self, Move};
use crate::platform::act::Act;
use crate::platform::failure::Failure;
use crate::values;

use super::super::attendee::Denial;
use super::super::vote::Outcome;
use super::attendance::hold;
use super::{Line, Sitting};

/// Another line of the same case that is open, or decided later than this one.
const ELSEWHERE: &str =
    "select 1 from agenda_items o where o.application_id = agenda_items.application_id and o.id <> agenda_items.id
                 and o.removed_at is null and (o.outcome is null or o.decided_at > agenda_items.decided_at)";

/// Takes the decision that was seen off a case of an open session; what was decided. Votes stay and may be given anew.
///
/// # Errors
/// When the session is not open, when there is no such decision any more, when the case stands on another agenda.
pub(in super::super) fn reopen(act: &mut Act<'_>, sitting: &Sitting, line: &Line) -> Result<Outcome, Failure> {
    hold(act, sitting)?;
    let outcome = line.item.outcome.ok_or(Denial::Undecided)?;
    let seen = values![line.item.id, sitting.id, outcome.code(), line.item.decided_at];
    let sql = format!(
        "update agenda_items set outcome = null, wording = '', reason = '', postponed_to = null, in_favour = 0, against = 0, abstained = 0,
             tie = null, present = 0, decided_by = null, decided_at = null
         where id = $1 and sitting_id = $2 and removed_at is null and outcome = $3 and decided_at = $4 and not exists ({ELSEWHERE})"
    );
    if act.run(&sql, seen)? != 1 {
        return Err(refused(act, line)?.into());
    }
    match outcome {
        Outcome::Granted | Outcome::Refused => applications::step(act, &line.case, Move::Reopen).map(|_| ())?,
        // A case that was put off has stayed ready, unless it was withdrawn since.
        Outcome::Postponed => {
            line.may_reopen()?;
            applications::hold(act, &line.case)?;
        }
    }
    Ok(outcome)
}

fn refused(act: &mut Act<'_>, line: &Line) -> Result<Denial, Failure> {
    let sql = format!("select id from agenda_items where id = $1 and outcome is not null and exists ({ELSEWHERE})");
    let other: Option<String> = act.row(&sql, values![line.item.id], |row| row.get(0))?;
    Ok(if other.is_some() { Denial::Elsewhere } else { Denial::Undecided })
}
