//! Сроки дел: open applications by the clock that runs out next, and the daily reminders of what runs out soon.

mod days;
mod reminders;
mod store;
mod web;

pub use days::days;
pub use reminders::{Reminders, ask_for_reminders};
pub use web::doors;

use crate::platform::act::Kind;

/// What the journal tells of reminders.
pub mod kinds {
    use super::Kind;

    /// Reminders of a day were sent.
    pub const REMINDED: Kind = Kind::of("deadline.reminded", "Напоминания о сроках");
    /// The days on which people are reminded were changed.
    pub const DAYS: Kind = Kind::of("deadline.days", "Дни напоминаний изменены");
    /// All of them.
    pub const ALL: &[Kind] = &[REMINDED, DAYS];
}
