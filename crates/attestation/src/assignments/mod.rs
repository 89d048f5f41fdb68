//! Назначение специалистов: who works on which case, conflicts of interest, load, handing over.

mod guards;
mod letters;
mod model;
mod store;

pub use guards::{AssignedCase, CaseInSight, Relation, path_part};
pub use model::{Conflict, SpecialistLoad, conflict};
pub use store::{
    Assigned, Counts, ListFilter, assign, assigned_to, close, counts_of, current, hold, load_of,
    loads, release,
};

use crate::platform::act::Kind;

/// What the journal tells of assignments.
pub mod kinds {
    use super::Kind;

    /// A specialist was assigned.
    pub const ASSIGNED: Kind = Kind {
        code: "assignment.given",
        label: "Специалист назначен",
    };
    /// A specialist was taken off.
    pub const RELEASED: Kind = Kind {
        code: "assignment.ended",
        label: "Специалист снят",
    };
    /// All of them.
    pub const ALL: &[Kind] = &[ASSIGNED, RELEASED];
}
