//! Breaking text of several looks into lines: words, tabs and line ends; spaces are spread when lines go from edge to
//! edge.

use super::face::Faces;
use super::lines::pieces;
use super::paper::{Align, Weight};
use crate::word::{Look, Rise, Stop};

/// PT Serif is wider than the faces offices write in: set a little smaller, its lines end about where Word ends them.
const FIT: f32 = 0.93;
/// Size of raised and lowered letters as a share of the others.
const SMALL: f32 = 0.66;
/// Where tabs lead when nothing is said.
const STEP: f32 = 35.4;

/// A line of text.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    pub(super) bits: Vec<Bit>,
    /// Lines up to a stop: from, to.
    pub(super) leaders: Vec<(f32, f32)>,
    /// Where its last letter ends.
    pub(super) end: f32,
    /// The largest letters, as the document has them.
    pub(super) size: f32,
    /// Whether it ends where the text ends rather than where there is no room.
    pub(super) is_last: bool,
    /// Whether text stands at a stop in it.
    pub(super) is_tabbed: bool,
}

/// Letters of one look that stand together.
#[derive(Clone, Debug)]
pub(super) struct Bit {
    pub(super) x: f32,
    pub(super) text: String,
    pub(super) look: Look,
}

/// Where lines may stand.
#[derive(Clone, Copy)]
pub(super) struct Room<'s> {
    /// To the end of lines.
    pub(super) width: f32,
    /// Where the first line begins.
    pub(super) first: f32,
    /// Where tabs lead, from the margin, and how far from it lines begin.
    pub(super) stops: &'s [Stop],
    pub(super) left: f32,
}

/// Size of letters as they are drawn.
pub(super) fn drawn(look: &Look) -> f32 {
    let size = look.size * FIT;
    if look.rise == Rise::None { size } else { size * SMALL }
}

pub(super) const fn weight(look: &Look) -> Weight {
    if look.is_bold { Weight::Bold } else { Weight::Regular }
}

/// Width of letters of one look.
pub(super) fn width(faces: &Faces, text: &str, look: &Look) -> f32 {
    faces.of(weight(look)).width(text) * drawn(look)
}

/// A piece of text that is not torn.
enum Token<'t> {
    Word(Vec<(&'t str, Look)>),
    Tab,
    End,
}

/// Breaks text into lines; there is always one at least.
pub(super) fn lines(faces: &Faces, texts: &[(String, Look)], room: Room<'_>) -> Vec<Line> {
    let clean: Vec<(String, Look)> = texts.iter().flat_map(|(text, look)| cleaned(faces, text, look)).collect();
    let whole: String = clean.iter().map(|(text, _)| text.as_str()).collect();
    let tokens = tokens(&whole, &clean);
    let mut filling = Filling { faces, room, lines: Vec::new(), line: Line::default(), x: room.first };
    for (at, token) in tokens.iter().enumerate() {
        match token {
            Token::Word(parts) => filling.word(parts),
            Token::Tab => filling.tab(following(faces, &tokens[at + 1..])),
            Token::End => filling.end(true),
        }
    }
    filling.end(true);
    filling.lines
}

/// Text with signs the face has, its tabs kept.
fn cleaned(faces: &Faces, text: &str, look: &Look) -> Vec<(String, Look)> {
    let mut out = Vec::new();
    for (nth, part) in text.split('\t').enumerate() {
        if nth > 0 {
            out.push(("\t".to_owned(), *look));
        }
        out.push((faces.of(weight(look)).clean(part), *look));
    }
    out
}

fn tokens<'t>(whole: &'t str, clean: &[(String, Look)]) -> Vec<Token<'t>> {
    let mut bounds = Vec::with_capacity(clean.len());
    let mut end = 0;
    for (text, look) in clean {
        end += text.len();
        bounds.push((end, *look));
    }
    let mut tokens = Vec::new();
    let (mut at, mut bound) = (0, 0);
    for part in whole.split_inclusive(['\n', '\t']) {
        let text = part.trim_end_matches(['\n', '\t']);
        for piece in pieces(text) {
            let mut word = Vec::new();
            let (mut from, to) = (at, at + piece.len());
            while from < to {
                while bounds[bound].0 <= from {
                    bound += 1;
                }
                let next = bounds[bound].0.min(to);
                word.push((&whole[from..next], bounds[bound].1));
                from = next;
            }
            at = to;
            tokens.push(Token::Word(word));
        }
        if part.len() > text.len() {
            at += 1;
            tokens.push(if part.ends_with('\n') { Token::End } else { Token::Tab });
        }
    }
    tokens
}

