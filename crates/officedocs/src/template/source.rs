//! From pieces to the source the engine runs: tags that stand for a row, a cell,
//! a paragraph take its place; runs are split; dashes join neighbouring texts.

use std::collections::BTreeMap;

use super::error::BadTemplate;
use super::pieces::{Piece, closings};
use super::tag::{Kind, Scope, Tag};

/// The pieces of a part and what is to be changed on the way out.
pub(super) struct Layout<'x> {
    pub(super) pieces: Vec<Piece<'x>>,
    /// Where the element opened at this index closes.
    pub(super) closing: Vec<usize>,
    /// Text to put before the piece.
    before: BTreeMap<usize, String>,
    /// Pieces left out: from, to (inclusive), and what stands there instead.
    cuts: BTreeMap<usize, (usize, String)>,
    /// For each piece, whether a cut has taken it.
    taken: Vec<bool>,
}

/// A tag and the elements around it.
pub(super) struct Placed {
    pub(super) at: usize,
    pub(super) around: Vec<usize>,
}

/// Writes the source of a part whose tags have been found.
pub(super) fn write_source(pieces: Vec<Piece<'_>>) -> Result<String, BadTemplate> {
    let mut layout = Layout {
        closing: closings(&pieces),
        taken: vec![false; pieces.len()],
        before: BTreeMap::new(),
        cuts: BTreeMap::new(),
        pieces,
    };
    let placed = layout.placed();
    layout.change_cells(&placed)?;
    for scope in [Scope::Row, Scope::Cell, Scope::Paragraph] {
        layout.give_place(&placed, scope)?;
    }
    layout.split_runs(&placed)?;
    layout.join(&placed);
    Ok(layout.write())
}

