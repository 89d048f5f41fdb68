//! Office files for people: Word templates filled with data, sheets read row by row
//! and written. The crate knows nothing of what the documents are about.

mod package;
pub mod template;
