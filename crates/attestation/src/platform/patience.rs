//! How long a question may be asked on the thread that drives requests. The engine counts its own steps: a question that
//! takes more of them than allowed is cut off, and asked again where it holds nobody up.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// The engine looks at what is left after so many steps.
pub(super) const LOOKS: i32 = 1_000;
/// Steps of a question that is as good as answered at once: about a millisecond.
const FEW: i64 = 50_000;

/// What is left of the steps a connection may make for a question. Cheap to clone.
#[derive(Debug, Clone)]
pub(super) struct Patience(Arc<AtomicI64>);

impl Default for Patience {
    /// Without an end.
    fn default() -> Self {
        Self(Arc::new(AtomicI64::new(i64::MAX)))
    }
}

impl Patience {
    /// From now on a few steps only.
    pub(super) fn limit(&self) {
        self.0.store(FEW, Ordering::Relaxed);
    }

    /// As many as it takes again; true when it had come to an end.
    pub(super) fn restore(&self) -> bool {
        self.0.swap(i64::MAX, Ordering::Relaxed) <= 0
    }

    /// `LOOKS` steps were made; true when no more may be.
    pub(super) fn spend(&self) -> bool {
        self.0.fetch_sub(i64::from(LOOKS), Ordering::Relaxed) <= i64::from(LOOKS)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patience_ends_after_its_steps_and_is_restored() {
        let patience = Patience::default();
        assert!((0..1_000).all(|_| !patience.spend()), "without a limit there is no end");
        assert!(!patience.restore());
        patience.limit();
        assert_eq!((1..=50).map(|_| patience.spend()).filter(|is_over| *is_over).count(), 1);
        assert!(patience.restore());
        assert!(!patience.spend());
    }
}
