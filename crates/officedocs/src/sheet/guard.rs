//! Looks through a workbook before it is parsed: every part is unpacked as a stream, counted,
//! and its XML checked for what would make the parser allocate without measure.

use std::cell::Cell;
use std::io::{BufRead, BufReader, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::error::BadSheet;
use crate::package::{Limits, open};

/// What a workbook may hold.
const LIMITS: Limits = Limits { unpacked: 128 << 20, parts: 2000 };

/// One element or run of text, in bytes.
const MAX_EVENT: u64 = 4 << 20;

/// The text of one cell, in bytes; Excel's own limit is 32 767 characters.
const MAX_TEXT: usize = 1 << 20;

/// Shared strings of a workbook: bytes of the part, and their number.
const MAX_STRINGS: (u64, usize) = (32 << 20, 300_000);

/// Cells of one sheet, blank ones among them: each costs about a microsecond.
const MAX_CELLS: usize = 2_000_000;

/// Cell formats of a workbook; Excel's own limit is half of it.
const MAX_FORMATS: usize = 131_000;

/// Merged areas of a sheet.
const MAX_MERGED: usize = 100_000;

/// Elements of a part that is neither a sheet nor the strings.
const MAX_OTHER: usize = 500_000;

/// Checks the whole file, of which at most so many rows will be read.
pub(super) fn check(bytes: &[u8], rows: usize) -> Result<(), BadSheet> {
    let mut archive = open(bytes, LIMITS)?;
    let is_workbook = |name: &str| name.to_ascii_lowercase().ends_with("workbook.xml");
    let mut workbook = false;
    let left = Cell::new(LIMITS.unpacked);
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|_| BadSheet::Damaged)?;
        workbook |= part.name().is_ok_and(|name| is_workbook(&name));
        check_part(part, &left, rows)?;
    }
    if workbook { Ok(()) } else { Err(BadSheet::NotSheet) }
}

/// A reader that counts what goes through it.
struct Counted<'c, R> {
    inner: R,
    /// Bytes that may still be unpacked from the file.
    left: &'c Cell<u64>,
    /// Bytes since the last event.
    event: &'c Cell<u64>,
    over: &'c Cell<bool>,
}

impl<R: Read> Read for Counted<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.inner.read(buffer)?;
        let bytes = read as u64;
        self.event.set(self.event.get() + bytes);
        match self.left.get().checked_sub(bytes) {
            Some(left) if self.event.get() <= MAX_EVENT => self.left.set(left),
            _ => {
                self.over.set(true);
                return Err(std::io::Error::other("over the limit"));
            }
        }
        Ok(read)
    }
}

fn check_part(part: impl Read, left: &Cell<u64>, rows: usize) -> Result<(), BadSheet> {
    let (event, over) = (Cell::new(0), Cell::new(false));
    let mut input = BufReader::new(Counted { inner: part, left, event: &event, over: &over });
    let refused = || {
        if over.get() { BadSheet::TooLarge } else { BadSheet::Damaged }
    };
    let start = input.fill_buf().map_err(|_| refused())?;
    let start = start.strip_prefix("\u{feff}".as_bytes()).unwrap_or(start);
    let first = start.iter().find(|byte| !byte.is_ascii_whitespace());
    if first == Some(&b'<') {
        let before = left.get();
        let seen = Seen { most_rows: rows, ..Seen::default() };
        return seen.read(input, &event, refused, || before - left.get());
    }
    let mut sink = [0; 8192];
    while input.read(&mut sink).map_err(|_| refused())? > 0 {
        event.set(0);
    }
    Ok(())
}

/// What has been seen of a part.
#[derive(Default)]
struct Seen {
    is_sheet: bool,
    is_strings: bool,
    elements: usize,
    cells: usize,
    /// Rows with a value, and whether the present one is among them.
    filled: (usize, bool),
    most_rows: usize,
    strings: usize,
    formats: usize,
    merged: usize,
    text: usize,
}

