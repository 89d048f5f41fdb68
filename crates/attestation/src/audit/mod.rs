//! The journal as the centre, the authority and the administrator read it: who did what and when, in plain words. Nobody edits it and nobody deletes from it.

mod guards;
mod store;
mod web;

pub use store::{Case, Filter, Row, Touched, lists_taken, rows, told_since, touched};
pub use web::{doors, filter_of};

use crate::platform::act::Kind;

/// What the journal tells of itself.
pub mod kinds {
    use super::Kind;

    /// The journal was read.
    pub const OPENED: Kind = Kind::of("journal.opened", "Журнал открыт");
    /// The journal was written to a file.
    pub const EXPORTED: Kind = Kind::of("journal.exported", "Журнал выгружен").of_list();
    /// All of them.
    pub const ALL: &[Kind] = &[OPENED, EXPORTED];
}
