//! What answers amount to by a set: points of each indicator, the total, whether thresholds are met. Pure.

use std::collections::{BTreeMap, BTreeSet};

use crate::platform::ids::Id;

use super::model::{CriteriaSet, Indicator, Opt, Row, RowKind, Scoring};

/// An answer to one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// One answer of several.
    Chosen(Id<Opt>),
    /// Several answers; the same one twice counts once.
    Ticked(Vec<Id<Opt>>),
    /// A whole number that falls into a band.
    Measured(i64),
    /// Yes or no.
    Yes(bool),
    /// Text.
    Written(String),
}

/// Answers by the id of the row, as text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answers(BTreeMap<String, Answer>);

impl Answers {
    /// The same answers with one more; a later answer to a row replaces an earlier one.
    #[must_use]
    pub fn with(mut self, row: Id<Row>, answer: Answer) -> Self {
        self.0.insert(row.to_string(), answer);
        self
    }

    /// The answer to a row.
    pub fn of(&self, row: Id<Row>) -> Option<&Answer> {
        self.0.get(&row.to_string())
    }
}

/// An answer that does not fit its row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The id of the row, as it was given.
    pub row: String,
    /// The reason and what to do.
    pub reason: String,
}

/// A row without an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unanswered {
    /// The row.
    pub row: Id<Row>,
    /// Its indicator's wording and its own.
    pub wording: String,
}

/// What the rows of one indicator amount to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subtotal {
    /// The indicator.
    pub indicator: Id<Indicator>,
    /// Points that count; none in a set without points.
    pub points: Option<i64>,
    /// Points before the cap; none in a set without points.
    pub given: Option<i64>,
    /// Whether its threshold is met; none when it has none.
    pub meets: Option<bool>,
}

/// What answers amount to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally {
    /// By indicator, in their order.
    pub indicators: Vec<Subtotal>,
    /// All points that count; none in a set without points.
    pub total: Option<i64>,
    /// Whether every threshold is met, that of the total and those of indicators; none when there is none.
    pub meets: Option<bool>,
    /// Rows without an answer, in their order.
    pub unanswered: Vec<Unanswered>,
}

/// The longest text of an answer, in signs.
const LONGEST: usize = 10_000;

/// Counts answers by a set. A row without an answer gives nothing and is named.
///
/// # Errors
/// Every answer that does not fit its row.
pub fn evaluate(set: &CriteriaSet, answers: &Answers) -> Result<Tally, Vec<Fault>> {
    let known: BTreeSet<String> = set.rows().map(|(_, row)| row.id.to_string()).collect();
    let strangers = answers.0.keys().filter(|row| !known.contains(*row));
    let mut faults: Vec<Fault> =
        strangers.map(|row| fault(row, "Такой строки в наборе нет. Откройте страницу заново.")).collect();
    let mut unanswered = Vec::new();
    let mut indicators = Vec::new();
    for indicator in &set.indicators {
        let mut given = 0;
        for row in &indicator.rows {
            match answers.of(row.id).filter(|answer| !is_blank(answer)) {
                None => unanswered
                    .push(Unanswered { row: row.id, wording: format!("{}: {}", indicator.wording, row.wording) }),
                Some(answer) => match points(row, answer) {
                    Ok(points) => given += points,
                    Err(reason) => faults.push(fault(&row.id.to_string(), reason)),
                },
            }
        }
        indicators.push(subtotal(set, indicator, given));
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let total = (set.scoring == Scoring::Points).then(|| indicators.iter().filter_map(|one| one.points).sum());
    let of_total = set.threshold.zip(total).map(|(least, total): (i64, i64)| total >= least);
    let all: Vec<bool> = indicators.iter().filter_map(|one| one.meets).chain(of_total).collect();
    let meets = (!all.is_empty()).then(|| all.into_iter().all(|meets| meets));
    Ok(Tally { indicators, total, meets, unanswered })
}

fn subtotal(set: &CriteriaSet, indicator: &Indicator, given: i64) -> Subtotal {
    let is_counted = set.scoring == Scoring::Points;
    let points = indicator.capped(given);
    Subtotal {
        indicator: indicator.id,
        points: is_counted.then_some(points),
        given: is_counted.then_some(given),
        meets: indicator.threshold.filter(|_| is_counted).map(|least| points >= least),
    }
}

fn fault(row: &str, reason: impl Into<String>) -> Fault {
    Fault { row: row.to_owned(), reason: reason.into() }
}

/// Empty text is no answer. Nothing ticked is one: «ничего из этого».
fn is_blank(answer: &Answer) -> bool {
    matches!(answer, Answer::Written(text) if text.trim().is_empty())
}

fn points(row: &Row, answer: &Answer) -> Result<i64, String> {
    match (row.kind, answer) {
        (RowKind::Exclusive, Answer::Chosen(id)) => option(row, *id).map(|option| option.points),
        (RowKind::Additive, Answer::Ticked(ids)) => several(row, ids),
        (RowKind::Band, Answer::Measured(number)) => band(row, *number),
        (RowKind::YesNo, Answer::Yes(yes)) => Ok(if *yes { row.max } else { row.min }),
        (RowKind::Text, Answer::Written(text)) if text.chars().count() <= LONGEST => Ok(0),
        (RowKind::Text, Answer::Written(_)) => Err(format!("Здесь больше {LONGEST} знаков. Сократите.")),
        _ => Err("Ответ не подходит к этой строке. Откройте страницу заново и ответьте ещё раз.".to_owned()),
    }
}

fn option(row: &Row, id: Id<Opt>) -> Result<&Opt, String> {
    row.options
        .iter()
        .find(|option| option.id == id)
        .ok_or_else(|| "Такого ответа в этой строке нет. Выберите один из предложенных.".to_owned())
}

fn several(row: &Row, ids: &[Id<Opt>]) -> Result<i64, String> {
    for id in ids {
        option(row, *id)?;
    }
    let ticked = row.options.iter().filter(|option| ids.contains(&option.id));
    Ok(ticked.map(|option| option.points).sum::<i64>().min(row.max).max(row.min))
}

fn band(row: &Row, number: i64) -> Result<i64, String> {
    let largest = row.measure.largest();
    if !(0..=largest).contains(&number) {
        return Err(format!("Укажите целое число от 0 до {largest}."));
    }
    row.options
        .iter()
        .find(|band| band.holds(number))
        .map(|band| band.points)
        .ok_or_else(|| format!("Для числа {number} в наборе нет диапазона. Сверьте число или сообщите в Центр."))
}

#[cfg(test)]
mod tests;
