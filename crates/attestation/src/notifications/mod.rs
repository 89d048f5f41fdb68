//! Letters as the centre sees them: what waits, what left, what could not be sent and why; jobs that were given up.

mod guards;
mod web;
mod words;

pub use guards::{CentresLetter, FailedJob, KeptLetter};
pub use web::doors;

use crate::platform::act::Kind;

/// What the journal tells of letters and jobs.
pub mod kinds {
    use super::Kind;

    /// A letter was opened.
    pub const READ: Kind = Kind::of("letter.opened", "Письмо открыто");
    /// A letter was put back into the queue.
    pub const RETRIED: Kind = Kind::of("letter.retried", "Письмо отправлено повторно");
    /// A draft was taken out of its batch.
    pub const DISCARDED: Kind = Kind::of("letter.discarded", "Черновик письма убран");
    /// A job was put back into the queue.
    pub const JOB_RETRIED: Kind = Kind::of("job.retried", "Задание запущено повторно");
    /// All of them.
    pub const ALL: &[Kind] = &[READ, RETRIED, DISCARDED, JOB_RETRIED];
}
