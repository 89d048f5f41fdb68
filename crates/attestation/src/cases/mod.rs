//! Дело: one application with everything in it, as each of its people sees it, and the lists of cases.

mod case;
mod erased;
mod export;
mod list;
mod papers;
mod parts;
mod refused_part;
mod removal;
mod school;
mod school_papers;
mod store;
mod waiting;

pub use school_papers::centre_keeps_papers;

use crate::context::App;
use crate::platform::act::{Audience, Kind};
use crate::platform::doors::Doors;

/// What the journal tells of cases.
pub mod kinds {
    use super::{Audience, Kind};

    /// A document of a teacher was opened or downloaded.
    pub const DOCUMENT_OPENED: Kind = Kind::opening("document.opened", "Документ открыт");
    /// All documents of a teacher were downloaded.
    pub const ARCHIVE_TAKEN: Kind = Kind::opening("document.archive", "Документы скачаны архивом");
    /// A list was downloaded.
    pub const LIST_TAKEN: Kind = Kind::of("list.taken", "Список скачан").of_list();
    /// A document was added.
    pub const DOCUMENT_ADDED: Kind = Kind::of("document.added", "Документ добавлен").told_to(Audience::Everybody);
    /// A document was taken away.
    pub const DOCUMENT_REMOVED: Kind = Kind::of("document.removed", "Документ убран").told_to(Audience::Everybody);
    /// All of them.
    pub const ALL: &[Kind] = &[DOCUMENT_OPENED, DOCUMENT_ADDED, DOCUMENT_REMOVED, ARCHIVE_TAKEN, LIST_TAKEN];
}

/// The doors of cases.
pub fn doors() -> Doors<App> {
    let lists = school::doors(export::doors(list::doors(Doors::default())));
    removal::doors(school_papers::doors(papers::doors(case::doors(lists))))
}
