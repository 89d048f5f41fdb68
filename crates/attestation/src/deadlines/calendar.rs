//! The production calendar: Monday to Friday are worked, Saturday and Sunday are not, and days that differ are named.
//! Pure: it is read from its table once and asked many times.

use std::collections::BTreeMap;

use jiff::civil::{Date, Weekday};

use crate::platform::clock::Day;

/// What a day is that is not what its day of the week says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exceptional {
    /// A day off from Monday to Friday.
    Off,
    /// A Saturday or a Sunday that is worked.
    Working,
}

impl Exceptional {
    /// As stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Working => "working",
        }
    }

    /// As shown.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Off => "выходной",
            Self::Working => "рабочий",
        }
    }

    /// Reads what is stored or sent.
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Off, Self::Working].into_iter().find(|kind| kind.code() == code)
    }
}

/// A day that cannot be marked so: its day of the week says the same already.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum Ordinary {
    /// A Saturday or a Sunday marked as a day off.
    #[error("Этот день и так выходной: {0}. Отмечайте только выходные с понедельника по пятницу.")]
    Off(&'static str),
    /// A weekday marked as a working day.
    #[error("Этот день и так рабочий: {0}. Отмечайте только рабочие субботы и воскресенья.")]
    Working(&'static str),
}

/// The name of a day of the week.
pub(super) fn weekday(day: Day) -> &'static str {
    match day.0.weekday() {
        Weekday::Monday => "понедельник",
        Weekday::Tuesday => "вторник",
        Weekday::Wednesday => "среда",
        Weekday::Thursday => "четверг",
        Weekday::Friday => "пятница",
        Weekday::Saturday => "суббота",
        Weekday::Sunday => "воскресенье",
    }
}

/// Whether a day is a Saturday or a Sunday.
pub(super) fn is_weekend(day: Day) -> bool {
    matches!(day.0.weekday(), Weekday::Saturday | Weekday::Sunday)
}

/// Days looked through for a working one: a year without any is a calendar filled by mistake, and the search must end.
const LOOKED: i64 = 366;

/// The exceptional days that are known.
#[derive(Debug, Clone, Default)]
pub struct Calendar {
    days: BTreeMap<Day, Exceptional>,
}

impl Calendar {
    /// A calendar of these exceptional days.
    pub fn of(days: impl IntoIterator<Item = (Day, Exceptional)>) -> Self {
        Self { days: days.into_iter().collect() }
    }

    /// What a day is besides its day of the week.
    pub fn exceptional(&self, day: Day) -> Option<Exceptional> {
        self.days.get(&day).copied()
    }

    /// Whether a day is worked.
    pub fn is_working(&self, day: Day) -> bool {
        match self.exceptional(day) {
            Some(Exceptional::Working) => true,
            Some(Exceptional::Off) => false,
            None => !is_weekend(day),
        }
    }

    /// This day when it is worked, otherwise the next one that is.
    pub fn next_working(&self, day: Day) -> Day {
        (0..LOOKED).map(|more| day.plus(more)).find(|one| self.is_working(*one)).unwrap_or(day)
    }

    /// The working day so many working days after `day`, which is not counted itself; the same day when there are none.
    pub fn plus_working(&self, day: Day, count: u32) -> Day {
        (0..count).fold(day, |reached, _| self.next_working(reached.plus(1)))
    }

    /// Working days of a month; none when there is no such month.
    pub fn working_in(&self, year: i16, month: i8) -> usize {
        days_of(year, month).filter(|day| self.is_working(*day)).count()
    }

    /// Whether anything is known of a year: an empty one has no holidays written down.
    pub fn knows(&self, year: i16) -> bool {
        self.days.keys().any(|day| day.0.year() == year)
    }
}

/// The days of a month; none when there is no such month.
pub(super) fn days_of(year: i16, month: i8) -> impl Iterator<Item = Day> {
    let last = Date::new(year, month, 1).map_or(0, Date::days_in_month);
    (1..=last).filter_map(move |day| Date::new(year, month, day).ok().map(Day))
}

/// Whether a day may be marked so.
pub(super) fn may_mark(day: Day, kind: Exceptional) -> Result<(), Ordinary> {
    match (kind, is_weekend(day)) {
        (Exceptional::Off, true) => Err(Ordinary::Off(weekday(day))),
        (Exceptional::Working, false) => Err(Ordinary::Working(weekday(day))),
        _ => Ok(()),
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().expect("a day")
    }

    /// The calendar that comes with the program, read from the text of its migration.
    pub(crate) fn shipped() -> Calendar {
        let text = include_str!("../../migrations/0004_deadlines.sql");
        let rows = text.split("insert into calendar_days").nth(1).expect("the days").lines();
        Calendar::of(rows.filter_map(|row| {
            let mut parts = row.split('\'');
            let (day, kind) = (parts.nth(1)?.parse().ok()?, Exceptional::parse(parts.nth(1)?)?);
            Some((day, kind))
        }))
    }

    #[test]
    fn working_days_of_the_published_years() {
        let calendar = shipped();
        let months = |year| (1..=12).map(|month| calendar.working_in(year, month)).collect::<Vec<_>>();
        assert_eq!(months(2023), [17, 18, 22, 20, 20, 21, 21, 23, 21, 22, 21, 21]);
        assert_eq!(months(2024), [17, 20, 20, 21, 20, 19, 23, 22, 21, 23, 21, 21]);
        assert_eq!(months(2025), [17, 20, 21, 22, 18, 19, 23, 21, 22, 23, 19, 22]);
        assert_eq!(months(2026), [15, 19, 21, 22, 19, 21, 23, 21, 22, 22, 20, 22]);
        assert_eq!([2023, 2024, 2025, 2026].map(|year| months(year).iter().sum::<usize>()), [247, 248, 247, 247]);
        assert_eq!((calendar.working_in(2026, 13), calendar.knows(2022), calendar.knows(2024)), (0, false, true));
    }

    #[test]
    fn every_shipped_day_is_truly_exceptional() {
        for (day, kind) in shipped().days {
            assert_eq!(may_mark(day, kind), Ok(()), "{day}");
        }
    }

    #[test]
    fn ordinary_days_are_not_marked() {
        let no = may_mark(day("2026-11-21"), Exceptional::Off).expect_err("a Saturday");
        assert_eq!(
            no.to_string(),
            "Этот день и так выходной: суббота. Отмечайте только выходные с понедельника по пятницу."
        );
        let no = may_mark(day("2026-11-23"), Exceptional::Working).expect_err("a Monday");
        assert_eq!(
            no.to_string(),
            "Этот день и так рабочий: понедельник. Отмечайте только рабочие субботы и воскресенья."
        );
    }

    #[test]
    fn a_calendar_without_working_days_does_not_hang() {
        let first = day("2026-01-01");
        let calendar = Calendar::of((0..800).map(|more| (first.plus(more), Exceptional::Off)));
        assert_eq!(calendar.next_working(first), first);
        assert_eq!(calendar.plus_working(first, 3), first.plus(3));
    }
}
