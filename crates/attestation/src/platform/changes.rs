//! How many changes this process has made: whoever keeps what was counted learns by it that something was changed.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use jiff::SignedDuration;

use super::clock::Moment;

/// A count of changes kept by the database since the start. Cheap to clone; what other processes change is not in it.
#[derive(Debug, Clone, Default)]
pub struct Changes(Arc<AtomicU64>);

impl Changes {
    /// How many there were.
    pub fn count(&self) -> u64 {
        self.0.load(Ordering::Acquire)
    }

    /// One more.
    pub(super) fn add(&self) {
        self.0.fetch_add(1, Ordering::Release);
    }
}

/// How old what is kept may be: what another machine writes is not heard of here, it is seen when this is over.
const OLDEST: SignedDuration = SignedDuration::from_secs(10);

/// When something was read to be kept, and how much had been changed by then. Taken before the database is asked, so that what is
/// changed meanwhile makes it old.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Made {
    at: Moment,
    changes: u64,
}

impl Changes {
    /// What is read from now on is made now.
    pub fn made(&self, now: Moment) -> Made {
        Made { at: now, changes: self.count() }
    }
}

impl Made {
    /// Whether what was made then is still good.
    pub fn is_good(self, now: Self) -> bool {
        let age = now.at.since(self.at);
        self.changes == now.changes && !age.is_negative() && age < OLDEST
    }
}
