//! Sections: the shape of pages and what stands at their edges.

use super::builder::Builder;
use super::model::{Edges, LeftOut, Part, Section, Shape};
use super::tree::{Node, Tree};
use crate::template::BadTemplate;

/// The least width and height left for the text, whatever the margins.
const ROOM: f32 = 72.0;

impl Builder<'_> {
    /// The text of a document by sections.
    pub(super) fn sections(&mut self, body: Node<'_>) -> Result<Vec<Section>, BadTemplate> {
        let mut all: Vec<Section> = Vec::new();
        let mut from: Vec<Node<'_>> = Vec::new();
        for child in body.children() {
            let end = if child.name() == "w:sectPr" {
                Some(child)
            } else {
                from.push(child);
                child.child("w:pPr").and_then(|one| one.child("w:sectPr"))
            };
            if let Some(end) = end {
                let parts = self.parts_of(std::mem::take(&mut from).into_iter(), None);
                self.close(end, parts, &mut all)?;
            }
        }
        if !from.is_empty() {
            let parts = self.parts_of(from.into_iter(), None);
            match all.last_mut() {
                Some(last) => last.parts.extend(parts),
                None => all.push(Section { parts, ..Section::default() }),
            }
        }
        Ok(all)
    }

    /// A section ends; one of the same shape that does not begin a page goes on with the one before it.
    fn close(&mut self, node: Node<'_>, parts: Vec<Part>, all: &mut Vec<Section>) -> Result<(), BadTemplate> {
        let columns = node.child("w:cols").and_then(|one| one.number::<u32>("w:num"));
        if columns.is_some_and(|count| count > 1) {
            self.left_out.insert(LeftOut::Columns);
        }
        let shape = shape(node);
        let goes_on = node.value_of("w:type").as_deref() == Some("continuous");
        if let Some(last) = all.last_mut().filter(|last| goes_on && last.shape == shape) {
            last.parts.extend(parts);
            return Ok(());
        }
        let before = all.last();
        let edges = self.edges_of(node, "default", before.map(|one| &one.edges))?;
        let first = if node.is_on("w:titlePg").unwrap_or_default() {
            Some(self.edges_of(node, "first", before.and_then(|one| one.first.as_ref()))?)
        } else {
            None
        };
        all.push(Section { shape, edges, first, parts });
        Ok(())
    }

    /// Header and footer of a kind; one that is not named is that of the section before.
    fn edges_of(&mut self, node: Node<'_>, kind: &str, before: Option<&Edges>) -> Result<Edges, BadTemplate> {
        let mut edge = |name: &str, before: Option<&Vec<Part>>| {
            let is_it = |one: &Node<'_>| one.name() == name && one.attribute("w:type").as_deref() == Some(kind);
            let id = node.children().find(is_it).and_then(|one| one.attribute("r:id"));
            match id.and_then(|id| self.edges.get(&id)).filter(|xml| !xml.is_empty()) {
                Some(xml) => {
                    let tree = Tree::read(xml)?;
                    Ok(tree.root().map(|root| self.parts(root, None)).unwrap_or_default())
                }
                None => Ok::<_, BadTemplate>(before.cloned().unwrap_or_default()),
            }
        };
        let header = edge("w:headerReference", before.map(|one| &one.header))?;
        let footer = edge("w:footerReference", before.map(|one| &one.footer))?;
        Ok(Edges { header, footer })
    }
}

fn shape(node: Node<'_>) -> Shape {
    let usual = Shape::default();
    let (size, margins) = (node.child("w:pgSz"), node.child("w:pgMar"));
    let extent = |name: &str, usual: f32| {
        let said = size.and_then(|one| one.twips(name)).unwrap_or(usual);
        said.clamp(2.0 * ROOM, 4000.0)
    };
    let margin = |name: &str, usual: f32| margins.and_then(|one| one.twips(name)).map_or(usual, f32::abs);
    let (width, height) = (extent("w:w", usual.width), extent("w:h", usual.height));
    let (top, left) = (margin("w:top", usual.top), margin("w:left", usual.left));
    let (top, left) = (top.min(height - ROOM), left.min(width - ROOM));
    Shape {
        width,
        height,
        top,
        left,
        right: margin("w:right", usual.right).min(width - left - ROOM),
        bottom: margin("w:bottom", usual.bottom).min(height - top - ROOM),
        header: margin("w:header", usual.header).min(height),
        footer: margin("w:footer", usual.footer).min(height),
    }
}
