//! Finds the tags in the text of a part, however Word has cut them into runs.
//! The whole tag moves to the run it begins in; the other runs keep their own text.

use std::ops::Range;

use super::error::{BadTemplate, place_of};
use super::pieces::Piece;
use super::tag::{Kind, Tag};

/// More tags than this in one part are not a template but an attack.
const MAX_TAGS: usize = 20_000;

/// The text of a part with the seams of its runs and paragraphs.
struct Flow {
    text: String,
    /// Offset in `text` where each text piece begins, and the piece.
    seams: Vec<(usize, usize)>,
    /// Offsets where paragraphs begin or end.
    borders: Vec<usize>,
}

/// A tag, where it lies in the flow, and its reading.
struct Found {
    at: Range<usize>,
    tag: Tag,
}

/// Replaces the text that makes up tags by [`Piece::Tag`].
pub(super) fn find_tags(pieces: Vec<Piece<'_>>) -> Result<Vec<Piece<'_>>, BadTemplate> {
    let flow = Flow::of(&pieces);
    let found = flow.tags()?;
    Ok(flow.replace(pieces, &found))
}

impl Flow {
    fn of(pieces: &[Piece<'_>]) -> Flow {
        let mut flow = Flow { text: String::new(), seams: Vec::new(), borders: Vec::new() };
        let mut open: Vec<&str> = Vec::new();
        for (at, piece) in pieces.iter().enumerate() {
            match piece {
                Piece::Open { name, .. } => {
                    open.push(name);
                    flow.border(name);
                }
                Piece::Close { name, .. } => {
                    open.pop();
                    flow.border(name);
                }
                Piece::Text(raw) if open.last().is_some_and(|name| holds_text(name)) => {
                    flow.seams.push((flow.text.len(), at));
                    flow.text.push_str(raw);
                }
                _ => {}
            }
        }
        flow
    }

    fn border(&mut self, name: &str) {
        if matches!(name, "w:p" | "a:p") {
            self.borders.push(self.text.len());
        }
    }

    fn tags(&self) -> Result<Vec<Found>, BadTemplate> {
        let mut found = Vec::new();
        let mut from = 0;
        while let Some((at, kind, close)) = next_opening(&self.text, from) {
            if self.crosses_border(at..at + 2) {
                from = at + 1;
                continue;
            }
            let end = self.text[at + 2..].find(close).map(|n| at + 2 + n);
            let whole = end.map(|end| at..end + 2);
            match whole {
                Some(whole) if kind == Kind::Comment || !self.crosses_border(whole.clone()) => {
                    let inner = unescape(&self.text[whole.start + 2..whole.end - 2]);
                    from = whole.end;
                    let tag = Tag::read(kind, &inner);
                    found.push(Found { at: whole, tag });
                }
                _ => return Err(BadTemplate::Unclosed(self.paragraph(at))),
            }
            if found.len() > MAX_TAGS {
                return Err(BadTemplate::TooManyTags);
            }
        }
        Ok(found)
    }

    /// Is there a paragraph's edge strictly inside the range?
    fn crosses_border(&self, range: Range<usize>) -> bool {
        let next = self.borders.partition_point(|&border| border <= range.start);
        self.borders.get(next).is_some_and(|&border| border < range.end)
    }

    /// The paragraph around the offset, for the error message.
    fn paragraph(&self, at: usize) -> String {
        let next = self.borders.partition_point(|&border| border <= at);
        let from = next.checked_sub(1).map_or(0, |n| self.borders[n]);
        let to = self.borders.get(next).copied().unwrap_or(self.text.len());
        place_of(&unescape(&self.text[from..to]))
    }

    fn replace<'x>(&self, pieces: Vec<Piece<'x>>, found: &[Found]) -> Vec<Piece<'x>> {
        let mut out = Vec::with_capacity(pieces.len() + found.len());
        let mut seam = 0;
        let mut tags = found;
        for (at, piece) in pieces.into_iter().enumerate() {
            let begins = self.seams.get(seam).filter(|(_, piece)| *piece == at);
            let Some(&(start, _)) = begins else {
                if !self.is_inside_tag(start_of(&self.seams, seam, &self.text), tags) || !is_layout(&piece) {
                    out.push(piece);
                }
                continue;
            };
            seam += 1;
            let end = start_of(&self.seams, seam, &self.text);
            while tags.first().is_some_and(|tag| tag.at.end <= start) {
                tags = &tags[1..];
            }
            split_text(&mut out, piece, start..end, &self.text, tags);
        }
        out
    }

    /// Does a tag that began before the offset go on after it?
    fn is_inside_tag(&self, offset: usize, tags: &[Found]) -> bool {
        let next = tags.partition_point(|tag| tag.at.end <= offset);
        offset < self.text.len() && tags.get(next).is_some_and(|tag| tag.at.start < offset)
    }
}

/// Elements whose text a person sees and types into.
fn holds_text(name: &str) -> bool {
    matches!(name, "w:t" | "a:t" | "m:t")
}

/// Tabs and breaks that Word has put inside a tag go away with its text.
fn is_layout(piece: &Piece<'_>) -> bool {
    matches!(
        piece.element(),
        Some("w:tab" | "w:br" | "w:cr" | "w:noBreakHyphen" | "w:softHyphen" | "w:lastRenderedPageBreak")
    ) && matches!(piece, Piece::Empty { .. })
}

fn start_of(seams: &[(usize, usize)], seam: usize, text: &str) -> usize {
    seams.get(seam).map_or(text.len(), |&(start, _)| start)
}

/// Cuts one text piece, which lies at `range` of the flow, around the tags that touch it.
fn split_text<'x>(out: &mut Vec<Piece<'x>>, piece: Piece<'x>, range: Range<usize>, flow: &str, tags: &[Found]) {
    let touching = tags.iter().take_while(|tag| tag.at.start < range.end);
    let mut from = range.start;
    let mut changed = false;
    for tag in touching {
        changed = true;
        push_plain(out, &flow[from..tag.at.start.clamp(from, range.end)]);
        if range.contains(&tag.at.start) {
            out.push(Piece::Tag(tag.tag.clone()));
        }
        from = tag.at.end.clamp(from, range.end);
    }
    if changed {
        push_plain(out, &flow[from..range.end]);
    } else {
        out.push(piece);
    }
}

fn push_plain(out: &mut Vec<Piece<'_>>, text: &str) {
    if !text.is_empty() {
        out.push(Piece::Text(text.to_owned().into()));
    }
}

fn next_opening(text: &str, from: usize) -> Option<(usize, Kind, &'static str)> {
    let bytes = text.as_bytes();
    (from..bytes.len().saturating_sub(1)).find_map(|at| match &bytes[at..at + 2] {
        b"{{" => Some((at, Kind::Value, "}}")),
        b"{%" => Some((at, Kind::Statement, "%}")),
        b"{#" => Some((at, Kind::Comment, "#}")),
        _ => None,
    })
}

/// Entities inside a tag are what the person typed: `{% if a &lt; b %}`.
pub(crate) fn unescape(text: &str) -> String {
    quick_xml::escape::unescape(text).map_or_else(|_| text.to_owned(), std::borrow::Cow::into_owned)
}
