//! How many changes this process has made: whoever keeps what was counted learns by it that something was changed.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

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
