//! Strips onto pages: those glued together go together, headings of tables are repeated.

use super::strips::{Laid, Strip};

/// Height between the margins of A4, the foot left out, in points.
pub(super) const HEIGHT: f32 = 708.0;

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
pub(super) type Page = Vec<Placed>;

/// Puts the strips onto pages; there is always one page at least.
pub(super) fn paginate(laid: &Laid) -> Vec<Page> {
    let mut pages = Pages { laid, done: Vec::new(), page: Vec::new(), used: 0.0 };
    let mut at = 0;
    while at < laid.strips.len() {
        let end = glued(&laid.strips, at);
        let height: f32 = laid.strips[at..end].iter().map(|strip| strip.above + strip.height).sum();
        let first = &laid.strips[at];
        let is_over = pages.used + height > HEIGHT && height - first.above + pages.repeated(first) <= HEIGHT;
        if first.turns || is_over {
            pages.turn();
        }
        for strip in at..end {
            pages.put(strip);
        }
        at = end;
    }
    pages.done.push(pages.page);
    pages.done
}

/// Where the strips glued to the one at `from` end.
fn glued(strips: &[Strip], from: usize) -> usize {
    let free = strips[from..].iter().position(|strip| !strip.is_glued);
    free.map_or(strips.len(), |free| from + free + 1)
}

struct Pages<'l> {
    laid: &'l Laid,
    done: Vec<Page>,
    page: Page,
    used: f32,
}

impl Pages<'_> {
    fn turn(&mut self) {
        if !self.page.is_empty() {
            self.done.push(std::mem::take(&mut self.page));
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
        if self.used + one.above + one.height > HEIGHT {
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
