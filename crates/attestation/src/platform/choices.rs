//! A list of choices that many pages offer and few acts change: made once, kept until anything is changed through this
//! process, ten seconds at most. What another machine writes is not heard of here: it is seen when the list is too old.

use std::collections::HashMap;
use std::ops::Deref;
use std::sync::{Arc, Mutex, PoisonError};

use super::changes::{Changes, Made};
use super::clock::Moment;
use super::form::Choice;

/// The choices as a filter offers them, each found by its value too.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct List {
    choices: Vec<Choice>,
    texts: HashMap<String, String>,
}

impl From<Vec<Choice>> for List {
    fn from(choices: Vec<Choice>) -> Self {
        let texts = choices.iter().filter(|one| !one.value.is_empty());
        Self { texts: texts.map(|one| (one.value.clone(), one.text.clone())).collect(), choices }
    }
}

impl List {
    /// What is shown for a value; none for one that is not offered, and for «все».
    pub fn text(&self, value: &str) -> Option<&str> {
        self.texts.get(value).map(String::as_str)
    }
}

impl Deref for List {
    type Target = [Choice];

    fn deref(&self) -> &[Choice] {
        &self.choices
    }
}

/// A list of choices, or nothing yet.
#[derive(Debug)]
pub struct Choices {
    kept: Mutex<Option<Kept>>,
    changes: Changes,
}

#[derive(Debug)]
struct Kept {
    made: Made,
    list: Arc<List>,
}

impl Choices {
    /// Nothing is kept yet; the changes are those of the database the list is read from.
    pub fn of(changes: Changes) -> Self {
        Self { kept: Mutex::default(), changes }
    }

    /// The list when it is still good, or the moment of a new one.
    pub fn find(&self, now: Moment) -> Result<Arc<List>, Made> {
        let made = self.changes.made(now);
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let good = kept.as_ref().filter(|kept| kept.made.is_good(made));
        good.map(|kept| Arc::clone(&kept.list)).ok_or(made)
    }

    /// Keeps a list that was read after `made`.
    pub fn keep(&self, made: Made, list: Vec<Choice>) -> Arc<List> {
        let list = Arc::new(List::from(list));
        *self.kept.lock().unwrap_or_else(PoisonError::into_inner) = Some(Kept { made, list: Arc::clone(&list) });
        list
    }
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::*;

    fn list(text: &str) -> Vec<Choice> {
        vec![Choice::new("", "Все"), Choice::new("code", text)]
    }

    #[test]
    fn a_text_is_found_by_its_value() {
        let list = List::from(list("Учитель"));
        assert_eq!([list.text("code"), list.text("other"), list.text("")], [Some("Учитель"), None, None]);
        assert_eq!(list.iter().map(|one| one.text.as_str()).collect::<Vec<_>>(), ["Все", "Учитель"]);
    }

    #[test]
    fn a_list_is_kept_until_a_change_or_for_ten_seconds() {
        let changes = Changes::default();
        let choices = Choices::of(changes.clone());
        let at = |seconds| Moment::of_micros(0).plus(SignedDuration::from_secs(seconds));
        let made = choices.find(at(0)).expect_err("nothing is kept");
        choices.keep(made, list("Учитель"));
        assert_eq!(choices.find(at(9)).ok().as_deref(), Some(&List::from(list("Учитель"))));
        assert!(choices.find(at(10)).is_err(), "too old");
        assert!(choices.find(at(-1)).is_err(), "a clock that was put back");

        let made = choices.find(at(10)).expect_err("too old");
        changes.add();
        choices.keep(made, list("Учитель"));
        assert!(choices.find(at(10)).is_err(), "what was changed while it was read makes it old");
    }
}
