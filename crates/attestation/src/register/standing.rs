//! Since when a category stands and until when, by the terms of its day, and how that is said. No input or output.

use std::borrow::Cow;

use crate::applications::Category;
use crate::platform::clock::Day;
use crate::platform::words;

use super::model::Entry;

/// Since when a category stands, until when, and what has become of its record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// How the record came to be.
    pub entry: Entry,
    /// The day of the decision.
    pub granted_on: Day,
    /// The last day.
    pub valid_to: Option<Day>,
    /// Whether another record took its place.
    pub is_replaced: bool,
}

impl Standing {
    /// «бессрочно», «до 28 ноября 2026».
    pub fn until(self) -> Cow<'static, str> {
        self.valid_to.map_or(Cow::Borrowed("бессрочно"), |day| format!("до {}", words::day(day)).into())
    }

    /// How it stands on a day: the words and their tone.
    pub fn state(self, today: Day) -> (Cow<'static, str>, &'static str) {
        match self.valid_to {
            _ if self.entry == Entry::Revoked => ("отменена".into(), "red"),
            _ if self.is_replaced => ("заменена".into(), "grey"),
            Some(last) if last < today => ("срок закончился".into(), "grey"),
            Some(last) if last <= months_after(today, SOON_MONTHS) => (ends_in(last, today).into(), "yellow"),
            _ if self.granted_on > today => ("ещё не действует".into(), "grey"),
            _ => ("действует".into(), "green"),
        }
    }
}

/// A category that ends within so many months is said to end soon.
const SOON_MONTHS: i64 = 6;

/// The same day so many months later; the last one of a shorter month.
pub(super) fn months_after(day: Day, months: i64) -> Day {
    Day(day.0.saturating_add(jiff::Span::new().months(months.clamp(0, 12_000))))
}

/// «заканчивается через 25 дней», «заканчивается через 3 месяца», «заканчивается сегодня».
pub fn ends_in(last: Day, today: Day) -> String {
    let days = last.since(today);
    if days <= 0 {
        return "заканчивается сегодня".to_owned();
    }
    let months = (1..=SOON_MONTHS).rev().find(|months| months_after(today, *months) <= last).unwrap_or(0);
    let count = match (months.unsigned_abs(), days.unsigned_abs()) {
        (0 | 1, days) => words::counted(days, "день", "дня", "дней"),
        (months, _) => words::counted(months, "месяц", "месяца", "месяцев"),
    };
    format!("заканчивается через {count}")
}

/// For how many years a category given on some day was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CategoryTerm {
    /// The category.
    pub category: Category,
    /// The first day of decisions it holds for.
    pub valid_from: Day,
    /// The last one.
    pub valid_to: Day,
    /// Years; none: without an end.
    pub years: Option<i64>,
}

/// The term by which a category was given on a day; none when there was no such category.
pub fn term_of(terms: &[CategoryTerm], category: Category, granted_on: Day) -> Option<&CategoryTerm> {
    let fits = |term: &&CategoryTerm| term.valid_from <= granted_on && granted_on <= term.valid_to;
    terms.iter().filter(|term| term.category == category).find(fits)
}

/// The last day of a category given on a day, by the terms of that day; none when there is no end.
pub fn last_day(terms: &[CategoryTerm], category: Category, granted_on: Day) -> Option<Day> {
    let years = term_of(terms, category, granted_on)?.years?;
    Some(months_after(granted_on, years * 12))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().expect("a day")
    }

    #[test]
    fn a_category_ends_as_the_terms_of_its_day_say() {
        let term = |category, from: &str, to: &str, years| CategoryTerm {
            category,
            valid_from: day(from),
            valid_to: day(to),
            years,
        };
        let terms = [
            term(Category::First, "1900-01-01", "2023-08-31", Some(5)),
            term(Category::First, "2023-09-01", "9999-12-31", None),
            term(Category::Mentor, "2023-09-01", "9999-12-31", Some(3)),
        ];
        let ends = |category, granted: &str| last_day(&terms, category, day(granted));
        assert_eq!(ends(Category::First, "2021-12-24"), Some(day("2026-12-24")));
        assert_eq!(ends(Category::First, "2020-02-29"), Some(day("2025-02-28")));
        assert_eq!(ends(Category::First, "2023-08-31"), Some(day("2028-08-31")));
        assert_eq!(ends(Category::First, "2023-09-01"), None);
        assert_eq!(ends(Category::Mentor, "2026-11-23"), Some(day("2029-11-23")));
        assert_eq!(term_of(&terms, Category::Mentor, day("2020-01-01")), None, "there was none");
    }

    #[test]
    fn the_end_is_said_in_words() {
        let today = day("2026-11-23");
        assert_eq!(ends_in(today, today), "заканчивается сегодня");
        assert_eq!(ends_in(day("2026-12-24"), today), "заканчивается через 31\u{a0}день");
        assert_eq!(ends_in(day("2027-01-23"), today), "заканчивается через 2\u{a0}месяца");
        assert_eq!(ends_in(day("2027-05-22"), today), "заканчивается через 5\u{a0}месяцев");
    }
}
