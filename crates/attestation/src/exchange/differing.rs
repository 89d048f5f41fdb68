//! What a row of an old register says otherwise than the system: whose a СНИЛС is, what its record holds.

use crate::applications::Snils;
use crate::platform::clock::Day;
use crate::platform::words;
use crate::register::{NewRecord, Record};

use super::cells::Cells;
use super::holders::{ACT, ACT_DATE, PLACE, SNILS, UNTIL};
use super::known::Known;

/// The number may be that of another person the system knows.
pub(super) fn whose(cells: &mut Cells<'_>, known: &Known, new: &NewRecord) {
    let holder = new.snils.as_ref().and_then(|snils| known.holder(snils));
    if let Some(holder) = holder.filter(|holder| holder.name.key() != new.name.key()) {
        cells.warn(
            SNILS,
            format!(
                "С этим СНИЛС в системе записан другой человек: {}. Проверьте СНИЛС и не сменилась ли фамилия.",
                holder.name.full()
            ),
        );
    }
}

/// What stands in the register is not changed by a sheet: only said to differ.
pub(super) fn differences(cells: &mut Cells<'_>, there: &Record, new: &NewRecord) {
    let snils = |digits: &str| {
        if digits.is_empty() { "СНИЛС не указан".to_owned() } else { Snils::printed(digits) }
    };
    let acted = |day: Option<Day>| day.map_or_else(|| "дата акта не указана".to_owned(), words::brief_day);
    // What the sheet leaves out is no difference.
    let told = [
        (SNILS, snils(&there.snils), new.snils.as_ref().map(|new| snils(new.as_str()))),
        (ACT_DATE, acted(there.act_date), new.act_date.map(|day| acted(Some(day)))),
    ];
    let told = told.into_iter().filter_map(|(place, was, is)| Some((place, was, is?)));
    let until = |day: Option<Day>| day.map_or_else(|| "бессрочно".to_owned(), words::brief_day);
    let pairs = [
        (ACT, there.act_number.clone(), new.act_number.clone()),
        (PLACE, there.organization.clone(), new.organization.clone()),
        (UNTIL, until(there.valid_to), until(new.valid_to)),
    ];
    for (place, was, is) in told.chain(pairs) {
        if was != is {
            cells.warn(
                place,
                format!("В реестре записано иначе: {was}. Запись не меняется, исправить её можно в разделе «Реестр категорий»."),
            );
        }
    }
}
