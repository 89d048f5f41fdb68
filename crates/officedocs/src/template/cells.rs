//! Tags that change the table cell they stand in: `{% colspan n %}`, `{% cellbg "F2F2F2" %}`,
//! `{% vm %}` and `{% hm %}` (merge the cells a loop makes, down or across).

use super::error::BadTemplate;
use super::pieces::Piece;
use super::source::{Layout, Placed};
use super::tag::{Kind, Tag};

/// The properties of a cell in the order the format wants them.
const ORDER: [&str; 13] = [
    "w:cnfStyle",
    "w:tcW",
    "w:gridSpan",
    "w:hMerge",
    "w:vMerge",
    "w:tcBorders",
    "w:shd",
    "w:noWrap",
    "w:tcMar",
    "w:textDirection",
    "w:tcFitText",
    "w:vAlign",
    "w:hideMark",
];

/// Is the statement one of ours rather than the template language's?
pub(super) fn changes_cell(tag: &Tag) -> bool {
    tag.kind == Kind::Statement && matches!(tag.word(), "colspan" | "cellbg" | "vm" | "hm")
}

impl Layout<'_> {
    /// Applies the cell tags and takes them out of the text.
    pub(super) fn change_cells(&mut self, placed: &[Placed]) -> Result<(), BadTemplate> {
        for tag_at in placed {
            let Some(tag) = self.tag(tag_at.at).filter(|tag| changes_cell(tag)).cloned() else {
                continue;
            };
            let around = (self.around(tag_at, "w:tc"), self.around(tag_at, "w:t"));
            let (Some(cell), Some(text)) = around else {
                return Err(BadTemplate::Misplaced(tag.shown()));
            };
            let argument = tag.code[tag.word().len()..].trim();
            match tag.word() {
                "colspan" => {
                    let span = format!("<w:gridSpan w:val=\"{{{{ {argument} }}}}\"/>");
                    self.set_property(cell, "w:gridSpan", &span);
                }
                "cellbg" => {
                    let shade = format!("<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"{{{{ {argument} }}}}\"/>");
                    self.set_property(cell, "w:shd", &shade);
                }
                "vm" => self.merge_down(cell, text),
                _ => self.merge_across(cell),
            }
            self.cut(tag_at.at, tag_at.at, String::new());
        }
        Ok(())
    }

    fn merge_down(&mut self, cell: usize, text: usize) {
        let merge = "<w:vMerge w:val=\"{% if loop.first %}restart{% else %}continue{% endif %}\"/>";
        self.set_property(cell, "w:vMerge", merge);
        self.insert(text + 1, "{% if loop.first %}");
        self.insert(self.closing[text], "{% endif %}");
    }

    fn merge_across(&mut self, cell: usize) {
        let span = self.span_of(cell);
        let span = format!("<w:gridSpan w:val=\"{{{{ {span} * loop.length }}}}\"/>");
        self.set_property(cell, "w:gridSpan", &span);
        self.insert(cell, "{% if loop.first %}");
        self.insert(self.closing[cell] + 1, "{% endif %}");
    }

    /// How many columns the cell takes already.
    fn span_of(&self, cell: usize) -> u32 {
        let child = self.property(cell, "w:gridSpan");
        child
            .and_then(|at| match &self.pieces[at] {
                Piece::Empty { raw, .. } => raw.split('"').nth(1)?.parse().ok(),
                _ => None,
            })
            .unwrap_or(1)
    }

    /// Puts the property in its place among the others, instead of the old one.
    fn set_property(&mut self, cell: usize, name: &str, property: &str) {
        if let Some(old) = self.property(cell, name) {
            self.cut(old, self.closing[old], property.to_owned());
            return;
        }
        let props = cell + 1;
        match self.pieces.get(props) {
            Some(piece) if piece.opens("w:tcPr") => {
                let rank = rank_of(name);
                let later = |&at: &usize| self.pieces[at].element().is_some_and(|it| rank_of(it) > rank);
                let before = self.properties(cell).find(later);
                self.insert(before.unwrap_or(self.closing[props]), property);
            }
            Some(Piece::Empty { name: "w:tcPr", .. }) => {
                self.cut(props, props, format!("<w:tcPr>{property}</w:tcPr>"));
            }
            _ => self.insert(props, &format!("<w:tcPr>{property}</w:tcPr>")),
        }
    }

    fn property(&self, cell: usize, name: &str) -> Option<usize> {
        self.properties(cell).find(|&at| self.pieces[at].element() == Some(name))
    }

    /// The children of the cell's properties.
    fn properties(&self, cell: usize) -> impl Iterator<Item = usize> {
        let props = cell + 1;
        let end = match self.pieces.get(props) {
            Some(piece) if piece.opens("w:tcPr") => self.closing[props],
            _ => props,
        };
        let mut at = props + 1;
        std::iter::from_fn(move || {
            let child = (at < end).then_some(at)?;
            at = self.closing[child] + 1;
            Some(child)
        })
    }
}

fn rank_of(name: &str) -> usize {
    let found = ORDER.iter().position(|known| *known == name);
    found.unwrap_or(ORDER.len())
}
