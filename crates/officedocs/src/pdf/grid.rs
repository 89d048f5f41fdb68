//! Tables of a Word document as strips: a row is one strip, or several when it is longer than a page.

use super::document::Setter;
use super::paper::Align;
use super::paragraph::HAIR;
use super::strips::{Bar, Run, Strip};
use super::tags::{Kind, Node};
use crate::word::{Cell, Down, Edge, Grid, Row};

/// Tables of Word are wider than the text by the space in their outer cells; so much is left as it is.
const OVER: f32 = 12.0;

/// A cell that was set.
struct Set<'g> {
    cell: &'g Cell,
    x: f32,
    width: f32,
    strips: Vec<Strip>,
    /// Space below its last paragraph.
    after: f32,
}

impl Set<'_> {
    /// Its height with the space around its text.
    fn height(&self) -> f32 {
        let text: f32 = self.strips.iter().map(|strip| strip.above + strip.height).sum();
        self.cell.above.pad + text + self.after + self.cell.below.pad
    }
}

impl Setter<'_> {
    /// Sets a table between `x` and `x + width`; its tag, none when it has no rows.
    pub(super) fn grid(&mut self, grid: &Grid, (x, width): (f32, f32)) -> Option<Node> {
        let (x, columns) = placed(grid, (x, width));
        let above = std::mem::take(&mut self.after);
        let heads = grid.rows.iter().take_while(|row| row.is_heading).count();
        let heads = if heads == grid.rows.len() { 0 } else { heads };
        let place = self.laid.headings.len();
        let from = self.laid.strips.len();
        let (mut head, mut body) = (Vec::new(), Vec::new());
        for (at, row) in grid.rows.iter().enumerate() {
            let is_heading = at < heads;
            let begun = self.laid.strips.len();
            let node = self.row(row, (x, &columns), is_heading);
            if is_heading {
                head.push(node);
            } else {
                body.push(node);
            }
            if at + 1 == heads {
                self.repeat(from);
            }
            if self.laid.headings.len() > place {
                for strip in &mut self.laid.strips[begun..] {
                    strip.table = Some((place, is_heading));
                }
            }
        }
        if let Some(first) = self.laid.strips.get_mut(from) {
            first.above = above;
        }
        let mut parts = Vec::new();
        if !head.is_empty() {
            parts.push(Node::Group(Kind::TableHead, head));
        }
        if !body.is_empty() {
            parts.push(Node::Group(Kind::TableBody, body));
        }
        (!parts.is_empty()).then_some(Node::Group(Kind::Table, parts))
    }

    /// Heading rows are said again on each page, unless they take half of it.
    fn repeat(&mut self, from: usize) {
        let mut whole = Strip::default();
        for strip in &mut self.laid.strips[from..] {
            strip.is_glued = true;
            put(&mut whole, strip.clone(), 0.0);
        }
        if whole.height < self.room / 2.0 {
            self.laid.headings.push(whole);
        }
    }

    fn row(&mut self, row: &Row, (x, columns): (f32, &[f32]), is_heading: bool) -> Node {
        let mut nodes = Vec::new();
        let mut all = Vec::new();
        for cell in &row.cells {
            let left = x + columns[..cell.column.min(columns.len())].iter().sum::<f32>();
            let width = columns.iter().skip(cell.column).take(cell.span).sum::<f32>();
            let (set, inside) = self.cell(cell, (left, width));
            if let Down::Takes(rows) = cell.down {
                let kind = match (cell.span, rows, is_heading) {
                    (1, 1, true) => Kind::ColumnHeading,
                    (1, 1, false) => Kind::Cell,
                    (columns, rows, is_heading) => Kind::Wide { columns, rows, is_heading },
                };
                nodes.push(Node::Group(kind, inside));
            }
            all.push(set);
        }
        let height = all.iter().map(Set::height).fold(row.height, f32::max).max(1.0);
        let strips = if height > self.room { torn(&all) } else { vec![whole(all, height)] };
        self.laid.strips.extend(strips);
        Node::Group(Kind::Row, nodes)
    }

    /// The text of a cell on strips of its own, and its tags.
    fn cell<'g>(&mut self, cell: &'g Cell, (x, width): (f32, f32)) -> (Set<'g>, Vec<Node>) {
        let outside = std::mem::take(&mut self.laid.strips);
        let (after, inside) = (std::mem::take(&mut self.after), std::mem::replace(&mut self.is_inside, true));
        let room = (x + cell.left.pad, (width - cell.left.pad - cell.right.pad).max(HAIR));
        let mut nodes = self.parts(&cell.parts, room);
        if nodes.is_empty() && cell.down != Down::GoesOn {
            nodes.push(self.silence(room.0));
        }
        let strips = std::mem::replace(&mut self.laid.strips, outside);
        let below = std::mem::replace(&mut self.after, after);
        self.is_inside = inside;
        (Set { cell, x, width, strips, after: below }, nodes)
    }

    /// A tag with nothing in it is thrown away, and a row would lose its cell.
    fn silence(&mut self, x: f32) -> Node {
        let slot = self.laid.tree.slot();
        if self.laid.strips.is_empty() {
            self.laid.strips.push(Strip::default());
        }
        let text = "\u{a0}".to_owned();
        let run = Run { x, y: 8.0, size: 8.0, text, slot, ..Run::default() };
        self.laid.strips[0].runs.push(run);
        Node::Leaf(Kind::Paragraph, slot)
    }
}

