//! Rows that many lists point to and few acts change, kept by their ids: how a school or a specialist is called. What was read is
//! kept until anything is changed through this process, ten seconds at most; what another machine writes is seen after that.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::changes::{Changes, Made};
use super::clock::Moment;

/// Rows kept at once. When there would be more, all are let go, and those that are asked for come back.
const MOST: usize = 20_000;

/// Rows of one kind by their ids.
#[derive(Debug)]
pub struct Recent<V> {
    kept: Mutex<Kept<V>>,
    changes: Changes,
}

#[derive(Debug)]
struct Kept<V> {
    made: Option<Made>,
    rows: HashMap<String, Arc<V>>,
}

impl<V> Recent<V> {
    /// Nothing is kept yet; the changes are those of the database the rows are read from.
    pub fn of(changes: Changes) -> Self {
        Self { kept: Mutex::new(Kept { made: None, rows: HashMap::new() }), changes }
    }

    /// The row of each of these ids; none where there is no id, and for an id that no row has. `ask` reads what is not kept, each id
    /// once, and is not called when everything is.
    pub fn each<E>(
        &self,
        now: Moment,
        ids: &[Option<&str>],
        ask: impl FnOnce(&[&str]) -> Result<Vec<(String, V)>, E>,
    ) -> Result<Vec<Option<Arc<V>>>, E> {
        let (made, mut rows) = self.find(now, ids);
        let mut unknown: Vec<&str> = Vec::new();
        for id in ids.iter().zip(&rows).filter(|(_, row)| row.is_none()).filter_map(|(id, _)| *id) {
            if !unknown.contains(&id) {
                unknown.push(id);
            }
        }
        if unknown.is_empty() {
            return Ok(rows);
        }
        let read: HashMap<String, Arc<V>> = ask(&unknown)?.into_iter().map(|(id, row)| (id, Arc::new(row))).collect();
        for (id, row) in ids.iter().zip(&mut rows).filter(|(_, row)| row.is_none()) {
            *row = id.and_then(|id| read.get(id).cloned());
        }
        self.keep(made, read);
        Ok(rows)
    }

    /// What is kept of these ids, and since when; what is too old is let go.
    fn find(&self, now: Moment, ids: &[Option<&str>]) -> (Made, Vec<Option<Arc<V>>>) {
        let now = self.changes.made(now);
        let mut kept = self.kept();
        let made = kept.made.filter(|made| made.is_good(now)).unwrap_or_else(|| {
            kept.rows.clear();
            now
        });
        kept.made = Some(made);
        (made, ids.iter().map(|id| id.and_then(|id| kept.rows.get(id).cloned())).collect())
    }

    /// Keeps what was read, unless it was begun anew meanwhile: then it may be older than what is kept.
    fn keep(&self, made: Made, read: HashMap<String, Arc<V>>) {
        let mut kept = self.kept();
        if kept.made != Some(made) {
            return;
        }
        if kept.rows.len() + read.len() > MOST {
            kept.rows.clear();
        }
        kept.rows.extend(read);
    }

    fn kept(&self) -> MutexGuard<'_, Kept<V>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::*;

    fn at(seconds: i64) -> Moment {
        Moment::of_micros(0).plus(SignedDuration::from_secs(seconds))
    }

    /// What is told of `ids`, and which of them were asked about.
    fn told(recent: &Recent<String>, now: Moment, ids: &[&str]) -> (Vec<String>, Vec<String>) {
        let mut asked = Vec::new();
        let ids: Vec<Option<&str>> = ids.iter().map(|id| Some(*id)).collect();
        let rows = recent.each(now, &ids, |unknown| {
            asked.extend(unknown.iter().map(|id| (*id).to_owned()));
            let there = unknown.iter().filter(|id| **id != "нет");
            Ok::<_, ()>(there.map(|id| ((*id).to_owned(), format!("школа {id}"))).collect())
        });
        let rows = rows.expect("they are there");
        (rows.into_iter().flatten().map(|row| row.to_string()).collect(), asked)
    }

    #[test]
    fn a_row_is_asked_about_once_until_something_changes() {
        let changes = Changes::default();
        let recent = Recent::of(changes.clone());
        let asked = |now, ids: &[&str]| told(&recent, now, ids).1;
        assert_eq!(told(&recent, at(0), &["1", "2", "1", "нет"]).0, ["школа 1", "школа 2", "школа 1"]);
        assert_eq!(asked(at(9), &["1", "2", "3"]), ["3"]);
        assert_eq!(asked(at(10), &["1", "3"]), ["1", "3"], "too old, the last one too");
        assert_eq!(asked(at(10), &["1"]), Vec::<String>::new());
        changes.add();
        assert_eq!(asked(at(10), &["1"]), ["1"], "something was changed");
        assert_eq!(asked(at(9), &["1"]), ["1"], "a clock that was put back");
    }

    #[test]
    fn where_there_is_no_id_there_is_no_row() {
        let recent = Recent::of(Changes::default());
        let ask =
            |unknown: &[&str]| Ok::<_, ()>(unknown.iter().map(|id| ((*id).to_owned(), format!("имя {id}"))).collect());
        for _ in 0..2 {
            let rows = recent.each(at(0), &[None, Some("1"), None, Some("2")], ask).expect("they are there");
            let told: Vec<Option<String>> = rows.iter().map(|row| row.as_deref().cloned()).collect();
            assert_eq!(told, [None, Some("имя 1".to_owned()), None, Some("имя 2".to_owned())]);
        }
    }

    #[test]
    fn what_was_read_before_a_change_is_not_kept_after_it() {
        let changes = Changes::default();
        let recent = Recent::of(changes.clone());
        let old = recent.each(at(0), &[Some("1")], |_| {
            changes.add();
            told(&recent, at(0), &["2"]);
            Ok::<_, ()>(vec![("1".to_owned(), "прежнее имя".to_owned())])
        });
        assert_eq!(old.expect("it is there")[0].as_deref().map(String::as_str), Some("прежнее имя"));
        assert_eq!(
            told(&recent, at(0), &["1", "2"]),
            (vec!["школа 1".to_owned(), "школа 2".to_owned()], vec!["1".to_owned()])
        );
    }
}
