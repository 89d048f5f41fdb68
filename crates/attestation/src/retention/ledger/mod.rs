//! Опись уничтоженного: a note beside the files for each erasure, ids and a day alone. It is outside the database on purpose:
//! a copy of the database restored later does not know what was erased after it was made, the notes do.

mod again;
mod entry;
mod notes;
mod store;

pub use again::{Again, erase_again};
pub use entry::Entry;
pub use notes::{Broken, Mend, mend, noted, younger};

pub(super) use entry::ActOf;
pub(super) use notes::note_soon;
pub(super) use store::{note_act, note_person};

use crate::accounts::Account;
use crate::platform::act::Act;
use crate::platform::clock::Day;
use crate::platform::engine::DbError;
use crate::platform::ids::Id;

/// Writes down that these drafts of a person were erased at their request; a note beside the files follows.
///
/// # Errors
/// When the database does not answer.
pub fn note_drafts(act: &mut Act<'_>, account: Id<Account>, drafts: &[String], today: Day) -> Result<(), DbError> {
    let id = store::note_drafts(act, account, drafts, today)?;
    note_soon(act, &id)
}

/// Asks once a day that notes which are missing are written.
pub(super) fn ask(act: &mut Act<'_>, day: Day) -> Result<(), DbError> {
    note_soon(act, &day.to_string())
}
