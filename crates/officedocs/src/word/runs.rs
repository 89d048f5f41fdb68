//! Runs of a paragraph: text with its look, breaks, tabs and the fields that say the number of a page.

use super::builder::Builder;
use super::model::{LeftOut, Span, Words};
use super::properties::RunSays;
use super::tree::Node;

/// A piece of a paragraph.
pub(super) enum Piece {
    Span(Span),
    /// What follows begins a page.
    NewPage,
}

/// A field that is read: what it is, and whether what it shows is passed by.
#[derive(Default)]
struct Field {
    code: String,
    is_said: bool,
}

/// The runs of one paragraph so far.
struct Reading {
    under: RunSays,
    pieces: Vec<Piece>,
    fields: Vec<Field>,
}

impl Reading {
    fn text(&mut self, text: &str, says: RunSays) {
        if self.fields.iter().any(|field| field.is_said) || text.is_empty() {
            return;
        }
        let text = if says.capitals == Some(true) { text.to_uppercase() } else { text.to_owned() };
        let look = says.look();
        if let Some(Piece::Span(Span { words: Words::Text(last), look: same })) = self.pieces.last_mut()
            && *same == look
        {
            last.push_str(&text);
        } else {
            self.pieces.push(Piece::Span(Span { words: Words::Text(text), look }));
        }
    }

    /// The number of a page instead of what the field showed last; nothing for other fields.
    fn number(&mut self, code: &str, says: RunSays) -> bool {
        let words = match code.split_whitespace().next() {
            Some("PAGE") => Words::Page,
            Some("NUMPAGES" | "SECTIONPAGES") => Words::Pages,
            _ => return false,
        };
        self.pieces.push(Piece::Span(Span { words, look: says.look() }));
        true
    }

    fn field(&mut self, kind: &str, says: RunSays) {
        match kind {
            "begin" => self.fields.push(Field::default()),
            "separate" => {
                let code = self.fields.last().map(|field| field.code.clone()).unwrap_or_default();
                let is_said = self.number(&code, says);
                if let Some(field) = self.fields.last_mut() {
                    *field = Field { code: String::new(), is_said };
                }
            }
            _ => {
                // A field nobody has shown yet.
                if let Some(field) = self.fields.pop().filter(|field| !field.code.is_empty()) {
                    self.number(&field.code, says);
                }
            }
        }
    }
}

impl Builder<'_> {
    /// The text of a paragraph; `under` is what its style says.
    pub(super) fn runs(&mut self, node: Node<'_>, under: RunSays) -> Vec<Piece> {
        let mut reading = Reading { under, pieces: Vec::new(), fields: Vec::new() };
        self.wrapped(node, &mut reading);
        reading.pieces
    }

    fn wrapped(&mut self, node: Node<'_>, reading: &mut Reading) {
        for child in node.children() {
            match child.name() {
                "w:r" => self.run(child, reading),
                "w:fldSimple" => {
                    let code = child.attribute("w:instr").unwrap_or_default();
                    if !reading.number(&code, reading.under) {
                        self.wrapped(child, reading);
                    }
                }
                "w:hyperlink" | "w:ins" | "w:moveTo" | "w:smartTag" | "w:customXml" | "w:sdt" | "w:sdtContent"
                | "w:dir" | "w:bdo" => self.wrapped(child, reading),
                "m:oMath" | "m:oMathPara" => drop(self.left_out.insert(LeftOut::Formulas)),
                _ => {}
            }
        }
    }

    fn run(&mut self, node: Node<'_>, reading: &mut Reading) {
        let properties = node.child("w:rPr");
        let own = properties.map(RunSays::read).unwrap_or_default();
        let style = properties.and_then(|one| one.value_of("w:rStyle"));
        let styled = style.map(|id| self.styles.run(&id)).unwrap_or_default();
        let says = own.over(styled).over(reading.under);
        if says.hidden == Some(true) {
            return;
        }
        for child in node.children() {
            match child.name() {
                "w:t" => {
                    if says.coloured == Some(true) {
                        self.left_out.insert(LeftOut::Colours);
                    }
                    reading.text(&flat(child), says);
                }
                "w:tab" | "w:ptab" => reading.text("\t", says),
                "w:br" if child.attribute("w:type").as_deref() == Some("page") => reading.pieces.push(Piece::NewPage),
                "w:br" | "w:cr" => reading.text("\n", says),
                "w:noBreakHyphen" => reading.text("\u{2011}", says),
                "w:fldChar" => reading.field(&child.attribute("w:fldCharType").unwrap_or_default(), says),
                "w:instrText" => {
                    if let Some(field) = reading.fields.last_mut() {
                        field.code.push_str(&child.text());
                    }
                }
                _ => self.strange(child),
            }
        }
    }

    /// Names what has no place in the model.
    fn strange(&mut self, node: Node<'_>) {
        let what = match node.name() {
            "w:drawing" | "w:pict" | "w:object" | "mc:AlternateContent" if node.holds("w:txbxContent") => {
                LeftOut::Frames
            }
            "w:drawing" | "w:pict" | "w:object" | "mc:AlternateContent" => LeftOut::Pictures,
            "w:footnoteReference" | "w:endnoteReference" => LeftOut::Notes,
            "w:sym" => LeftOut::Signs,
            _ => return,
        };
        self.left_out.insert(what);
    }
}

/// The text of an element: line ends and tabs of the file are spaces; those at its edges stay only when it asks for them.
fn flat(node: Node<'_>) -> String {
    let text = node.text().replace(['\n', '\r', '\t'], " ");
    if node.attribute("xml:space").as_deref() == Some("preserve") { text } else { text.trim().to_owned() }
}
