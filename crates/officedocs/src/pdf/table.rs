//! Tables and facts as strips: a row is one strip; a row longer than a page, and long facts, are a strip for each line.
//! The heading row of a table is in `heads.rs`.

use super::error::PdfError;
use super::face::Faces;
use super::heads;
use super::lines::Line;
use super::paper::{Align, Table, Weight};
use super::sheet::HEIGHT;
use super::strips::{Bar, Laid, SIZE, Setting, Strip, counted};
use super::tags::{Kind, Node, Slot};

/// Size of the text of a table.
pub(super) const SMALL: f32 = 9.5;
/// Space between the lines of a cell and its text.
pub(super) const PAD: f32 = 4.0;
/// Facts higher than this go on over the page.
const LONG: f32 = 120.0;
/// Thickness of lines.
pub(super) const HAIR: f32 = 0.5;

/// A row about to become strips.
struct Row {
    cells: Vec<(Setting, Vec<Line>, Slot)>,
    /// The width of the lines around its cells; none without lines.
    boxed: Option<f32>,
    above: f32,
    table: Option<(usize, bool)>,
}

/// A table with lines around its cells.
pub(super) fn table(laid: &mut Laid, faces: &Faces, given: &Table) -> Result<(), PdfError> {
    let columns = given.columns.len();
    if columns == 0 {
        return Err(PdfError::Row { row: 0, cells: 0, columns });
    }
    let place = laid.headings.len();
    let whole: f32 = given.columns.iter().map(|column| f32::from(column.share.max(1))).sum();
    let width = laid.width;
    let mut settings = Vec::new();
    let mut x = 0.0;
    for column in &given.columns {
        let width = width * f32::from(column.share.max(1)) / whole;
        let inside = width - 2.0 * PAD;
        settings.push(Setting { x: x + PAD, width: inside, size: SMALL, weight: Weight::Regular, align: column.align });
        x += width;
    }
    let across = Setting { x: PAD, width: width - 2.0 * PAD, size: SMALL, weight: Weight::Regular, align: Align::Left };
    let (head, heads) = heads::head(laid, faces, (&given.columns, &settings));
    let head = Strip { table: Some((place, true)), ..head };
    let left = laid.formats.last().map_or(HEIGHT, |format| format.room) - head.height;
    laid.headings.push(head.clone());
    laid.strips.push(Strip { is_glued: !given.rows.is_empty(), ..head });
    let mut body = Vec::new();
    for (at, cells) in given.rows.iter().enumerate() {
        let is_across = cells.len() == 1 && columns > 1;
        if cells.len() != columns && !is_across {
            return Err(PdfError::Row { row: at + 1, cells: cells.len(), columns });
        }
        let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
        let (made, node) = if is_across {
            self::row(laid, faces, &[across], &cells, |_| Kind::Wide { columns, rows: 1, is_heading: false })
        } else {
            self::row(laid, faces, &settings, &cells, |_| Kind::Cell)
        };
        body.push(node);
        let mut strips = Row { table: Some((place, false)), ..made }.strips(left);
        let goes_on = given.rows.get(at + 1).is_some_and(|next| next.len() == 1 && columns > 1);
        if let Some(last) = strips.last_mut().filter(|_| goes_on) {
            last.is_glued = true;
        }
        laid.strips.extend(strips);
    }
    let mut parts = vec![Node::Group(Kind::TableHead, heads)];
    if !body.is_empty() {
        parts.push(Node::Group(Kind::TableBody, body));
    }
    laid.tree.push(Node::Group(Kind::Table, parts));
    Ok(())
}

/// Names at the left, what they stand for at the right.
pub(super) fn facts(laid: &mut Laid, faces: &Faces, rows: &[(String, String)]) {
    let width = laid.width;
    let name = Setting { x: 0.0, width: width * 0.34, size: SIZE, weight: Weight::Bold, align: Align::Left };
    let said = Setting { x: width * 0.37, width: width * 0.63, weight: Weight::Regular, ..name };
    let mut nodes = Vec::new();
    for (at, (one, other)) in rows.iter().enumerate() {
        let kind = |place| if place == 0 { Kind::RowHeading } else { Kind::Cell };
        let (made, node) = row(laid, faces, &[name, said], &[one, other], kind);
        nodes.push(node);
        let above = if at == 0 { 6.0 } else { 0.0 };
        laid.strips.extend(Row { boxed: None, above, ..made }.strips(LONG));
    }
    if !nodes.is_empty() {
        laid.tree.push(Node::Group(Kind::Table, vec![Node::Group(Kind::TableBody, nodes)]));
    }
}

fn row(
    laid: &mut Laid,
    faces: &Faces,
    settings: &[Setting],
    cells: &[&str],
    kind: impl Fn(usize) -> Kind,
) -> (Row, Node) {
    let mut leaves = Vec::new();
    let mut made = Vec::new();
    for (place, (setting, text)) in settings.iter().zip(cells).enumerate() {
        let slot = laid.tree.slot();
        leaves.push(Node::Leaf(kind(place), slot));
        made.push((*setting, setting.lines(faces, text), slot));
    }
    (Row { cells: made, boxed: Some(laid.width), above: 0.0, table: None }, Node::Group(Kind::Row, leaves))
}

impl Row {
    /// One strip, or one a line when it is higher than `most`.
    fn strips(self, most: f32) -> Vec<Strip> {
        let pad = if self.boxed.is_some() { PAD - 1.0 } else { 2.0 };
        let lines = self.cells.iter().map(|(_, lines, _)| lines.len()).max().unwrap_or(1);
        let line = self.cells.iter().map(|(setting, _, _)| setting.height()).fold(0.0, f32::max);
        let whole = counted(lines) * line + 2.0 * pad;
        let parts = if whole > most { lines } else { 1 };
        let mut strips: Vec<Strip> = (0..parts)
            .map(|at| {
                let edges = if parts == 1 {
                    2.0 * pad
                } else if at == 0 || at + 1 == parts {
                    pad
                } else {
                    0.0
                };
                let height = if parts == 1 { whole } else { line + edges };
                let above = if at == 0 { self.above } else { 0.0 };
                // A line of it never stands alone on a page.
                let is_glued = at + 1 < parts && (at == 0 || at + 2 == parts);
                Strip { above, height, is_glued, table: self.table, ..Strip::default() }
            })
            .collect();
        if let Some(width) = self.boxed {
            self.lined(&mut strips, width);
        }
        for (setting, lines, slot) in self.cells {
            for (at, line) in lines.into_iter().enumerate() {
                let (strip, top) = if parts == 1 {
                    (0, counted(at).mul_add(setting.height(), pad))
                } else {
                    (at, if at == 0 { pad } else { 0.0 })
                };
                strips[strip].runs.push(setting.run(line, top, slot));
            }
        }
        strips
    }

    /// Lines around the cells.
    fn lined(&self, strips: &mut [Strip], width: f32) {
        let last = strips.len() - 1;
        for (at, strip) in strips.iter_mut().enumerate() {
            let height = strip.height;
            let edges = self.cells.iter().map(|(setting, _, _)| setting.x - PAD).chain([width]);
            for x in edges {
                strip.bars.push(Bar { x: x - HAIR / 2.0, y: 0.0, width: HAIR, height });
            }
            for (is_there, y) in [(at == 0, 0.0), (at == last, height)] {
                if is_there {
                    strip.bars.push(Bar { x: 0.0, y: y - HAIR / 2.0, width, height: HAIR });
                }
            }
        }
    }
}
