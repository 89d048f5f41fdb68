//! Kinds of records that are kept, versions of their terms, the last day a thing is kept.

use crate::platform::clock::{Day, Moment};
use crate::platform::failure::Refusal;
use crate::platform::versions::{FAR, span};
use crate::platform::words;

/// A kind of records with a retention term of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sort {
    /// As stored.
    pub code: &'static str,
    /// As shown.
    pub words: &'static str,
    /// What the term is counted from, after «отсчёт».
    pub since: &'static str,
}

const fn sort(code: &'static str, words: &'static str, since: &'static str) -> Sort {
    Sort { code, words, since }
}

impl Sort {
    /// The code of cases: the only term by which the system itself counts.
    pub const CASES: &'static str = "cases";

    /// Every kind, in the order it is shown.
    pub const ALL: [Self; 10] = [
        sort(Self::CASES, "Дела: заявления, копии документов, заключения", "со дня, когда дело закончено"),
        sort("protocols", "Протоколы и решения комиссий, бюллетени", "со дня заседания"),
        sort("tests", "Тесты и анкеты", "со дня заполнения"),
        sort("letters", "Переписка по аттестации", "со дня письма"),
        sort("orders", "Распорядительные акты и выписки из них", "со дня акта"),
        sort("schedules", "Графики аттестации", "со дня утверждения"),
        sort("experts", "Списки специалистов", "со дня утверждения"),
        sort("complaints", "Жалобы и ответы на них", "со дня ответа"),
        sort("consents", "Согласия на обработку персональных данных", "со дня, когда обработка закончена"),
        sort("journal", "Журнал: кто что открывал и менял", "со дня записи"),
    ];

    /// The kind of a code.
    pub fn named(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sort| sort.code == code)
    }
}

/// The longest term, years.
pub(super) const LONGEST: i64 = 100;

/// A version of a retention term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// The kind of records.
    pub sort: Sort,
    /// The first day it is in force.
    pub from: Day,
    /// The last one.
    pub to: Day,
    /// How long, whole years.
    pub years: i64,
    /// What it rests on.
    pub legal_ref: String,
    /// What is not certain about it; empty when it was checked.
    pub remark: String,
    /// When it was put in force.
    pub added_at: Moment,
    /// Who did it; empty when it came with the program.
    pub added_by: String,
}

impl Version {
    /// A version to be put in force, without an end.
    pub fn beginning(sort: Sort, from: Day, years: i64, legal_ref: String) -> Self {
        let (remark, added_by) = (String::new(), String::new());
        Self { sort, from, to: FAR, years, legal_ref, remark, added_at: Moment::of_micros(0), added_by }
    }

    /// Whether it is in force on a day.
    pub fn is_in_force(&self, day: Day) -> bool {
        self.from <= day && day <= self.to
    }

    /// «5 лет».
    pub fn term(&self) -> String {
        words::counted(self.years.unsigned_abs(), "год", "года", "лет")
    }

    /// «Дела: заявления, копии документов, заключения: 5 лет; приказ …, ст. 1».
    pub(super) fn as_ground(&self) -> String {
        format!("{}: {}; {}", self.sort.words, self.term(), self.legal_ref)
    }

    /// «с 1 января 2027, без окончания».
    pub(super) fn span(&self) -> String {
        span(self.from, self.to)
    }

    /// Days on which a case was over that this version has let go by `today`: from the first one, before the second one.
    pub(super) fn past(&self, today: Day) -> (Day, Day) {
        let years = jiff::Span::new().years(self.years.clamp(0, LONGEST));
        let border = Day(today.0.saturating_sub(years));
        (self.from, border.min(self.to.plus(1)))
    }
}

/// The last day on which what was over on `over` is kept, by the version in force that day; none when there was none.
pub fn kept_until(versions: &[Version], code: &str, over: Day) -> Option<Day> {
    let version = versions.iter().find(|one| one.sort.code == code && one.is_in_force(over))?;
    Some(Day(over.0.saturating_add(jiff::Span::new().years(version.years.clamp(0, LONGEST)))))
}

/// Why it cannot be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// No case of that year waits for the archive.
    #[error(
        "За этот год передавать в архив нечего: законченных дел, которые ещё не в архиве, нет. Выберите другой год."
    )]
    Nothing,
    /// Others were over meanwhile, or somebody was first.
    #[error("Пока вы смотрели, список дел изменился. Проверьте его ещё раз и передайте дела в архив.")]
    Changed,
    /// Nothing of the case is left.
    #[error("Это дело уничтожено по истечении срока хранения: скачать нечего.")]
    Erased,
}

impl Refusal for Refused {
    fn reason(&self) -> String {
        self.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().expect("a day")
    }

    fn version(from: &str, to: &str, years: i64) -> Version {
        Version {
            sort: Sort::ALL[0],
            from: day(from),
            to: day(to),
            years,
            legal_ref: String::new(),
            remark: String::new(),
            added_at: Moment::of_micros(0),
            added_by: String::new(),
        }
    }

    #[test]
    fn a_case_is_kept_by_the_term_of_the_day_it_was_over() {
        let versions = [version("2020-02-18", "2026-12-31", 5), version("2027-01-01", "9999-12-31", 10)];
        let until = |over: &str| kept_until(&versions, Sort::CASES, day(over)).map(|day| day.to_string());
        assert_eq!(until("2026-12-31").as_deref(), Some("2031-12-31"));
        assert_eq!(until("2027-01-01").as_deref(), Some("2037-01-01"));
        assert_eq!(until("2024-02-29").as_deref(), Some("2029-02-28"));
        assert_eq!(until("2019-01-01"), None);
    }

    #[test]
    fn what_is_past_its_term_was_over_before_a_border() {
        let first = version("2020-02-18", "2026-12-31", 5);
        let past = |today: &str| first.past(day(today)).1.to_string();
        assert_eq!(past("2031-11-23"), "2026-11-23");
        assert_eq!(past("2040-01-01"), "2027-01-01");
    }
}
