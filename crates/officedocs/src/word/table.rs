//! Tables: widths, merged cells, and which edges of a cell are lines.

use std::collections::HashMap;

use super::builder::Builder;
use super::cells::{Cell, Down, Edge, Grid, Row};
use super::model::{LeftOut, Place};
use super::properties::{is_line, place, shaded};
use super::tree::Node;
use crate::pdf::Align;

/// Space Word keeps at the left and right of the text of a cell.
const PAD: f32 = 5.4;
/// Columns of Word; more are a fault of the file.
const COLUMNS: usize = 63;

/// The edges of a table or a cell in the order they are kept here.
const SIDES: [[&str; 2]; 6] = [
    ["w:top", "w:top"],
    ["w:bottom", "w:bottom"],
    ["w:left", "w:start"],
    ["w:right", "w:end"],
    ["w:insideH", "w:insideH"],
    ["w:insideV", "w:insideV"],
];
const TOP: usize = 0;
const BOTTOM: usize = 1;
const LEFT: usize = 2;
const RIGHT: usize = 3;
const ACROSS: usize = 4;
const UPRIGHT: usize = 5;

/// What a style or a table says of its lines and the space in its cells.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct TableSays {
    lines: [Option<bool>; 6],
    pads: [Option<f32>; 4],
}

impl TableSays {
    /// Out of `w:tblPr`, or of `w:tcPr` for one cell.
    pub(super) fn read(node: Node<'_>) -> Self {
        let (borders, pads) = (child(node, ["w:tblBorders", "w:tcBorders"]), child(node, ["w:tblCellMar", "w:tcMar"]));
        let line = |at: usize| borders.and_then(|all| child(all, SIDES[at])).map(is_line);
        let pad = |at: usize| pads.and_then(|all| child(all, SIDES[at])).and_then(|one| one.twips("w:w"));
        Self { lines: std::array::from_fn(line), pads: std::array::from_fn(pad) }
    }

    /// These words, and those of `under` where there are none.
    pub(super) fn over(self, under: &Self) -> Self {
        Self {
            lines: std::array::from_fn(|at| self.lines[at].or(under.lines[at])),
            pads: std::array::from_fn(|at| self.pads[at].or(under.pads[at])),
        }
    }

    /// An edge of a cell; `inner` is the line between cells when the edge is not that of the table.
    fn edge(&self, cell: &Self, side: usize, inner: Option<usize>) -> Edge {
        let usual = if side == LEFT || side == RIGHT { PAD } else { 0.0 };
        Edge {
            is_lined: cell.lines[side].or(self.lines[inner.unwrap_or(side)]).unwrap_or_default(),
            pad: cell.pads[side].or(self.pads[side]).unwrap_or(usual),
        }
    }
}

/// A cell as it is read: itself, what it says of its edges, its own width.
struct Found {
    cell: Cell,
    says: TableSays,
    width: Option<f32>,
}

