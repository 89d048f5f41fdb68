//! The SQL of what waits to be registered.

use crate::deadlines::{REGISTER, REGISTER_PORTAL};
use crate::platform::clock::Day;
use crate::platform::engine::{DbError, Reader};

/// Applications that wait to be registered.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::intake) struct Waiting {
    /// How many.
    pub(in crate::intake) many: i64,
    /// The last day to register the first of them; none where no clock runs.
    pub(in crate::intake) first_due: Option<Day>,
}

/// What waits now.
pub(in crate::intake) fn waiting(reader: &mut Reader) -> Result<Waiting, DbError> {
    let sql = format!(
        "select count(distinct a.id), min(k.due_on) from applications a
         left join case_clocks k on k.application_id = a.id and k.code in ('{REGISTER}', '{REGISTER_PORTAL}')
             and k.met_at is null and k.dropped_at is null
         where a.stage = 'submitted'"
    );
    let found = reader.row(&sql, &[], |row| Ok(Waiting { many: row.get(0)?, first_due: row.get(1)? }))?;
    Ok(found.unwrap_or_default())
}
