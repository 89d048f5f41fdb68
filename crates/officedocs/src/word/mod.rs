//! Word documents read into a plain model, to be set by [`crate::pdf`]: paragraphs, runs, lists, tables, pages and their
//! edges. What the model has no place for is named in [`Document::left_out`], never lost in silence.

mod body;
mod builder;
mod cells;
mod model;
mod numbering;
mod parts;
mod properties;
mod runs;
mod section;
mod styles;
mod table;
mod tree;

pub use cells::{Cell, Down, Edge, Grid, Row};
pub use model::{
    Document, Edges, Leading, LeftOut, Look, Mark, Paragraph, Part, Place, Rise, Section, Shape, Span, Stop, Words,
};

use crate::template::BadTemplate;

/// Reads a `.docx`: at most 64 MB unpacked and 2000 parts, no macros, password or DTD, elements at most 200 deep.
///
/// # Errors
/// When the file is no such document; the sentence says what to do.
pub fn read(bytes: &[u8]) -> Result<Document, BadTemplate> {
    let files = parts::open(bytes)?;
    builder::Builder::read(&files)
}
