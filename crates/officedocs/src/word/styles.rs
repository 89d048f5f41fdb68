//! Styles of a document: what each says, with what stands under it.

use std::collections::HashMap;

use super::properties::{ParagraphSays, RunSays};
use super::table::TableSays;
use super::tree::{Node, Tree};
use crate::template::BadTemplate;

/// Styles stand on one another at most this deep.
const DEEP: usize = 20;

#[derive(Default)]
struct Style {
    under: Option<String>,
    paragraph: ParagraphSays,
    run: RunSays,
    table: TableSays,
}

/// All styles of a document.
#[derive(Default)]
pub(super) struct Styles {
    all: HashMap<String, Style>,
    /// The style of paragraphs that name none.
    usual: String,
    paragraph: ParagraphSays,
    run: RunSays,
}

impl Styles {
    pub(super) fn read(xml: &str) -> Result<Self, BadTemplate> {
        let mut styles = Self::default();
        if xml.is_empty() {
            return Ok(styles);
        }
        let tree = Tree::read(xml)?;
        let Some(root) = tree.root() else { return Ok(styles) };
        if let Some(defaults) = root.child("w:docDefaults") {
            let inside = |outer: &str, inner: &str| defaults.child(outer).and_then(|one| one.child(inner));
            styles.run = inside("w:rPrDefault", "w:rPr").map(RunSays::read).unwrap_or_default();
            styles.paragraph = inside("w:pPrDefault", "w:pPr").map(ParagraphSays::read).unwrap_or_default();
        }
        for node in root.children().filter(|node| node.name() == "w:style") {
            styles.add(node);
        }
        Ok(styles)
    }

    fn add(&mut self, node: Node<'_>) {
        let Some(id) = node.attribute("w:styleId") else { return };
        let kind = node.attribute("w:type").unwrap_or_default();
        if kind == "paragraph" && node.attribute("w:default").is_some_and(|on| on != "0") {
            self.usual.clone_from(&id);
        }
        let mut paragraph = node.child("w:pPr").map(ParagraphSays::read).unwrap_or_default();
        let name = node.value_of("w:name").unwrap_or_default().to_lowercase();
        let numbered = name.strip_prefix("heading ").and_then(|level| level.trim().parse().ok());
        let level = if name == "title" { Some(1) } else { numbered };
        paragraph.level = paragraph.level.or(level);
        let style = Style {
            under: node.value_of("w:basedOn"),
            paragraph,
            run: node.child("w:rPr").map(RunSays::read).unwrap_or_default(),
            table: node.child("w:tblPr").map(TableSays::read).unwrap_or_default(),
        };
        self.all.insert(id, style);
    }

    /// The style, what it stands on, and so on.
    fn chain<'s>(&'s self, id: &str) -> impl Iterator<Item = &'s Style> {
        let mut next = self.all.get(id);
        let step = move || {
            let here = next?;
            next = here.under.as_ref().and_then(|under| self.all.get(under));
            Some(here)
        };
        std::iter::from_fn(step).take(DEEP)
    }

    /// What a style of text says.
    pub(super) fn run(&self, id: &str) -> RunSays {
        self.chain(id).fold(RunSays::default(), |says, style| says.over(style.run))
    }

    /// What a style of paragraphs says, over that of the table around it and the defaults of the document.
    pub(super) fn paragraph(&self, id: Option<&str>, table: Option<&str>) -> (ParagraphSays, RunSays) {
        let mut says = (ParagraphSays::default(), RunSays::default());
        let known = id.filter(|id| self.all.contains_key(*id)).unwrap_or(&self.usual);
        for style in self.chain(known).chain(table.into_iter().flat_map(|id| self.chain(id))) {
            says = (says.0.over(&style.paragraph), says.1.over(style.run));
        }
        (says.0.over(&self.paragraph), says.1.over(self.run))
    }

    /// What a style of tables says.
    pub(super) fn table(&self, id: &str) -> TableSays {
        self.chain(id).fold(TableSays::default(), |says, style| says.over(&style.table))
    }
}
