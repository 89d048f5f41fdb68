//! Counts that are dear to make and may be a little old: kept in memory for ten seconds, at most for a minute.
//! The centre's board counts all applications by stage, a walk over a whole index; ten people opening the board
//! in the same moment walk it once. Everything that must be exact is counted anew and is not kept here.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use jiff::SignedDuration;

use super::clock::Moment;

/// How old a kept count may be when nothing else is said, and at most.
const FRESH: SignedDuration = SignedDuration::from_secs(10);
const OLDEST: SignedDuration = SignedDuration::from_secs(60);
/// Names kept at once: what more is asked for within a minute is counted anew.
const MOST: usize = 256;

/// Counts by name and key, with the moment they were made.
#[derive(Debug, Default)]
pub struct Tallies(Mutex<HashMap<String, Kept>>);

#[derive(Debug, Clone)]
struct Kept {
    at: Moment,
    counts: Vec<(String, i64)>,
}

impl Tallies {
    /// Counts kept under this name, when they are not too old.
    pub fn fresh(&self, name: &str, now: Moment) -> Option<Vec<(String, i64)>> {
        self.within(name, now, FRESH).map(|(_, counts)| counts)
    }

    /// Counts kept under this name that are younger than `age` (a minute at most), with the moment they were made.
    pub fn within(&self, name: &str, now: Moment, age: SignedDuration) -> Option<(Moment, Vec<(String, i64)>)> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let found = kept.get(name).filter(|kept| now.since(kept.at) < age.min(OLDEST));
        found.map(|kept| (kept.at, kept.counts.clone()))
    }

    /// Keeps counts made at `now`.
    pub fn keep(&self, name: &str, now: Moment, counts: &[(String, i64)]) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|_, kept| now.since(kept.at) < OLDEST);
        if kept.len() < MOST || kept.contains_key(name) {
            kept.insert(name.to_owned(), Kept { at: now, counts: counts.to_vec() });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_kept_for_ten_seconds() {
        let (tallies, now) = (Tallies::default(), Moment::of_micros(0));
        tallies.keep("cases", now, &[("all".to_owned(), 3)]);
        let later = |seconds| now.plus(SignedDuration::from_secs(seconds));
        assert_eq!(tallies.fresh("cases", later(9)), Some(vec![("all".to_owned(), 3)]));
        assert_eq!(tallies.fresh("cases", later(10)), None);
        assert_eq!(tallies.fresh("letters", now), None);
        let minute = SignedDuration::from_secs(60);
        let counts = vec![("all".to_owned(), 3)];
        assert_eq!(tallies.within("cases", later(59), minute), Some((now, counts)));
        assert_eq!(tallies.within("cases", later(60), minute.checked_mul(2).expect("two minutes")), None);
    }

    #[test]
    fn no_more_is_kept_than_fits() {
        let (tallies, now) = (Tallies::default(), Moment::of_micros(0));
        for at in 0..=MOST {
            tallies.keep(&format!("report {at}"), now, &[]);
        }
        assert_eq!(tallies.fresh("report 0", now), Some(Vec::new()));
        assert_eq!(tallies.fresh(&format!("report {MOST}"), now), None, "counted anew each time");
        let later = now.plus(OLDEST);
        tallies.keep("report 999", later, &[]);
        assert_eq!(tallies.fresh("report 999", later), Some(Vec::new()), "the old ones made room");
    }
}
