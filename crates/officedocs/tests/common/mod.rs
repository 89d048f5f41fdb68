//! What the tests of templates share: a document's text as the fixtures write it,
//! and small documents made on the spot.

#![allow(dead_code, reason = "each test file uses its own share")]
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::io::{Cursor, Read, Write};

use officedocs::template::{BadTemplate, Template};
use quick_xml::Reader;
use quick_xml::events::Event;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// Fills the template and gives the new file.
pub(crate) fn filled(template: &[u8], data: &serde_json::Value) -> Result<Vec<u8>, BadTemplate> {
    let mut out = Cursor::new(Vec::new());
    Template::read(template)?.render(data, &mut out)?;
    Ok(out.into_inner())
}

/// The part of an archive as text; empty when there is none.
pub(crate) fn part(file: &[u8], name: &str) -> String {
    let mut archive = ZipArchive::new(Cursor::new(file)).unwrap();
    let mut text = String::new();
    if let Ok(mut part) = archive.by_name(name) {
        part.read_to_string(&mut text).unwrap();
    }
    text
}

/// The text of body, header and footer; rows, cells, breaks and tabs marked.
pub(crate) fn text_of(file: &[u8]) -> String {
    let mut text = lines_of(&part(file, "word/document.xml"));
    for (mark, name) in [("[header]", "word/header1.xml"), ("[footer]", "word/footer1.xml")] {
        let lines = lines_of(&part(file, name));
        let lines = if lines.is_empty() { "\n" } else { &lines };
        text.extend([mark, "\n", lines]);
    }
    text
}

fn lines_of(xml: &str) -> String {
    let mut reader = Reader::from_str(xml);
    let mut lines = String::new();
    let mut open: Vec<String> = Vec::new();
    loop {
        let event = reader.read_event().unwrap();
        let parent = open.last().map(String::as_str).unwrap_or_default();
        match &event {
            Event::Eof => return lines,
            Event::Start(e) | Event::Empty(e) => match (e.name().into_inner(), parent) {
                ("w:tr", _) => lines.push_str("[row]\n"),
                ("w:tc", _) => lines.push_str("[cell]\n"),
                ("w:tab", "w:r") => lines.push('→'),
                ("w:br", _) if e.contains("page") => lines.push_str("¶page"),
                ("w:br", _) => lines.push('↵'),
                ("w:p", _) if matches!(event, Event::Empty(_)) => lines.push('\n'),
                _ => {}
            },
            Event::End(e) if e.name().into_inner() == "w:p" => lines.push('\n'),
            Event::Text(text) if parent == "w:t" => lines.push_str(text),
            Event::GeneralRef(entity) if parent == "w:t" => {
                let text = format!("&{};", &**entity);
                lines.push_str(&quick_xml::escape::unescape(&text).unwrap());
            }
            _ => {}
        }
        match &event {
            Event::Start(e) => open.push(e.name().into_inner().to_owned()),
            Event::End(_) => drop(open.pop()),
            _ => {}
        }
    }
}

/// The kinds of parts of the smallest document.
pub(crate) const KINDS: &str = r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;

/// A zip of these parts.
pub(crate) fn zip_of(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The smallest document with this XML in its body.
pub(crate) fn docx_of(body: &str) -> Vec<u8> {
    let xml = format!(
        r#"<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{body}</w:body></w:document>"#
    );
    zip_of(&[("[Content_Types].xml", KINDS.as_bytes()), ("word/document.xml", xml.as_bytes())])
}

/// A document of paragraphs, each one run.
pub(crate) fn docx(paragraphs: &[&str]) -> Vec<u8> {
    let mut body = String::new();
    for text in paragraphs {
        let text = quick_xml::escape::escape(*text);
        body.extend(["<w:p><w:r><w:t>", &text, "</w:t></w:r></w:p>"]);
    }
    docx_of(&body)
}

/// The lines of the filled document's body.
pub(crate) fn lines(template: &[u8], data: &serde_json::Value) -> Result<Vec<String>, BadTemplate> {
    let file = filled(template, data)?;
    let text = lines_of(&part(&file, "word/document.xml"));
    Ok(text.lines().map(str::to_owned).collect())
}
