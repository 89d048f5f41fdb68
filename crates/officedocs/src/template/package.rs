//! The `.docx` as a package: which parts have text to fill, and the new file
//! in which all other parts are the very bytes of the old one.

use std::io::{Seek, Write};

use quick_xml::Reader;
use quick_xml::events::Event;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::error::BadTemplate;
use crate::package::{Archive, Limits, open, unpack};

/// What a template may hold.
pub(crate) const LIMITS: Limits = Limits { unpacked: 64 << 20, parts: 2000 };

/// The part that says what kind each other part is; it is written first.
pub(crate) const CONTENT_TYPES: &str = "[Content_Types].xml";

/// What the kind of the main part ends with: a document, or a template of Word's own.
pub(crate) const MAIN: [&str; 2] = ["wordprocessingml.document.main+xml", "wordprocessingml.template.main+xml"];

/// Other kinds of parts with text to fill.
const TEXTS: [&str; 5] = [
    "wordprocessingml.header+xml",
    "wordprocessingml.footer+xml",
    "wordprocessingml.footnotes+xml",
    "wordprocessingml.endnotes+xml",
    "package.core-properties+xml",
];

/// A part to fill.
#[derive(Clone, Debug)]
pub(super) struct Part {
    /// Its name in the archive: `word/document.xml`.
    pub(super) name: String,
    /// Its XML as a source for the engine.
    pub(super) source: String,
}

/// Opens the file, checks every part and reads those that have text, the main one first.
pub(super) fn read_parts(bytes: &[u8]) -> Result<Vec<Part>, BadTemplate> {
    let mut archive = open(bytes, LIMITS)?;
    let mut left = LIMITS.unpacked;
    let names = text_parts(&mut archive, &mut left)?;
    let mut texts = vec![None; names.len()];
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|_| BadTemplate::Damaged)?;
        let name = part.name().map_err(|_| BadTemplate::Damaged)?.into_owned();
        let content = unpack(part, &mut left)?;
        check_part(&name, &content)?;
        if let Some(nth) = names.iter().position(|text| *text == name) {
            texts[nth] = Some(content);
        }
    }
    let found = names.into_iter().zip(texts);
    let read = found.map(|(name, content)| {
        let source = super::source_of(&text_of(content.ok_or(BadTemplate::Damaged)?)?)?;
        Ok(Part { name, source })
    });
    read.collect()
}

/// How many parts the file has.
pub(super) fn count(bytes: &[u8]) -> Result<usize, BadTemplate> {
    Ok(open(bytes, LIMITS)?.len())
}

/// The text of a part; none when there is no such part.
pub(super) fn part_text(bytes: &[u8], name: &str) -> Result<Option<String>, BadTemplate> {
    let mut archive = open(bytes, LIMITS)?;
    let Some(index) = archive.index_for_name(name) else { return Ok(None) };
    let part = archive.by_index(index).map_err(|_| BadTemplate::Damaged)?;
    let mut left = LIMITS.unpacked;
    text_of(unpack(part, &mut left)?).map(Some)
}

/// Writes the new file: the kinds first, every other part in its old place, parts that were not there at the end.
pub(super) fn write(bytes: &[u8], filled: &[(String, Vec<u8>)], out: impl Write + Seek) -> Result<(), BadTemplate> {
    let mut archive = open(bytes, LIMITS)?;
    let mut writer = ZipWriter::new(out);
    let first = archive.index_for_name(CONTENT_TYPES);
    let rest = (0..archive.len()).filter(|index| Some(*index) != first);
    for index in first.into_iter().chain(rest) {
        write_part(&mut archive, index, filled, &mut writer).map_err(not_written)?;
    }
    for (name, content) in filled.iter().filter(|(name, _)| archive.index_for_name(name).is_none()) {
        put(&mut writer, name, content, SimpleFileOptions::default()).map_err(not_written)?;
    }
    writer.finish().map_err(not_written)?;
    Ok(())
}

