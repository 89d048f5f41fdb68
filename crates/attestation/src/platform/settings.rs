//! Settings the house keeps as single values under a name.

use super::act::Act;
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
