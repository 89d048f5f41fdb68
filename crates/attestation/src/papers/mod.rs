//! Бумаги: what is made out of rows by a Word template — the one that comes with the program, or the Centre's own that is
//! in force instead. What a paper states is said by the room it belongs to; the pages of the Centre are in `templates`.

mod arriving;
mod doors;
mod filling;
pub mod laws;
mod printing;
mod store;

pub use arriving::{LARGEST, Sent, fits, needed_words, received};
pub use doors::{Handed, Taken, doors};
pub use filling::{bytes_of, fill, filled, tried};
pub use printing::{ByTemplate, left_out, set};
pub use store::{
    Own, SUBJECT, Version, add, by_id, go_back, in_force, is_told, mark_tried, mark_untried, newest, newest_of_all,
    publish, publish_again, versions,
};

/// Tags a template must have: of each row any one.
pub type Needed = &'static [&'static [&'static str]];

/// A paper made by a Word template.
#[derive(Debug)]
pub struct Paper {
    /// As it stands in addresses and in the table.
    pub code: &'static str,
    /// As shown.
    pub words: &'static str,
    /// The template that comes with the program.
    pub builtin: &'static [u8],
    /// Every tag that is filled; what stands inside a list is told by the list.
    pub tags: &'static [&'static str],
    /// The tags without which it is another paper; one of each row is enough.
    pub needed: Needed,
}

/// The code of the blank a specialist takes: what is in force of it is kept by `conclusions`, with the versions of the time
/// before templates were tried.
pub const BLANK: &str = "conclusion-blank";

impl Paper {
    /// Where the Centre keeps its templates.
    pub fn home(&self) -> String {
        if self.code == BLANK { "/templates".to_owned() } else { format!("/settings/papers/{}", self.code) }
    }

    /// The key under which versions of its templates are numbered.
    pub fn numbers(&self) -> String {
        if self.code == BLANK { "conclusion_templates".to_owned() } else { format!("paper:{}", self.code) }
    }
}