/// Where a table begins and how wide its columns are.
fn placed(grid: &Grid, (x, width): (f32, f32)) -> (f32, Vec<f32>) {
    let said: f32 = grid.columns.iter().sum();
    let wanted = match grid.share {
        Some(share) => width * share,
        None if said > width + OVER => width,
        None => said,
    };
    let scale = if said > 0.0 { wanted / said } else { 1.0 };
    let columns = grid.columns.iter().map(|column| column * scale).collect();
    let free = width - wanted;
    let shift = match grid.align {
        _ if free < 0.0 => free / 2.0,
        Align::Left => grid.indent.clamp(-OVER, free),
        Align::Middle => free / 2.0,
        Align::Right => free,
    };
    (x + shift, columns)
}

/// Puts a strip under what stands in `row` already, `extra` lower.
fn put(row: &mut Strip, strip: Strip, extra: f32) {
    let top = row.height + strip.above + extra;
    row.height = top + strip.height;
    row.runs.extend(strip.runs.into_iter().map(|run| Run { y: run.y + top, ..run }));
    row.bars.extend(strip.bars.into_iter().map(|bar| Bar { y: bar.y + top, ..bar }));
}

/// A row as one strip.
fn whole(cells: Vec<Set<'_>>, height: f32) -> Strip {
    let mut row = Strip::default();
    for set in cells {
        let free = (height - set.height()).max(0.0);
        let lower = match set.cell.stands {
            Align::Left => 0.0,
            Align::Middle => free / 2.0,
            Align::Right => free,
        };
        row.bars.extend(upright(&set, height));
        row.bars.extend(across(&set, (set.cell.above, 0.0)).into_iter().chain(across(&set, (set.cell.below, height))));
        let mut text = Strip::default();
        let mut extra = set.cell.above.pad + lower;
        for strip in set.strips {
            put(&mut text, strip, std::mem::take(&mut extra));
        }
        row.runs.append(&mut text.runs);
        row.bars.append(&mut text.bars);
    }
    row.height = height;
    row
}

/// A row longer than a page: a strip for each line of it.
fn torn(cells: &[Set<'_>]) -> Vec<Strip> {
    let count = cells.iter().map(|set| set.strips.len()).max().unwrap_or(0).max(1);
    let mut rows: Vec<Strip> = vec![Strip::default(); count];
    for set in cells {
        for (row, strip) in rows.iter_mut().zip(&set.strips) {
            let mut line = Strip::default();
            put(&mut line, strip.clone(), 0.0);
            row.height = row.height.max(line.height);
            row.runs.append(&mut line.runs);
            row.bars.append(&mut line.bars);
        }
    }
    for set in cells {
        for (at, row) in rows.iter_mut().enumerate() {
            row.bars.extend(upright(set, row.height));
            if at == 0 {
                row.bars.extend(across(set, (set.cell.above, 0.0)));
            }
            if at + 1 == count {
                row.bars.extend(across(set, (set.cell.below, row.height)));
            }
        }
    }
    rows
}

/// Lines at the left and right of a cell.
fn upright(set: &Set<'_>, height: f32) -> Vec<Bar> {
    let edges = [(set.cell.left, set.x), (set.cell.right, set.x + set.width)];
    let lined = edges.into_iter().filter(|(edge, _)| edge.is_lined);
    lined.map(|(_, x)| Bar { x: x - HAIR / 2.0, y: 0.0, width: HAIR, height }).collect()
}

/// A line above or below a cell.
fn across(set: &Set<'_>, (edge, y): (Edge, f32)) -> Option<Bar> {
    edge.is_lined.then(|| Bar { x: set.x, y: y - HAIR / 2.0, width: set.width, height: HAIR })
}