fn write_part(
    archive: &mut Archive<'_>,
    index: usize,
    filled: &[(String, Vec<u8>)],
    writer: &mut ZipWriter<impl Write + Seek>,
) -> zip::result::ZipResult<()> {
    let part = archive.by_index_raw(index)?;
    let name = part.name()?.into_owned();
    let Some((_, content)) = filled.iter().find(|(filled, _)| *filled == name) else {
        return writer.raw_copy_file(part);
    };
    let options = SimpleFileOptions::default().last_modified_time(part.last_modified().unwrap_or_default());
    drop(part);
    put(writer, &name, content, options)
}

fn put(
    writer: &mut ZipWriter<impl Write + Seek>,
    name: &str,
    content: &[u8],
    options: SimpleFileOptions,
) -> zip::result::ZipResult<()> {
    writer.start_file(name, options.compression_method(zip::CompressionMethod::Deflated))?;
    writer.write_all(content)?;
    Ok(())
}

fn not_written(error: zip::result::ZipError) -> BadTemplate {
    BadTemplate::Write(match error {
        zip::result::ZipError::Io(error) => error,
        other => std::io::Error::other(other),
    })
}

/// The names of the parts to fill, as the kinds declare them.
fn text_parts(archive: &mut Archive<'_>, left: &mut u64) -> Result<Vec<String>, BadTemplate> {
    let index = archive.index_for_name(CONTENT_TYPES);
    let index = index.ok_or(BadTemplate::NotWord)?;
    let part = archive.by_index(index).map_err(|_| BadTemplate::Damaged)?;
    let kinds = text_of(unpack(part, left)?)?;
    let mut main = None;
    let mut names = Vec::new();
    for (name, kind) in declared(&kinds)? {
        if kind.contains("macroEnabled") {
            return Err(BadTemplate::Macros);
        }
        if MAIN.iter().any(|ending| kind.ends_with(ending)) {
            main = Some(name);
        } else if TEXTS.iter().any(|ending| kind.ends_with(ending)) {
            names.push(name);
        }
    }
    let mut all = vec![main.ok_or(BadTemplate::NotWord)?];
    names.retain(|name| archive.index_for_name(name).is_some() && !all.contains(name));
    names.dedup();
    all.append(&mut names);
    Ok(all)
}

/// Pairs of a part's name and its kind.
pub(crate) fn declared(kinds: &str) -> Result<Vec<(String, String)>, BadTemplate> {
    let mut reader = Reader::from_str(kinds);
    let mut declared = Vec::new();
    loop {
        match reader.read_event().map_err(|_| BadTemplate::Damaged)? {
            Event::Eof => return Ok(declared),
            Event::DocType(_) => return Err(BadTemplate::Entities),
            Event::Start(element) | Event::Empty(element) if element.local_name().into_inner() == "Override" => {
                let value = |name: &str| {
                    let found = element.try_get_attribute(name).ok().flatten();
                    found.map(|attribute| attribute.value.trim_start_matches('/').to_owned())
                };
                declared.extend(value("PartName").zip(value("ContentType")));
            }
            _ => {}
        }
    }
}

/// No part may carry macros or a DTD, filled or not.
pub(crate) fn check_part(name: &str, content: &[u8]) -> Result<(), BadTemplate> {
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    let extension = extension.to_ascii_lowercase();
    if extension == "bin" && stem.to_ascii_lowercase().ends_with("vbaproject") {
        return Err(BadTemplate::Macros);
    }
    let is_xml = extension == "xml" || extension == "rels";
    let has = |needle: &[u8]| content.windows(needle.len()).any(|window| window == needle);
    if is_xml && (has(b"<!DOCTYPE") || has(b"<!ENTITY")) {
        return Err(BadTemplate::Entities);
    }
    Ok(())
}

pub(crate) fn text_of(content: Vec<u8>) -> Result<String, BadTemplate> {
    let text = String::from_utf8(content).map_err(|_| BadTemplate::Damaged)?;
    match text.strip_prefix('\u{feff}') {
        Some(rest) => Ok(rest.to_owned()),
        None => Ok(text),
    }
}