/// Width of what stands between a tab and the next one.
fn following(faces: &Faces, rest: &[Token<'_>]) -> f32 {
    let words = rest.iter().map_while(|token| match token {
        Token::Word(parts) => Some(parts),
        _ => None,
    });
    words.flatten().map(|(text, look)| width(faces, text, look)).sum()
}

struct Filling<'f> {
    faces: &'f Faces,
    room: Room<'f>,
    lines: Vec<Line>,
    line: Line,
    x: f32,
}

impl Filling<'_> {
    fn word(&mut self, parts: &[(&str, Look)]) {
        let mut solid = 0.0;
        for (text, look) in parts {
            solid += width(self.faces, text.trim_end_matches(' '), look);
        }
        if self.x + solid > self.room.width && !self.line.bits.is_empty() {
            self.end(false);
        }
        let is_long = self.x + solid > self.room.width;
        for (text, look) in parts {
            if is_long {
                self.signs(text, look);
            } else {
                self.put(text, look);
            }
        }
    }

    /// A word longer than a line, broken at any sign.
    fn signs(&mut self, text: &str, look: &Look) {
        for (at, sign) in text.char_indices() {
            let one = &text[at..at + sign.len_utf8()];
            if sign != ' ' && self.x + width(self.faces, one, look) > self.room.width && !self.line.bits.is_empty() {
                self.end(false);
            }
            self.put(one, look);
        }
    }

    fn put(&mut self, text: &str, look: &Look) {
        let solid = text.trim_end_matches(' ');
        let end = self.x + width(self.faces, solid, look);
        let whole = self.x + width(self.faces, text, look);
        match self.line.bits.last_mut() {
            Some(last) if last.look == *look => last.text.push_str(text),
            _ => self.line.bits.push(Bit { x: self.x, text: text.to_owned(), look: *look }),
        }
        if !solid.is_empty() {
            self.line.end = end;
        }
        self.line.size = self.line.size.max(look.size);
        self.x = whole;
    }

    fn tab(&mut self, following: f32) {
        let from_margin = |at: f32| at - self.room.left;
        let hanging = (self.x < 0.0).then_some((0.0, Align::Left, false));
        let said = self.room.stops.iter().map(|stop| (from_margin(stop.at), stop.align, stop.is_lined));
        let next =
            said.chain(hanging).filter(|(at, ..)| *at > self.x + 0.5).min_by(|one, other| one.0.total_cmp(&other.0));
        let step = from_margin((((self.x + self.room.left) / STEP).floor() + 1.0) * STEP);
        let (at, align, is_lined) = next.unwrap_or((step, Align::Left, false));
        let to = match align {
            Align::Left => at,
            Align::Middle => at - following / 2.0,
            Align::Right => at.min(self.room.width) - following,
        };
        if to > self.room.width {
            self.end(false);
            return;
        }
        let to = to.max(self.x);
        if is_lined && to > self.x {
            self.line.leaders.push((self.x, to));
        }
        self.x = to;
        self.line.is_tabbed = true;
        let look = self.line.bits.last().map(|bit| bit.look).unwrap_or_default();
        // What follows the tab stands apart; the space holds the words apart for those who listen.
        if let Some(last) = self.line.bits.last_mut()
            && !last.text.ends_with(' ')
        {
            last.text.push(' ');
        }
        self.line.bits.push(Bit { x: to, text: String::new(), look });
        self.line.end = to;
    }

    fn end(&mut self, is_last: bool) {
        let mut line = std::mem::take(&mut self.line);
        line.bits.retain(|bit| !bit.text.is_empty());
        line.is_last = is_last;
        self.lines.push(line);
        self.x = 0.0;
    }
}
