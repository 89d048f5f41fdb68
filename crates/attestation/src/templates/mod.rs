//! Шаблоны документов: the Centre's own Word templates of every paper the system makes — sent, tried, put in force, taken
//! back. What is in force is asked of `papers`; this room knows every room that makes one.

mod guards;
mod known;
mod list;
mod one;
mod version;
mod ways;

use crate::context::App;
use crate::platform::act::Kind;
use crate::platform::doors::Doors;

/// What the journal tells of templates.
pub mod kinds {
    use super::Kind;

    /// A template was sent; it is not in force yet.
    pub const ADDED: Kind = Kind::of("paper.added", "Шаблон документа загружен");
    /// A template was tried.
    pub const TRIED: Kind = Kind::opening("paper.tried", "Шаблон документа опробован");
    /// A template was tried and no paper came of it.
    pub const FAILED: Kind = Kind::of("paper.failed", "Шаблон документа не прошёл пробу");
    /// A template was put in force.
    pub const PUBLISHED: Kind = Kind::of("paper.published", "Шаблон документа введён в действие");
    /// The template that comes with the program was put in force again.
    pub const RETURNED: Kind = Kind::of("paper.returned", "Возвращён встроенный шаблон");
    /// All of them.
    pub const ALL: &[Kind] = &[ADDED, TRIED, FAILED, PUBLISHED, RETURNED];
}

/// The doors of templates.
pub fn doors() -> Doors<App> {
    version::doors(one::doors(list::doors(Doors::default())))
}
