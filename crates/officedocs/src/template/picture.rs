//! Pictures of squares in a filled template: a value of the data carries the squares, the last pass puts a drawing in its
//! place, and the new file gets the picture as a part of its own.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::error::BadTemplate;
use super::package::{CONTENT_TYPES, part_text};
use super::png::png;
use crate::pdf::Squares;

/// Signs of private use around the squares in a value.
const OPEN: char = '\u{e000}';
const CLOSE: char = '\u{e001}';

/// More cells in a side no code for a phone has.
const LARGEST: usize = 177;

/// The side of a picture on paper: thirty millimetres.
const SIDE: &str = "1080000";

/// Squares as a value of the data: a tag with it leaves their picture in its place.
pub fn pictured(squares: &Squares) -> String {
    let cells: String = squares.dark.iter().map(|dark| if *dark { '1' } else { '0' }).collect();
    // What would be escaped is left out: the value stays one piece of text.
    let alt = squares.alt.replace(['&', '<', '>', '"', OPEN, CLOSE], " ");
    format!("{OPEN}{};{cells};{alt}{CLOSE}", squares.side)
}

/// The squares of the first picture in a text, with what stands before and after; none when there is none.
pub(super) fn cut(text: &str) -> Option<(&str, Squares, &str)> {
    let (before, rest) = text.split_once(OPEN)?;
    let (inside, after) = rest.split_once(CLOSE)?;
    let (side, rest) = inside.split_once(';')?;
    let (cells, alt) = rest.split_once(';')?;
    let side = side.parse::<usize>().ok().filter(|side| (1..=LARGEST).contains(side))?;
    let dark: Vec<bool> = cells.bytes().map(|cell| cell == b'1').collect();
    (dark.len() == side * side).then(|| (before, Squares { side, dark, alt: alt.to_owned() }, after))
}

/// A picture that was put into a part.
#[derive(Debug)]
pub(super) struct Placed {
    /// Its number in the file.
    pub(super) number: usize,
    pub(super) squares: Squares,
}

impl Placed {
    /// What stands for it between the texts of a run.
    pub(super) fn drawing(&self) -> String {
        let (number, alt) = (self.number, self.squares.alt.replace('"', "&quot;"));
        format!(
            "<w:drawing><wp:inline xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" \
             distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\"><wp:extent cx=\"{SIDE}\" cy=\"{SIDE}\"/>\
             <wp:docPr id=\"{id}\" name=\"Picture {id}\" descr=\"{alt}\"/>\
             <a:graphic xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\">\
             <a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\">\
             <pic:pic xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\">\
             <pic:nvPicPr><pic:cNvPr id=\"{id}\" name=\"Picture {id}\"/><pic:cNvPicPr/></pic:nvPicPr>\
             <pic:blipFill><a:blip xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
             r:embed=\"{relation}\"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>\
             <pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"{SIDE}\" cy=\"{SIDE}\"/></a:xfrm>\
             <a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>",
            id = 9000 + number,
            relation = self.relation(),
        )
    }

    fn relation(&self) -> String {
        format!("rIdSquares{}", self.number)
    }

    fn file(&self) -> String {
        format!("word/media/squares{}.png", self.number)
    }
}

/// Parts to be written beside those that were filled: the pictures, what ties them to their parts, what kind they are.
pub(super) fn parts(bytes: &[u8], placed: &[(&str, Vec<Placed>)]) -> Result<Vec<(String, Vec<u8>)>, BadTemplate> {
    let mut parts = BTreeMap::new();
    for (name, pictures) in placed.iter().filter(|(_, pictures)| !pictures.is_empty()) {
        let mut tied = String::new();
        for one in pictures {
            let (id, file) = (one.relation(), one.file());
            let _ =
                write!(tied, "<Relationship xmlns=\"{RELATIONS}\" Id=\"{id}\" Type=\"{IMAGE}\" Target=\"/{file}\"/>");
            parts.insert(one.file(), png(&one.squares));
        }
        let (folder, file) = name.rsplit_once('/').unwrap_or(("", *name));
        let relations = format!("{folder}/_rels/{file}.rels").trim_start_matches('/').to_owned();
        let old = part_text(bytes, &relations)?;
        let empty = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><Relationships xmlns=\"{RELATIONS}\"></Relationships>"
        );
        let old = old.filter(|xml| xml.contains("</")).unwrap_or(empty);
        parts.insert(relations, added(&old, &tied)?.into_bytes());
    }
    if !parts.is_empty() {
        let kinds = part_text(bytes, CONTENT_TYPES)?.ok_or(BadTemplate::NotWord)?;
        if !kinds.to_ascii_lowercase().contains("extension=\"png\"") {
            let kind = format!("<Default xmlns=\"{KINDS}\" Extension=\"png\" ContentType=\"image/png\"/>");
            parts.insert(CONTENT_TYPES.to_owned(), added(&kinds, &kind)?.into_bytes());
        }
    }
    Ok(parts.into_iter().collect())
}

const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const KINDS: &str = "http://schemas.openxmlformats.org/package/2006/content-types";
const IMAGE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image";

/// An XML with more before the end of its root.
fn added(xml: &str, more: &str) -> Result<String, BadTemplate> {
    let at = xml.rfind("</").ok_or(BadTemplate::Damaged)?;
    Ok(format!("{}{more}{}", &xml[..at], &xml[at..]))
}
