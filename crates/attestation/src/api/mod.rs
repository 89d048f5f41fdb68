//! Открытый доступ для соседних систем: a school system or the authority reads applications, the register and what has
//! changed, and submits applications, over JSON, with a token of its own that the centre gives and takes back.

mod applications;
mod asked;
mod body;
mod changes;
mod cursor;
mod feed;
mod guards;
mod hooks;
mod issue;
pub mod laws;
mod list;
mod model;
mod new;
mod one;
mod openapi;
mod posts;
mod problem;
mod records;
mod revocation;
mod shape;
mod standing;
mod store;
mod submit;
mod told_to;
mod typed;

pub use hooks::{HookUrl, NewHook, Watched, add as add_hook, once_round as notify, rounds as notifying};
pub use issue::{Issued, NewToken, NotIssued, issue};
pub use model::{Bounds, LONGEST_DAYS, MOST_PER_MINUTE, PER_MINUTE, Scope, Token};
pub use openapi::document;
pub use problem::{instead, no_such_method};

use crate::context::App;
use crate::platform::act::Kind;
use crate::platform::doors::Doors;

/// Everything under this address is for programs: no cookie is read there, and every answer is JSON.
pub const HOME: &str = "/api/";

/// What the journal tells of neighbours.
pub mod kinds {
    use super::Kind;
    use super::hooks::kinds::{ADDED, REMOVED, RENEWED, RESUMED, STOPPED, TRIED};

    /// A token was made.
    pub const MADE: Kind = Kind::of("neighbour.made", "Доступ соседней системе открыт");
    /// A token was taken back.
    pub const REVOKED: Kind = Kind::of("neighbour.revoked", "Доступ соседней системы отозван");
    /// A neighbour was given data of people.
    pub const READ: Kind = Kind::of("neighbour.read", "Данные переданы соседней системе");
    /// A neighbour was given records of the register: their check codes stand in the row.
    pub const RECORDS: Kind = Kind::of("neighbour.records", "Записи реестра переданы соседней системе").of_list();
    /// A neighbour asked for what is not open to it.
    pub const REFUSED: Kind = Kind::of("neighbour.refused", "Соседней системе отказано");
    /// A neighbour sent what was not known of a teacher the house knows.
    pub const ADDED_TO: Kind = Kind::of("neighbour.added_to", "Данные педагога дополнены соседней системой");
    /// All of them.
    pub const ALL: &[Kind] =
        &[MADE, REVOKED, READ, RECORDS, REFUSED, ADDED_TO, ADDED, RENEWED, TRIED, STOPPED, RESUMED, REMOVED];
}

/// The doors of the open access and its settings.
pub fn doors() -> Doors<App> {
    let settings = hooks::doors(revocation::doors(one::doors(new::doors(list::doors(Doors::default())))));
    let open = openapi::doors(changes::doors(records::doors(submit::doors(applications::doors(Doors::default())))));
    settings.and(posts::doors(open))
}
