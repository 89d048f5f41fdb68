//! Организации: schools and other organisations with their municipality. Known by their ИНН.

mod alike;
mod choice;
mod guards;
mod list;
mod model;
mod one;
mod store;

pub use alike::Municipalities;
pub use choice::{Offered, Sought};
pub use model::{BadInn, Inn, NewOrganization, School};
pub use store::{all, by_id, by_inn, by_name, create, is_any, municipalities, names, search, search_within, update};

use crate::context::App;
use crate::platform::act::Kind;
use crate::platform::doors::Doors;

/// What the journal tells of organisations.
pub mod kinds {
    use super::Kind;

    /// An organisation was written down.
    pub const CREATED: Kind = Kind::of("organization.created", "Организация внесена");
    /// Its data were changed.
    pub const CHANGED: Kind = Kind::of("organization.changed", "Организация изменена");
    /// All of them.
    pub const ALL: &[Kind] = &[CREATED, CHANGED];
}

/// The doors of organisations.
pub fn doors() -> Doors<App> {
    one::doors(list::doors(Doors::default()))
}
