//! Люди: who has a cabinet and in which roles; roles and cabinets are closed, sessions ended, a new password started.
//! Roles are given by invitation only. Every act asks the acting person's own password and sends a letter to the person.

mod carry;
mod deeds;
mod guards;
mod letters;
mod list;
mod model;
mod one;
mod store;

pub use carry::{close, why_not_closed};

use crate::context::App;
use crate::platform::act::Kind;
use crate::platform::doors::Doors;

/// What the journal tells of people.
pub mod kinds {
    use super::Kind;

    /// A cabinet was closed.
    pub const CLOSED: Kind = Kind::of("account.closed", "Кабинет закрыт");
    /// A closed cabinet was opened again.
    pub const REOPENED: Kind = Kind::of("account.reopened", "Кабинет открыт снова");
    /// Every session of a person was ended by staff.
    pub const SIGNED_OUT: Kind = Kind::of("account.signed_out", "Сеансы человека закрыты");
    /// All of them.
    pub const ALL: &[Kind] = &[CLOSED, REOPENED, SIGNED_OUT];
}

/// The doors of people.
pub fn doors() -> Doors<App> {
    deeds::doors(one::doors(list::doors(Doors::default())))
}
