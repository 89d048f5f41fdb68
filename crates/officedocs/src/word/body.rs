//! The text in its order: paragraphs and tables, whatever they are wrapped in.

use super::builder::Builder;
use super::model::{LeftOut, Mark, Paragraph, Part};
use super::properties::{ParagraphSays, RunSays};
use super::runs::Piece;
use super::tree::Node;

/// The paragraph before: its style, and whether it joins its like.
#[derive(Default)]
struct Before {
    style: Option<String>,
    joins: bool,
}

impl Builder<'_> {
    /// What stands right inside an element; `table` is the style of the table around it.
    pub(super) fn parts(&mut self, node: Node<'_>, table: Option<&str>) -> Vec<Part> {
        self.parts_of(node.children(), table)
    }

    pub(super) fn parts_of<'t>(&mut self, nodes: impl Iterator<Item = Node<'t>>, table: Option<&str>) -> Vec<Part> {
        let mut parts = Vec::new();
        let mut before = Before::default();
        for node in nodes {
            self.part(node, table, (&mut parts, &mut before));
        }
        parts
    }

    fn part(&mut self, node: Node<'_>, table: Option<&str>, (parts, before): (&mut Vec<Part>, &mut Before)) {
        match node.name() {
            "w:p" => self.paragraph(node, table, (parts, before)),
            "w:tbl" => {
                *before = Before::default();
                parts.push(Part::Table(self.table(node)));
            }
            "w:sdt" | "w:sdtContent" | "w:customXml" | "w:ins" | "w:moveTo" => {
                for child in node.children() {
                    self.part(child, table, (&mut *parts, &mut *before));
                }
            }
            "w:altChunk" => drop(self.left_out.insert(LeftOut::Inserted)),
            "m:oMath" | "m:oMathPara" => drop(self.left_out.insert(LeftOut::Formulas)),
            _ => {}
        }
    }

    fn paragraph(&mut self, node: Node<'_>, table: Option<&str>, (parts, before): (&mut Vec<Part>, &mut Before)) {
        let properties = node.child("w:pPr");
        let style = properties.and_then(|one| one.value_of("w:pStyle"));
        let (under, run) = self.styles.paragraph(style.as_deref(), table);
        let own = properties.map(ParagraphSays::read).unwrap_or_default();
        let (says, mark) = self.listed(own, &under, run);
        if says.coloured == Some(true) {
            self.left_out.insert(LeftOut::Colours);
        }
        let mut paragraph = Paragraph { mark, ..says.paragraph() };
        let joins = says.joins.unwrap_or_default();
        let style = Some(style.unwrap_or_default());
        if before.style == style {
            if joins {
                paragraph.before = 0.0;
            }
            if before.joins
                && let Some(Part::Paragraph(last)) = parts.last_mut()
            {
                last.after = 0.0;
            }
        }
        *before = Before { style, joins };
        let sign = properties.and_then(|one| one.child("w:rPr")).map(RunSays::read).unwrap_or_default();
        paragraph.look = sign.over(run).look();
        let pieces = self.runs(node, run);
        push(parts, paragraph, pieces);
    }

    /// What a paragraph says with the list it is an item of, and its sign.
    fn listed(&mut self, own: ParagraphSays, under: &ParagraphSays, run: RunSays) -> (ParagraphSays, Option<Mark>) {
        let list = own.list.clone().or_else(|| under.list.clone()).filter(|list| list != "0");
        let level = own.list_level.or(under.list_level).unwrap_or(0);
        let Some((list, said)) = list.and_then(|list| self.lists.level(&list, level).cloned().map(|said| (list, said)))
        else {
            return (own.over(under), None);
        };
        let mark = self.lists.next(&list, level).filter(|(text, _)| !text.is_empty());
        let look = said.run.over(run).look();
        let mark = mark.map(|(text, is_number)| Mark { text, is_number, look });
        (own.over(&said.paragraph.over(under)), mark)
    }
}

/// A paragraph with its text; what follows a break of the page is a paragraph of its own, on a new page.
fn push(parts: &mut Vec<Part>, paragraph: Paragraph, pieces: Vec<Piece>) {
    let rest = Paragraph { before: 0.0, first: 0.0, mark: None, begins_page: true, ..paragraph.clone() };
    let mut next = paragraph;
    for piece in pieces {
        match piece {
            Piece::Span(span) => next.spans.push(span),
            Piece::NewPage => {
                let done = std::mem::replace(&mut next, rest.clone());
                if !done.spans.is_empty() {
                    parts.push(Part::Paragraph(done));
                }
            }
        }
    }
    parts.push(Part::Paragraph(next));
}
