//! Результаты: what the centre sees and takes away of the results that specialists recorded.

mod store;
mod web;

pub use web::doors;

use crate::platform::act::Kind;

/// What the journal tells of the list of results.
pub mod kinds {
    use super::Kind;

    /// The list was written to a file.
    pub const EXPORTED: Kind = Kind::of("results.exported", "Результаты выгружены").of_list();
    /// All of them.
    pub const ALL: &[Kind] = &[EXPORTED];
}
