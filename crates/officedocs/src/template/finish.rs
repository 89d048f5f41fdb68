//! The last pass over a filled part: special characters in the text become breaks, tabs,
//! paragraphs, pages and pictures; emptied cells get a paragraph; tables get as many columns as
//! their rows have; the XML is checked to be whole.

use quick_xml::Reader;
use quick_xml::events::Event;

use super::columns::Columns;
use super::error::BadTemplate;
use super::picture::{self, Placed};
use super::pieces::name_of;
use crate::pdf::Squares;

/// Elements that may not end without a paragraph.
const WANT_PARAGRAPH: [&str; 5] = ["w:tc", "w:hdr", "w:ftr", "w:footnote", "w:txbxContent"];

/// Text is opened like this so that Word keeps its spaces.
const TEXT: &str = "<w:t xml:space=\"preserve\">";

/// An open element.
struct Frame<'x> {
    name: &'x str,
    raw: &'x str,
    /// `w:pPr` of a paragraph, `w:rPr` of a run.
    properties: &'x str,
    /// Where its first child begins.
    begins: usize,
    last_child: &'x str,
}

/// Finishes a filled part, with the pictures put into it; the result is at most `limit` bytes. Their numbers
/// follow this one.
pub(super) fn finish(xml: &str, limit: usize, pictures: usize) -> Result<(String, Vec<Placed>), BadTemplate> {
    let mut reader = Reader::from_str(xml);
    let mut finishing = Finishing {
        xml,
        out: String::with_capacity(xml.len()),
        open: Vec::new(),
        tables: Vec::new(),
        pictures,
        placed: Vec::new(),
    };
    let mut from = 0;
    loop {
        let event = reader.read_event().map_err(|_| BadTemplate::Torn)?;
        let to = usize::try_from(reader.buffer_position()).map_err(|_| BadTemplate::Torn)?;
        if matches!(event, Event::Eof) {
            break;
        }
        finishing.take(&event, from, to);
        if finishing.out.len() > limit {
            return Err(BadTemplate::TooMuchWork);
        }
        from = to;
    }
    if finishing.open.is_empty() {
        Ok((restore_braces(finishing.out), finishing.placed))
    } else {
        Err(BadTemplate::Torn)
    }
}

struct Finishing<'x> {
    xml: &'x str,
    out: String,
    open: Vec<Frame<'x>>,
    /// Tables that are open, the innermost last.
    tables: Vec<Columns>,
    /// The number before the first picture.
    pictures: usize,
    placed: Vec<Placed>,
}

impl<'x> Finishing<'x> {
    fn take(&mut self, event: &Event<'_>, from: usize, to: usize) {
        let raw = &self.xml[from..to];
        match event {
            Event::Start(_) => {
                self.note_columns(raw);
                if name_of(raw) == "w:tbl" {
                    self.tables.push(Columns::default());
                }
                self.out.push_str(raw);
                self.open.push(Frame { name: name_of(raw), raw, properties: "", begins: from, last_child: "" });
            }
            Event::End(_) => self.close(raw, to),
            Event::Empty(_) => {
                self.note_columns(raw);
                self.note_child(name_of(raw), "");
                self.out.push_str(raw);
            }
            Event::Text(_) => self.text(raw),
            _ => self.out.push_str(raw),
        }
    }

    fn close(&mut self, raw: &'x str, to: usize) {
        let Some(frame) = self.open.pop() else { return };
        if WANT_PARAGRAPH.contains(&frame.name) && frame.last_child != "w:p" {
            self.out.push_str("<w:p/>");
        }
        self.out.push_str(raw);
        match frame.name {
            "w:tblGrid" => self.tables.last_mut().into_iter().for_each(|table| table.ends_grid(self.out.len())),
            "w:tbl" => self.tables.pop().into_iter().for_each(|table| table.settle(&mut self.out)),
            _ => {}
        }
        self.note_child(frame.name, &self.xml[frame.begins..to]);
    }

    /// Tells the innermost table of an element that begins.
    fn note_columns(&mut self, raw: &str) {
        if let Some(table) = self.tables.last_mut() {
            table.begins(name_of(raw), raw, self.out.len());
        }
    }

    fn note_child(&mut self, name: &'x str, whole: &'x str) {
        if let Some(parent) = self.open.last_mut() {
            parent.last_child = name;
            if matches!((parent.name, name), ("w:p", "w:pPr") | ("w:r", "w:rPr")) {
                parent.properties = whole;
            }
        }
    }

    fn text(&mut self, raw: &str) {
        let in_text = self.open.last().is_some_and(|frame| frame.name == "w:t");
        let mut rest = raw;
        while let Some((before, squares, after)) = picture::cut(rest) {
            self.signs(before, in_text);
            if in_text {
                let drawing = self.placed(squares).drawing();
                self.around_text(&drawing);
            }
            rest = after;
        }
        self.signs(rest, in_text);
    }

    /// The picture of squares, the same for the same squares.
    fn placed(&mut self, squares: Squares) -> &Placed {
        let known = self.placed.iter().position(|one| one.squares == squares);
        let at = known.unwrap_or_else(|| {
            let number = self.pictures + self.placed.len() + 1;
            self.placed.push(Placed { number, squares });
            self.placed.len() - 1
        });
        &self.placed[at]
    }

    fn signs(&mut self, raw: &str, in_text: bool) {
        for c in raw.chars() {
            match c {
                '\n' if in_text => self.around_text("<w:br/>"),
                '\t' if in_text => self.around_text("<w:tab/>"),
                '\u{7}' if in_text => self.new_paragraph(""),
                '\u{c}' if in_text => {
                    self.new_paragraph("<w:p><w:r><w:br w:type=\"page\"/></w:r></w:p>");
                }
                '\u{7}' | '\u{c}' => {}
                c => self.out.push(c),
            }
        }
    }

    fn around_text(&mut self, element: &str) {
        self.out.push_str("</w:t>");
        self.out.push_str(element);
        self.out.push_str(TEXT);
    }

    /// Closes everything up to the paragraph and opens the same again.
    fn new_paragraph(&mut self, between: &str) {
        let Some(paragraph) = self.open.iter().rposition(|frame| frame.name == "w:p") else {
            return;
        };
        for frame in self.open[paragraph..].iter().rev() {
            self.out.push_str("</");
            self.out.push_str(frame.name);
            self.out.push('>');
        }
        self.out.push_str(between);
        for frame in &self.open[paragraph..] {
            self.out.push_str(match frame.name {
                "w:p" => "<w:p>",
                "w:t" => TEXT,
                _ => frame.raw,
            });
            self.out.push_str(frame.properties);
        }
    }
}

/// `{_{` is how a template writes braces that are no tag.
fn restore_braces(xml: String) -> String {
    let pairs = [("{_{", "{{"), ("}_}", "}}"), ("{_%", "{%"), ("%_}", "%}")];
    pairs.iter().fold(
        xml,
        |xml, (written, meant)| {
            if xml.contains(written) { xml.replace(written, meant) } else { xml }
        },
    )
}
