//! Paragraphs of a Word document as strips, one for each line.

use super::document::Setter;
use super::flow::{self, Line, Room};
use super::strips::{Bar, Run, Strip, counted};
use super::tags::{Kind, Node, Slot};
use crate::word::{Leading, Look, Paragraph, Place, Rise, Words};

/// Natural height of a line and where its letters stand, as shares of their size: those of the faces offices write in.
const NATURAL: f32 = 1.15;
const BASE: f32 = 0.9;
/// Thickness of lines.
pub(super) const HAIR: f32 = 0.5;
/// The least width of lines, whatever the indents say.
const LEAST: f32 = 24.0;

impl Setter<'_> {
    /// Sets a paragraph between `x` and `x + width`; its tag, none when it says nothing.
    pub(super) fn paragraph(&mut self, one: &Paragraph, (x, width): (f32, f32)) -> Option<Node> {
        let fits = width - one.left - one.right >= LEAST;
        let (left, right) = if fits { (one.left, one.right) } else { (0.0, 0.0) };
        let (x, width) = (x + left, width - left - right);
        let texts = self.texts(one);
        let is_silent = texts.iter().all(|(text, _)| text.trim().is_empty());
        let mark = one.mark.as_ref().filter(|_| !is_silent).map(|mark| (&mark.text, mark.look));
        let wide = mark.map(|(text, look)| flow::width(self.faces, text, &look));
        let first = match wide {
            Some(wide) if one.first < 0.0 => (one.first + wide + 3.0).max(0.0),
            Some(wide) => one.first + wide + 6.0,
            None => one.first,
        };
        let room = Room { width, first: first.min(width - LEAST), stops: &one.stops, left };
        let lines = flow::lines(self.faces, &texts, room);
        let slot = self.laid.tree.slot();
        let from = self.laid.strips.len();
        self.lines(one, lines, (x, width, slot));
        self.around(one, from, (x, width));
        if is_silent {
            return None;
        }
        let Some((text, look)) = mark else {
            return Some(self.tagged(one, &texts, slot));
        };
        let label = self.laid.tree.slot();
        let first = &mut self.laid.strips[from];
        let y = first.runs.first().map_or(0.0, |run| run.y);
        first.runs.insert(0, run((&format!("{text} "), &look), (x + one.first, y), label));
        Some(Node::Group(Kind::Item, vec![Node::Leaf(Kind::Label, label), Node::Leaf(Kind::ItemBody, slot)]))
    }

    /// The spans with the numbers of this page in their places.
    fn texts(&self, one: &Paragraph) -> Vec<(String, Look)> {
        let said = |words: &Words| match words {
            Words::Text(text) => text.clone(),
            Words::Page => self.number.0.to_string(),
            Words::Pages => self.number.1.to_string(),
        };
        one.spans.iter().map(|span| (said(&span.words), span.look)).collect()
    }

    fn tagged(&mut self, one: &Paragraph, texts: &[(String, Look)], slot: Slot) -> Node {
        if one.level == 0 || self.is_inside {
            return Node::Leaf(Kind::Paragraph, slot);
        }
        // Levels are never left out, whatever the document does.
        self.level = u16::from(one.level).min(self.level + 1);
        let words: String = texts.iter().map(|(text, _)| text.replace(['\n', '\t'], " ")).collect();
        Node::Leaf(Kind::Heading(self.level, words.trim().to_owned()), slot)
    }

    fn lines(&mut self, one: &Paragraph, lines: Vec<Line>, (x, width, slot): (f32, f32, Slot)) {
        let count = lines.len();
        for (at, line) in lines.into_iter().enumerate() {
            let size = if line.size > 0.0 { line.size } else { one.look.size };
            let natural = size * NATURAL;
            let height = match one.leading {
                Leading::Share(share) => natural * share.clamp(0.5, 10.0),
                Leading::Least(least) => natural.max(least),
                Leading::Exact(exact) => exact.max(1.0),
            };
            let base = height - natural + size * BASE;
            let mut strip = Strip { height, ..Strip::default() };
            let free = (width - line.end).max(0.0);
            let spaces = spaces(&line);
            let (shift, spread) = match one.place {
                Place::Middle => (free / 2.0, 0.0),
                Place::Right => (free, 0.0),
                Place::Both if !line.is_last && spaces > 0 => (0.0, free / counted(spaces)),
                Place::Left | Place::Both => (0.0, 0.0),
            };
            for (from, to) in &line.leaders {
                let (from, to) = (x + shift + from, x + shift + to);
                strip.bars.push(Bar { x: from, y: base + 1.5, width: to - from, height: HAIR });
            }
            self.bits(&mut strip, &line, (x + shift, base, spread, slot));
            // One line of it never stands alone on a page.
            strip.is_glued = one.keeps_next || (at + 1 < count && (at == 0 || at + 2 == count));
            self.laid.strips.push(strip);
        }
    }

    fn bits(&self, strip: &mut Strip, line: &Line, (x, base, spread, slot): (f32, f32, f32, Slot)) {
        let mut passed = 0;
        let last = line.bits.len().saturating_sub(1);
        for (nth, bit) in line.bits.iter().enumerate() {
            let at = x + bit.x + counted(passed) * spread;
            passed += bit.text.matches(' ').count();
            let base = base + raised(&bit.look);
            let made = Run { spread, ..run((&bit.text, &bit.look), (at, base), slot) };
            let shown = if nth == last { bit.text.trim_end_matches(' ') } else { &bit.text };
            let wide = flow::width(self.faces, shown, &bit.look) + counted(shown.matches(' ').count()) * spread;
            let size = made.size;
            strip.runs.push(made);
            let bar = |y: f32| Bar { x: at, y, width: wide, height: size / 18.0 };
            if bit.look.is_underlined {
                strip.bars.push(bar(base + size * 0.12));
            }
            if bit.look.is_struck {
                strip.bars.push(bar(base - size * 0.24));
            }
        }
    }

    /// Space and lines above and below, and a new page before it.
    fn around(&mut self, one: &Paragraph, from: usize, (x, width): (f32, f32)) {
        let line = |y: f32| Bar { x, y, width, height: HAIR };
        if let Some(first) = self.laid.strips.get_mut(from) {
            first.above = one.before.max(self.after);
            first.turns = one.begins_page;
            if one.is_lined_above {
                first.bars.push(line(-1.0));
            }
        }
        if let Some(last) = self.laid.strips.last_mut()
            && one.is_lined_below
        {
            last.bars.push(line(last.height + 1.0));
        }
        self.after = one.after;
    }
}

/// Spaces of a line to be made wider, those at its end left out; none when it has a tab: the stop would be passed.
fn spaces(line: &Line) -> usize {
    if line.is_tabbed {
        return 0;
    }
    let all: usize = line.bits.iter().map(|bit| bit.text.matches(' ').count()).sum();
    let end = line.bits.last().map_or(0, |bit| bit.text.len() - bit.text.trim_end_matches(' ').len());
    all - end
}

fn raised(look: &Look) -> f32 {
    match look.rise {
        Rise::None => 0.0,
        Rise::Above => -0.33 * look.size,
        Rise::Below => 0.12 * look.size,
    }
}

fn run((text, look): (&str, &Look), (x, y): (f32, f32), slot: Slot) -> Run {
    let (size, weight) = (flow::drawn(look), flow::weight(look));
    Run { x, y, size, weight, text: text.to_owned(), slot, leans: look.is_italic, spread: 0.0 }
}
