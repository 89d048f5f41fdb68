//! Closed cabinets past their term: whoever nothing needs is forgotten, of the others the name stays under what they did.

use crate::context::App;
use crate::platform::act::Act;
use crate::platform::clock::{Day, Moment};
use crate::platform::engine::{DbError, Reader};
use crate::retention::DropFiles;
use crate::retention::erasure;
use crate::values;

/// Ids of cabinets closed in one of these spans that still have a way in, `most` at most.
pub(super) fn past_term(reader: &mut Reader, spans: &[(Moment, Moment)], most: i64) -> Result<Vec<String>, DbError> {
    let mut found = Vec::new();
    for (from, before) in spans {
        let sql = "select id from accounts where closed_at is not null and password_hash <> '' and closed_at >= $1 and closed_at < $2
             order by closed_at, id limit $3";
        let left = most.saturating_sub(i64::try_from(found.len()).unwrap_or(i64::MAX));
        found.extend(reader.rows(sql, values![*from, *before, left], |row| row.get::<String>(0))?);
    }
    Ok(found)
}

/// What stands instead of a person whose cabinet was closed for so long.
pub(super) const WORDS: &str = "персональные данные уничтожены по сроку хранения";

/// Empties these cabinets; how many. Files of drafts leave the store afterwards.
pub(super) fn empty(act: &mut Act<'_>, cabinets: &[String], today: Day) -> Result<u64, DbError> {
    let (emptied, files) = erasure::forget_closed(act, cabinets, WORDS, today)?;
    if !files.is_empty() {
        act.enqueue::<App, DropFiles>(&DropFiles { files })?;
    }
    Ok(emptied)
}
