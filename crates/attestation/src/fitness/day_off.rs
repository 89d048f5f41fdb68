//! A session on a day off by the production calendar: it may be meant, so it is asked about.

use crate::platform::clock::Day;
use crate::platform::form::Form;
use crate::platform::words;

use super::rules::Rules;
use super::step::Ask;

/// The box by which it is said that the commission sits on a day off.
const MEANT: &str = "day_off";

/// The same as a question, once it came up.
pub(super) fn ask(form: &Form) -> Option<Ask> {
    let came_up = form.error(MEANT).is_some() || form.ticked(MEANT);
    let hint = "Отметьте, если комиссия и правда заседает в нерабочий день.";
    came_up.then(|| Ask::tick(MEANT, "День заседания верен", hint))
}

/// The day of a session; a day off only when it is said that it is meant.
pub(super) fn meant(form: &mut Form, rules: &Rules, day: Day) -> Option<Day> {
    if rules.is_working(day) || form.ticked(MEANT) {
        return Some(day);
    }
    form.fault(
        MEANT,
        format!(
            "{}\u{a0}— нерабочий день по производственному календарю. Проверьте день заседания. Если он верен, отметьте это.",
            words::day(day)
        ),
    );
    None
}
