//! Office files for people: Word templates filled with data ([`template`]), sheets that
//! come in ([`sheet`]) and go out ([`table`]). The crate knows nothing of what they are about.

mod package;
pub mod sheet;
pub mod table;
pub mod template;
