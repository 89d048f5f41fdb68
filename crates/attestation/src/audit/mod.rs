//! The journal as the centre, the authority and the administrator read it: who did what and when, in plain words. Nobody edits it and nobody deletes from it.

mod guards;
mod head;
mod seals;
mod store;
mod web;

pub use head::Head;
pub use store::{Case, Filter, Row, Touched, Who, lists_taken, rows, told_since, touched};
pub use web::{doors, filter_of};

use crate::platform::act::Kind;

/// What the journal tells of itself.
pub mod kinds {
    use super::Kind;

    /// The journal was read.
    pub const OPENED: Kind = Kind::of("journal.opened", "Журнал открыт");
    /// The journal was written to a file.
    pub const EXPORTED: Kind = Kind::of("journal.exported", "Журнал выгружен").of_list();
    /// The list of the journal's seals was taken as a file.
    pub const SEALS_TAKEN: Kind = Kind::of("journal.seals_taken", "Список печатей журнала скачан");
    /// The last seal left for the address of the settings.
    pub const HEAD_SENT: Kind = Kind::of("journal.head_sent", "Отпечаток журнала отправлен");
    /// All of them.
    pub const ALL: &[Kind] = &[OPENED, EXPORTED, SEALS_TAKEN, HEAD_SENT];
}
