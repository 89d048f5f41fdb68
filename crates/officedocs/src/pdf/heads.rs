//! The heading row of a table as one strip: a name for each column, above it those of groups of columns.

use super::face::Faces;
use super::lines::Line;
use super::paper::{Align, Column, Weight};
use super::strips::{Bar, Laid, Setting, Strip, counted};
use super::table::{HAIR, PAD};
use super::tags::{Kind, Node, Slot};

/// Space above a table.
const ABOVE: f32 = 8.0;
/// Space between a line and the text below or above it.
const EDGE: f32 = PAD - 1.0;

/// A cell of the head.
struct Cell {
    setting: Setting,
    lines: Vec<Line>,
    slot: Slot,
}

impl Cell {
    fn height(&self) -> f32 {
        counted(self.lines.len()) * self.setting.height() + 2.0 * EDGE
    }
}

/// Columns beside one another that are of one group, or one that is of none.
struct Group {
    /// What stands above them; none for a column of no group.
    above: Option<Cell>,
    below: Vec<Cell>,
}

/// The strip of the head and its rows of tags.
pub(super) fn head(laid: &mut Laid, faces: &Faces, given: (&[Column], &[Setting])) -> (Strip, Vec<Node>) {
    let (groups, nodes) = groups(laid, faces, given);
    let upper = groups.iter().filter_map(|group| group.above.as_ref()).map(Cell::height).fold(0.0, f32::max);
    let lower = |group: &Group| group.below.iter().map(Cell::height).fold(0.0, f32::max);
    let whole = groups.iter().map(|group| lower(group) + if group.above.is_some() { upper } else { 0.0 });
    let height = whole.fold(upper, f32::max);
    let mut strip = Strip { above: ABOVE, height, ..Strip::default() };
    let mut edges = vec![(laid.width, 0.0)];
    for group in groups {
        let top = if group.above.is_some() { upper } else { 0.0 };
        let (first, last) = (group.below[0].setting, group.below[group.below.len() - 1].setting);
        edges.push((first.x - PAD, 0.0));
        edges.extend(group.below.iter().skip(1).map(|cell| (cell.setting.x - PAD, top)));
        if let Some(above) = group.above {
            let (x, width) = (first.x - PAD, last.x + last.width + PAD - (first.x - PAD));
            strip.bars.push(Bar { x, y: upper - HAIR / 2.0, width, height: HAIR });
            put(&mut strip, above, EDGE);
        }
        for cell in group.below {
            put(&mut strip, cell, top + EDGE);
        }
    }
    strip.bars.extend(edges.into_iter().map(|(x, y)| Bar { x: x - HAIR / 2.0, y, width: HAIR, height: height - y }));
    let across = [0.0, height].map(|y| Bar { x: 0.0, y: y - HAIR / 2.0, width: laid.width, height: HAIR });
    strip.bars.extend(across);
    (strip, nodes)
}

fn put(strip: &mut Strip, cell: Cell, top: f32) {
    for (at, line) in cell.lines.into_iter().enumerate() {
        strip.runs.push(cell.setting.run(line, counted(at).mul_add(cell.setting.height(), top), cell.slot));
    }
}

/// The cells with the tags of their rows: one row, two when columns are grouped.
fn groups(laid: &mut Laid, faces: &Faces, (columns, settings): (&[Column], &[Setting])) -> (Vec<Group>, Vec<Node>) {
    let is_grouped = columns.iter().any(|column| !column.group.is_empty());
    let mut cell = |setting: Setting, text: &str| {
        let align = if is_grouped { setting.align } else { Align::Left };
        let setting = Setting { weight: Weight::Bold, align, ..setting };
        Cell { lines: setting.lines(faces, text), setting, slot: laid.tree.slot() }
    };
    let (mut all, mut upper, mut lower) = (Vec::new(), Vec::new(), Vec::new());
    let mut at = 0;
    for same in columns.chunk_by(|one, next| !one.group.is_empty() && one.group == next.group) {
        let own = &settings[at..at + same.len()];
        at += same.len();
        let above = (!same[0].group.is_empty()).then(|| {
            let last = own[own.len() - 1];
            let width = last.x + last.width - own[0].x;
            cell(Setting { width, align: Align::Middle, ..own[0] }, &same[0].group)
        });
        if let Some(above) = &above {
            upper.push(Node::Leaf(Kind::Wide { columns: same.len(), rows: 1, is_heading: true }, above.slot));
        }
        let below: Vec<Cell> = same.iter().zip(own).map(|(column, setting)| cell(*setting, &column.heading)).collect();
        for cell in &below {
            if is_grouped && above.is_none() {
                upper.push(Node::Leaf(Kind::Wide { columns: 1, rows: 2, is_heading: true }, cell.slot));
            } else {
                lower.push(Node::Leaf(Kind::ColumnHeading, cell.slot));
            }
        }
        all.push(Group { above, below });
    }
    let rows = [upper, lower].into_iter().filter(|cells| !cells.is_empty());
    (all, rows.map(|cells| Node::Group(Kind::Row, cells)).collect())
}
