//! Хранение: how long what is kept, cases that are over given to the archive, a case as one file that is read without the
//! system, what is past its term, and who opened whose personal file.

mod archive_file;
mod archiving;
mod due;
mod erasure;
mod exposure;
pub mod laws;
mod model;
mod pack;
mod store;
mod terms;

pub use erasure::{ERASURE, Erasure, Sweep, confirm, draw, name_members, sample};
pub use model::{Refused, Sort, Version, kept_until};
pub use store::{MOST_AT_ONCE, OverCase, add_version, over_in, past_term, versions};

use crate::context::App;
use crate::platform::act::Kind;
use crate::platform::clock::Day;
use crate::platform::doors::Doors;
use crate::platform::engine::{DbError, Reader};
use crate::platform::ids::Id;

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
    /// An act of erasure was drawn up.
    pub const ERASURE_DRAWN: Kind =
        Kind { code: "retention.erasure_drawn", label: "Подготовлен акт об уничтожении" };
    /// Its cases or its commission were changed.
    pub const ERASURE_CHANGED: Kind = Kind {
        code: "retention.erasure_changed",
        label: "Изменён проект акта об уничтожении",
    };
    /// It was dropped.
    pub const ERASURE_DROPPED: Kind = Kind {
        code: "retention.erasure_dropped",
        label: "Отменён проект акта об уничтожении",
    };
    /// It was taken as a paper.
    pub const ERASURE_TAKEN: Kind =
        Kind { code: "retention.erasure_taken", label: "Скачан акт об уничтожении" };
    /// It was carried out.
    pub const ERASURE_DONE: Kind =
        Kind { code: "retention.erasure_done", label: "Исполнен акт об уничтожении" };
    /// A case was erased.
    pub const ERASED: Kind = Kind { code: "retention.erased", label: "Дело уничтожено" };
    /// All of them.
    pub const ALL: &[Kind] = &[
        TERM,
        ARCHIVED,
        YEAR_ARCHIVED,
        CASE_TAKEN,
        EXPOSURE,
        ERASURE_DRAWN,
        ERASURE_CHANGED,
        ERASURE_DROPPED,
        ERASURE_TAKEN,
        ERASURE_DONE,
        ERASED,
    ];
}

/// Acts of erasure that are done, the oldest first: number, date, how many cases.
///
/// # Errors
/// When the database does not answer.
pub fn erasures_done(reader: &mut Reader) -> Result<Vec<(i64, Day, i64)>, DbError> {
    erasure::done(reader)
}

/// An act of erasure by its id.
///
/// # Errors
/// When the database does not answer.
pub fn erasure_by_id(reader: &mut Reader, id: Id<Erasure>) -> Result<Option<Erasure>, DbError> {
    erasure::by_id(reader, id)
}

/// The doors of keeping.
pub fn doors() -> Doors<App> {
    let of_cases = archiving::doors(archive_file::doors(due::doors(Doors::default())));
    erasure::doors(exposure::doors(terms::doors(of_cases)))
}
