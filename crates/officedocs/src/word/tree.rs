//! The XML of a part as a tree over its pieces: elements, their children, attributes and text.

use quick_xml::events::BytesStart;

use crate::template::BadTemplate;
use crate::template::find::unescape;
use crate::template::pieces::{Piece, closings, cut};

/// No measure of a document is so large; in twentieths of a point it is some 17 metres.
const FAR: f32 = 1e6;

/// A part cut into pieces, with the end of each element.
pub(super) struct Tree<'x> {
    pieces: Vec<Piece<'x>>,
    closing: Vec<usize>,
}

/// An element of a part.
#[derive(Clone, Copy)]
pub(super) struct Node<'t> {
    tree: &'t Tree<'t>,
    at: usize,
}

impl<'x> Tree<'x> {
    pub(super) fn read(xml: &'x str) -> Result<Self, BadTemplate> {
        let pieces = cut(xml)?;
        let closing = closings(&pieces);
        Ok(Self { pieces, closing })
    }

    /// The outermost element.
    pub(super) fn root(&self) -> Option<Node<'_>> {
        let at = self.pieces.iter().position(|piece| piece.element().is_some())?;
        Some(Node { tree: self, at })
    }
}

impl<'t> Node<'t> {
    /// Its name with the prefix: `w:p`.
    pub(super) fn name(self) -> &'t str {
        self.tree.pieces[self.at].element().unwrap_or_default()
    }

    /// The elements right inside it.
    pub(super) fn children(self) -> impl Iterator<Item = Node<'t>> {
        let (tree, end) = (self.tree, self.tree.closing[self.at]);
        let mut at = self.at + 1;
        std::iter::from_fn(move || {
            while at < end {
                let here = at;
                at = tree.closing[here] + 1;
                if tree.pieces[here].element().is_some() {
                    return Some(Node { tree, at: here });
                }
            }
            None
        })
    }

    /// The first element of this name right inside it.
    pub(super) fn child(self, name: &str) -> Option<Node<'t>> {
        self.children().find(|child| child.name() == name)
    }

    /// Whether an element of this name is anywhere inside it.
    pub(super) fn holds(self, name: &str) -> bool {
        self.tree.pieces[self.at..=self.tree.closing[self.at]].iter().any(|piece| piece.element() == Some(name))
    }

    /// The value of an attribute.
    pub(super) fn attribute(self, name: &str) -> Option<String> {
        let (Piece::Open { name: own, raw } | Piece::Empty { name: own, raw }) = &self.tree.pieces[self.at] else {
            return None;
        };
        let inside = raw.trim_start_matches('<').trim_end_matches('>').trim_end_matches('/');
        let element = BytesStart::from_content(inside, own.len());
        let found = element.try_get_attribute(name).ok().flatten()?;
        Some(unescape(&found.value))
    }

    /// The attribute nearly every element of Word has.
    pub(super) fn value(self) -> Option<String> {
        self.attribute("w:val")
    }

    /// The value of a child's `w:val`.
    pub(super) fn value_of(self, name: &str) -> Option<String> {
        self.child(name)?.value()
    }

    /// A whole number in an attribute.
    pub(super) fn number<T: std::str::FromStr>(self, name: &str) -> Option<T> {
        self.attribute(name)?.parse().ok()
    }

    /// A measure in an attribute, as it is written; nothing when it is no number or beyond all paper.
    pub(super) fn measure(self, name: &str) -> Option<f32> {
        self.number::<f32>(name).filter(|measure| measure.abs() < FAR)
    }

    /// A length in an attribute, given in twentieths of a point.
    pub(super) fn twips(self, name: &str) -> Option<f32> {
        self.measure(name).map(|twips| twips / 20.0)
    }

    /// The text right inside it.
    pub(super) fn text(self) -> String {
        let inside = &self.tree.pieces[self.at + 1..self.tree.closing[self.at].max(self.at + 1)];
        let texts = inside.iter().filter_map(|piece| match piece {
            Piece::Text(text) => Some(unescape(text)),
            _ => None,
        });
        texts.collect()
    }

    /// A switch: an element without a value, or with one that is not «off».
    pub(super) fn is_on(self, name: &str) -> Option<bool> {
        let child = self.child(name)?;
        Some(!matches!(child.value().as_deref(), Some("0" | "false" | "off" | "none")))
    }
}
