//! The parts of a paper as strips: what stands side by side and is never torn apart. Strips are put onto pages later.

use super::error::PdfError;
use super::face::Faces;
use super::lines::{self, Line};
use super::paper::{Align, Block, Paper, Signature, Squares, Weight};
use super::sheet::Format;
use super::table;
use super::tags::{Kind, Node, Slot, Tree};

/// Width between the margins of A4: 25 mm at the left, 15 mm at the right; in points, as all measures here.
pub(super) const WIDTH: f32 = 481.9;
/// The same on its side: 20 mm at the left, 15 mm at the right.
pub(super) const SIDEWAYS: f32 = 742.6;
/// Size of the text.
pub(super) const SIZE: f32 = 11.0;
/// Height of a line as a share of its size.
pub(super) const LEADING: f32 = 1.35;
/// Where letters stand in a line, as a share of its height.
const BASE: f32 = 0.74;

/// A line of text at its place in a strip.
#[derive(Clone, Debug, Default)]
pub(super) struct Run {
    pub(super) x: f32,
    /// Where the letters stand, from the top of the strip.
    pub(super) y: f32,
    pub(super) size: f32,
    pub(super) weight: Weight,
    pub(super) text: String,
    pub(super) slot: Slot,
    /// Whether the letters lean.
    pub(super) leans: bool,
    /// What each space is wider by.
    pub(super) spread: f32,
}

/// A black bar at its place in a strip.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bar {
    pub(super) x: f32,
    pub(super) y: f32,
    pub(super) width: f32,
    pub(super) height: f32,
}

/// A picture of bars at its place in a strip.
#[derive(Clone, Debug)]
pub(super) struct Drawing {
    pub(super) bars: Vec<Bar>,
    pub(super) side: f32,
    pub(super) slot: Slot,
}

/// What stands side by side on one page.
#[derive(Clone, Debug, Default)]
pub(super) struct Strip {
    /// Space above it, left out at the top of a page.
    pub(super) above: f32,
    pub(super) height: f32,
    pub(super) runs: Vec<Run>,
    pub(super) bars: Vec<Bar>,
    pub(super) drawing: Option<Drawing>,
    /// The address its words lead to.
    pub(super) link: Option<String>,
    /// Begins a page.
    pub(super) turns: bool,
    /// Stands on one page with the next strip.
    pub(super) is_glued: bool,
    /// The table whose row it is, and whether it is the heading row.
    pub(super) table: Option<(usize, bool)>,
}

/// A paper as strips, with the tree of its tags.
pub(super) struct Laid {
    pub(super) strips: Vec<Strip>,
    /// Heading rows of tables, to be repeated.
    pub(super) headings: Vec<Strip>,
    pub(super) tree: Tree,
    /// The shapes of its pages; A4 when there is none.
    pub(super) formats: Vec<Format>,
    /// Width of the text that is laid now.
    pub(super) width: f32,
}

impl Default for Laid {
    fn default() -> Self {
        let (strips, headings, formats) = (Vec::new(), Vec::new(), Vec::new());
        Self { strips, headings, tree: Tree::default(), formats, width: WIDTH }
    }
}

/// How a paragraph is set.
#[derive(Clone, Copy)]
pub(super) struct Setting {
    pub(super) x: f32,
    pub(super) width: f32,
    pub(super) size: f32,
    pub(super) weight: Weight,
    pub(super) align: Align,
}

/// The whole width of an upright page in the usual size.
pub(super) const BODY: Setting =
    Setting { x: 0.0, width: WIDTH, size: SIZE, weight: Weight::Regular, align: Align::Left };

impl Setting {
    pub(super) fn lines(&self, faces: &Faces, text: &str) -> Vec<Line> {
        lines::broken(faces.of(self.weight), text, self.size, self.width)
    }

    pub(super) fn height(&self) -> f32 {
        self.size * LEADING
    }

