//! Дело: one application with everything in it, as each of its people sees it, and the lists of cases.

mod case;
mod erased;
mod export;
mod list;
mod papers;
mod school;
mod school_papers;
mod store;
mod withdrawal;

use crate::context::App;
use crate::platform::act::Kind;
use crate::platform::doors::Doors;

/// What the journal tells of cases.
pub mod kinds {
    use super::Kind;

    /// A document of a teacher was opened or downloaded.
    pub const DOCUMENT_OPENED: Kind = Kind { code: "document.opened", label: "Документ открыт" };
    /// All documents of a teacher were downloaded.
    pub const ARCHIVE_TAKEN: Kind =
        Kind { code: "document.archive", label: "Документы скачаны архивом" };
    /// A list was downloaded.
    pub const LIST_TAKEN: Kind = Kind { code: "list.taken", label: "Список скачан" };
    /// A document was added.
    pub const DOCUMENT_ADDED: Kind = Kind { code: "document.added", label: "Документ добавлен" };
    /// A document was taken away.
    pub const DOCUMENT_REMOVED: Kind = Kind { code: "document.removed", label: "Документ убран" };
    /// All of them.
    pub const ALL: &[Kind] = &[DOCUMENT_OPENED, DOCUMENT_ADDED, DOCUMENT_REMOVED, ARCHIVE_TAKEN, LIST_TAKEN];
}

/// The doors of cases.
pub fn doors() -> Doors<App> {
    let lists = school::doors(export::doors(list::doors(Doors::default())));
    withdrawal::doors(school_papers::doors(papers::doors(case::doors(lists))))
}
