//! The SQL of the search open to everybody: its switch, and people of one surname and name.

use crate::platform::act::Act;
use crate::platform::engine::{DbError, Reader};
use crate::platform::names::{FullName, key};
use crate::platform::settings;
use crate::values;

use super::super::model::Record;
use super::{BY_WORDS, RECORD, read};

/// The name of the switch among the settings.
const SWITCH: &str = "register.public";

/// Whether the search is open to everybody; off until the centre switches it on.
pub fn search_is_open(reader: &mut Reader) -> Result<bool, DbError> {
    Ok(settings::get(reader, SWITCH)?.as_deref() == Some("yes"))
}

/// Switches the search on or off; false when it stands so already.
pub(in crate::register) fn switch_to(act: &mut Act<'_>, open: bool) -> Result<bool, DbError> {
    if search_is_open(act)? == open {
        return Ok(false);
    }
    settings::set(act, SWITCH, if open { "yes" } else { "no" })
}

/// Rows looked through: people of one surname and name are few.
const LOOKED: i64 = 200;

/// Records in force of people with this whole surname and name, and patronymic when it is given, the newest first.
pub(in crate::register) fn named(reader: &mut Reader, name: &FullName) -> Result<Vec<Record>, DbError> {
    let begins = name.short_key();
    let Some(surname) = begins.split(' ').next().filter(|word| !word.is_empty()) else { return Ok(Vec::new()) };
    // Names that are this one or go on after a space; the sign after a space ends them.
    let sql = format!(
        "select {RECORD} from {BY_WORDS}
         where w.word = $1 and w.name_key >= $2 and w.name_key < $3 and w.entry <> 'revoked'
         order by w.granted_on desc, w.record_id desc limit {LOOKED}"
    );
    let mut found = reader.rows(&sql, values![surname, &begins, format!("{begins}!")], read)?;
    found.retain(|record| {
        key(&record.name.surname) == key(&name.surname)
            && key(&record.name.given) == key(&name.given)
            && (name.patronymic.is_empty() || key(&record.name.patronymic) == key(&name.patronymic))
    });
    Ok(found)
}
