//! The sheet of numbers that cases have on a portal: a list taken from Госуслуги for cases that are here already.

use std::collections::HashMap;

use officedocs::sheet::{Column, Sheet};

use crate::applications::{Channel, FiledCase, Filing, OuterNumber, OuterTaken, Snils};
use crate::platform::clock::Day;
use crate::platform::failure::Refusal;

use super::cells::{Cells, FILED};
use super::known::Known;
use super::model::{Entry, Planned};

const fn column(name: &'static str, also: &'static [&'static str], required: bool) -> Column {
    Column { name, also, required }
}

/// The columns looked for.
pub(super) const COLUMNS: &[Column] = &[
    column("Номер заявления на Госуслугах", &["Номер ЕПГУ", "Номер на Госуслугах"], true),
    column("Номер дела", &["Дело", "Номер заявления"], false),
    column("СНИЛС", &["СНИЛС заявителя"], false),
    column("Дата подачи", &["Подано", "Дата и время подачи"], false),
];
const OUTER: usize = 0;
const CASE: usize = 1;
const SNILS: usize = 2;
const SENT: usize = 3;

/// What a sheet names: numbers of portals, numbers of cases, СНИЛС; without the wrong ones.
pub(super) fn named_in(sheet: &Sheet) -> (Vec<String>, Vec<String>, Vec<String>) {
    let (mut outer, mut cases, mut snils) = (Vec::new(), Vec::new(), Vec::new());
    for cells in sheet.rows.iter().map(Cells::of) {
        outer.extend(OuterNumber::parse(&cells.text(OUTER)).ok().map(|number| number.as_str().to_owned()));
        cases.extend(Some(cells.text(CASE)).filter(|number| !number.is_empty()));
        snils.extend(Snils::parse(&cells.text(SNILS)).ok().map(|one| one.as_str().to_owned()));
    }
    (outer, cases, snils)
}

/// What the rows above have named: numbers of portals and cases, with the rows.
#[derive(Default)]
pub(super) struct Above {
    outer: HashMap<String, u32>,
    cases: HashMap<String, u32>,
}

/// What a row comes to; none when it has faults.
pub(super) fn row(cells: &mut Cells<'_>, known: &Known, above: &mut Above) -> Option<Planned> {
    let written = cells.needed(OUTER, "Не указан номер заявления на Госуслугах.");
    let outer = if written.is_empty() { None } else { cells.check(OUTER, OuterNumber::parse(&written)) };
    let case = case(cells, known);
    let (outer, case) = (outer?, case?);
    fits(cells, known, above, &outer, &case);
    let sent = sent(cells, &case);
    if !cells.is_sound() {
        return None;
    }
    above.outer.insert(outer.as_str().to_owned(), cells.number());
    above.cases.insert(case.number.clone(), cells.number());
    let is_known = case.filed.outer_number == outer.as_str();
    let channel = case.filed.channel.filter(|channel| channel.has_number()).unwrap_or(Channel::Epgu);
    // A paper that came another way is told by what it was: two channels of one case are looked at by somebody.
    if let Some(was) = case.filed.channel.filter(|was| *was != channel) {
        cells.warn(
            OUTER,
            format!(
                "В деле {} записано: {}. Будет записано: {}. Если это разные заявления, уберите строку.",
                case.number,
                was.words(),
                channel.words()
            ),
        );
    }
    let filing = Filing {
        channel: Some(channel),
        outer_number: Some(outer.clone()),
        submitted_on: sent.or(case.filed.submitted_on),
    };
    Some(Planned {
        row: cells.number(),
        title: case.name.full(),
        about: format!("дело {}, {}: номер {}", case.number, case.category.words(), outer.as_str()),
        known: if is_known { "уже записан".to_owned() } else { String::new() },
        entry: Entry::Number(Box::new((case, filing))),
    })
}

/// The case of a row: by its number, or the only open one of the teacher.
fn case(cells: &mut Cells<'_>, known: &Known) -> Option<FiledCase> {
    let (number, written) = (cells.text(CASE), cells.text(SNILS));
    let snils = if written.is_empty() { None } else { Some(cells.check(SNILS, Snils::parse(&written))?) };
    if !number.is_empty() {
        let found = known.case(&number).cloned();
        let Some(case) = found else {
            cells.fault(CASE, format!("Дела {number} нет. Сверьте номер или оставьте клетку пустой и укажите СНИЛС."));
            return None;
        };
        if snils.is_some_and(|snils| snils.as_str() != case.snils) {
            let name = case.name.full();
            cells.fault(SNILS, format!("В деле {number} другой педагог: {name}. Сверьте номер дела и СНИЛС."));
            return None;
        }
        return Some(case);
    }
    let Some(snils) = snils else {
        cells.fault(CASE, "Укажите номер дела или СНИЛС: иначе неясно, чей это номер.");
        return None;
    };
    let open: Vec<&FiledCase> = known.cases_of(snils.as_str()).filter(|case| case.stage.is_open()).collect();
    match open.as_slice() {
        [one] => Some((*one).clone()),
        [] => {
            cells.fault(
                SNILS,
                "У педагога с этим СНИЛС нет дела в работе. Сверьте СНИЛС или сначала внесите заявление.",
            );
            None
        }
        several => {
            let numbers: Vec<&str> = several.iter().map(|case| case.number.as_str()).collect();
            cells.fault(
                SNILS,
                format!("У педагога несколько дел: {}. Впишите номер дела в строку.", numbers.join(", ")),
            );
            None
        }
    }
}

/// One number, one case: neither is named twice, and none has another already.
fn fits(cells: &mut Cells<'_>, known: &Known, above: &Above, outer: &OuterNumber, case: &FiledCase) {
    if let Some(first) = above.outer.get(outer.as_str()) {
        cells.fault(OUTER, format!("Этот номер уже есть в строке {first}. Одно заявление портала — одно дело."));
    }
    if let Some(first) = above.cases.get(&case.number) {
        cells.fault(OUTER, format!("Дело {} уже названо в строке {first}. У дела один номер.", case.number));
    }
    if let Some(taken) = known.outer(outer.as_str()).filter(|taken| *taken != case.number) {
        let taken = OuterTaken { outer: outer.as_str().to_owned(), case: taken.to_owned() };
        cells.fault(OUTER, taken.reason());
    }
    let there = &case.filed.outer_number;
    if !there.is_empty() && there != outer.as_str() {
        cells.fault(
            OUTER,
            format!("В деле {} записан другой номер: {there}. Исправить его можно на странице дела.", case.number),
        );
    }
}

/// The day it was sent, when it is written down.
fn sent(cells: &mut Cells<'_>, case: &FiledCase) -> Option<Day> {
    if cells.text(SENT).is_empty() {
        return None;
    }
    let day = cells.day(SENT, "", FILED)?;
    let filing = Filing::of(Some(Channel::Epgu), None, Some(day), case.received_on);
    cells.check(SENT, filing)?.submitted_on
}
