//! A list of choices that many pages offer and few acts change: made once, kept until anything is changed through this
//! process, ten seconds at most. What another machine writes is not heard of here: it is seen when the list is too old.

use std::sync::{Arc, Mutex, PoisonError};

use jiff::SignedDuration;

use super::changes::Changes;
use super::clock::Moment;
use super::form::Choice;

/// How old a kept list may be.
const OLDEST: SignedDuration = SignedDuration::from_secs(10);

/// A list of choices, or nothing yet.
#[derive(Debug)]
pub struct Choices {
    kept: Mutex<Option<Kept>>,
    changes: Changes,
}

#[derive(Debug)]
struct Kept {
    made: Made,
    list: Arc<[Choice]>,
}

/// When a list was made, and how much had been changed by then. Taken before the database is asked, so that what is changed
/// meanwhile makes the list old.
#[derive(Debug, Clone, Copy)]
pub struct Made {
    at: Moment,
    changes: u64,
}

impl Choices {
    /// Nothing is kept yet; the changes are those of the database the list is read from.
    pub fn of(changes: Changes) -> Self {
        Self { kept: Mutex::default(), changes }
    }

    /// The list when it is still good, or the moment of a new one.
    pub fn find(&self, now: Moment) -> Result<Arc<[Choice]>, Made> {
        let made = Made { at: now, changes: self.changes.count() };
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let good = kept.as_ref().filter(|kept| {
            let age = now.since(kept.made.at);
            kept.made.changes == made.changes && !age.is_negative() && age < OLDEST
        });
        good.map(|kept| Arc::clone(&kept.list)).ok_or(made)
    }

    /// Keeps a list that was read after `made`.
    pub fn keep(&self, made: Made, list: Vec<Choice>) -> Arc<[Choice]> {
        let list: Arc<[Choice]> = list.into();
        *self.kept.lock().unwrap_or_else(PoisonError::into_inner) = Some(Kept { made, list: Arc::clone(&list) });
        list
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(text: &str) -> Vec<Choice> {
        vec![Choice::new("code", text)]
    }

    #[test]
    fn a_list_is_kept_until_a_change_or_for_ten_seconds() {
        let changes = Changes::default();
        let choices = Choices::of(changes.clone());
        let at = |seconds| Moment::of_micros(0).plus(SignedDuration::from_secs(seconds));
        let made = choices.find(at(0)).expect_err("nothing is kept");
        choices.keep(made, list("Учитель"));
        assert_eq!(choices.find(at(9)).ok().as_deref(), Some(list("Учитель").as_slice()));
        assert!(choices.find(at(10)).is_err(), "too old");
        assert!(choices.find(at(-1)).is_err(), "a clock that was put back");

        let made = choices.find(at(10)).expect_err("too old");
        changes.add();
        choices.keep(made, list("Учитель"));
        assert!(choices.find(at(10)).is_err(), "what was changed while it was read makes it old");
    }
}
