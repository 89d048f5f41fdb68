//! The picture of a report: bars with their words, drawn by the server. Every number in it stands in the table too.

use super::figures::{Shown, Table};

/// Rows that are drawn; the table has them all.
const MOST: usize = 24;
/// Letters of a name in the picture.
const LETTERS: usize = 36;
/// Heights in tenths of a letter: a name, a line of words with its bar, and what parts two rows.
const NAME: usize = 16;
const LINE: usize = 26;
const GAP: usize = 8;

/// A line of the picture: the name of a row, or a figure with its bar.
pub(super) struct Line {
    /// Where the words stand, in letters from the top: «1.1».
    pub(super) at: String,
    pub(super) words: String,
    /// The bar under them; none under a name.
    pub(super) bar: Option<Bar>,
}

/// A bar.
pub(super) struct Bar {
    /// Where it begins, in letters from the top.
    pub(super) top: String,
    /// Its length, per cent: «43.2».
    pub(super) length: String,
    /// Which of the drawn columns it shows, from 1.
    pub(super) series: usize,
}

/// The picture.
pub(super) struct Chart {
    /// Its height in letters.
    pub(super) height: String,
    pub(super) lines: Vec<Line>,
    /// Whether rows were left out.
    pub(super) is_cut: bool,
}

impl Chart {
    /// The picture of a table; none when there is nothing to draw.
    pub(super) fn of(table: &Table) -> Option<Self> {
        let rows = table.rows.iter().take(MOST);
        let most = rows.clone().flat_map(|row| table.drawn.iter().map(|place| row.cells[*place].number())).max();
        let most = most.filter(|most| *most > 0)?;
        let (mut lines, mut top) = (Vec::new(), 0);
        for row in rows {
            lines.push(Line { at: tenths(top + 11), words: row_name(table, row), bar: None });
            top += NAME;
            for (at, place) in table.drawn.iter().enumerate() {
                let number = row.cells[*place].number().max(0);
                let length = tenths(usize::try_from(number * 1000 / most).unwrap_or(0));
                let bar = Bar { top: tenths(top + 15), length, series: at + 1 };
                let words = format!("{} — {number}", heading(table, *place));
                lines.push(Line { at: tenths(top + 11), words, bar: Some(bar) });
                top += LINE;
            }
            top += GAP;
        }
        Some(Self { height: tenths(top), lines, is_cut: table.rows.len() > MOST })
    }
}

fn heading(table: &Table, place: usize) -> String {
    crate::platform::words::inside(&table.columns[place].heading)
}

/// The name of a row with its words: «ноябрь 2026, первая».
fn row_name(table: &Table, row: &super::figures::Row) -> String {
    let mut name = row.name.clone();
    for (column, cell) in table.columns.iter().zip(&row.cells) {
        if let (Shown::Text, super::figures::Cell::Text(words)) = (column.shown, cell) {
            name = format!("{name}, {words}");
        }
    }
    if name.chars().count() <= LETTERS {
        return name;
    }
    let cut: String = name.chars().take(LETTERS).collect();
    format!("{}…", cut.trim_end())
}

fn tenths(number: usize) -> String {
    format!("{}.{}", number / 10, number % 10)
}

#[cfg(test)]
mod tests {
    use super::super::figures::Cell;
    use super::*;

    #[test]
    fn bars_are_measured_by_the_longest() {
        let mut table = Table::new("Месяц", &[("Подано", Shown::Number), ("Отказано", Shown::Number)], &[0, 1]);
        assert!(Chart::of(&table).is_none());
        table.put("май 2026", vec![Cell::Number(8), Cell::Number(0)]);
        table.put("июнь 2026", vec![Cell::Number(3), Cell::Number(1)]);
        let chart = Chart::of(&table).expect("something to draw");
        let length = |line: &Line| line.bar.as_ref().map(|bar| bar.length.clone()).unwrap_or_default();
        let told: Vec<String> = chart.lines.iter().map(|line| format!("{} {}", line.words, length(line))).collect();
        assert_eq!(
            told,
            ["май 2026 ", "подано — 8 100.0", "отказано — 0 0.0", "июнь 2026 ", "подано — 3 37.5", "отказано — 1 12.5",]
        );
        assert_eq!(chart.height, "15.2");
    }
}
