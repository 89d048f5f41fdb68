//! A Word document as strips: its sections, their parts, and the edges of each page.

use krilla::tagging::ArtifactType;

use super::face::Faces;
use super::paper::Named;
use super::sheet::{Format, Page};
use super::strips::{Laid, Strip};
use super::tags::{Kind, Node};
use crate::word::{Document, Edges, Look, Mark, Paragraph, Part, Place, Section, Span, Words};

/// The least height left for the text, whatever the edges take.
const LEAST: f32 = 72.0;
/// Size of what is said above and below a document.
const SAID: f32 = 11.0;

/// The hand that sets a document.
pub(super) struct Setter<'f> {
    pub(super) faces: &'f Faces,
    pub(super) laid: Laid,
    /// Height for the text on a page.
    pub(super) room: f32,
    /// Space asked for below what was set last.
    pub(super) after: f32,
    /// Level of the last heading.
    pub(super) level: u16,
    /// Whether a cell is being set.
    pub(super) is_inside: bool,
    /// The number of the page and of pages, for the edges of a page.
    pub(super) number: (usize, usize),
}

impl<'f> Setter<'f> {
    fn new(faces: &'f Faces, number: (usize, usize)) -> Self {
        Self { faces, laid: Laid::default(), room: f32::MAX, after: 0.0, level: 0, is_inside: false, number }
    }

    /// Sets parts between `x` and `x + width`; their tags. Items that follow one another are one list.
    pub(super) fn parts(&mut self, parts: &[Part], at: (f32, f32)) -> Vec<Node> {
        let mut nodes = Vec::new();
        let mut items: Option<(bool, Vec<Node>)> = None;
        for part in parts {
            let (made, numbers) = match part {
                Part::Table(grid) => (self.grid(grid, at), None),
                Part::Paragraph(one) => (self.paragraph(one, at), one.mark.as_ref().map(|mark: &Mark| mark.is_number)),
            };
            let Some(made) = made else { continue };
            match (&mut items, numbers) {
                (Some((kind, all)), Some(numbers)) if *kind == numbers => all.push(made),
                (_, numbers) => {
                    nodes.extend(items.take().map(list));
                    match numbers {
                        Some(numbers) => items = Some((numbers, vec![made])),
                        None => nodes.push(made),
                    }
                }
            }
        }
        nodes.extend(items.map(list));
        nodes
    }
}

fn list((is_numbered, items): (bool, Vec<Node>)) -> Node {
    Node::Group(Kind::List(is_numbered), items)
}

/// Lays a document out into strips, with the words of `named` above and below it.
pub(super) fn lay(document: &Document, named: &Named, faces: &Faces) -> Laid {
    let mut setter = Setter::new(faces, (1, 1));
    let last = document.sections.len().saturating_sub(1);
    for (nth, section) in document.sections.iter().enumerate() {
        let format = Format { from: setter.laid.strips.len(), nth, ..format(section, faces) };
        let at = (0.0, section.shape.width - section.shape.left - section.shape.right);
        setter.room = format.room;
        setter.laid.formats.push(format);
        setter.after = 0.0;
        if nth == 0 {
            setter.said(&named.above, (true, at));
        }
        let nodes = setter.parts(&section.parts, at);
        for node in nodes {
            setter.laid.tree.push(node);
        }
        if nth == last {
            for line in named.below.lines() {
                setter.said(line, (false, at));
            }
        }
    }
    setter.laid
}

impl Setter<'_> {
    /// Words the document does not say itself.
    fn said(&mut self, text: &str, (is_above, at): (bool, (f32, f32))) {
        if text.is_empty() {
            return;
        }
        let look = Look { size: SAID, is_bold: is_above, ..Look::default() };
        let place = if is_above { Place::Right } else { Place::Left };
        let spans = vec![Span { words: Words::Text(text.to_owned()), look }];
        let paragraph = Paragraph { place, before: 6.0, after: 6.0, look, spans, ..Paragraph::default() };
        if let Some(node) = self.paragraph(&paragraph, at) {
            self.laid.tree.push(node);
        }
    }
}

/// Where text stands on the pages of a section: a header or a footer higher than its margin takes room of the text.
fn format(section: &Section, faces: &Faces) -> Format {
    let shape = &section.shape;
    let both = || std::iter::once(&section.edges).chain(&section.first);
    let highest = |of: fn(&Edges) -> &Vec<Part>| {
        both().map(|edges| height(&edge(section, of(edges), faces, (1, 1)))).fold(0.0, f32::max)
    };
    let above = |height: f32, margin: f32, from: f32| if height > 0.0 { margin.max(from + height) } else { margin };
    let top = above(highest(|one| &one.header), shape.top, shape.header);
    let bottom = above(highest(|one| &one.footer), shape.bottom, shape.footer);
    let room = shape.height - top - bottom;
    let (top, room) = if room < LEAST { (shape.top, shape.height - shape.top - shape.bottom) } else { (top, room) };
    Format { width: shape.width, height: shape.height, left: shape.left, top, room, from: 0, nth: 0 }
}

/// The strips of a header or a footer.
fn edge(section: &Section, parts: &[Part], faces: &Faces, number: (usize, usize)) -> Vec<Strip> {
    let mut setter = Setter::new(faces, number);
    let width = section.shape.width - section.shape.left - section.shape.right;
    drop(setter.parts(parts, (0.0, width)));
    setter.laid.strips
}

fn height(strips: &[Strip]) -> f32 {
    strips.iter().map(|strip| strip.above + strip.height).sum()
}

/// What stands at the edges of a page, from the upper edge of the paper.
pub(super) fn edges(
    document: &Document,
    faces: &Faces,
    pages: &[Page],
    page: usize,
) -> Vec<(Strip, f32, ArtifactType)> {
    let nth = pages[page].format.nth;
    let Some(section) = document.sections.get(nth) else { return Vec::new() };
    let is_first = page == 0 || pages[page - 1].format.nth != nth;
    let edges = section.first.as_ref().filter(|_| is_first).unwrap_or(&section.edges);
    let number = (page + 1, pages.len());
    let header = edge(section, &edges.header, faces, number);
    let footer = edge(section, &edges.footer, faces, number);
    let below = section.shape.height - section.shape.footer - height(&footer);
    let mut all = placed(header, section.shape.header, ArtifactType::Header);
    all.extend(placed(footer, below, ArtifactType::Footer));
    all
}

fn placed(strips: Vec<Strip>, from: f32, kind: ArtifactType) -> Vec<(Strip, f32, ArtifactType)> {
    let mut top = from;
    let mut all = Vec::new();
    for strip in strips {
        let here = top + strip.above;
        top = here + strip.height;
        all.push((strip, here, kind));
    }
    all
}
