//! Strips onto pages: those glued together go together, headings of tables are repeated, a line stands at the foot.

use super::face::Faces;
use super::paper::Align;
use super::strips::{BODY, Laid, SIDEWAYS, Setting, Strip, WIDTH};

/// Height between the margins of A4, the foot left out, in points.
pub(super) const HEIGHT: f32 = 708.0;

/// Where text stands on pages of one shape, in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Format {
    /// The paper.
    pub(super) width: f32,
    pub(super) height: f32,
    /// The margins at the left and above.
    pub(super) left: f32,
    pub(super) top: f32,
    /// Height for the text.
    pub(super) room: f32,
    /// The first strip that stands on such pages.
    pub(super) from: usize,
    /// Which shape of the document it is, from zero.
    pub(super) nth: usize,
}

impl Format {
    /// A4 with margins of 25 mm at the left and 20 mm above.
    pub(super) const A4: Self =
        Self { width: 595.28, height: 841.89, left: 70.87, top: 56.69, room: HEIGHT, from: 0, nth: 0 };
    /// The same on its side, with margins of 20 mm at the left and above.
    pub(super) const SIDEWAYS: Self =
        Self { width: 841.89, height: 595.28, left: 56.69, top: 56.69, room: 461.0, from: 0, nth: 0 };
}

/// A strip at its place on a page.
#[derive(Clone, Copy, Debug)]
pub(super) struct Placed {
    /// Which strip of the paper, or which heading of a table when it is repeated.
    pub(super) strip: usize,
    /// From the top margin, in points.
    pub(super) top: f32,
    /// Whether it is a heading row said once more.
    pub(super) is_repeated: bool,
}

/// What stands on a page.
pub(super) struct Page {
    pub(super) format: Format,
    pub(super) placed: Vec<Placed>,
}

/// Puts the strips onto pages; there is always one page at least.
pub(super) fn paginate(laid: &Laid) -> Vec<Page> {
    let mut formats = laid.formats.iter();
    let format = formats.next().copied().unwrap_or(Format::A4);
    let mut pages = Pages { laid, done: Vec::new(), page: Vec::new(), used: 0.0, format };
    let mut next = formats.next();
    let mut at = 0;
    while at < laid.strips.len() {
        while let Some(format) = next.filter(|format| format.from <= at) {
            pages.turn();
            pages.format = *format;
            next = formats.next();
        }
        let end = glued(&laid.strips, at).min(next.map_or(usize::MAX, |format| format.from));
        let height: f32 = laid.strips[at..end].iter().map(|strip| strip.above + strip.height).sum();
        let (first, room) = (&laid.strips[at], pages.format.room);
        let is_over = pages.used + height > room && height - first.above + pages.repeated(first) <= room;
        if first.turns || is_over {
            pages.turn();
        }
        for strip in at..end {
            pages.put(strip);
        }
        at = end;
    }
    pages.done.push(Page { format: pages.format, placed: pages.page });
    pages.done
}

/// Where the strips glued to the one at `from` end.
fn glued(strips: &[Strip], from: usize) -> usize {
    let free = strips[from..].iter().position(|strip| !strip.is_glued);
    free.map_or(strips.len(), |free| from + free + 1)
}

/// Where the line at the foot of a paper begins, above the lower edge.
const FOOT: f32 = 51.89;
/// Size of its text.
const FOOT_SIZE: f32 = 8.0;

/// The line at the foot of a paper, its name and the number of the page, and where it begins from the upper edge.
pub(super) fn foot(faces: &Faces, title: &str, (number, count): (usize, usize), format: Format) -> (Strip, f32) {
    let whole = if format.width > format.height { SIDEWAYS } else { WIDTH };
    let left = Setting { width: whole * 0.8, size: FOOT_SIZE, ..BODY };
    let right = Setting { x: whole * 0.8, width: whole * 0.2, align: Align::Right, ..left };
    let texts = [(left, title.to_owned()), (right, format!("стр.\u{a0}{number} из\u{a0}{count}"))];
    let lines =
        texts.iter().filter_map(|(setting, text)| Some((setting, setting.lines(faces, text).into_iter().next()?)));
    let runs = lines.map(|(setting, line)| setting.run(line, 0.0, 0)).collect();
    (Strip { runs, ..Strip::default() }, format.height - FOOT)
}

struct Pages<'l> {
    laid: &'l Laid,
    done: Vec<Page>,
    page: Vec<Placed>,
    used: f32,
    format: Format,
}

impl Pages<'_> {
    fn turn(&mut self) {
        if !self.page.is_empty() {
            self.done.push(Page { format: self.format, placed: std::mem::take(&mut self.page) });
            self.used = 0.0;
        }
    }

    /// Height of the heading repeated above a strip at the top of a page.
    fn repeated(&self, strip: &Strip) -> f32 {
        match strip.table {
            Some((table, false)) => self.laid.headings[table].height,
            _ => 0.0,
        }
    }

    fn put(&mut self, strip: usize) {
        let one = &self.laid.strips[strip];
        if self.used + one.above + one.height > self.format.room {
            self.turn();
        }
        if self.page.is_empty()
            && let Some((table, false)) = one.table
        {
            self.page.push(Placed { strip: table, top: 0.0, is_repeated: true });
            self.used = self.laid.headings[table].height;
        }
        let above = if self.page.is_empty() { 0.0 } else { one.above };
        self.page.push(Placed { strip, top: self.used + above, is_repeated: false });
        self.used += above + one.height;
    }
}
