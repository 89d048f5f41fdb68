//! Counts that are dear to make and may be a little old: kept in memory for ten seconds.
//! The centre's board counts all applications by stage, a walk over a whole index; ten people opening the board
//! in the same moment walk it once. Everything that must be exact is counted anew and is not kept here.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use jiff::SignedDuration;

use super::clock::Moment;

/// How old a kept count may be.
const FRESH: SignedDuration = SignedDuration::from_secs(10);

/// Counts by name and key, with the moment they were made.
#[derive(Debug, Default)]
pub struct Tallies(Mutex<HashMap<&'static str, Kept>>);

#[derive(Debug, Clone)]
struct Kept {
    at: Moment,
    counts: Vec<(String, i64)>,
}

impl Tallies {
    /// Counts kept under this name, when they are not too old.
    pub fn fresh(&self, name: &'static str, now: Moment) -> Option<Vec<(String, i64)>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.get(name).filter(|kept| now.since(kept.at) < FRESH).map(|kept| kept.counts.clone())
    }

    /// Keeps counts made at `now`.
    pub fn keep(&self, name: &'static str, now: Moment, counts: &[(String, i64)]) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let counts = counts.to_vec();
        kept.insert(name, Kept { at: now, counts });
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
    }
}