impl Seen {
    fn read(
        mut self,
        input: impl BufRead,
        since: &Cell<u64>,
        refused: impl Fn() -> BadSheet,
        size: impl Fn() -> u64,
    ) -> Result<(), BadSheet> {
        let mut reader = Reader::from_reader(input);
        let mut buffer = Vec::new();
        loop {
            buffer.clear();
            since.set(0);
            match reader.read_event_into(&mut buffer).map_err(|_| refused())? {
                Event::Eof => return Ok(()),
                Event::DocType(_) => return Err(BadSheet::Entities),
                Event::Start(element) | Event::Empty(element) => self.element(&element)?,
                Event::Text(text) => self.text += text.len(),
                Event::CData(text) => self.text += text.len(),
                Event::GeneralRef(_) => self.text += 4,
                _ => {}
            }
            if self.is_over() || (self.is_strings && size() > MAX_STRINGS.0) {
                return Err(BadSheet::TooLarge);
            }
        }
    }

    fn is_over(&self) -> bool {
        let in_cells = self.is_sheet || self.is_strings;
        (in_cells && self.text > MAX_TEXT)
            || (!in_cells && self.elements > MAX_OTHER)
            || self.strings > MAX_STRINGS.1
            || self.formats > MAX_FORMATS
            || self.merged > MAX_MERGED
    }

    fn element(&mut self, element: &BytesStart<'_>) -> Result<(), BadSheet> {
        self.elements += 1;
        match element.local_name().into_inner() {
            "worksheet" => self.is_sheet = true,
            "sst" => {
                self.is_strings = true;
                check_count(element)?;
            }
            "si" => {
                self.strings += 1;
                self.text = 0;
            }
            "c" => {
                self.text = 0;
                self.count_cell()?;
                check_places(element)?;
            }
            "row" => {
                self.filled.1 = false;
                check_places(element)?;
            }
            "v" | "is" if !self.filled.1 => self.filled = (self.filled.0 + 1, true),
            "dimension" | "f" => check_places(element)?,
            "mergeCell" => {
                self.merged += 1;
                check_places(element)?;
            }
            "xf" => self.formats += 1,
            _ => {}
        }
        Ok(())
    }

    fn count_cell(&mut self) -> Result<(), BadSheet> {
        self.cells += 1;
        if self.cells <= MAX_CELLS {
            Ok(())
        } else if self.filled.0 > self.most_rows {
            Err(BadSheet::TooManyRows(self.most_rows))
        } else {
            Err(BadSheet::TooLarge)
        }
    }
}

/// The parser reserves memory for as many strings as the part declares.
fn check_count(element: &BytesStart<'_>) -> Result<(), BadSheet> {
    let declared = attribute(element, "uniqueCount")?;
    match declared.map(|count| count.parse::<usize>()) {
        Some(Ok(count)) if count > MAX_STRINGS.1 => Err(BadSheet::TooLarge),
        Some(Err(_)) => Err(BadSheet::Damaged),
        _ => Ok(()),
    }
}

/// Places out of Excel's range would overflow in the parser.
fn check_places(element: &BytesStart<'_>) -> Result<(), BadSheet> {
    for name in ["r", "ref"] {
        let Some(places) = attribute(element, name)? else {
            continue;
        };
        let read: Option<Vec<(u32, u32)>> = places.split(':').map(place).collect();
        let ordered = match read.as_deref() {
            Some([_]) => true,
            Some([start, end]) => start.0 <= end.0 && start.1 <= end.1,
            _ => false,
        };
        if !ordered {
            return Err(BadSheet::Damaged);
        }
    }
    Ok(())
}

/// `G13` as numbers; at most three letters and seven digits, the row may not be 0.
fn place(text: &str) -> Option<(u32, u32)> {
    let digits = text.find(|c: char| !c.is_ascii_alphabetic())?;
    let (letters, row) = text.split_at(digits);
    if letters.len() > 3 || row.len() > 7 || !row.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let column =
        letters.bytes().fold(0, |column, letter| column * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1);
    let row: u32 = row.parse().ok()?;
    (row > 0).then_some((row, column))
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Result<Option<String>, BadSheet> {
    let found = element.try_get_attribute(name);
    let found = found.map_err(|_| BadSheet::Damaged)?;
    Ok(found.map(|attribute| attribute.value.into_owned()))
}
