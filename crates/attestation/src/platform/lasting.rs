//! Rows that are written once and never changed, kept in memory by their ids: what many rows of a list point to is looked
//! up once, not for each of them. Nothing grows too old here, on any machine; what is kept is bounded.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::ids::Id;

/// Rows kept at once. When there would be more, all are let go, and those that are asked for come back.
const MOST: usize = 20_000;

/// Rows of one kind by their ids.
#[derive(Debug)]
pub struct Lasting<T>(Mutex<HashMap<Id<T>, Arc<T>>>);

impl<T> Default for Lasting<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<T> Lasting<T> {
    /// The row of each of these ids; none for an id that no row has. `ask` reads rows that are not kept, and is not
    /// called when all are.
    pub fn each<E>(
        &self,
        ids: &[Id<T>],
        ask: impl FnOnce(&[Id<T>]) -> Result<Vec<(Id<T>, T)>, E>,
    ) -> Result<Vec<Option<Arc<T>>>, E> {
        let mut rows: Vec<Option<Arc<T>>> = {
            let kept = self.kept();
            ids.iter().map(|id| kept.get(id).cloned()).collect()
        };
        let unknown: Vec<Id<T>> = ids.iter().zip(&rows).filter(|(_, row)| row.is_none()).map(|(id, _)| *id).collect();
        if unknown.is_empty() {
            return Ok(rows);
        }
        let read: HashMap<Id<T>, Arc<T>> = ask(&unknown)?.into_iter().map(|(id, row)| (id, Arc::new(row))).collect();
        for (id, row) in ids.iter().zip(&mut rows).filter(|(_, row)| row.is_none()) {
            *row = read.get(id).cloned();
        }
        self.keep(read);
        Ok(rows)
    }

    fn keep(&self, read: HashMap<Id<T>, Arc<T>>) {
        let mut kept = self.kept();
        if kept.len() + read.len() > MOST {
            kept.clear();
        }
        kept.extend(read);
    }

    fn kept(&self) -> MutexGuard<'_, HashMap<Id<T>, Arc<T>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Read = Result<Vec<(Id<String>, String)>, ()>;

    #[test]
    fn what_is_kept_is_not_asked_for_again() {
        let rows = Lasting::<String>::default();
        let (one, other, nowhere) = (Id::new(), Id::new(), Id::new());
        let first = rows.each(&[one, one], |ids| -> Read {
            assert_eq!(ids, [one, one]);
            Ok(vec![(one, "один".to_owned())])
        });
        assert_eq!(first, Ok(vec![Some(Arc::new("один".to_owned())); 2]));
        let second = rows.each(&[other, one, nowhere], |ids| -> Read {
            assert_eq!(ids, [other, nowhere]);
            Ok(vec![(other, "другой".to_owned())])
        });
        assert_eq!(second, Ok(vec![Some(Arc::new("другой".to_owned())), Some(Arc::new("один".to_owned())), None]));
        assert!(rows.each(&[one, other], |_| -> Read { panic!("both are kept") }).is_ok());
        assert_eq!(rows.each(&[nowhere], |_| -> Read { Err(()) }), Err(()));
    }

    #[test]
    fn what_is_kept_is_bounded() {
        let rows = Lasting::<String>::default();
        let ids: Vec<Id<String>> = (0..=MOST).map(|_| Id::new()).collect();
        let ask = |ids: &[Id<String>]| -> Read { Ok(ids.iter().map(|id| (*id, id.to_string())).collect()) };
        for some in ids.chunks(1_000) {
            let told = rows.each(some, ask).unwrap_or_default();
            let own = some.iter().zip(&told).all(|(id, row)| row.as_deref() == Some(&id.to_string()));
            assert!(own && told.len() == some.len(), "each is told, kept or not");
            assert!(rows.kept().len() <= MOST);
        }
    }
}
