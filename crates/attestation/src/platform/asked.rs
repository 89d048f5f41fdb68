//! How many statements have run since the start, and, for whoever listens, which: tests hold pages to a constant number
//! of questions, each on an index.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// The count, shared by every connection.
#[derive(Debug, Clone, Default)]
pub struct Asked(Arc<Told>);

#[derive(Debug, Default)]
struct Told {
    count: AtomicU64,
    listened: AtomicBool,
    heard: Mutex<Vec<String>>,
}

impl Asked {
    pub(super) fn tell(&self, sql: &str) {
        self.0.count.fetch_add(1, Ordering::Relaxed);
        if self.0.listened.load(Ordering::Relaxed) {
            self.0.heard.lock().unwrap_or_else(PoisonError::into_inner).push(sql.to_owned());
        }
    }

    /// How many statements have run.
    pub fn count(&self) -> u64 {
        self.0.count.load(Ordering::Relaxed)
    }

    /// From now on the words of each statement are kept.
    pub fn listen(&self) {
        self.0.listened.store(true, Ordering::Relaxed);
    }

    /// The statements since the last time, in turn.
    pub fn heard(&self) -> Vec<String> {
        std::mem::take(&mut *self.0.heard.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
