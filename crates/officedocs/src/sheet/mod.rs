//! Sheets in: a table that somebody sent as `.xlsx`, read by its headings.
//!
//! The heading row is looked for, wherever it is among the first rows; the asked columns
//! are found by name in any order, other columns are passed over. Work and memory are bounded
//! whatever the file declares: it is checked before it is parsed.

mod date;
mod error;
mod guard;
mod heading;
mod value;

use std::io::Cursor;

use calamine::{Reader, SheetType, SheetVisible, Xlsx};

pub use error::BadSheet;
use heading::Heading;
pub use value::{Cell, Value};

/// A column to look for.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Its heading, as it is named in messages.
    pub name: &'static str,
    /// Other headings it may have.
    pub also: &'static [&'static str],
    /// Without it the sheet is refused.
    pub required: bool,
}

/// How much a sheet may hold.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Rows with data below the heading.
    pub rows: usize,
    /// Columns with headings.
    pub columns: u32,
}

impl Default for Limits {
    /// 20 000 rows and 64 columns.
    fn default() -> Self {
        Limits { rows: 20_000, columns: 64 }
    }
}

/// What has been read.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// The sheet's name in the workbook.
    pub name: String,
    /// The row of the headings, counted from 1 as Excel shows it.
    pub header_row: u32,
    /// The rows below it that hold anything in the asked columns.
    pub rows: Vec<Row>,
}

/// One row with data.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its number, counted from 1 as Excel shows it.
    pub number: u32,
    /// A cell for each asked column, in the order they were asked for.
    pub cells: Vec<Cell>,
}

/// Reads the first visible sheet that has the headings, within the default [`Limits`].
///
/// Errors say in Russian what is wrong and what to do about it.
pub fn read(bytes: &[u8], columns: &[Column]) -> Result<Sheet, BadSheet> {
    read_within(bytes, columns, Limits::default())
}

/// Like [`read`], within the caller's limits.
pub fn read_within(bytes: &[u8], columns: &[Column], limits: Limits) -> Result<Sheet, BadSheet> {
    guard::check(bytes, limits.rows)?;
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| BadSheet::Damaged)?;
    let mut refusal = None;
    for name in visible_sheets(&workbook) {
        match heading::find(&mut workbook, &name, columns, limits.columns) {
            Ok(heading) => return read_rows(&mut workbook, name, &heading, limits.rows),
            // What is wrong with the first sheet tells more than what is wrong with the last.
            Err(error) => refusal = refusal.or(Some(error)),
        }
    }
    Err(refusal.unwrap_or(BadSheet::NoHeading))
}

/// A workbook over the bytes of the file.
type Workbook<'b> = Xlsx<Cursor<&'b [u8]>>;

fn visible_sheets(workbook: &Workbook<'_>) -> Vec<String> {
    const MOST: usize = 10;
    workbook
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet)
        .filter(|sheet| sheet.visible == SheetVisible::Visible)
        .take(MOST)
        .map(|sheet| sheet.name.clone())
        .collect()
}

fn read_rows(workbook: &mut Workbook<'_>, name: String, heading: &Heading, most: usize) -> Result<Sheet, BadSheet> {
    let mut reader = workbook.worksheet_cells_reader(&name).map_err(|_| BadSheet::Damaged)?;
    let mut rows = Rows { heading, most, done: Vec::new(), text_left: MAX_TEXT };
    while let Some(record) = reader.next_cell_with_formula_metadata().map_err(|_| BadSheet::Damaged)? {
        rows.take(record.pos, Value::of(record.value, record.formula.is_some()))?;
    }
    Ok(Sheet { name, header_row: heading.row + 1, rows: rows.done })
}

/// All text kept is at most this long, in bytes: one long string may stand in every cell.
const MAX_TEXT: usize = 32 << 20;

/// The rows read so far.
struct Rows<'h> {
    heading: &'h Heading,
    most: usize,
    done: Vec<Row>,
    text_left: usize,
}

impl Rows<'_> {
    /// Takes a cell at (row, column) counted from 0, as it comes.
    fn take(&mut self, (row, column): (u32, u32), value: Value) -> Result<(), BadSheet> {
        let Some(asked) = self.heading.asked(column) else {
            return Ok(());
        };
        if row <= self.heading.row || value.is_blank() {
            return Ok(());
        }
        let text = value.text_len();
        self.text_left = self.text_left.checked_sub(text).ok_or(BadSheet::TooLarge)?;
        if self.done.last().is_none_or(|last| last.number != row + 1) {
            if self.done.len() == self.most {
                return Err(BadSheet::TooManyRows(self.most));
            }
            self.done.push(self.blank_row(row));
        }
        if let Some(last) = self.done.last_mut() {
            last.cells[asked].value = value;
        }
        Ok(())
    }

    fn blank_row(&self, row: u32) -> Row {
        let places = self.heading.places.iter();
        Row { number: row + 1, cells: places.map(|place| Cell::blank(row, *place)).collect() }
    }
}
