//! A term before whose end something is not done: which events wait for it still, and from which day each lets it be done.

use crate::platform::clock::Day;
use crate::platform::engine::{DbError, Reader};
use crate::platform::version_rows::of;
use crate::platform::versions::{Version, in_force};

use super::calendar::Calendar;
use super::store::{Terms, calendar};
use super::term::{Term, back_from, end_of};

/// The versions of such a term with the calendar they are counted over.
pub struct Waiting {
    versions: Vec<Version<Term>>,
    calendar: Calendar,
}

impl Waiting {
    /// Reads it: two questions, whatever is counted by it.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn read(reader: &mut Reader, code: &str) -> Result<Self, DbError> {
        Ok(Self { versions: of::<Terms>(reader, code)?, calendar: calendar(reader)? })
    }

    /// The term of an event of this day and the first day on which the thing may be done; none when no version was in force.
    pub fn first_day(&self, event: Day) -> Option<(Term, Day)> {
        in_force(&self.versions, event).map(|one| (one.value, end_of(event, one.value, &self.calendar)))
    }

    /// Days of events, each from the first to the last, that wait still on `today`.
    pub fn spans(&self, today: Day) -> Vec<(Day, Day)> {
        let span = |one: &Version<Term>| (self.first_waiting(one.value, today).max(one.from), one.to);
        self.versions.iter().map(span).filter(|(from, to)| from <= to).collect()
    }

    /// The earliest day whose event waits still: later days end no earlier.
    fn first_waiting(&self, term: Term, today: Day) -> Day {
        let end = |day: Day| end_of(day, term, &self.calendar);
        let mut day = back_from(today, term, &self.calendar);
        while end(day) <= today {
            day = day.plus(1);
        }
        while end(day.plus(-1)) > today {
            day = day.plus(-1);
        }
        day
    }
}

#[cfg(test)]
mod tests {
    use super::super::calendar::tests::shipped;
    use super::super::term::{Bound, Unit};
    use super::*;
    use crate::platform::clock::Moment;
    use crate::platform::versions::FAR;

    fn day(text: &str) -> Day {
        text.parse().expect("a day")
    }

    fn version(from: &str, to: Day, count: u32, unit: Unit) -> Version<Term> {
        Version {
            from: day(from),
            to,
            value: Term { count, unit, bound: Bound::Min, rolls: false },
            legal_ref: String::new(),
            remark: String::new(),
            added_at: Moment::of_micros(0),
            added_by: String::new(),
            written_at: Moment::of_micros(0),
        }
    }

    #[test]
    fn what_waits_is_what_has_not_come_to_its_day() {
        let versions = vec![
            version("2020-01-01", day("2026-11-30"), 3, Unit::Months),
            version("2026-12-01", FAR, 10, Unit::WorkingDays),
        ];
        let waiting = Waiting { versions, calendar: shipped() };
        for today in ["2026-02-28", "2026-03-01", "2026-11-23", "2026-12-31", "2027-01-11", "2027-02-28", "2027-03-01"]
        {
            let spans = waiting.spans(day(today));
            for back in 0..200 {
                let event = day(today).plus(-back);
                let is_early = waiting.first_day(event).is_some_and(|(_, first)| first > day(today));
                let is_in = spans.iter().any(|(from, to)| *from <= event && event <= *to);
                assert_eq!(is_in, is_early, "{event} on {today}");
            }
        }
        assert_eq!(waiting.first_day(day("2019-12-31")), None, "no version, nothing to wait for");
    }
}
