//! Тексты писем: the centre's own words around what the program writes, kind by kind. The facts, links and codes of a letter
//! stay the program's, so no change of words can lose them.

mod guards;
mod known;
mod list;
mod one;
mod store;

use crate::context::App;
use crate::platform::act::Kind;
use crate::platform::doors::Doors;

/// What the journal tells of the words in letters.
pub mod kinds {
    use super::Kind;

    /// The words of a kind of letter were changed.
    pub const CHANGED: Kind = Kind::of("wording.changed", "Текст письма изменён");
    /// All of them.
    pub const ALL: &[Kind] = &[CHANGED];
}

/// The doors of the words in letters.
pub fn doors() -> Doors<App> {
    one::doors(list::doors(Doors::default()))
}
