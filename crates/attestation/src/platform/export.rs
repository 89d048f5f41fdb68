//! A list as an .xlsx for people: rows go to the disk as they come, the ready file is streamed and leaves no trace.

use axum::response::Response;
use officedocs::table::{Cell, Column, NotWritten, XlsxTable};

use super::failure::Failure;
use super::page;

/// Rows of one file at most: what is more is narrowed by the filter.
pub const MOST_ROWS: usize = 100_000;
/// Rows asked from the database at a time.
pub const STEP: usize = 2_000;

/// A table being written.
pub struct Export {
    table: XlsxTable,
    rows: usize,
}

impl Export {
    /// Begins a table: the sheet's name, the columns with their widths in letters.
    pub fn new(sheet: &str, columns: &[(&str, f64)]) -> Result<Self, Failure> {
        let columns: Vec<Column<'_>> =
            columns.iter().map(|(heading, width)| Column { heading, width: *width }).collect();
        let table = XlsxTable::new(sheet, &columns).map_err(not_written)?;
        Ok(Self { table, rows: 0 })
    }

    /// Adds a row.
    pub fn row(&mut self, cells: &[Cell<'_>]) -> Result<(), Failure> {
        self.rows += 1;
        self.table.row(cells).map_err(not_written)
    }

    /// Rows so far.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// How many rows to ask for next; 0 when the file is full.
    pub fn next_step(&self) -> usize {
        STEP.min(MOST_ROWS.saturating_sub(self.rows))
    }

    /// Closes the file and hands it out as an attachment.
    pub async fn answer(self, file_name: &str) -> Result<Response, Failure> {
        let table = self.table;
        let packed = tokio::task::spawn_blocking(move || {
            let file = tempfile::tempfile().map_err(NotWritten::Output)?;
            table.finish(&file)?;
            Ok::<_, NotWritten>(file)
        });
        let file = packed.await.map_err(|error| Failure::Broken(error.into()))?.map_err(not_written)?;
        page::sheet(file, file_name)
    }
}

fn not_written(error: NotWritten) -> Failure {
    match error {
        NotWritten::Output(error) if error.kind() == std::io::ErrorKind::StorageFull => Failure::NoSpace,
        other => Failure::Broken(other.into()),
    }
}
