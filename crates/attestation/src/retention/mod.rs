//! Хранение: how long what is kept, cases that are over given to the archive, a case as one file that is read without the
//! system, what is past its term, and who opened whose personal file.

mod archive_file;
mod archiving;
mod due;
mod exposure;
mod model;
mod pack;
mod store;
mod terms;

pub use model::{Refused, Sort, Version, kept_until};
pub use store::{MOST_AT_ONCE, OverCase, over_in, past_term, versions};

use crate::context::App;
use crate::platform::act::Kind;
use crate::platform::doors::Doors;

/// What the journal tells of keeping.
pub mod kinds {
    use super::Kind;

    /// A new version of a retention term was put in force.
    pub const TERM: Kind = Kind { code: "retention.term", label: "Срок хранения изменён" };
    /// A case was given to the archive.
    pub const ARCHIVED: Kind = Kind { code: "retention.archived", label: "Дело передано в архив" };
    /// Cases of a year were given to the archive.
    pub const YEAR_ARCHIVED: Kind =
        Kind { code: "retention.year_archived", label: "Дела за год переданы в архив" };
    /// A whole case was taken as one file.
    pub const CASE_TAKEN: Kind =
        Kind { code: "retention.case_taken", label: "Дело скачано одним файлом" };
    /// Somebody looked up who opened whose file.
    pub const EXPOSURE: Kind =
        Kind { code: "retention.exposure", label: "Просмотрено, кто открывал дела" };
    /// All of them.
    pub const ALL: &[Kind] = &[TERM, ARCHIVED, YEAR_ARCHIVED, CASE_TAKEN, EXPOSURE];
}

/// The doors of keeping.
pub fn doors() -> Doors<App> {
    let of_cases = archiving::doors(archive_file::doors(due::doors(Doors::default())));
    exposure::doors(terms::doors(of_cases))
}