    /// A line as it stands `top` below the top of a strip.
    pub(super) fn run(&self, line: Line, top: f32, slot: Slot) -> Run {
        let left = match self.align {
            Align::Left => 0.0,
            Align::Middle => (self.width - line.width) / 2.0,
            Align::Right => self.width - line.width,
        };
        // A tag with nothing in it is thrown away, and a row would lose its cell.
        let text = if line.text.is_empty() { "\u{a0}".to_owned() } else { line.text };
        let y = self.height().mul_add(BASE, top);
        let (x, leans, spread) = (self.x + left, false, 0.0);
        Run { x, y, size: self.size, weight: self.weight, text, slot, leans, spread }
    }
}

/// Lays a paper out into strips.
pub(super) fn lay(paper: &Paper, faces: &Faces) -> Result<Laid, PdfError> {
    let mut laid = Laid::default();
    let mut turns = false;
    for block in &paper.blocks {
        let from = laid.strips.len();
        match block {
            Block::Title(text) => laid.heading(faces, text, (1, 15.0, Align::Middle)),
            Block::Heading(text) => laid.heading(faces, text, (2, 12.0, Align::Left)),
            Block::Subheading(text) => laid.heading(faces, text, (3, SIZE, Align::Left)),
            Block::NewPage => turns = true,
            Block::Sideways => laid.turned_sideways(),
            Block::Text { text, align, weight } => {
                let slot = laid.tree.leaf(Kind::Paragraph);
                laid.paragraph(faces, text, Setting { align: *align, weight: *weight, ..laid.body() }, slot);
            }
            Block::Link(address) => {
                let slot = laid.tree.slot();
                laid.tree.push(Node::Group(Kind::Paragraph, vec![Node::Leaf(Kind::Link, slot)]));
                laid.paragraph(faces, address, laid.body(), slot);
                for strip in &mut laid.strips[from..] {
                    strip.link = Some(address.clone());
                }
            }
            Block::List { is_numbered, items } => laid.list(faces, *is_numbered, items),
            Block::Facts(rows) => table::facts(&mut laid, faces, rows),
            Block::Table(one) => table::table(&mut laid, faces, one)?,
            Block::Signatures(all) => laid.signatures(faces, all),
            Block::Picture(squares) => laid.picture(squares)?,
        }
        if turns && let Some(strip) = laid.strips.get_mut(from) {
            strip.turns = true;
            turns = false;
        }
    }
    Ok(laid)
}

impl Laid {
    /// The whole width in the usual size.
    fn body(&self) -> Setting {
        Setting { width: self.width, ..BODY }
    }

    /// What follows stands on pages on their side.
    fn turned_sideways(&mut self) {
        let from = self.strips.len();
        if self.formats.is_empty() && from > 0 {
            self.formats.push(Format::A4);
        }
        self.formats.push(Format { from, nth: self.formats.len(), ..Format::SIDEWAYS });
        self.width = SIDEWAYS;
    }

    fn heading(&mut self, faces: &Faces, text: &str, (level, size, align): (u16, f32, Align)) {
        let setting = Setting { size, align, weight: Weight::Bold, ..self.body() };
        let slot = self.tree.leaf(Kind::Heading(level, text.replace('\n', " ")));
        let from = self.strips.len();
        self.paragraph(faces, text, setting, slot);
        self.strips[from].above = if level == 2 { 14.0 } else { 8.0 };
        for strip in &mut self.strips[from..] {
            strip.is_glued = true;
        }
    }

    /// A paragraph: one line of it never stands alone on a page.
    fn paragraph(&mut self, faces: &Faces, text: &str, setting: Setting, slot: Slot) {
        let lines = setting.lines(faces, text);
        let count = lines.len();
        for (at, line) in lines.into_iter().enumerate() {
            self.strips.push(Strip {
                above: if at == 0 { 6.0 } else { 0.0 },
                height: setting.height(),
                runs: vec![setting.run(line, 0.0, slot)],
                is_glued: at + 1 < count && (at == 0 || at + 2 == count),
                ..Strip::default()
            });
        }
    }

