//! Why a paper could not be made.

use thiserror::Error;

/// Why a paper could not be made.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum PdfError {
    /// The face inside the program cannot be read.
    #[error("Не удалось составить документ: шрифт программы повреждён.")]
    Face,
    /// A row of a table has more or fewer cells than there are columns, or there are none.
    #[error("Не удалось составить документ: в строке {row} таблицы ячеек {cells}, а столбцов {columns}.")]
    Row {
        /// The row, from one; 0 for a table without columns.
        row: usize,
        /// Cells in it.
        cells: usize,
        /// Columns of the table.
        columns: usize,
    },
    /// The squares do not make a square.
    #[error("Не удалось составить документ: рисунок {side} на {side} состоит из {given} клеток.")]
    Picture {
        /// Cells in a side.
        side: usize,
        /// Cells given.
        given: usize,
    },
    /// A Word document takes more pages than [`super::MOST`].
    #[error("Документ получается слишком длинным для PDF. Возьмите его в виде DOCX или сократите шаблон.")]
    Long,
    /// The library could not write the file or found that it breaks the standard.
    #[error("Не удалось составить документ: {0}.")]
    Unsound(String),
}
