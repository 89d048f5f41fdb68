//! Office files for people: Word templates filled with data ([`template`]), sheets that
//! come in ([`sheet`]) and go out ([`table`]), papers as PDF ([`pdf`]). The crate knows nothing
//! of what they are about.

mod package;
pub mod pdf;
pub mod sheet;
pub mod table;
pub mod template;
