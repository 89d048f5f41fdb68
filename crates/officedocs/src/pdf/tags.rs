//! The tree of tags: what a paper is made of, for those who listen to it. A leaf has a slot; pieces of text drawn for
//! the slot are gathered under it, on whatever page they stand.

use std::num::{NonZeroU16, NonZeroU32};

use krilla::geom::Rect;
use krilla::tagging::{BBox, Identifier, ListNumbering, TableHeaderScope, Tag, TagGroup, TagKind, TagTree};

/// A place in the tree for what is drawn.
pub(super) type Slot = usize;

/// What a part of the tree is.
#[derive(Clone, Debug)]
pub(super) enum Kind {
    /// A heading: level from one, words.
    Heading(u16, String),
    Paragraph,
    /// What leads to a page.
    Link,
    /// A list, and whether it is numbered.
    List(bool),
    Item,
    Label,
    ItemBody,
    Table,
    TableHead,
    TableBody,
    Row,
    ColumnHeading,
    RowHeading,
    Cell,
    /// A cell that takes more columns or rows than one, and whether it is a heading.
    Wide {
        columns: usize,
        rows: usize,
        is_heading: bool,
    },
    /// A picture and what it is.
    Figure(String),
}

/// A part of the tree.
pub(super) enum Node {
    Leaf(Kind, Slot),
    Group(Kind, Vec<Node>),
}

/// The tree with the number of its slots.
#[derive(Default)]
pub(super) struct Tree {
    nodes: Vec<Node>,
    slots: usize,
}

/// What was drawn: pieces by slot, and where the picture of a slot stands.
pub(super) struct Drawn {
    pub(super) pieces: Vec<Vec<Identifier>>,
    pub(super) places: Vec<(Slot, usize, Rect)>,
}

impl Tree {
    /// A new slot.
    pub(super) fn slot(&mut self) -> Slot {
        self.slots += 1;
        self.slots - 1
    }

    /// A leaf at the end of the tree.
    pub(super) fn leaf(&mut self, kind: Kind) -> Slot {
        let slot = self.slot();
        self.push(Node::Leaf(kind, slot));
        slot
    }

    pub(super) fn push(&mut self, node: Node) {
        self.nodes.push(node);
    }

    /// Nothing drawn yet.
    pub(super) fn blank(&self) -> Drawn {
        Drawn { pieces: vec![Vec::new(); self.slots], places: Vec::new() }
    }

    /// Headings in their order: slot and words.
    pub(super) fn headings(&self) -> Vec<(Slot, &str)> {
        self.nodes
            .iter()
            .filter_map(|node| match node {
                Node::Leaf(Kind::Heading(_, words), slot) => Some((*slot, words.as_str())),
                _ => None,
            })
            .collect()
    }

    /// The tree as the library takes it.
    pub(super) fn written(&self, mut drawn: Drawn) -> TagTree {
        let mut tree = TagTree::new().with_lang(Some("ru".to_owned()));
        for node in &self.nodes {
            tree.push(group(node, &mut drawn));
        }
        tree
    }
}

fn group(node: &Node, drawn: &mut Drawn) -> TagGroup {
    match node {
        Node::Group(kind, parts) => {
            let mut made = TagGroup::new(tag(kind, None));
            for part in parts {
                made.push(group(part, drawn));
            }
            made
        }
        Node::Leaf(kind, slot) => {
            let place = drawn.places.iter().find(|(known, ..)| known == slot).map(|(_, page, rect)| (*page, *rect));
            let mut made = TagGroup::new(tag(kind, place));
            for piece in std::mem::take(&mut drawn.pieces[*slot]) {
                made.push(piece);
            }
            made
        }
    }
}

fn tag(kind: &Kind, place: Option<(usize, Rect)>) -> TagKind {
    match kind {
        Kind::Heading(level, words) => {
            Tag::Hn(NonZeroU16::new(*level).unwrap_or(NonZeroU16::MIN), Some(words.clone())).into()
        }
        Kind::Paragraph => Tag::P.into(),
        Kind::Link => Tag::Link.into(),
        Kind::List(true) => Tag::L(ListNumbering::Decimal).into(),
        Kind::List(false) => Tag::L(ListNumbering::Disc).into(),
        Kind::Item => Tag::LI.into(),
        Kind::Label => Tag::Lbl.into(),
        Kind::ItemBody => Tag::LBody.into(),
        Kind::Table => Tag::Table.into(),
        Kind::TableHead => Tag::THead.into(),
        Kind::TableBody => Tag::TBody.into(),
        Kind::Row => Tag::TR.into(),
        Kind::ColumnHeading => Tag::TH(TableHeaderScope::Column).into(),
        Kind::RowHeading => Tag::TH(TableHeaderScope::Row).into(),
        Kind::Cell => Tag::TD.into(),
        Kind::Wide { columns, rows, is_heading } => {
            let (columns, rows) = (spanned(*columns), spanned(*rows));
            if *is_heading {
                Tag::TH(TableHeaderScope::Column).with_col_span(columns).with_row_span(rows).into()
            } else {
                Tag::TD.with_col_span(columns).with_row_span(rows).into()
            }
        }
        Kind::Figure(alt) => {
            Tag::Figure(Some(alt.clone())).with_bbox(place.map(|(page, rect)| BBox::new(page, rect))).into()
        }
    }
}

/// What a cell takes, when it is more than one.
fn spanned(count: usize) -> Option<NonZeroU32> {
    NonZeroU32::new(u32::try_from(count).ok().filter(|count| *count > 1)?)
}
