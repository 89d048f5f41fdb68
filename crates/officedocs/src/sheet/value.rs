//! The value of a cell, and the ways to read it: as text, as a whole number, as a date,
//! whichever of them the sender's Excel has made of it.

use calamine::DataRef;
use jiff::civil::Date;

use super::date;

/// Floats are exact up to here.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// One cell of an asked column.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    row: u32,
    /// `None` when the sheet has no such column.
    column: Option<u32>,
    /// What the cell holds.
    pub value: Value,
}

impl Cell {
    pub(super) fn blank(row: u32, column: Option<u32>) -> Cell {
        Cell { row, column, value: Value::Empty }
    }

    /// The place as Excel names it: `G13`; only the row when the column is missing: `13`.
    pub fn at(&self) -> String {
        let column = self.column.map(column_name).unwrap_or_default();
        format!("{column}{}", self.row + 1)
    }
}

/// What a cell holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Nothing, or nothing but spaces.
    Empty,
    /// Text as it was typed.
    Text(String),
    /// A number; Excel keeps whole ones the same way.
    Number(f64),
    /// A date of Excel's own; its time of day is left out.
    Date(Date),
    /// A formula: its result was computed elsewhere and is not trusted.
    Formula,
    /// An error such as `#ССЫЛКА!`, named as the file has it.
    Error(String),
}

impl Value {
    pub(super) fn of(data: DataRef<'_>, is_formula: bool) -> Value {
        if is_formula {
            return Value::Formula;
        }
        match data {
            DataRef::Empty => Value::Empty,
            DataRef::String(text) | DataRef::DurationIso(text) => Value::Text(text),
            DataRef::SharedString(text) => Value::Text(text.to_owned()),
            DataRef::Float(number) => Value::Number(number),
            #[allow(clippy::cast_precision_loss, reason = "Excel's numbers are floats too")]
            DataRef::Int(number) => Value::Number(number as f64),
            DataRef::Bool(true) => Value::Text("ИСТИНА".to_owned()),
            DataRef::Bool(false) => Value::Text("ЛОЖЬ".to_owned()),
            DataRef::DateTime(moment) if moment.is_datetime() => {
                date::of_excel(&moment).map_or_else(|| Value::Number(moment.as_f64()), Value::Date)
            }
            DataRef::DateTime(moment) => Value::Number(moment.as_f64()),
            DataRef::DateTimeIso(text) => {
                date::of_text(text.get(..10).unwrap_or(&text)).map_or(Value::Text(text), Value::Date)
            }
            DataRef::Error(error) => Value::Error(error.to_string()),
        }
    }

    /// The text trimmed, its inner runs of spaces collapsed; a whole number without
    /// `.0`, a date as `04.02.1978`. `None` for an empty cell, a formula and an error.
    pub fn text(&self) -> Option<String> {
        match self {
            Value::Text(text) => {
                let words: Vec<&str> = text.split_whitespace().collect();
                (!words.is_empty()).then(|| words.join(" "))
            }
            Value::Number(number) => Some(number.to_string()),
            Value::Date(date) => Some(date.strftime("%d.%m.%Y").to_string()),
            Value::Empty | Value::Formula | Value::Error(_) => None,
        }
    }

    /// The whole number the cell holds: 18, 18.0, «18», «18,0».
    pub fn int(&self) -> Option<i64> {
        let number = match self {
            Value::Number(number) => *number,
            Value::Text(text) => text.trim().replace(',', ".").parse().ok()?,
            _ => return None,
        };
        #[allow(clippy::cast_possible_truncation, reason = "whole and within the exact range")]
        (number.fract() == 0.0 && number.abs() <= EXACT).then_some(number as i64)
    }

    /// The date the cell holds: Excel's own, or text such as «04.02.1978», «4.2.1978 г.»,
    /// «1978-02-04». A year of two digits is not guessed.
    pub fn date(&self) -> Option<Date> {
        match self {
            Value::Date(date) => Some(*date),
            Value::Text(text) => date::of_text(text),
            _ => None,
        }
    }

    pub(super) fn is_blank(&self) -> bool {
        match self {
            Value::Empty => true,
            Value::Text(text) => text.trim().is_empty(),
            _ => false,
        }
    }

    pub(super) fn text_len(&self) -> usize {
        match self {
            Value::Text(text) | Value::Error(text) => text.len(),
            _ => 0,
        }
    }
}

/// The letters of a column counted from 0: `A`, `Z`, `AA`.
pub(super) fn column_name(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        let digit = u8::try_from((rest - 1) % 26).unwrap_or_default();
        letters.push(char::from(b'A' + digit));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::{Value, column_name};
    use jiff::civil::date;

    #[test]
    fn columns_are_named_as_excel_names_them() {
        assert_eq!([0, 6, 25, 26, 701, 702].map(column_name), ["A", "G", "Z", "AA", "ZZ", "AAA"]);
    }

    #[test]
    fn a_number_is_whole_however_it_was_typed() {
        let text = |text: &str| Value::Text(text.to_owned()).int();
        assert_eq!([text("18"), text(" 18,0 "), text("18.0")], [Some(18); 3]);
        assert_eq!([text("18,5"), text("много"), text("inf")], [None; 3]);
        assert_eq!(Value::Number(18.0).int(), Some(18));
        assert_eq!(Value::Number(1e300).int(), None);
    }

    #[test]
    fn values_read_as_text_and_dates() {
        let name = Value::Text("  Иванова \u{a0} Анна ".to_owned());
        assert_eq!(name.text().as_deref(), Some("Иванова Анна"));
        assert_eq!(Value::Number(18.0).text().as_deref(), Some("18"));
        assert_eq!(Value::Date(date(1978, 2, 4)).text().as_deref(), Some("04.02.1978"));
        assert_eq!(Value::Formula.text(), None);
    }
}
