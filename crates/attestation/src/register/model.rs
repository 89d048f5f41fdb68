//! What the register says of a category: whose, for which post, since when, until when, by which act.

use crate::accounts::Organization;
use crate::applications::{Category, Snils};
use crate::platform::clock::{Day, Moment};
use crate::platform::ids::Id;
use crate::platform::names::FullName;
use crate::platform::record::{BadColumn, Column, Record as Row};
use crate::platform::words;

use super::code::CheckCode;

/// How a record came to stand in the register.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entry {
    /// The category was given.
    Granted,
    /// An earlier record was put right.
    Corrected,
    /// An earlier record was taken back.
    Revoked,
}

impl Entry {
    /// As stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Granted => "granted",
            Self::Corrected => "corrected",
            Self::Revoked => "revoked",
        }
    }

    /// As shown in a record's history.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Granted => "Запись внесена",
            Self::Corrected => "Запись исправлена",
            Self::Revoked => "Запись отменена",
        }
    }
}

impl Column for Entry {
    fn read(row: &Row<'_>, place: usize) -> Result<Self, BadColumn> {
        row.known(place, "entry", |code| {
            [Self::Granted, Self::Corrected, Self::Revoked].into_iter().find(|one| one.code() == code)
        })
    }
}

/// What a record states; a new one is made of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRecord {
    /// The person's name.
    pub name: FullName,
    /// The day of birth.
    pub born: Day,
    /// СНИЛС, when it is known.
    pub snils: Option<Snils>,
    /// The organisation as it is written.
    pub organization: String,
    /// The municipality as it is written; may be empty.
    pub municipality: String,
    /// The same organisation in the list, when it is there.
    pub school: Option<Id<Organization>>,
    /// The post's code.
    pub post_code: String,
    /// The post as it is written, when that says more: «учитель математики»; otherwise empty.
    pub post_written: String,
    /// The category.
    pub category: Category,
    /// The day of the decision.
    pub granted_on: Day,
    /// The last day; none when there is no end.
    pub valid_to: Option<Day>,
    /// The number of the act.
    pub act_number: String,
    /// Its date; none when the source lacks it.
    pub act_date: Option<Day>,
}

impl NewRecord {
    /// What makes two records the same.
    pub fn fact(&self) -> FactKey {
        FactKey {
            name_key: self.name.key(),
            born: self.born,
            post_code: self.post_code.clone(),
            category: self.category.code(),
            granted_on: self.granted_on,
        }
    }
}

/// One category of one person by one decision.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct FactKey {
    /// The name as it is compared.
    pub name_key: String,
    /// The day of birth.
    pub born: Day,
    /// The post.
    pub post_code: String,
    /// The category's code.
    pub category: &'static str,
    /// The day of the decision.
    pub granted_on: Day,
}

/// A record of the register.
#[derive(Debug, Clone)]
pub struct Record {
    /// Its id.
    pub id: Id<Record>,
    /// Its check code.
    pub code: CheckCode,
    /// The first record about this category.
    pub chain: Id<Record>,
    /// How it came to be.
    pub entry: Entry,
    /// Why it was put right or taken back; empty otherwise.
    pub reason: String,
    /// The person's name.
    pub name: FullName,
    /// The day of birth.
    pub born: Day,
    /// СНИЛС; may be empty.
    pub snils: String,
    /// The organisation as it is written.
    pub organization: String,
    /// The municipality as it is written.
    pub municipality: String,
    /// The same organisation in the list.
    pub school: Option<Id<Organization>>,
    /// The post's code.
    pub post_code: String,
    /// The post as the source writes it; empty when it is the post's own name.
    pub post_written: String,
    /// The post's own name.
    pub post_name: String,
    /// The category.
    pub category: Category,
    /// The day of the decision.
    pub granted_on: Day,
    /// The last day.
    pub valid_to: Option<Day>,
    /// The number of the act.
    pub act_number: String,
    /// Its date.
    pub act_date: Option<Day>,
    /// Where it was taken from.
    pub source: String,
    /// When it was written down.
    pub added_at: Moment,
    /// When another record took its place.
    pub replaced_at: Option<Moment>,
}

