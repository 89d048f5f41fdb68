//! CSV as Russian Excel opens it: a byte order mark, `;` between cells, CRLF after rows,
//! RFC 4180 quotes. What Excel would take for a formula is defused.

use std::borrow::Cow;
use std::io::Write;

use super::{Cell, Column, NotWritten};

/// Beginnings that make Excel compute a cell, in their full-width forms too.
const FORMULA_STARTS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// A CSV being written.
pub struct CsvTable<W: Write> {
    out: W,
    columns: usize,
}

impl<W: Write> CsvTable<W> {
    /// Begins the table with its heading row.
    pub fn new(mut out: W, columns: &[Column<'_>]) -> Result<CsvTable<W>, NotWritten> {
        out.write_all("\u{feff}".as_bytes()).map_err(NotWritten::Output)?;
        let mut table = CsvTable { out, columns: columns.len() };
        let headings: Vec<Cell<'_>> = columns.iter().map(|it| Cell::Text(it.heading)).collect();
        table.row(&headings)?;
        Ok(table)
    }

    /// Adds a row; missing cells are empty, cells beyond the columns are left out.
    pub fn row(&mut self, cells: &[Cell<'_>]) -> Result<(), NotWritten> {
        let mut line = String::new();
        for column in 0..self.columns {
            if column > 0 {
                line.push(';');
            }
            line.push_str(&field(cells.get(column).unwrap_or(&Cell::Empty)));
        }
        line.push_str("\r\n");
        self.out.write_all(line.as_bytes()).map_err(NotWritten::Output)
    }

    /// Flushes and gives the output back.
    pub fn finish(mut self) -> Result<W, NotWritten> {
        self.out.flush().map_err(NotWritten::Output)?;
        Ok(self.out)
    }
}

fn field<'t>(cell: &Cell<'t>) -> Cow<'t, str> {
    match cell {
        Cell::Empty => "".into(),
        Cell::Text(text) => quoted(defused(text)),
        // Russian Excel reads a comma between the whole and the rest.
        Cell::Number(number) => number.to_string().replace('.', ",").into(),
        Cell::Date(date) => date.strftime("%d.%m.%Y").to_string().into(),
    }
}

fn defused(text: &str) -> Cow<'_, str> {
    if text.starts_with(FORMULA_STARTS) { format!("'{text}").into() } else { text.into() }
}

fn quoted(text: Cow<'_, str>) -> Cow<'_, str> {
    let plain = !text.contains([';', '"', '\r', '\n', ',', '\t']) && text.trim() == text;
    if plain { text } else { format!("\"{}\"", text.replace('"', "\"\"")).into() }
}
