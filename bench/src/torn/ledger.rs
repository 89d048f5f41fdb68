//! The ledger: what each client set out to do, written before it is sent, and what became of it.

use std::sync::{Arc, Mutex, PoisonError};

/// What was to be done.
#[derive(Debug, Clone)]
pub(crate) enum Deed {
    /// A specialist attaches a conclusion with this content.
    Attach { key: String },
    /// A specialist records a result with a reason nobody else has.
    Record { reason: String },
    /// A coordinator adds documents with these contents in one act.
    Papers { keys: Vec<String> },
    /// A coordinator puts on the mark «документы проверены», or takes it off.
    Mark { checked: bool },
}

/// How far it came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    /// Sent; no answer came.
    Sent,
    /// Its whole answer was «done».
    Acknowledged,
    /// The answer was a refusal.
    Refused(u16),
}

/// One line.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    pub(crate) login: String,
    pub(crate) case: String,
    pub(crate) deed: Deed,
    pub(crate) fate: Fate,
}

/// The ledger, shared by the clients.
#[derive(Debug, Clone, Default)]
pub(crate) struct Ledger(Arc<Mutex<Vec<Line>>>);

impl Ledger {
    /// Writes down what is about to be sent; its place.
    pub(crate) fn intend(&self, login: &str, case: &str, deed: Deed) -> usize {
        let mut lines = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        lines.push(Line { login: login.to_owned(), case: case.to_owned(), deed, fate: Fate::Sent });
        lines.len() - 1
    }

    /// Writes down what was answered.
    pub(crate) fn told(&self, place: usize, fate: Fate) {
        let mut lines = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(line) = lines.get_mut(place) {
            line.fate = fate;
        }
    }

    /// Every line.
    pub(crate) fn lines(&self) -> Vec<Line> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