    fn list(&mut self, faces: &Faces, is_numbered: bool, items: &[String]) {
        let indent = if is_numbered { 24.0 } else { 16.0 };
        let body = Setting { x: indent, width: self.width - indent, ..BODY };
        let mut nodes = Vec::new();
        for (at, item) in items.iter().enumerate() {
            let (label, text) = (self.tree.slot(), self.tree.slot());
            nodes.push(Node::Group(Kind::Item, vec![Node::Leaf(Kind::Label, label), Node::Leaf(Kind::ItemBody, text)]));
            let from = self.strips.len();
            self.paragraph(faces, item, body, text);
            let sign = if is_numbered { format!("{}. ", at + 1) } else { "• ".to_owned() };
            let width = faces.of(Weight::Regular).width(sign.trim_end()) * SIZE;
            let first = &mut self.strips[from];
            first.above = if at == 0 { 6.0 } else { 2.0 };
            first.runs.insert(0, BODY.run(Line { text: sign, width }, 0.0, label));
        }
        self.tree.push(Node::Group(Kind::List(is_numbered), nodes));
    }

    fn signatures(&mut self, faces: &Faces, all: &[Signature]) {
        let whole = self.width;
        let post = Setting { width: whole * 0.46, ..BODY };
        let name = Setting { x: whole * 0.7, width: whole * 0.3, ..BODY };
        // The first place to sign never stands on a page without a line of what is signed.
        if let Some(last) = self.strips.last_mut() {
            last.is_glued = true;
        }
        for one in all {
            let slot = self.tree.leaf(Kind::Paragraph);
            let (posts, names) = (post.lines(faces, &one.post), name.lines(faces, &one.name));
            let mut strip = Strip { above: 14.0, ..Strip::default() };
            let last = posts.len().max(names.len());
            strip.height = counted(last) * BODY.height() + 2.0;
            let base = |at: usize, count: usize| counted(last - count + at) * BODY.height();
            let (wide, tall) = (posts.len(), names.len());
            for (at, line) in posts.into_iter().enumerate() {
                strip.runs.push(post.run(line, base(at, wide), slot));
            }
            for (at, line) in names.into_iter().enumerate() {
                strip.runs.push(name.run(line, base(at, tall), slot));
            }
            // A space keeps the words of the two columns apart for those who listen.
            if let Some(run) = strip.runs.get_mut(wide - 1)
                && !run.text.ends_with(' ')
            {
                run.text.push(' ');
            }
            strip.bars.push(Bar { x: whole * 0.48, y: strip.height - 3.0, width: whole * 0.2, height: 0.6 });
            self.strips.push(strip);
        }
    }

    fn picture(&mut self, squares: &Squares) -> Result<(), PdfError> {
        let side = squares.side;
        if side == 0 || side * side != squares.dark.len() {
            return Err(PdfError::Picture { side, given: squares.dark.len() });
        }
        let whole = 92.0;
        let cell = whole / counted(side);
        let mut bars = Vec::new();
        for (row, cells) in squares.dark.chunks(side).enumerate() {
            let mut at = 0;
            for same in cells.chunk_by(|one, next| one == next) {
                if same[0] {
                    let (x, y) = (counted(at) * cell, counted(row) * cell);
                    bars.push(Bar { x, y, width: counted(same.len()) * cell, height: cell });
                }
                at += same.len();
            }
        }
        let slot = self.tree.leaf(Kind::Figure(squares.alt.clone()));
        self.strips.push(Strip {
            above: 10.0,
            height: whole,
            drawing: Some(Drawing { bars, side: whole, slot }),
            ..Strip::default()
        });
        Ok(())
    }
}

/// A small number as a measure.
pub(super) fn counted(count: usize) -> f32 {
    f32::from(u16::try_from(count).unwrap_or(u16::MAX))
}
