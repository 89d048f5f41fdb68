//! A term: so many days, months or years from an event, and the day on which it ends.
//! Pure; the rules of counting are told in docs/deadlines.md.

use jiff::Span;

use crate::platform::clock::Day;
use crate::platform::form::Choice;
use crate::platform::words::plural;

use super::calendar::Calendar;

/// What a term is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Календарные дни.
    CalendarDays,
    /// Рабочие дни.
    WorkingDays,
    /// Месяцы.
    Months,
    /// Годы.
    Years,
}

impl Unit {
    /// Every unit.
    pub const ALL: [Self; 4] = [Self::CalendarDays, Self::WorkingDays, Self::Months, Self::Years];

    /// As stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::CalendarDays => "calendar",
            Self::WorkingDays => "working",
            Self::Months => "months",
            Self::Years => "years",
        }
    }

    /// As chosen in a form.
    const fn label(self) -> &'static str {
        match self {
            Self::CalendarDays => "календарные дни",
            Self::WorkingDays => "рабочие дни",
            Self::Months => "месяцы",
            Self::Years => "годы",
        }
    }

    /// Reads what is stored or sent.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|unit| unit.code() == code)
    }

    /// «30 календарных дней»; the number stays with the word after it.
    fn counted(self, count: u32) -> String {
        let (one, few, many) = match self {
            Self::CalendarDays => ("календарный день", "календарных дня", "календарных дней"),
            Self::WorkingDays => ("рабочий день", "рабочих дня", "рабочих дней"),
            Self::Months => ("месяц", "месяца", "месяцев"),
            Self::Years => ("год", "года", "лет"),
        };
        format!("{count}\u{a0}{}", plural(u64::from(count), one, few, many))
    }
}

/// What the end of a term means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// The thing is done by that day.
    Max,
    /// The thing is not done before that day.
    Min,
    /// The thing is done on that very day.
    Exact,
    /// Only a piece of advice.
    Advice,
}

impl Bound {
    /// Every bound.
    pub const ALL: [Self; 4] = [Self::Max, Self::Min, Self::Exact, Self::Advice];

    /// As stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Max => "max",
            Self::Min => "min",
            Self::Exact => "exact",
            Self::Advice => "advice",
        }
    }

    /// As chosen in a form.
    const fn label(self) -> &'static str {
        match self {
            Self::Max => "не позднее",
            Self::Min => "не раньше",
            Self::Exact => "ровно в этот день",
            Self::Advice => "совет, не обязанность",
        }
    }

    /// Reads what is stored or sent.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|bound| bound.code() == code)
    }
}

/// How long a clock runs and what its end means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Term {
    /// How many units.
    pub count: u32,
    /// Of what.
    pub unit: Unit,
    /// What the end means.
    pub bound: Bound,
    /// Whether an end on a day off moves to the next working day.
    pub rolls: bool,
}

/// The longest term a form takes: more is a slip of the hand.
pub(super) const LONGEST: u32 = 999;

impl Term {
    /// On the day itself.
    pub(super) const SAME_DAY: Self = Self { count: 0, unit: Unit::CalendarDays, bound: Bound::Exact, rolls: false };

    /// «не позднее чем через 30 календарных дней».
    pub fn words(self) -> String {
        let counted = self.unit.counted(self.count);
        match (self.count, self.bound) {
            (0, Bound::Max | Bound::Exact) => "в тот же день".to_owned(),
            (0, Bound::Min) => "не раньше того же дня".to_owned(),
            (0, Bound::Advice) => "желательно в тот же день".to_owned(),
            (_, Bound::Max) => format!("не позднее чем через {counted}"),
            (_, Bound::Min) => format!("не раньше чем через {counted}"),
            (_, Bound::Exact) => format!("ровно через {counted}"),
            (_, Bound::Advice) => format!("желательно за {counted}"),
        }
    }

    /// «30 календарных дней».
    pub fn counted(self) -> String {
        self.unit.counted(self.count)
    }

    /// The same with what happens to an end on a day off.
    pub fn whole_words(self) -> String {
        let moved =
            if self.rolls { ", с выходного — на следующий рабочий день" } else { "" };
        format!("{}{moved}", self.words())
    }
}

/// The day a term ends that began with an event on `start`. The day of the event is not counted; a term in months or
/// years ends on the same date, or on the last day of a month that has no such date.
pub fn end_of(start: Day, term: Term, calendar: &Calendar) -> Day {
    let count = i64::from(term.count);
    let after = |span: Span| Day(start.0.saturating_add(span));
    let end = match term.unit {
        Unit::CalendarDays => start.plus(count),
        Unit::WorkingDays => calendar.plus_working(start, term.count),
        Unit::Months => after(Span::new().months(count)),
        Unit::Years => after(Span::new().years(count)),
    };
    if term.rolls { calendar.next_working(end) } else { end }
}

