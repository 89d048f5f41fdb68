//! Tables of a document. All measures are points.

use super::model::Part;
use crate::pdf::Align;

/// A table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Grid {
    /// Widths of its columns; made smaller together when the text is narrower.
    pub columns: Vec<f32>,
    /// The share of the width of the text it takes, when that is said.
    pub share: Option<f32>,
    /// How much further right than the margin it begins.
    pub indent: f32,
    /// Where it stands when it is narrower than the text.
    pub align: Align,
    /// Rows from top to bottom.
    pub rows: Vec<Row>,
}

/// A row of a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// Said again at the top of each page.
    pub is_heading: bool,
    /// Its least height.
    pub height: f32,
    /// Its cells from left to right.
    pub cells: Vec<Cell>,
}

/// A cell of a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cell {
    /// The column it begins in, from zero.
    pub column: usize,
    /// How many columns it takes.
    pub span: usize,
    /// Whether it goes on over rows.
    pub down: Down,
    /// Lines and space around it.
    pub above: Edge,
    /// The same below.
    pub below: Edge,
    /// The same at the left.
    pub left: Edge,
    /// The same at the right.
    pub right: Edge,
    /// Where its text stands from top to bottom: `Left` is the top.
    pub stands: Align,
    /// The text.
    pub parts: Vec<Part>,
}

/// An edge of a cell.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Edge {
    /// Whether there is a line.
    pub is_lined: bool,
    /// Space between it and the text.
    pub pad: f32,
}

/// A cell and those below it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Down {
    /// Takes so many rows, one usually.
    Takes(usize),
    /// The cell above goes on here.
    GoesOn,
}

impl Default for Down {
    fn default() -> Self {
        Self::Takes(1)
    }
}
