//! The clocks of an act by the dated terms: until when it is issued and published.

use crate::deadlines::{self, ISSUE, PUBLISH};
use crate::platform::clock::Day;
use crate::platform::engine::{DbError, Reader};
use crate::platform::words;

/// The last days of an act; none where no term is in force on the day of its first decision.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Clocks {
    pub(super) issue_by: Option<Day>,
    pub(super) publish_by: Option<Day>,
}

/// The last days of an act whose first decision was made on a day.
pub(super) fn clocks(reader: &mut Reader, decided_on: Day) -> Result<Clocks, DbError> {
    let terms = deadlines::in_force_on(reader, &[ISSUE, PUBLISH], decided_on)?;
    let calendar = deadlines::calendar(reader)?;
    let end = |code: &str| {
        let (_, term) = terms.iter().find(|(known, _)| known == code)?;
        Some(deadlines::end_of(decided_on, *term, &calendar))
    };
    Ok(Clocks { issue_by: end(ISSUE), publish_by: end(PUBLISH) })
}

/// A clock in words: what it asks for, how it stands, until when.
pub(super) struct ClockLine {
    pub(super) what: &'static str,
    pub(super) tone: &'static str,
    pub(super) words: String,
    pub(super) by: String,
}

/// How a clock stands today, or how it stood on the day the thing was done.
pub(super) fn line(what: &'static str, by: Option<Day>, done_on: Option<Day>, today: Day) -> Option<ClockLine> {
    let by = by?;
    let (tone, said) = match done_on {
        None => (words::tone(by, today).code(), words::left(by, today)),
        Some(day) if day <= by => ("ok", format!("сделано в срок, {}", words::day(day))),
        Some(day) => {
            let late = words::counted(day.since(by).unsigned_abs(), "день", "дня", "дней");
            ("late", format!("сделано {}, на {late} позже срока", words::day(day)))
        }
    };
    Some(ClockLine { what, tone, words: said, by: words::day(by) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().expect("a day")
    }

    #[test]
    fn a_clock_is_told_in_words() {
        let said = |done: Option<&str>| {
            let line = line("Издать акт", Some(day("2026-12-20")), done.map(day), day("2026-12-22")).expect("a clock");
            (line.tone, line.words.replace('\u{a0}', " "))
        };
        assert_eq!(said(None), ("late", "срок прошёл 2 дня назад".to_owned()));
        assert_eq!(said(Some("2026-12-20")), ("ok", "сделано в срок, 20 декабря 2026".to_owned()));
        assert_eq!(said(Some("2026-12-21")), ("late", "сделано 21 декабря 2026, на 1 день позже срока".to_owned()));
        assert!(line("Издать акт", None, None, day("2026-12-22")).is_none());
    }
}