impl Record {
    /// What makes it the same as another.
    pub fn fact(&self) -> FactKey {
        FactKey {
            name_key: self.name.key(),
            born: self.born,
            post_code: self.post_code.clone(),
            category: self.category.code(),
            granted_on: self.granted_on,
        }
    }

    /// The post in words.
    pub fn post(&self) -> &str {
        if self.post_written.is_empty() { &self.post_name } else { &self.post_written }
    }

    /// Since when it stands, until when, and what has become of it.
    pub fn standing(&self) -> Standing {
        Standing {
            entry: self.entry,
            granted_on: self.granted_on,
            valid_to: self.valid_to,
            is_replaced: self.replaced_at.is_some(),
        }
    }

    /// Whether this record is the one in force and was not taken back.
    pub fn stands(&self) -> bool {
        self.replaced_at.is_none() && self.entry != Entry::Revoked
    }

    /// «№ 214-р от 28.11.2025».
    pub fn act(&self) -> String {
        let date = self.act_date.map(|day| format!(" от {}", words::brief_day(day))).unwrap_or_default();
        format!("№\u{a0}{}{date}", self.act_number)
    }

    /// «бессрочно», «до 28 ноября 2026».
    pub fn until(&self) -> String {
        self.standing().until()
    }

    /// How it stands on a day: the words and their tone.
    pub fn state(&self, today: Day) -> (String, &'static str) {
        self.standing().state(today)
    }
}

/// What a list tells of a record.
#[derive(Debug, Clone)]
pub(super) struct Listed {
    /// The record's id.
    pub id: Id<Record>,
    /// The person's name.
    pub name: FullName,
    /// The post, as the source writes it when it does.
    pub post: String,
    /// The organisation as it is written.
    pub organization: String,
    /// The municipality as it is written.
    pub municipality: String,
    /// The category.
    pub category: Category,
    /// Since when it stands and until when.
    pub standing: Standing,
}

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
    pub fn until(self) -> String {
        self.valid_to.map_or_else(|| "бессрочно".to_owned(), |day| format!("до {}", words::day(day)))
    }

    /// How it stands on a day: the words and their tone.
    pub fn state(self, today: Day) -> (String, &'static str) {
        match self.valid_to {
            _ if self.entry == Entry::Revoked => ("отменена".to_owned(), "red"),
            _ if self.is_replaced => ("заменена".to_owned(), "grey"),
            Some(last) if last < today => ("срок закончился".to_owned(), "grey"),
            Some(last) if last <= months_after(today, SOON_MONTHS) => (ends_in(last, today), "yellow"),
            _ if self.granted_on > today => ("ещё не действует".to_owned(), "grey"),
            _ => ("действует".to_owned(), "green"),
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
pub(super) fn ends_in(last: Day, today: Day) -> String {
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

/// For how many years categories given on some day were given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CategoryTerm {
    /// The first day of decisions it holds for.
    pub valid_from: Day,
    /// The last one.
    pub valid_to: Day,
    /// Years; none: without an end.
    pub years: Option<i64>,
}

/// The last day of a category given on a day, by the terms of those days; none when there is no end.
pub fn last_day(terms: &[CategoryTerm], granted_on: Day) -> Option<Day> {
    let term = terms.iter().find(|term| term.valid_from <= granted_on && granted_on <= term.valid_to)?;
    term.years.map(|years| months_after(granted_on, years * 12))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().expect("a day")
    }

    #[test]
    fn a_category_ends_as_the_terms_of_its_day_say() {
        let term = |from: &str, to: &str, years| CategoryTerm { valid_from: day(from), valid_to: day(to), years };
        let terms = [term("1900-01-01", "2023-08-31", Some(5)), term("2023-09-01", "9999-12-31", None)];
        assert_eq!(last_day(&terms, day("2021-12-24")), Some(day("2026-12-24")));
        assert_eq!(last_day(&terms, day("2020-02-29")), Some(day("2025-02-28")));
        assert_eq!(last_day(&terms, day("2023-08-31")), Some(day("2028-08-31")));
        assert_eq!(last_day(&terms, day("2023-09-01")), None);
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
