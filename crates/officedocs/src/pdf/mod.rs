//! Papers as PDF: a [`Paper`] of headings, text, lists, facts, tables and signatures becomes a tagged PDF/A-2a that is
//! PDF/UA-1 as well, A4, set in PT Serif. The same paper always makes the same bytes.

mod draw;
mod error;
mod face;
mod lines;
mod paper;
mod sheet;
mod strips;
mod table;
mod tags;

pub use error::PdfError;
use jiff::Timestamp;
pub use paper::{Align, Block, Column, Paper, Signature, Squares, Table, Weight};

/// A paper as the bytes of a PDF. `at` is written into the file as the moment it was made.
///
/// # Errors
/// When a table has rows that do not fit its columns, a picture is not a square, or the file does not pass the
/// validation of PDF/A-2a and PDF/UA-1: our faults, not those of the data.
pub fn render(paper: &Paper, at: Timestamp) -> Result<Vec<u8>, PdfError> {
    let faces = face::faces()?;
    let laid = strips::lay(paper, faces)?;
    let pages = sheet::paginate(&laid);
    draw::write(paper, &laid, &pages, faces, at)
}