impl Builder<'_> {
    /// A table with everything in it.
    pub(super) fn table(&mut self, node: Node<'_>) -> Grid {
        let properties = node.child("w:tblPr");
        let style = properties.and_then(|one| one.value_of("w:tblStyle"));
        let says = properties.map(TableSays::read).unwrap_or_default();
        let says = style.as_deref().map_or(says, |id| says.over(&self.styles.table(id)));
        let mut rows = Vec::new();
        self.rows(node, style.as_deref(), &mut rows);
        let width = properties.and_then(|one| one.child("w:tblW"));
        let share = width.filter(|one| one.attribute("w:type").as_deref() == Some("pct")).and_then(share);
        let mut grid = Grid {
            columns: columns(node, &rows),
            share,
            indent: properties.and_then(|one| one.child("w:tblInd")).and_then(|one| one.twips("w:w")).unwrap_or(0.0),
            align: match properties.and_then(|one| one.value_of("w:jc")).map(|at| place(&at)) {
                Some(Place::Middle) => Align::Middle,
                Some(Place::Right) => Align::Right,
                _ => Align::Left,
            },
            rows: Vec::new(),
        };
        let (count, last) = (rows.len(), grid.columns.len());
        for (at, (mut row, cells)) in rows.into_iter().enumerate() {
            for Found { mut cell, says: own, .. } in cells {
                let end = cell.column + cell.span;
                cell.above = says.edge(&own, TOP, (at > 0).then_some(ACROSS));
                cell.below = says.edge(&own, BOTTOM, (at + 1 < count).then_some(ACROSS));
                cell.left = says.edge(&own, LEFT, (cell.column > 0).then_some(UPRIGHT));
                cell.right = says.edge(&own, RIGHT, (end < last).then_some(UPRIGHT));
                row.cells.push(cell);
            }
            grid.rows.push(row);
        }
        merge_down(&mut grid);
        grid
    }

    fn rows(&mut self, node: Node<'_>, style: Option<&str>, rows: &mut Vec<(Row, Vec<Found>)>) {
        for child in node.children() {
            match child.name() {
                "w:tr" => rows.push(self.row(child, style)),
                "w:sdt" | "w:sdtContent" | "w:customXml" | "w:ins" => self.rows(child, style, rows),
                _ => {}
            }
        }
    }

    fn row(&mut self, node: Node<'_>, style: Option<&str>) -> (Row, Vec<Found>) {
        let properties = node.child("w:trPr");
        let skipped = properties.and_then(|one| one.value_of("w:gridBefore")).and_then(|count| count.parse().ok());
        let row = Row {
            is_heading: properties.and_then(|one| one.is_on("w:tblHeader")).unwrap_or_default(),
            height: properties.and_then(|one| one.child("w:trHeight")?.twips("w:val")).unwrap_or_default(),
            cells: Vec::new(),
        };
        let mut cells = Vec::new();
        self.cells(node, style, (skipped.unwrap_or(0).min(COLUMNS), &mut cells));
        (row, cells)
    }

    /// The cells of a row from a column on; the column after them.
    fn cells(&mut self, node: Node<'_>, style: Option<&str>, (from, cells): (usize, &mut Vec<Found>)) -> usize {
        let mut column = from;
        for child in node.children() {
            match child.name() {
                "w:tc" if column < COLUMNS => {
                    let found = self.cell(child, style, column);
                    column += found.cell.span;
                    cells.push(found);
                }
                "w:sdt" | "w:sdtContent" | "w:customXml" | "w:ins" => {
                    column = self.cells(child, style, (column, &mut *cells));
                }
                _ => {}
            }
        }
        column
    }

    fn cell(&mut self, node: Node<'_>, style: Option<&str>, column: usize) -> Found {
        let properties = node.child("w:tcPr");
        let span = properties.and_then(|one| one.value_of("w:gridSpan")).and_then(|count| count.parse().ok());
        let goes_on = properties.and_then(|one| one.child("w:vMerge")).map(Node::value);
        if properties.and_then(shaded) == Some(true) {
            self.left_out.insert(LeftOut::Colours);
        }
        let stands = match properties.and_then(|one| one.value_of("w:vAlign")).as_deref() {
            Some("center") => Align::Middle,
            Some("bottom") => Align::Right,
            _ => Align::Left,
        };
        let is_below = goes_on.is_some_and(|value| value.as_deref() != Some("restart"));
        Found {
            cell: Cell {
                column,
                span: span.unwrap_or(1).clamp(1, COLUMNS - column.min(COLUMNS - 1)),
                down: if is_below { Down::GoesOn } else { Down::Takes(1) },
                stands,
                parts: if is_below { Vec::new() } else { self.parts(node, style) },
                ..Cell::default()
            },
            says: properties.map(TableSays::read).unwrap_or_default(),
            width: properties
                .and_then(|one| one.child("w:tcW"))
                .filter(|one| one.attribute("w:type").as_deref() != Some("pct"))
                .and_then(|one| one.twips("w:w")),
        }
    }
}

/// The child that has one of two names.
fn child<'t>(node: Node<'t>, names: [&str; 2]) -> Option<Node<'t>> {
    names.into_iter().find_map(|name| node.child(name))
}

/// «50%» or fiftieths of a per cent.
fn share(width: Node<'_>) -> Option<f32> {
    let said = width.attribute("w:w")?;
    let share = match said.strip_suffix('%') {
        Some(percent) => percent.parse::<f32>().ok()? / 100.0,
        None => said.parse::<f32>().ok()? / 5000.0,
    };
    (share > 0.0 && share.is_finite()).then_some(share.min(1.0))
}

/// Widths of columns: those of the grid; a column it does not know is as wide as its cell or the others.
fn columns(node: Node<'_>, rows: &[(Row, Vec<Found>)]) -> Vec<f32> {
    let grid = node.child("w:tblGrid");
    let said = grid.into_iter().flat_map(|one| one.children().collect::<Vec<_>>());
    let mut widths: Vec<f32> =
        said.filter(|one| one.name() == "w:gridCol").map(|one| one.twips("w:w").unwrap_or(0.0)).collect();
    let all = rows.iter().flat_map(|(_, cells)| cells);
    let count = all.clone().map(|found| found.cell.column + found.cell.span).max().unwrap_or(0);
    widths.resize(count, 0.0);
    for (at, width) in widths.iter_mut().enumerate().filter(|(_, width)| **width <= 0.0) {
        let own = all.clone().find(|found| found.cell.column == at && found.cell.span == 1);
        *width = own.and_then(|found| found.width).filter(|width| *width > 0.0).unwrap_or(72.0);
    }
    widths
}

/// Counts rows of cells that go on downwards and takes the lines inside them away.
fn merge_down(grid: &mut Grid) {
    let mut below: HashMap<usize, usize> = HashMap::new();
    for row in grid.rows.iter_mut().rev() {
        let mut here = HashMap::new();
        for cell in &mut row.cells {
            let under = below.get(&cell.column).copied().unwrap_or(0);
            cell.below.is_lined &= under == 0;
            match cell.down {
                Down::Takes(_) => cell.down = Down::Takes(under + 1),
                Down::GoesOn => {
                    cell.above.is_lined = false;
                    here.insert(cell.column, under + 1);
                }
            }
        }
        below = here;
    }
}
