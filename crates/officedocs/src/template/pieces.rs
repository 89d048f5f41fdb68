//! An XML part cut into pieces: opening and closing elements, text, template tags.
//! Joined again, untouched pieces give the very bytes they were read from.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::events::Event;

use super::error::BadTemplate;
use super::tag::Tag;

/// Elements nested deeper than this are no document of Word's.
const MAX_DEPTH: usize = 200;

/// More pieces than this (a hundred pages have fifty thousand) are no template.
const MAX_PIECES: usize = 1_000_000;

/// One piece of a part.
#[derive(Clone, Debug)]
pub(crate) enum Piece<'x> {
    /// `<w:p …>`
    Open { name: &'x str, raw: &'x str },
    /// `</w:p>`
    Close { name: &'x str, raw: &'x str },
    /// `<w:tab/>`
    Empty { name: &'x str, raw: &'x str },
    /// Text as written, entities included.
    Text(Cow<'x, str>),
    /// Declaration, comment, processing instruction, CDATA.
    Other(&'x str),
    /// A template tag found in the text.
    Tag(Tag),
}

impl<'x> Piece<'x> {
    /// The name of an opening or empty element.
    pub(crate) fn element(&self) -> Option<&'x str> {
        match self {
            Piece::Open { name, .. } | Piece::Empty { name, .. } => Some(name),
            _ => None,
        }
    }

    pub(super) fn opens(&self, wanted: &str) -> bool {
        matches!(self, Piece::Open { name, .. } if *name == wanted)
    }

    /// Writes the piece into the source of the template.
    pub(super) fn write(&self, out: &mut String) {
        match self {
            Piece::Text(raw) => out.push_str(raw),
            Piece::Open { raw, .. } | Piece::Close { raw, .. } | Piece::Empty { raw, .. } | Piece::Other(raw) => {
                out.push_str(raw);
            }
            Piece::Tag(tag) => tag.write(out),
        }
    }
}

/// Cuts well-formed XML into pieces; a DTD and entities of its own are refused.
pub(crate) fn cut(xml: &str) -> Result<Vec<Piece<'_>>, BadTemplate> {
    let mut reader = Reader::from_str(xml);
    let mut pieces = Vec::new();
    let mut depth = 0_usize;
    let mut from = 0;
    loop {
        let event = reader.read_event().map_err(|_| BadTemplate::Damaged)?;
        let to = usize::try_from(reader.buffer_position()).map_err(|_| BadTemplate::Damaged)?;
        let raw = xml.get(from..to).ok_or(BadTemplate::Damaged)?;
        match &event {
            Event::Eof if depth == 0 => return Ok(pieces),
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.checked_sub(1).ok_or(BadTemplate::Damaged)?,
            _ => {}
        }
        push(&mut pieces, &event, raw)?;
        if depth > MAX_DEPTH {
            return Err(BadTemplate::Damaged);
        }
        if pieces.len() > MAX_PIECES {
            return Err(BadTemplate::TooLarge);
        }
        from = to;
    }
}

fn push<'x>(pieces: &mut Vec<Piece<'x>>, event: &Event<'_>, raw: &'x str) -> Result<(), BadTemplate> {
    let name = name_of(raw);
    match event {
        Event::Eof => return Err(BadTemplate::Damaged),
        Event::DocType(_) => return Err(BadTemplate::Entities),
        Event::Start(_) => pieces.push(Piece::Open { name, raw }),
        Event::End(_) => pieces.push(Piece::Close { name, raw }),
        Event::Empty(_) => pieces.push(Piece::Empty { name, raw }),
        Event::Text(_) => push_text(pieces, raw),
        Event::GeneralRef(entity) => {
            check_entity(entity)?;
            push_text(pieces, raw);
        }
        Event::CData(_) | Event::Comment(_) | Event::PI(_) | Event::Decl(_) => {
            pieces.push(Piece::Other(raw));
        }
    }
    Ok(())
}

/// Where each element that opens is closed; the index of the piece itself for all others.
pub(crate) fn closings(pieces: &[Piece<'_>]) -> Vec<usize> {
    let mut closing: Vec<usize> = (0..pieces.len()).collect();
    let mut open = Vec::new();
    for (at, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Open { .. } => open.push(at),
            Piece::Close { .. } => {
                if let Some(opened) = open.pop() {
                    closing[opened] = at;
                }
            }
            _ => {}
        }
    }
    closing
}

/// The element's name out of `<name …>`, `</name>` or `<name/>`.
pub(super) fn name_of(raw: &str) -> &str {
    let inner = raw.trim_start_matches(['<', '/']);
    let end = inner.find(|c: char| c.is_ascii_whitespace() || c == '/' || c == '>').unwrap_or(inner.len());
    &inner[..end]
}

/// Text with an entity in it comes as several events; it is one piece to us.
fn push_text<'x>(pieces: &mut Vec<Piece<'x>>, raw: &'x str) {
    if let Some(Piece::Text(text)) = pieces.last_mut() {
        text.to_mut().push_str(raw);
    } else {
        pieces.push(Piece::Text(raw.into()));
    }
}

fn check_entity(entity: &str) -> Result<(), BadTemplate> {
    let known = matches!(entity, "amp" | "lt" | "gt" | "quot" | "apos") || entity.starts_with('#');
    if known { Ok(()) } else { Err(BadTemplate::Entities) }
}
