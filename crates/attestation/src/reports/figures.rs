//! Figures of a report: what the database counted, and the table made of it.

use std::collections::BTreeMap;

/// A number the database counted: of what, for which row, of which kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Count {
    /// What was counted: `received`, `granted`, …
    pub(super) what: String,
    /// The row it belongs to: a month, a place, a person.
    pub(super) key: String,
    /// A finer kind within the row; may be empty.
    pub(super) of: String,
    /// How many.
    pub(super) number: i64,
}

/// The sign between the parts of a kept count; no word in the database holds it.
const BETWEEN: char = '\u{1f}';

impl Count {
    /// A count of these words.
    pub(super) fn new(what: impl Into<String>, key: impl Into<String>, of: impl Into<String>, number: i64) -> Self {
        Self { what: what.into(), key: key.into(), of: of.into(), number }
    }

    /// As it is kept between two looks.
    pub(super) fn kept(&self) -> (String, i64) {
        (format!("{}{BETWEEN}{}{BETWEEN}{}", self.what, self.key, self.of), self.number)
    }

    /// Reads what was kept.
    pub(super) fn of_kept((words, number): (String, i64)) -> Self {
        let mut parts = words.splitn(3, BETWEEN).map(str::to_owned);
        let mut next = || parts.next().unwrap_or_default();
        Self { what: next(), key: next(), of: next(), number }
    }
}

/// The sum of the counts that fit.
pub(super) fn sum<'c>(counts: impl IntoIterator<Item = &'c Count>, fits: impl Fn(&Count) -> bool) -> i64 {
    counts.into_iter().filter(|count| fits(count)).map(|count| count.number).sum()
}

/// Counts by the row they belong to.
pub(super) fn by_key(counts: &[Count]) -> BTreeMap<&str, Vec<&Count>> {
    let mut all: BTreeMap<&str, Vec<&Count>> = BTreeMap::new();
    for count in counts {
        all.entry(&count.key).or_default().push(count);
    }
    all
}

/// How values spread, from grouped counts: value → how many.
#[derive(Debug, Clone, Default)]
pub(super) struct Spread(BTreeMap<i64, i64>);

impl Spread {
    /// Adds so many equal values.
    pub(super) fn add(&mut self, value: i64, number: i64) {
        *self.0.entry(value).or_default() += number;
    }

    /// How many values there are.
    pub(super) fn total(&self) -> i64 {
        self.0.values().sum()
    }

    /// The smallest value that so many per cent of all values do not exceed (the nearest rank); none without values.
    pub(super) fn within(&self, percent: i64) -> Option<i64> {
        let rank = (self.total() * percent + 99) / 100;
        let mut passed = 0;
        self.0.iter().find_map(|(value, number)| {
            passed += number;
            (passed >= rank).then_some(*value)
        })
    }
}

/// How a column is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    /// Words.
    Text,
    /// A number.
    Number,
    /// A number that on a page stands in words under the name of the row; a column of its own in a sheet.
    Under,
}

/// A column after the first.
#[derive(Debug, Clone)]
pub(super) struct Column {
    pub(super) heading: String,
    pub(super) shown: Shown,
    /// On paper: what stands once above it and its neighbours, and what is left for its own heading.
    pub(super) within: Option<(&'static str, String)>,
}

impl Column {
    /// What stands above it and its neighbours on paper; empty when nothing does.
    pub(super) fn group(&self) -> &str {
        self.within.as_ref().map_or("", |(group, _)| group)
    }

    /// Its heading on paper, under that of its group.
    pub(super) fn short(&self) -> &str {
        self.within.as_ref().map_or(&self.heading, |(_, short)| short)
    }
}

/// A cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Cell {
    /// Words.
    Text(String),
    /// A number.
    Number(i64),
    /// There is no figure.
    Nothing,
}

impl Cell {
    /// The number in it; 0 when there is none.
    pub(super) fn number(&self) -> i64 {
        if let Self::Number(number) = self { *number } else { 0 }
    }
}

impl From<Option<i64>> for Cell {
    fn from(number: Option<i64>) -> Self {
        number.map_or(Self::Nothing, Self::Number)
    }
}

/// A row: its name and a cell for each column.
#[derive(Debug, Clone)]
pub(super) struct Row {
    /// What the row is about.
    pub(super) name: String,
    /// A second line under it; may be empty.
    pub(super) under: String,
    pub(super) cells: Vec<Cell>,
}

/// A report as a table.
#[derive(Debug, Clone)]
pub(super) struct Table {
    /// The heading of the first column.
    pub(super) first: &'static str,
    /// The heading of the second line of a name in a sheet; empty when rows have none.
    pub(super) second: &'static str,
    pub(super) columns: Vec<Column>,
    pub(super) rows: Vec<Row>,
    /// The last row, which adds the others up.
    pub(super) total: Option<Row>,
    /// The places of the columns that are drawn.
    pub(super) drawn: Vec<usize>,
}

impl Table {
    /// A table without rows.
    pub(super) fn new(first: &'static str, columns: &[(&str, Shown)], drawn: &[usize]) -> Self {
        let column =
            |(heading, shown): &(&str, Shown)| Column { heading: (*heading).to_owned(), shown: *shown, within: None };
        let columns = columns.iter().map(column).collect();
        Self { first, second: "", columns, rows: Vec::new(), total: None, drawn: drawn.to_vec() }
    }

    /// Puts columns from a place on into groups of a paper: what stands above each, and its own heading.
    pub(super) fn group(&mut self, from: usize, within: impl IntoIterator<Item = (&'static str, String)>) {
        for (column, within) in self.columns[from..].iter_mut().zip(within) {
            column.within = Some(within);
        }
    }

    /// Adds a row.
    pub(super) fn put(&mut self, name: impl Into<String>, cells: Vec<Cell>) {
        self.rows.push(Row { name: name.into(), under: String::new(), cells });
    }

    /// Adds the row of sums: every column of numbers, the others left empty.
    pub(super) fn add_up(&mut self) {
        let sum = |place: usize| match self.columns[place].shown {
            Shown::Text => Cell::Nothing,
            Shown::Number | Shown::Under => Cell::Number(self.rows.iter().map(|row| row.cells[place].number()).sum()),
        };
        let cells = (0..self.columns.len()).map(sum).collect();
        self.total = Some(Row { name: "Всего".to_owned(), under: String::new(), cells });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_median_and_nine_of_ten_by_the_nearest_rank() {
        let mut spread = Spread::default();
        assert_eq!(spread.within(50), None);
        for (days, number) in [(30, 2), (10, 5), (60, 3)] {
            spread.add(days, number);
        }
        assert_eq!((spread.total(), spread.within(50), spread.within(90)), (10, Some(10), Some(60)));
        assert_eq!((spread.within(51), spread.within(70), spread.within(71)), (Some(30), Some(30), Some(60)));
        let mut one = Spread::default();
        one.add(0, 1);
        assert_eq!((one.within(50), one.within(90), one.within(100)), (Some(0), Some(0), Some(0)));
    }

    #[test]
    fn a_kept_count_is_read_back() {
        let count = Count::new("granted", "Город Томск", "first", 7);
        assert_eq!(Count::of_kept(count.kept()), count);
    }
}
