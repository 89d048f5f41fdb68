//! Назначение специалистов: who works on which case, conflicts of interest, load, handing over.

mod bulk;
mod choice;
mod declaration;
mod following;
mod group;
mod guards;
mod handover;
mod interest;
mod lacking;
pub mod laws;
mod letters;
mod list;
mod load;
mod model;
mod sizes;
mod store;
mod web;
mod workload;

pub use following::follow_due;
pub use group::{Group, Unplaced};
pub use guards::{AssignedCase, CaseInSight, CentreCase, DeclaredCase, Relation, SpecialistSeat};
pub use interest::{Declaration, Ground, Undeclared};
pub use list::{Counts, ListFilter, assigned_to, counts_of};
pub use load::{load_of, loads, median_days};
pub use model::{Conflict, SpecialistLoad, conflict};
pub use sizes::{Size, Sizes};
pub use store::{
    Assigned, MOST_PICKED, Picked, assign, close, declare, finish, group, hand_over, hold, members, picked,
    prove_declared, release, reopen,
};

use crate::context::App;
use crate::platform::act::Kind;
use crate::platform::doors::Doors;

/// The doors of assignments.
pub fn doors() -> Doors<App> {
    let doors = declaration::doors(web::doors(Doors::default()));
    sizes::doors(handover::doors(workload::doors(bulk::doors(doors))))
}

/// What the journal tells of assignments.
pub mod kinds {
    use super::Kind;

    /// A specialist was assigned.
    pub const ASSIGNED: Kind = Kind::of("assignment.given", "Специалист назначен");
    /// A specialist was taken off.
    pub const RELEASED: Kind = Kind::of("assignment.ended", "Специалист снят");
    /// All cases of a specialist went to another, or the role was closed after that.
    pub const HANDED_OVER: Kind = Kind::of("assignment.handover", "Дела специалиста переданы");
    /// The specialist has declared to have no interest in a case, or named it.
    pub const DECLARED: Kind = Kind::of("assignment.declared", "Заявлено о заинтересованности");
    /// A new version of how many specialists a case needs.
    pub const SIZE: Kind = Kind::of("group.size", "Изменено число специалистов");
    /// All of them.
    pub const ALL: &[Kind] = &[ASSIGNED, RELEASED, HANDED_OVER, DECLARED, SIZE];
}
