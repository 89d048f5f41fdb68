//! Sheets out: a heading and rows, given one by one, become an `.xlsx` ([`XlsxTable`])
//! or a CSV for Excel ([`CsvTable`]). Text never becomes a formula in either.

mod csv;
mod xlsx;

pub use csv::CsvTable;
use jiff::civil::Date;
use thiserror::Error;
pub use xlsx::XlsxTable;

/// A column to write.
#[derive(Clone, Copy, Debug)]
pub struct Column<'t> {
    /// What stands in the heading row.
    pub heading: &'t str,
    /// Width in characters of the usual font, 0 to 255.
    pub width: f64,
}

/// A cell to write.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cell<'t> {
    /// Nothing.
    Empty,
    /// Text, whatever it looks like; Excel keeps the first 32 767 characters.
    Text(&'t str),
    /// A number.
    Number(f64),
    /// A day, shown as `04.02.1978`.
    Date(Date),
}

/// Why the table could not be written.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum NotWritten {
    /// Excel has no more rows.
    #[error("В таблице больше 1 048 575 строк, столько в Excel не помещается. Выгрузите её по частям.")]
    TooManyRows,
    /// The sheet's name is not one Excel allows, or a width is out of range.
    #[error("Не удалось составить таблицу: недопустимое название листа или ширина столбца.")]
    BadShape(#[source] Box<rust_xlsxwriter::XlsxError>),
    /// The output refused the bytes.
    #[error("Не удалось записать таблицу. Повторите попытку позже.")]
    Output(#[source] std::io::Error),
}
