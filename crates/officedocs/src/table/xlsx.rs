//! An `.xlsx` written row by row: rows already given are on the disk, not in memory.
//! The heading is bold, stays in view and has filters.

use std::io::{self, Seek, Write};

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::{Cell, Column, NotWritten};

/// Rows of a sheet, the heading among them.
const MAX_ROWS: u32 = 1_048_576;

/// Characters of a cell.
const MAX_TEXT: usize = 32_767;

/// A workbook of one sheet being written.
pub struct XlsxTable {
    workbook: Workbook,
    day: Format,
    columns: usize,
    /// The next row, counted from 0.
    next: u32,
}

impl XlsxTable {
    /// Begins the table; the sheet's name is at most 31 characters, without `[]:*?/\`.
    pub fn new(sheet: &str, columns: &[Column<'_>]) -> Result<XlsxTable, NotWritten> {
        let mut workbook = Workbook::new();
        let worksheet = workbook.add_worksheet_with_constant_memory().map_err(not_written)?;
        head(worksheet, sheet, columns).map_err(not_written)?;
        Ok(XlsxTable { workbook, day: Format::new().set_num_format("dd.mm.yyyy"), columns: columns.len(), next: 1 })
    }

    /// Adds a row; cells beyond the columns are left out.
    pub fn row(&mut self, cells: &[Cell<'_>]) -> Result<(), NotWritten> {
        if self.next == MAX_ROWS {
            return Err(NotWritten::TooManyRows);
        }
        let sheet = self.workbook.worksheet_from_index(0).map_err(not_written)?;
        for (column, cell) in (0..).zip(cells.iter().take(self.columns)) {
            write_cell(sheet, (self.next, column), cell, &self.day).map_err(not_written)?;
        }
        self.next += 1;
        Ok(())
    }

    /// Writes the file.
    pub fn finish(mut self, out: impl Write + Seek + Send) -> Result<(), NotWritten> {
        let sheet = self.workbook.worksheet_from_index(0).map_err(not_written)?;
        if let Some(last) = u16::try_from(self.columns).ok().and_then(|n| n.checked_sub(1)) {
            sheet.autofilter(0, 0, self.next - 1, last).map_err(not_written)?;
        }
        self.workbook.save_to_writer(out).map_err(not_written)
    }
}

fn head(sheet: &mut Worksheet, name: &str, columns: &[Column<'_>]) -> Result<(), XlsxError> {
    sheet.set_name(name)?;
    sheet.set_freeze_panes(1, 0)?;
    let bold = Format::new().set_bold();
    for (at, column) in (0..).zip(columns) {
        sheet.set_column_width(at, column.width)?;
        sheet.write_string_with_format(0, at, fitting(column.heading), &bold)?;
    }
    Ok(())
}

fn write_cell(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell<'_>,
    day: &Format,
) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => {}
        Cell::Text(text) => drop(sheet.write_string(row, column, fitting(text))?),
        Cell::Number(number) if number.is_finite() => {
            sheet.write_number(row, column, *number)?;
        }
        Cell::Number(number) => drop(sheet.write_string(row, column, number.to_string())?),
        Cell::Date(date) => {
            let (year, month, day_of_month) = (date.year(), date.month(), date.day());
            let moment = u16::try_from(year)
                .ok()
                .and_then(|year| ExcelDateTime::from_ymd(year, month.unsigned_abs(), day_of_month.unsigned_abs()).ok());
            match moment {
                Some(moment) => sheet.write_datetime_with_format(row, column, &moment, day)?,
                // Excel counts days from 1900; an older one is kept as text.
                None => sheet.write_string(row, column, date.strftime("%d.%m.%Y").to_string())?,
            };
        }
    }
    Ok(())
}

/// The text as far as a cell can hold it.
fn fitting(text: &str) -> &str {
    let end = text.char_indices().nth(MAX_TEXT).map(|(end, _)| end);
    &text[..end.unwrap_or(text.len())]
}

fn not_written(error: XlsxError) -> NotWritten {
    match error {
        XlsxError::IoError(error) | XlsxError::TempFileError(_, error) => NotWritten::Output(error),
        XlsxError::ZipError(error) => NotWritten::Output(io::Error::other(error)),
        XlsxError::RowColumnLimitError => NotWritten::TooManyRows,
        other => NotWritten::BadShape(Box::new(other)),
    }
}