/// The day that stands a term before another: the same length counted back. A day off stays.
pub fn back_from(end: Day, term: Term, calendar: &Calendar) -> Day {
    let count = i64::from(term.count);
    let before = |span: Span| Day(end.0.saturating_sub(span));
    match term.unit {
        Unit::CalendarDays => end.plus(-count),
        Unit::Months => before(Span::new().months(count)),
        Unit::Years => before(Span::new().years(count)),
        Unit::WorkingDays => {
            let mut day = end;
            for _ in 0..term.count {
                day = day.plus(-1);
                while !calendar.is_working(day) {
                    day = day.plus(-1);
                }
            }
            day
        }
    }
}

/// Units to choose from.
pub(super) fn units() -> Vec<Choice> {
    Unit::ALL.map(|unit| Choice::new(unit.code(), unit.label())).into()
}

/// Bounds to choose from.
pub(super) fn bounds() -> Vec<Choice> {
    Bound::ALL.map(|bound| Choice::new(bound.code(), bound.label())).into()
}

#[cfg(test)]
mod tests {
    use super::super::calendar::tests::shipped;
    use super::*;

    /// «30 кд» or «5 рд →»: count, unit, whether it moves from a day off.
    fn term(text: &str) -> Term {
        let mut words = text.split(' ');
        let count = words.next().expect("a count").parse().expect("a number");
        let unit = match words.next().expect("a unit") {
            "кд" => Unit::CalendarDays,
            "рд" => Unit::WorkingDays,
            "мес" => Unit::Months,
            "год" => Unit::Years,
            other => panic!("no unit {other}"),
        };
        Term { count, unit, bound: Bound::Max, rolls: words.next() == Some("→") }
    }

    #[test]
    fn terms_end_as_counted_by_hand() {
        let calendar = shipped();
        let rows: Vec<&str> = include_str!("worked.txt").lines().filter(|row| row.starts_with("20")).collect();
        assert!(rows.len() >= 40, "only {} rows", rows.len());
        let mut wrong = Vec::new();
        for row in rows {
            let cells: Vec<&str> = row.split('|').map(str::trim).collect();
            let [start, length, end, remark] = cells[..] else { panic!("{row}") };
            let found = end_of(start.parse().expect("a day"), term(length), &calendar);
            if found.to_string() != end {
                wrong.push(format!("{start} + {length}: {end} by hand, {found} here ({remark})"));
            }
        }
        assert_eq!(wrong, Vec::<String>::new());
    }

    #[test]
    fn a_term_is_counted_back() {
        let (calendar, end) = (shipped(), "2026-05-31".parse().expect("a day"));
        let before = |text: &str| back_from(end, term(text), &calendar).to_string();
        assert_eq!(before("3 мес"), "2026-02-28");
        assert_eq!(before("30 кд"), "2026-05-01");
        assert_eq!(before("1 год"), "2025-05-31");
        assert_eq!((before("1 рд"), before("5 рд")), ("2026-05-29".to_owned(), "2026-05-25".to_owned()));
    }

    #[test]
    fn terms_are_said_in_words() {
        let said = |count, unit, bound| Term { count, unit, bound, rolls: false }.words().replace('\u{a0}', " ");
        assert_eq!(said(30, Unit::CalendarDays, Bound::Max), "не позднее чем через 30 календарных дней");
        assert_eq!(said(1, Unit::WorkingDays, Bound::Max), "не позднее чем через 1 рабочий день");
        assert_eq!(said(2, Unit::Years, Bound::Min), "не раньше чем через 2 года");
        assert_eq!(said(5, Unit::Years, Bound::Exact), "ровно через 5 лет");
        assert_eq!(said(3, Unit::Months, Bound::Advice), "желательно за 3 месяца");
        assert_eq!(said(0, Unit::CalendarDays, Bound::Max), "в тот же день");
        assert_eq!(said(0, Unit::WorkingDays, Bound::Min), "не раньше того же дня");
        let rolling = Term { count: 30, unit: Unit::CalendarDays, bound: Bound::Max, rolls: true };
        assert_eq!(
            rolling.whole_words().replace('\u{a0}', " "),
            "не позднее чем через 30 календарных дней, с выходного — на следующий рабочий день"
        );
    }

    #[test]
    fn the_far_end_of_time_is_held() {
        let last = "9999-12-31".parse().expect("a day");
        let long = Term { count: LONGEST, unit: Unit::Years, bound: Bound::Max, rolls: true };
        assert_eq!(end_of(last, long, &Calendar::default()), last);
    }
}
