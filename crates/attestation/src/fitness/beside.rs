//! What stands beside the row of an attestation: the presentation, changed schedules, what was put right. Pure.

use crate::platform::clock::Day;

use super::put_right::Correction;

/// A changed schedule: an order of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Changed {
    /// The number of the order.
    pub(super) number: String,
    /// Its day.
    pub(super) on: Day,
    /// The day of the session that stood before it.
    pub(super) was_on: Day,
    /// The new one.
    pub(super) session_on: Day,
    /// Why it was put off.
    pub(super) reason: String,
}

/// What stands beside the row of an attestation.
#[derive(Debug, Clone, Default)]
pub(super) struct Beside {
    /// The presentation is written.
    pub(super) is_written: bool,
    /// What was put right.
    pub(super) corrections: Vec<Correction>,
    /// How the schedule was changed.
    pub(super) changes: Vec<Changed>,
}

/// What the employer writes of a worker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Presentation {
    /// The day of the employment contract.
    pub contract_on: Day,
    /// Education and qualification.
    pub education: String,
    /// Further training.
    pub training: String,
    /// Results of earlier attestations.
    pub earlier: String,
    /// The reasoned assessment of the results of the work.
    pub assessment: String,
}
