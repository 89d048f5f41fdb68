//! Office files for people: Word templates filled with data ([`template`]), sheets that
//! come in ([`sheet`]) and go out ([`table`]), papers as PDF ([`pdf`]), Word documents read to be
//! set as PDF ([`word`]). The crate knows nothing of what they are about.

mod package;
pub mod pdf;
pub mod sheet;
pub mod table;
pub mod template;
pub mod word;
