//! Finds the heading row and the asked columns in it. Titles and dates may stand above;
//! case, «ё», spaces and punctuation make no difference.

use super::error::BadSheet;
use super::value::{Value, column_name};
use super::{Column, Workbook};

/// The heading is looked for in this many first rows.
const ROWS: u32 = 20;

/// No more cells than these rows can have are looked at.
const CELLS: u32 = ROWS * 16_384;

/// Where the heading is.
pub(super) struct Heading {
    /// Its row, counted from 0.
    pub(super) row: u32,
    /// The column of each asked one, counted from 0.
    pub(super) places: Vec<Option<u32>>,
}

impl Heading {
    /// Which of the asked columns stands in this one.
    pub(super) fn asked(&self, column: u32) -> Option<usize> {
        self.places.iter().position(|place| *place == Some(column))
    }
}

/// The texts of one row: column counted from 0, and what is written there.
struct Line {
    row: u32,
    texts: Vec<(u32, String)>,
}

/// Finds the first row that has all required columns.
pub(super) fn find(
    workbook: &mut Workbook<'_>,
    sheet: &str,
    columns: &[Column],
    most: u32,
) -> Result<Heading, BadSheet> {
    let lines = first_lines(workbook, sheet)?;
    let count = |line: &&Line| {
        let known = columns.iter().filter(|column| line.has(column));
        known.count()
    };
    let complete = lines.iter().find(|line| line.missing(columns).is_empty());
    // Without a complete row, the one with most of the names is what was meant.
    let meant = complete.or_else(|| lines.iter().rev().max_by_key(count));
    let line = meant.filter(|line| count(line) > 0).ok_or(BadSheet::NoHeading)?;
    check_merged(workbook, sheet, line)?;
    let missing = line.missing(columns);
    if !missing.is_empty() {
        return Err(BadSheet::MissingColumns { missing, found: line.shown() });
    }
    if line.texts.iter().any(|(column, _)| *column >= most) {
        return Err(BadSheet::TooManyColumns(most));
    }
    let places = columns.iter().map(|column| line.place(column));
    Ok(Heading { row: line.row, places: places.collect::<Result<_, _>>()? })
}

fn first_lines(workbook: &mut Workbook<'_>, sheet: &str) -> Result<Vec<Line>, BadSheet> {
    /// A title far to the right is no heading, and is not worth the memory.
    const WIDEST: u32 = 1024;
    let mut reader = workbook.worksheet_cells_reader(sheet).map_err(|_| BadSheet::Damaged)?;
    let mut lines: Vec<Line> = Vec::new();
    let mut cells = 0;
    while let Some(cell) = reader.next_cell().map_err(|_| BadSheet::Damaged)? {
        let (row, column) = cell.get_position();
        cells += 1;
        if row >= ROWS || cells > CELLS {
            break;
        }
        let text = Value::of(cell.get_value().clone(), false).text();
        let Some(text) = text.filter(|_| column < WIDEST) else {
            continue;
        };
        match lines.iter_mut().find(|line| line.row == row) {
            Some(line) => line.texts.push((column, text)),
            None => lines.push(Line { row, texts: vec![(column, text)] }),
        }
    }
    Ok(lines)
}

impl Line {
    fn has(&self, column: &Column) -> bool {
        self.texts.iter().any(|(_, text)| is_named(column, text))
    }

    fn missing(&self, columns: &[Column]) -> Vec<&'static str> {
        let required = columns.iter().filter(|column| column.required);
        let missing = required.filter(|column| !self.has(column));
        missing.map(|column| column.name).collect()
    }

    fn shown(&self) -> Vec<String> {
        const MOST: usize = 20;
        let texts = self.texts.iter().take(MOST);
        texts.map(|(_, text)| text.chars().take(60).collect()).collect()
    }

    /// The column's place; two columns under one name are refused.
    fn place(&self, column: &Column) -> Result<Option<u32>, BadSheet> {
        let mut named = self.texts.iter().filter(|(_, text)| is_named(column, text));
        let first = named.next().map(|(place, _)| *place);
        if let (Some(first), Some((second, _))) = (first, named.next()) {
            return Err(BadSheet::TwiceNamed {
                name: column.name,
                first: format!("{}{}", column_name(first), self.row + 1),
                second: format!("{}{}", column_name(*second), self.row + 1),
            });
        }
        Ok(first)
    }
}

/// Merged cells hide which column a heading stands over.
fn check_merged(workbook: &mut Workbook<'_>, sheet: &str, line: &Line) -> Result<(), BadSheet> {
    let merged = workbook.merge_cells_by_sheet_name(sheet).map_err(|_| BadSheet::Damaged)?;
    let across =
        merged.iter().find(|area| area.start != area.end && area.start.0 <= line.row && line.row <= area.end.0);
    match across {
        Some(area) => Err(BadSheet::MergedHeading(format!(
            "{}{}:{}{}",
            column_name(area.start.1),
            area.start.0 + 1,
            column_name(area.end.1),
            area.end.0 + 1
        ))),
        None => Ok(()),
    }
}

fn is_named(column: &Column, text: &str) -> bool {
    let text = folded(text);
    let mut names = std::iter::once(&column.name).chain(column.also);
    names.any(|name| folded(name) == text)
}

/// Only letters, digits and «№» are compared, in lower case.
fn folded(text: &str) -> String {
    text.chars()
        .flat_map(char::to_lowercase)
        .filter(|c| c.is_alphanumeric() || *c == '№')
        .map(|c| if c == 'ё' { 'е' } else { c })
        .collect()
}
