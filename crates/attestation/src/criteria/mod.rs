//! Наборы показателей: by what a teacher's results are described and a specialist's conclusion is made.
//! A set is published as a version and never changes after; a case keeps the set it began under.

mod evaluate;
mod model;
mod store;

pub use evaluate::{Answer, Answers, Fault, Subtotal, Tally, Unanswered, evaluate};
pub use model::{Covers, CriteriaSet, Indicator, Measure, Opt, Row, RowKind, Scoring, SetId, State};
pub use store::{load, set_for};

use crate::platform::act::Kind;

/// What the journal tells of criteria sets.
pub mod kinds {
    use super::Kind;

    /// A draft was made.
    pub const DRAFTED: Kind =
        Kind { code: "criteria.drafted", label: "Черновик набора показателей создан" };
    /// A draft was changed.
    pub const CHANGED: Kind =
        Kind { code: "criteria.changed", label: "Черновик набора показателей изменён" };
    /// A draft was thrown away.
    pub const REMOVED: Kind =
        Kind { code: "criteria.removed", label: "Черновик набора показателей удалён" };
    /// A set was put in force.
    pub const PUBLISHED: Kind =
        Kind { code: "criteria.published", label: "Набор показателей опубликован" };
    /// All of them.
    pub const ALL: &[Kind] = &[DRAFTED, CHANGED, REMOVED, PUBLISHED];
}
