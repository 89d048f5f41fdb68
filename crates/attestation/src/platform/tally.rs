//! Counts that are dear to make and may be a little old: kept in memory, at most for a minute.
//! The centre's board counts all applications by stage, a walk over a whole index; ten people opening the board
//! in the same moment walk it once, also when kept counts have just grown too old: one counts, the others see the old
//! ones. What another machine writes is not heard of here: it is seen when the count is too old.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use jiff::SignedDuration;

use super::changes::Changes;
use super::clock::Moment;

/// How old a kept count may be at most.
const OLDEST: SignedDuration = SignedDuration::from_secs(60);
/// How long others wait for whoever counts before they count themselves.
const COUNTING: SignedDuration = SignedDuration::from_secs(5);
/// Names kept at once: what more is asked for within a minute is counted anew.
const MOST: usize = 256;

/// How old a count may be that is still shown, a minute at most.
#[derive(Debug, Clone, Copy)]
pub struct Age {
    /// When nothing was changed through this process since.
    pub quiet: SignedDuration,
    /// When something was.
    pub changed: SignedDuration,
}

/// Keys with their counts.
pub type Counts = Vec<(String, i64)>;

/// Counts by name and key, with the moment they were made.
#[derive(Debug)]
pub struct Tallies {
    kept: Mutex<HashMap<String, Kept>>,
    changes: Changes,
}

#[derive(Debug, Clone)]
struct Kept {
    at: Moment,
    changes: u64,
    counts: Counts,
    /// Since when somebody makes them anew; none: nobody.
    counting: Option<Moment>,
}

/// A place for counts that are to be made anew; what is changed while they are made makes them old.
#[derive(Debug)]
pub struct Blank {
    name: String,
    at: Moment,
    changes: u64,
}

impl Tallies {
    /// Nothing is kept yet; the changes are those of the database that is counted.
    pub fn of(changes: Changes) -> Self {
        Self { kept: Mutex::default(), changes }
    }

    /// Counts kept under this name with the moment they were made, or a place for new ones. While somebody counts anew,
    /// the others are given the old ones, unless a change must be seen at once.
    pub fn find(&self, name: &str, now: Moment, age: Age) -> Result<(Moment, Counts), Blank> {
        let changes = self.changes.count();
        let blank = || Blank { name: name.to_owned(), at: now, changes };
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(one) = kept.get_mut(name) else { return Err(blank()) };
        let (old, is_same) = (now.since(one.at), one.changes == changes);
        let may_be = if is_same { age.quiet } else { age.changed };
        let is_young = old < may_be.min(OLDEST);
        let may_wait = old < OLDEST && (is_same || !age.changed.is_zero());
        let is_counted = one.counting.is_some_and(|since| now.since(since) < COUNTING);
        if is_young || (may_wait && is_counted) {
            return Ok((one.at, one.counts.clone()));
        }
        one.counting = Some(now);
        Err(blank())
    }

    /// Keeps counts in their place.
    pub fn keep(&self, blank: Blank, counts: Counts) {
        let Blank { name, at, changes } = blank;
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|_, kept| at.since(kept.at) < OLDEST);
        if kept.len() < MOST || kept.contains_key(&name) {
            kept.insert(name, Kept { at, changes, counts, counting: None });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const AGE: Age = Age { quiet: SignedDuration::from_secs(10), changed: SignedDuration::from_secs(1) };

    fn keep(tallies: &Tallies, name: &str, now: Moment, counts: &[(String, i64)]) {
        tallies.keep(tallies.find(name, now, AGE).expect_err("nothing is kept"), counts.to_vec());
    }

    #[test]
    fn counts_are_kept_while_they_are_young_enough() {
        let (tallies, now) = (Tallies::of(Changes::default()), Moment::of_micros(0));
        let counts = [("all".to_owned(), 3)];
        keep(&tallies, "cases", now, &counts);
        let found = |millis, age| {
            tallies.find("cases", now.plus(SignedDuration::from_millis(millis)), age).ok().map(|(_, counts)| counts)
        };
        assert_eq!(found(9_999, AGE), Some(counts.to_vec()));
        assert_eq!(found(10_000, AGE), None);
        assert!(tallies.find("letters", now, AGE).is_err());
        let long = Age { quiet: SignedDuration::from_mins(2), changed: SignedDuration::from_mins(2) };
        assert_eq!((found(59_999, long), found(60_000, long)), (Some(counts.to_vec()), None));

        let tallies = Tallies::of(Changes::default());
        keep(&tallies, "cases", now, &counts);
        tallies.changes.add();
        let found = |millis, age| tallies.find("cases", now.plus(SignedDuration::from_millis(millis)), age).is_ok();
        assert_eq!((found(999, AGE), found(1_000, AGE)), (true, false));
        assert!(found(59_999, long));
    }

    #[test]
    fn one_counts_anew_and_the_others_see_the_old() {
        let (tallies, now) = (Tallies::of(Changes::default()), Moment::of_micros(0));
        let (old, new) = ([("all".to_owned(), 3)], [("all".to_owned(), 4)]);
        keep(&tallies, "cases", now, &old);
        let at = |seconds| now.plus(SignedDuration::from_secs(seconds));
        let found = |seconds, age| tallies.find("cases", at(seconds), age).ok().map(|(_, counts)| counts);
        let blank = tallies.find("cases", at(10), AGE).expect_err("too old: this one counts");
        assert_eq!(found(11, AGE), Some(old.to_vec()), "the others do not");
        tallies.changes.add();
        assert_eq!(found(11, AGE), Some(old.to_vec()));
        let at_once = Age { changed: SignedDuration::ZERO, ..AGE };
        assert_eq!(found(11, at_once), None, "a change that must be seen at once is counted");
        tallies.keep(blank, new.to_vec());
        assert_eq!(found(10, AGE), Some(new.to_vec()));
        assert_eq!(found(25, AGE), None, "whoever counts now gives up");
        assert_eq!(
            (found(29, AGE), found(30, AGE)),
            (Some(new.to_vec()), None),
            "and another counts after five seconds"
        );
    }

    #[test]
    fn what_is_changed_while_it_is_counted_makes_it_old() {
        let (tallies, now) = (Tallies::of(Changes::default()), Moment::of_micros(0));
        let blank = tallies.find("cases", now, AGE).expect_err("nothing is kept");
        tallies.changes.add();
        tallies.keep(blank, Vec::new());
        assert!(tallies.find("cases", now.plus(SignedDuration::from_secs(2)), AGE).is_err());
    }

    #[test]
    fn no_more_is_kept_than_fits() {
        let (tallies, now) = (Tallies::of(Changes::default()), Moment::of_micros(0));
        for at in 0..=MOST {
            keep(&tallies, &format!("report {at}"), now, &[]);
        }
        assert!(tallies.find("report 0", now, AGE).is_ok());
        assert!(tallies.find(&format!("report {MOST}"), now, AGE).is_err(), "counted anew each time");
        let later = now.plus(OLDEST);
        keep(&tallies, "report 999", later, &[]);
        assert!(tallies.find("report 999", later, AGE).is_ok(), "the old ones made room");
    }
}
