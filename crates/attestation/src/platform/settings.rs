//! Settings the house keeps as single values under a name.

use super::act::Act;
use super::clock::Day;
use super::engine::{DbError, Reader};
use crate::values;

/// A setting by its name; none until it is set.
pub fn get(reader: &mut Reader, name: &str) -> Result<Option<String>, DbError> {
    reader.row("select value from settings where name = $1", values![name], |row| row.get(0))
}

/// Changes a setting; false when it has this value already. Of two hands with one value one changes it.
pub fn set(act: &mut Act<'_>, name: &str, value: &str) -> Result<bool, DbError> {
    let now = act.at();
    let changed = act.run(
        "insert into settings (name, value, changed_at) values ($1, $2, $3)
         on conflict (name) do update set value = excluded.value, changed_at = excluded.changed_at where settings.value <> excluded.value",
        values![name, value, now],
    )?;
    Ok(changed == 1)
}

/// Changes a setting that still has this value, or none yet; false when it has another. Of two hands one changes it.
pub fn replace(act: &mut Act<'_>, name: &str, kept: Option<&str>, value: &str) -> Result<bool, DbError> {
    let now = act.at();
    let changed = act.run(
        "insert into settings (name, value, changed_at) values ($1, $2, $3)
         on conflict (name) do update set value = excluded.value, changed_at = excluded.changed_at where settings.value = $4",
        values![name, value, now, kept.unwrap_or_default()],
    )?;
    Ok(changed == 1)
}

/// Days remembered under one name.
const DAYS: usize = 8;

fn days(reader: &mut Reader, name: &str) -> Result<Vec<String>, DbError> {
    Ok(get(reader, name)?.unwrap_or_default().split(' ').map(str::to_owned).collect())
}

/// Whether a day is among those marked under this name.
pub fn has_day(reader: &mut Reader, name: &str, day: Day) -> Result<bool, DbError> {
    Ok(days(reader, name)?.contains(&day.to_string()))
}

/// Marks a day under this name, for what is done once a day; false when it is marked already. The last eight stay marked: a
/// clock that went wrong and was put right makes no day come twice, and none that is to come be missed.
pub fn mark_day(act: &mut Act<'_>, name: &str, day: Day) -> Result<bool, DbError> {
    let (mut all, day) = (days(act, name)?, day.to_string());
    if all.contains(&day) {
        return Ok(false);
    }
    all.push(day);
    set(act, name, &all[all.len().saturating_sub(DAYS)..].join(" "))
}
