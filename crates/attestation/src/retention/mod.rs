//! Хранение: how long what is kept, cases that are over given to the archive, a case as one file that is read without the
//! system, what is past its term, and who opened whose personal file.

mod archive_file;
mod archiving;
mod as_json;
mod due;
mod erasure;
mod exposure;
mod facts;
mod lapsing;
pub mod laws;
mod ledger;
mod model;
mod pack;
mod store;
mod terms;
mod touched;
mod ways;

pub use erasure::{Chosen, Count, DropFiles, ERASURE, Erasure, Sweep, confirm, draw, name_members, sample};
pub use lapsing::Lapses;
pub use ledger::{Again, Broken, Entry, Mend, erase_again, mend, note_drafts, noted, younger};
pub use model::{Hold, Refused, Sort, Version, Way, kept_until};
pub use store::{
    Attestation, Border, KeptCase, KeptOf, MOST_AT_ONCE, OverAttestation, OverCase, add_version, kept_of, past_term,
    versions,
};

use crate::accounts::Account;
use crate::applications::Teacher;
use crate::context::App;
use crate::platform::act::{Act, Kind};
use crate::platform::clock::Day;
use crate::platform::daily;
use crate::platform::doors::Doors;
use crate::platform::engine::{DbError, Reader};
use crate::platform::ids::Id;

/// What the journal tells of keeping.
pub mod kinds {
    use super::Kind;

    /// A new version of a retention term was put in force.
    pub const TERM: Kind = Kind::of("retention.term", "Срок хранения изменён");
    /// A version of a retention term that had not begun was taken back.
    pub const TERM_WITHDRAWN: Kind = Kind::of("retention.term_withdrawn", "Версия срока хранения отозвана");
    /// Cases of a year were given to the archive.
    pub const YEAR_ARCHIVED: Kind = Kind::of("retention.year_archived", "Дела за год переданы в архив");
    /// A whole case was taken as one file.
    pub const CASE_TAKEN: Kind = Kind::opening("retention.case_taken", "Дело скачано одним файлом");
    /// Somebody looked up who opened whose file.
    pub const EXPOSURE: Kind = Kind::of("retention.exposure", "Просмотрено, кто открывал дела");
    /// An act of erasure was drawn up.
    pub const ERASURE_DRAWN: Kind = Kind::of("retention.erasure_drawn", "Подготовлен акт об уничтожении");
    /// Its cases or its commission were changed.
    pub const ERASURE_CHANGED: Kind = Kind::of("retention.erasure_changed", "Изменён проект акта об уничтожении");
    /// It was dropped.
    pub const ERASURE_DROPPED: Kind = Kind::of("retention.erasure_dropped", "Отменён проект акта об уничтожении");
    /// It was taken as a paper.
    pub const ERASURE_TAKEN: Kind = Kind::of("retention.erasure_taken", "Скачан акт об уничтожении");
    /// It was carried out.
    pub const ERASURE_DONE: Kind = Kind::of("retention.erasure_done", "Исполнен акт об уничтожении");
    /// What a restored copy had brought back was erased again.
    pub const ERASED_AGAIN: Kind = Kind::of("retention.erased_again", "Уничтожено снова после восстановления");
    /// An attestation for fitness was erased.
    pub const ATTESTATION_ERASED: Kind =
        Kind::of("retention.attestation_erased", "Аттестация на соответствие уничтожена");
    /// What is past its term went by itself.
    pub const LAPSED: Kind = Kind::of("retention.lapsed", "Удалено по сроку хранения");
    /// All of them.
    pub const ALL: &[Kind] = &[
        TERM,
        TERM_WITHDRAWN,
        YEAR_ARCHIVED,
        CASE_TAKEN,
        EXPOSURE,
        ERASURE_DRAWN,
        ERASURE_CHANGED,
        ERASURE_DROPPED,
        ERASURE_TAKEN,
        ERASURE_DONE,
        ERASED_AGAIN,
        ATTESTATION_ERASED,
        LAPSED,
    ];
}

/// Asks once a day for what a day asks of keeping: notes of the ledger that are missing, and what goes by its term by itself.
///
/// # Errors
/// When the database does not answer.
pub fn ask(act: &mut Act<'_>, day: Day) -> Result<(), DbError> {
    ledger::ask(act, day)?;
    daily::ask::<App, Lapses>(act, day)
}

/// An act of erasure by its id.
///
/// # Errors
/// When the database does not answer.
pub fn erasure_by_id(reader: &mut Reader, id: Id<Erasure>) -> Result<Option<Erasure>, DbError> {
    erasure::by_id(reader, id)
}

/// Forgets a person at their own request: a closed cabinet of a teacher, and the teacher behind it. False, and nothing is
/// changed, when a case, the school's own attestation or another role needs them.
///
/// # Errors
/// When the database does not answer.
pub fn forget(
    act: &mut Act<'_>,
    account: Option<Id<Account>>,
    teacher: Option<Id<Teacher>>,
    today: Day,
) -> Result<bool, DbError> {
    let id = Id::<Entry>::new().to_string();
    if !erasure::forget_one(act, account, teacher, &erasure::Told { by: &id, words: AT_REQUEST })? {
        return Ok(false);
    }
    ledger::note_person(act, &id, account, teacher, today)?;
    ledger::note_soon(act, &id)?;
    Ok(true)
}

/// What stands instead of a person who was forgotten.
const AT_REQUEST: &str = "персональные данные уничтожены по обращению человека";

/// The doors of keeping.
pub fn doors() -> Doors<App> {
    let of_cases = archiving::doors(archive_file::doors(due::doors(Doors::default())));
    erasure::doors(touched::doors(exposure::doors(terms::doors(of_cases))))
}
