//! The clocks of an attestation for fitness, counted over the production calendar. Pure; the terms are given.

use std::collections::BTreeMap;

use crate::deadlines::{Calendar, Term, end_of, named};
use crate::platform::clock::Day;
use crate::platform::failure::Refusal;

use super::model::Ground;

/// From the day the order with the schedule was shown to the session.
pub(super) const ORDER: &str = "D16";
/// From the day the presentation was shown to the session.
pub(super) const SHOWING: &str = "D17";
/// From the day the worker's own information was filed to the session.
pub(super) const FILING: &str = "D18";
/// From the session to the extract.
pub(super) const EXTRACT: &str = "D19";
/// From the extract to the worker's acquaintance.
pub(super) const ACQUAINT: &str = "D20";
/// From one attestation to the next.
pub(super) const CYCLE: &str = "D21";
const LEAVE: &str = "D22";
const ILLNESS: &str = "D23";
const NEWCOMER: &str = "D26";

/// Terms a case keeps from its beginning.
pub(super) const KEPT: [&str; 6] = [ORDER, SHOWING, FILING, EXTRACT, ACQUAINT, CYCLE];
/// Every term of fitness.
pub(super) const ALL: [&str; 9] = [ORDER, SHOWING, FILING, EXTRACT, ACQUAINT, CYCLE, LEAVE, ILLNESS, NEWCOMER];

/// Days looked back through for the last one from which a term still fits: no term of fitness between two events of
/// one attestation is longer than three years.
const LOOKED: i64 = 1_100;

/// A clock without a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct NoTerm(&'static str);

impl Refusal for NoTerm {
    fn reason(&self) -> String {
        let what = named(self.0).map_or(self.0, |clock| clock.what);
        format!("Не задан срок «{what}». Сообщите в Центр: сроки задаёт он.")
    }
}

/// The terms in force and the calendar they are counted over.
#[derive(Debug, Clone)]
pub(super) struct Rules {
    terms: BTreeMap<String, Term>,
    calendar: Calendar,
    ahead: Option<i64>,
}

/// What is asked for when nobody has said how many days before the last one it is time.
const NO_AHEAD: NoTerm = NoTerm("За сколько дней до последнего дня пора аттестовать");

impl Rules {
    /// Rules of these terms.
    pub(super) fn of(terms: impl IntoIterator<Item = (String, Term)>, calendar: Calendar) -> Self {
        Self { terms: terms.into_iter().collect(), calendar, ahead: None }
    }

    /// The same rules, by which it is time so many days before the last day.
    #[must_use]
    pub(super) const fn ahead_by(mut self, days: Option<i64>) -> Self {
        self.ahead = days;
        self
    }

    /// A teacher is due so many days before the last day, and has as many left when an attestation becomes possible late: an
    /// order and a presentation take thirty each, the rest is for holidays and papers.
    ///
    /// # Errors
    /// When the rule has no version in force.
    pub(super) fn ahead(&self) -> Result<i64, NoTerm> {
        self.ahead.ok_or(NO_AHEAD)
    }

    /// The same calendar with other terms: those a case began under.
    #[must_use]
    pub(super) fn with(&self, terms: impl IntoIterator<Item = (String, Term)>) -> Self {
        Self::of(terms, self.calendar.clone()).ahead_by(self.ahead)
    }

    /// The terms by their codes.
    pub(super) fn terms(&self) -> impl Iterator<Item = (&str, Term)> {
        self.terms.iter().map(|(code, term)| (code.as_str(), *term))
    }

    /// The term of a clock.
    ///
    /// # Errors
    /// When none is in force.
    pub(super) fn term(&self, code: &'static str) -> Result<Term, NoTerm> {
        self.terms.get(code).copied().ok_or(NoTerm(code))
    }

    /// The day a clock ends that began on `from`.
    ///
    /// # Errors
    /// When it has no term.
    pub(super) fn end(&self, code: &'static str, from: Day) -> Result<Day, NoTerm> {
        Ok(end_of(from, self.term(code)?, &self.calendar))
    }

    /// The last day from which a clock still ends by `end`.
    ///
    /// # Errors
    /// When it has no term.
    pub(super) fn latest(&self, code: &'static str, end: Day) -> Result<Day, NoTerm> {
        let term = self.term(code)?;
        let fits = |from: &Day| end_of(*from, term, &self.calendar) <= end;
        Ok((0..LOOKED).map(|back| end.plus(-back)).find(fits).unwrap_or(end))
    }

    /// Whether a day is worked.
    pub(super) fn is_working(&self, day: Day) -> bool {
        self.calendar.is_working(day)
    }

