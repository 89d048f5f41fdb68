//! Answers of a row as they are written in one field, one a line: «диплом края = 3», «20–39 = 1», «60 и больше = 5».

use crate::platform::form::Form;
use crate::platform::ids::Id;

use super::super::model::{Opt, Row, RowKind};
use super::{MOST, squeezed};

/// Answers of one row at most.
const LINES: usize = 50;

/// The answers of a row as a person would write them.
pub(super) fn written(row: &Row) -> String {
    let lines = row.options.iter().map(|one| {
        let words = one.words().replace('\u{a0}', " ");
        if one.points == 0 { words } else { format!("{words} = {}", one.points) }
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Reads them; a fault names its line. An answer that was there before keeps its id.
pub(super) fn read(form: &mut Form, kind: RowKind, before: &[Opt]) -> Vec<Opt> {
    let typed = form.value("options").to_owned();
    let mut all: Vec<Opt> = Vec::new();
    for (number, text) in (1..).zip(typed.lines()).filter(|(_, text)| !text.trim().is_empty()) {
        match option(text, kind) {
            Ok(mut one) => {
                let same = |old: &&Opt| (&old.wording, old.low, old.high) == (&one.wording, one.low, one.high);
                if all.iter().any(|other| same(&other)) {
                    form.fault("options", format!("Строка {number} повторяет такую же выше. Уберите одну из них."));
                }
                if let Some(old) = before.iter().find(same) {
                    one.id = old.id;
                }
                all.push(one);
            }
            Err(why) => form.fault("options", format!("Строка {number}: {why}")),
        }
    }
    if all.len() > LINES {
        form.fault("options", format!("Здесь больше {LINES} ответов. Оставьте не больше {LINES}."));
    }
    all
}

fn option(text: &str, kind: RowKind) -> Result<Opt, String> {
    let (words, points) = match text.rsplit_once('=') {
        Some((words, points)) => (squeezed(words), Some(points.trim())),
        None => (squeezed(text), None),
    };
    let read = |points: &str| points.parse::<i64>().ok().filter(|points| (0..=MOST).contains(points));
    let points = match points {
        None => 0,
        Some(points) => read(points).ok_or_else(|| format!("после «=» нужно целое число от 0 до {MOST}."))?,
    };
    if words.is_empty() {
        return Err("перед «=» нужен ответ.".to_owned());
    }
    let new = Opt { id: Id::new(), wording: String::new(), points, low: None, high: None };
    if kind != RowKind::Band {
        return Ok(Opt { wording: words, ..new });
    }
    let (low, high) =
        band(&words).ok_or("нужен диапазон целых чисел, например «20–39 = 1», или «60 и больше = 5».".to_owned())?;
    if high.is_some_and(|high| high < low) {
        return Err("конец диапазона меньше начала. Поменяйте числа местами.".to_owned());
    }
    Ok(Opt { low: Some(low), high, ..new })
}

/// «20–39», «20-39», «60 и больше», «5».
fn band(words: &str) -> Option<(i64, Option<i64>)> {
    let number = |text: &str| text.trim().parse::<i64>().ok().filter(|number| (0..=1_000_000).contains(number));
    if let Some(low) = words.strip_suffix("и больше") {
        return Some((number(low)?, None));
    }
    match words.split_once(['–', '-', '—']) {
        Some((low, high)) => Some((number(low)?, Some(number(high)?))),
        None => number(words).map(|one| (one, Some(one))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_back(kind: RowKind, text: &str) -> Result<String, String> {
        option(text, kind).map(|one| format!("{} {}", one.words().replace('\u{a0}', " "), one.points))
    }

    #[test]
    fn answers_are_read_as_they_are_written() {
        for (text, read) in
            [("20–39 = 1", "20–39 1"), ("20-39=1", "20–39 1"), ("60 и больше = 5", "60 и больше 5"), ("7", "7 0")]
        {
            assert_eq!(read_back(RowKind::Band, text), Ok(read.to_owned()));
        }
        assert_eq!(read_back(RowKind::Exclusive, " диплом   края = 3"), Ok("диплом края 3".to_owned()));
    }

    #[test]
    fn what_cannot_be_read_says_why() {
        let said = |kind, text| read_back(kind, text).unwrap_err();
        assert_eq!(said(RowKind::Exclusive, "диплом = много"), "после «=» нужно целое число от 0 до 1000.");
        assert_eq!(said(RowKind::Exclusive, "= 3"), "перед «=» нужен ответ.");
        assert_eq!(said(RowKind::Band, "39–20 = 3"), "конец диапазона меньше начала. Поменяйте числа местами.");
        assert!(said(RowKind::Band, "много = 3").starts_with("нужен диапазон целых чисел"));
    }
}
