//! The last day of the specialists' result: that of the rule, and no later than the term of the attestation allows.

use crate::deadlines::RESULT;
use crate::platform::act::Act;
use crate::platform::clock::Day;
use crate::platform::engine::DbError;
use crate::values;

use super::model::Application;
use super::renaming::rewrite_words;

/// Counts the last day of the result of a case anew: that of its clock, or `last` when the term ends sooner; the day. The
/// clock itself stays as the rule has it.
///
/// # Errors
/// When the database does not answer.
pub fn bound_result(act: &mut Act<'_>, case: &Application, last: Day) -> Result<Day, DbError> {
    let sql = "select due_on from case_clocks where application_id = $1 and code = $2";
    let rule: Option<Day> = act.row(sql, values![case.id, RESULT], |row| row.get(0))?;
    let due = rule.unwrap_or(case.due_on).min(last);
    let sql = "update applications set due_on = $2 where id = $1 and due_on <> $2";
    if act.run(sql, values![case.id, due])? == 1 {
        rewrite_words(act, case.id, due, &case.name.key())?;
    }
    Ok(due)
}