    /// The first day on which somebody with a ground, whose last day this is, may be attested.
    ///
    /// # Errors
    /// When its clock has no term.
    pub(super) fn after_ground(&self, ground: Ground, last: Day) -> Result<Day, NoTerm> {
        let back = last.plus(1);
        match ground {
            Ground::Pregnancy => Ok(back),
            Ground::Maternity | Ground::Childcare => self.end(LEAVE, back),
            Ground::Illness => self.end(ILLNESS, back),
        }
    }

    /// The first day on which somebody in the post since this day may be attested.
    ///
    /// # Errors
    /// When its clock has no term.
    pub(super) fn after_start(&self, since: Day) -> Result<Day, NoTerm> {
        self.end(NEWCOMER, since)
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::deadlines::{Bound, Exceptional, Unit};

    fn day(text: &str) -> Day {
        text.parse().expect("a day")
    }

    /// The terms and the calendar that come with the program.
    pub(crate) fn shipped() -> Rules {
        let term = |count, unit, bound| Term { count, unit, bound, rolls: false };
        let terms = [
            (ORDER, term(30, Unit::CalendarDays, Bound::Min)),
            (SHOWING, term(30, Unit::CalendarDays, Bound::Min)),
            (FILING, term(5, Unit::WorkingDays, Bound::Min)),
            (EXTRACT, term(2, Unit::WorkingDays, Bound::Max)),
            (ACQUAINT, term(3, Unit::WorkingDays, Bound::Max)),
            (CYCLE, term(5, Unit::Years, Bound::Max)),
            (LEAVE, term(2, Unit::Years, Bound::Min)),
            (ILLNESS, term(1, Unit::Years, Bound::Min)),
            (NEWCOMER, term(2, Unit::Years, Bound::Min)),
        ];
        let text = include_str!("../../migrations/0004_deadlines.sql");
        let rows = text.split("insert into calendar_days").nth(1).expect("the days").lines();
        let calendar = Calendar::of(rows.filter_map(|row| {
            let mut parts = row.split('\'');
            Some((parts.nth(1)?.parse().ok()?, Exceptional::parse(parts.nth(1)?)?))
        }));
        Rules::of(terms.map(|(code, term)| (code.to_owned(), term)), calendar).ahead_by(Some(90))
    }

    #[test]
    fn clocks_end_as_counted_by_hand() {
        let rules = shipped();
        let mut wrong = Vec::new();
        let rows: Vec<&str> = include_str!("worked.txt").lines().filter(|row| row.starts_with('D')).collect();
        assert!(rows.len() >= 30, "only {} rows", rows.len());
        for row in rows {
            let cells: Vec<&str> = row.split('|').map(str::trim).collect();
            let [code, way, from, end, remark] = cells[..] else { panic!("{row}") };
            let code = ALL.into_iter().find(|one| *one == code).expect("a clock of fitness");
            let found = match way {
                "→" => rules.end(code, day(from)),
                "←" => rules.latest(code, day(from)),
                other => panic!("no way {other}"),
            };
            let found = found.expect("a term").to_string();
            if found != end {
                wrong.push(format!("{code} {way} {from}: {end} by hand, {found} here ({remark})"));
            }
        }
        assert_eq!(wrong, Vec::<String>::new());
    }

    #[test]
    fn grounds_end_as_counted_by_hand() {
        let rules = shipped();
        let after = |ground, last: &str| rules.after_ground(ground, day(last)).expect("a term").to_string();
        assert_eq!(after(Ground::Pregnancy, "2026-12-31"), "2027-01-01");
        assert_eq!(after(Ground::Maternity, "2026-08-31"), "2028-09-01");
        assert_eq!(after(Ground::Childcare, "2024-02-28"), "2026-02-28");
        assert_eq!(after(Ground::Childcare, "2026-02-27"), "2028-02-28");
        assert_eq!(after(Ground::Illness, "2024-02-28"), "2025-02-28");
        assert_eq!(after(Ground::Illness, "2026-05-10"), "2027-05-11");
        assert_eq!(rules.after_start(day("2024-02-29")).expect("a term").to_string(), "2026-02-28");
    }

    #[test]
    fn a_clock_without_a_term_says_whom_to_ask() {
        let rules = Rules::of([], Calendar::default());
        assert_eq!(
            rules.end(EXTRACT, day("2026-11-23")).expect_err("no term").reason(),
            "Не задан срок «Составить выписку из протокола». Сообщите в Центр: сроки задаёт он."
        );
        assert_eq!(
            rules.ahead().expect_err("no rule").reason(),
            "Не задан срок «За сколько дней до последнего дня пора аттестовать». Сообщите в Центр: сроки задаёт он."
        );
    }
}
