//! What people type about commissions and sessions, read field by field; each fault stands at its field.

use crate::platform::clock::Day;
use crate::platform::form::Form;

/// The longest line of a field, in letters.
const LONGEST_LINE: usize = 300;
/// The longest text of a field, in letters.
pub(super) const LONGEST_TEXT: usize = 4_000;

/// One line without stray spaces; a fault with `missing` when it is empty and needed.
pub(super) fn line(form: &mut Form, field: &str, missing: &str) -> String {
    let text = form.value(field).split_whitespace().collect::<Vec<_>>().join(" ");
    if text.is_empty() && !missing.is_empty() {
        form.fault(field, missing);
    } else if text.chars().count() > LONGEST_LINE {
        form.fault(field, format!("Здесь больше {LONGEST_LINE} знаков. Сократите."));
    }
    text
}

/// A text of several lines; a fault with `missing` when it is empty and needed.
pub(super) fn text(form: &mut Form, field: &str, missing: &str) -> String {
    let text = form.text(field);
    if text.is_empty() && !missing.is_empty() {
        form.fault(field, missing);
    } else if text.chars().count() > LONGEST_TEXT {
        form.fault(field, format!("Здесь больше {LONGEST_TEXT} знаков. Сократите."));
    }
    text
}

/// A day of our times.
pub(super) fn day(form: &mut Form, field: &str, missing: &str) -> Option<Day> {
    let day = Day::typed(&form.text(field)).filter(|day| (2000..=2100).contains(&day.0.year()));
    form.check(field, day.ok_or(missing))
}

/// A time of day, «9:30» or «09:30».
pub(super) fn time(form: &mut Form, field: &str) -> Option<String> {
    let text = form.text(field);
    let read = text.split_once(':').and_then(|(hour, minute)| {
        let fits = minute.len() == 2 && !hour.is_empty() && hour.len() <= 2;
        let (hour, minute) = (hour.parse::<u8>().ok()?, minute.parse::<u8>().ok()?);
        (fits && hour < 24 && minute < 60).then(|| format!("{hour:02}:{minute:02}"))
    });
    form.check(field, read.ok_or("Укажите время начала, например 10:00."))
}
