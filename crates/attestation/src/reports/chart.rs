//! The picture of a report: bars with their words, drawn by the server. Every number in it stands in the table too.

use super::figures::{Cell, Row, Shown, Table};

/// Rows that are drawn; the table has them all.
const MOST: usize = 24;
/// Letters of a line of a name in the picture: a telephone shows so many. Lines of a name at most.
const LETTERS: usize = 30;
const LINES: usize = 3;
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

/// A row of the table in the picture.
pub(super) struct Part {
    /// Its height in letters.
    pub(super) height: String,
    pub(super) lines: Vec<Line>,
}

/// The picture.
pub(super) struct Chart {
    /// A part for each row: on paper a page may end between two.
    pub(super) parts: Vec<Part>,
    /// Whether rows were left out.
    pub(super) is_cut: bool,
}

impl Chart {
    /// The picture of a table; none when there is nothing to draw.
    pub(super) fn of(table: &Table) -> Option<Self> {
        let rows = table.rows.iter().take(MOST);
        let most = rows.clone().flat_map(|row| table.drawn.iter().map(|place| row.cells[*place].number())).max();
        let most = most.filter(|most| *most > 0)?;
        let part = |row: &Row| {
            let (mut lines, mut top) = (Vec::new(), 0);
            for words in row_name(table, row) {
                lines.push(Line { at: tenths(top + 11), words, bar: None });
                top += NAME;
            }
            for (at, place) in table.drawn.iter().enumerate() {
                let number = row.cells[*place].number().max(0);
                let length = tenths(usize::try_from(number * 1000 / most).unwrap_or(0));
                let bar = Bar { top: tenths(top + 15), length, series: at + 1 };
                let words = format!("{} — {number}", heading(table, *place));
                lines.push(Line { at: tenths(top + 11), words, bar: Some(bar) });
                top += LINE;
            }
            Part { height: tenths(top + GAP), lines }
        };
        Some(Self { parts: rows.map(part).collect(), is_cut: table.rows.len() > MOST })
    }
}

fn heading(table: &Table, place: usize) -> String {
    crate::platform::words::inside(&table.columns[place].heading)
}

/// The name of a row with its words, «ноябрь 2026, первая», in lines that fit.
fn row_name(table: &Table, row: &Row) -> Vec<String> {
    let mut name = row.name.clone();
    for (column, cell) in table.columns.iter().zip(&row.cells) {
        if let (Shown::Text, Cell::Text(words)) = (column.shown, cell) {
            name = format!("{name}, {words}");
        }
    }
    let mut lines: Vec<String> = Vec::new();
    // A number stays with its sign.
    for word in name.replace("№ ", "№\u{a0}").split(' ') {
        let letters = |text: &str| text.chars().count();
        match lines.last_mut() {
            Some(line) if letters(line) + 1 + letters(word) <= LETTERS => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    if lines.len() > LINES {
        lines.truncate(LINES);
        if let Some(last) = lines.last_mut() {
            last.push('…');
        }
    }
    lines
}

fn tenths(number: usize) -> String {
    format!("{}.{}", number / 10, number % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_are_measured_by_the_longest() {
        let mut table = Table::new("Месяц", &[("Подано", Shown::Number), ("Отказано", Shown::Number)], &[0, 1]);
        assert!(Chart::of(&table).is_none());
        table.put("май 2026", vec![Cell::Number(8), Cell::Number(0)]);
        table.put("июнь 2026", vec![Cell::Number(3), Cell::Number(1)]);
        let chart = Chart::of(&table).expect("something to draw");
        let length = |line: &Line| line.bar.as_ref().map(|bar| bar.length.clone()).unwrap_or_default();
        let told: Vec<String> = chart
            .parts
            .iter()
            .flat_map(|part| &part.lines)
            .map(|line| format!("{} {}", line.words, length(line)))
            .collect();
        assert_eq!(
            told,
            ["май 2026 ", "подано — 8 100.0", "отказано — 0 0.0", "июнь 2026 ", "подано — 3 37.5", "отказано — 1 12.5",]
        );
        assert_eq!(chart.parts.iter().map(|part| part.height.as_str()).collect::<Vec<_>>(), ["7.6", "7.6"]);
    }

    #[test]
    fn a_long_name_goes_on_in_the_next_line() {
        let mut table = Table::new("Организация", &[("Подано", Shown::Number)], &[0]);
        table.put("МБОУ «Средняя общеобразовательная школа № 66» города Томска", vec![Cell::Number(1)]);
        let chart = Chart::of(&table).expect("something to draw");
        let told: Vec<&str> = chart.parts[0].lines.iter().map(|line| line.words.as_str()).collect();
        assert_eq!(told, ["МБОУ «Средняя", "общеобразовательная школа", "№\u{a0}66» города Томска", "подано — 1"]);
    }
}
