//! Papers as PDF: a [`Paper`] of headings, text, lists, facts, tables and signatures becomes a tagged PDF/A-2a that is
//! PDF/UA-1 as well, A4, set in PT Serif; a Word document that was read becomes one on the pages it asks for. The same
//! paper always makes the same bytes.

mod document;
mod draw;
mod error;
mod face;
mod flow;
mod grid;
mod heads;
mod lines;
mod paper;
mod paragraph;
mod sheet;
mod strips;
mod table;
mod tags;

pub use error::PdfError;
use jiff::Timestamp;
use krilla::tagging::ArtifactType;
pub use paper::{Align, Block, Column, Named, Paper, Signature, Squares, Table, Weight};

use crate::word::Document;

/// A paper as the bytes of a PDF. `at` is written into the file as the moment it was made.
///
/// # Errors
/// When a table has rows that do not fit its columns, a picture is not a square, or the file does not pass the
/// validation of PDF/A-2a and PDF/UA-1: our faults, not those of the data.
pub fn render(paper: &Paper, at: Timestamp) -> Result<Vec<u8>, PdfError> {
    let faces = face::faces()?;
    let laid = strips::lay(paper, faces)?;
    let pages = sheet::paginate(&laid);
    let count = pages.len();
    let edges = |page: usize| {
        let (foot, top) = sheet::foot(faces, &paper.title, (page + 1, count), pages[page].format);
        vec![(foot, top, ArtifactType::Footer)]
    };
    let (title, organization) = (&paper.title, &paper.organization);
    let sheets = draw::Sheets { title, organization, laid: &laid, pages: &pages, edges: &edges };
    draw::write(&sheets, faces, at)
}

/// A Word document as the bytes of a PDF, with the words of `named`; `at` as in [`render`].
///
/// # Errors
/// When it has more than [`MOST`] pages, or the file does not pass the validation.
pub fn render_document(document: &Document, named: &Named, at: Timestamp) -> Result<Vec<u8>, PdfError> {
    let faces = face::faces()?;
    let laid = document::lay(document, named, faces);
    let pages = sheet::paginate(&laid);
    if pages.len() > MOST {
        return Err(PdfError::Long);
    }
    let edges = |page: usize| document::edges(document, faces, &pages, page);
    let (title, organization) = (&named.title, &named.organization);
    let sheets = draw::Sheets { title, organization, laid: &laid, pages: &pages, edges: &edges };
    draw::write(&sheets, faces, at)
}

/// Pages a Word document may take.
pub const MOST: usize = 3000;