impl Layout<'_> {
    pub(super) fn tag(&self, at: usize) -> Option<&Tag> {
        match self.pieces.get(at) {
            Some(Piece::Tag(tag)) => Some(tag),
            _ => None,
        }
    }

    /// The nearest element of this name around the tag.
    pub(super) fn around(&self, placed: &Placed, element: &str) -> Option<usize> {
        let mut outwards = placed.around.iter().rev().copied();
        outwards.find(|&at| self.pieces[at].opens(element))
    }

    pub(super) fn insert(&mut self, before: usize, text: &str) {
        self.before.entry(before).or_default().push_str(text);
    }

    pub(super) fn cut(&mut self, from: usize, to: usize, instead: String) {
        self.taken[from..=to].fill(true);
        self.cuts.insert(from, (to, instead));
    }

    fn placed(&self) -> Vec<Placed> {
        let mut around = Vec::new();
        let mut placed = Vec::new();
        for (at, piece) in self.pieces.iter().enumerate() {
            match piece {
                Piece::Open { .. } => around.push(at),
                Piece::Close { .. } => drop(around.pop()),
                Piece::Tag(_) => placed.push(Placed { at, around: around.clone() }),
                _ => {}
            }
        }
        placed
    }

    /// `{%tr … %}` and its kin: the element around goes, the tag stays.
    fn give_place(&mut self, placed: &[Placed], scope: Scope) -> Result<(), BadTemplate> {
        for (nth, tag_at) in placed.iter().enumerate() {
            let Some(tag) = self.tag(tag_at.at) else {
                continue;
            };
            let stays = tag.kind == Kind::Value || tag.scope != scope;
            if stays || (tag.kind == Kind::Comment && self.taken[tag_at.at]) {
                continue;
            }
            let (kind, shown) = (tag.kind, tag.shown());
            let from = scope
                .element()
                .and_then(|element| self.around(tag_at, element))
                .ok_or(BadTemplate::Misplaced(shown))?;
            let to = self.closing[from];
            if kind == Kind::Statement {
                self.check_alone(placed, nth, from, to)?;
            }
            let instead = self.stripped(tag_at.at);
            self.cut(from, to, instead);
        }
        Ok(())
    }

    /// A second statement in the element that goes would be lost without a word.
    fn check_alone(&self, placed: &[Placed], nth: usize, from: usize, to: usize) -> Result<(), BadTemplate> {
        let left = placed[..nth].iter().rev().take_while(|tag| tag.at > from);
        let right = placed[nth + 1..].iter().take_while(|tag| tag.at < to);
        let other = left.chain(right).filter_map(|tag| self.tag(tag.at)).find(|tag| tag.kind == Kind::Statement);
        match (other, self.tag(placed[nth].at)) {
            (Some(other), Some(tag)) => Err(BadTemplate::Crowded { first: tag.shown(), second: other.shown() }),
            _ => Ok(()),
        }
    }

    /// The tag's own text when it stands alone: no dashes, there is nothing to join.
    fn stripped(&self, at: usize) -> String {
        self.tag(at)
            .map_or_else(String::new, |tag| Tag { joins_before: false, joins_after: false, ..tag.clone() }.shown())
    }

    /// `{%r … %}`: the run is closed before the tag and opened again after it.
    fn split_runs(&mut self, placed: &[Placed]) -> Result<(), BadTemplate> {
        for tag_at in placed {
            let statement = |tag: &&Tag| tag.kind == Kind::Statement && tag.scope == Scope::Run;
            let Some(tag) = self.tag(tag_at.at).filter(statement) else {
                continue;
            };
            let shown = tag.shown();
            let run = self.around(tag_at, "w:r");
            let text = self.around(tag_at, "w:t");
            let (Some(run), Some(_)) = (run, text) else {
                return Err(BadTemplate::Misplaced(shown));
            };
            let reopened = self.run_start(run);
            let instead = format!("</w:t></w:r>{}{reopened}<w:t xml:space=\"preserve\">", self.stripped(tag_at.at));
            if !self.taken[tag_at.at] {
                self.cut(tag_at.at, tag_at.at, instead);
            }
        }
        Ok(())
    }

    /// The run's opening tag with its properties, to open its second half.
    fn run_start(&self, run: usize) -> String {
        let mut start = String::new();
        self.pieces[run].write(&mut start);
        if self.pieces[run + 1].element() == Some("w:rPr") {
            for piece in &self.pieces[run + 1..=self.closing[run + 1]] {
                piece.write(&mut start);
            }
        }
        start
    }

    /// `{%-` takes away what lies between it and the text before, `-%}` after it.
    fn join(&mut self, placed: &[Placed]) {
        for tag_at in placed {
            let at = tag_at.at;
            let Some(tag) = self.tag(at).filter(|tag| tag.kind == Kind::Statement) else {
                continue;
            };
            let (before, after) = (tag.joins_before, tag.joins_after);
            if before && let Some(from) = self.text_before(at) {
                self.close_gap(from + 1, at - 1, at, |tag| tag.joins_before = false);
            }
            if after && let Some(to) = self.text_after(at) {
                self.close_gap(at + 1, to - 1, at, |tag| tag.joins_after = false);
            }
        }
    }

    fn close_gap(&mut self, from: usize, to: usize, at: usize, joined: fn(&mut Tag)) {
        let whole =
            from <= to && !self.taken[from - 1..=to + 1].iter().any(|taken| *taken) && is_even(&self.pieces[from..=to]);
        if !whole {
            return;
        }
        self.cut(from, to, String::new());
        if let Piece::Tag(tag) = &mut self.pieces[at] {
            joined(tag);
        }
    }

    fn text_before(&self, at: usize) -> Option<usize> {
        let is_content = |&at: &usize| matches!(self.pieces[at], Piece::Text(_) | Piece::Tag(_));
        (0..at).rev().find(is_content)
    }

    fn text_after(&self, at: usize) -> Option<usize> {
        let is_content = |&at: &usize| matches!(self.pieces[at], Piece::Text(_) | Piece::Tag(_));
        let found = (at + 1..self.pieces.len()).find(is_content)?;
        matches!(self.pieces[found], Piece::Text(_)).then_some(found)
    }

    fn write(&self) -> String {
        let mut out = String::new();
        let mut at = 0;
        while at < self.pieces.len() {
            if let Some(text) = self.before.get(&at) {
                out.push_str(text);
            }
            if let Some((to, instead)) = self.cuts.get(&at) {
                out.push_str(instead);
                at = to + 1;
                continue;
            }
            if self.pieces[at].opens("w:t") && self.is_filled(at) {
                out.push_str("<w:t xml:space=\"preserve\">");
            } else {
                self.pieces[at].write(&mut out);
            }
            at += 1;
        }
        out
    }

    /// Has the text element got a tag, or has one been taken out of it?
    fn is_filled(&self, text: usize) -> bool {
        self.pieces[text + 1..self.closing[text]]
            .iter()
            .any(|piece| matches!(piece, Piece::Tag(_) | Piece::Text(std::borrow::Cow::Owned(_))))
    }
}

/// Does the gap close `t, r, p` and open `p, r, t` again, so that nothing is torn without it?
fn is_even(gap: &[Piece<'_>]) -> bool {
    let mut closed = Vec::new();
    let mut opened = Vec::new();
    for piece in gap {
        match piece {
            Piece::Open { name, .. } => opened.push(*name),
            Piece::Close { name, .. } if opened.last() == Some(name) => drop(opened.pop()),
            Piece::Close { name, .. } => closed.push(*name),
            _ => {}
        }
    }
    closed.reverse();
    closed.last() == Some(&"w:t") && closed == opened
}
