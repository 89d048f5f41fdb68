//! The SQL of confirmed awards.

use crate::applications::Application;
use crate::platform::act::Act;
use crate::platform::engine::{DbError, Reader};
use crate::platform::ids::Id;
use crate::values;

/// An award as it was confirmed.
#[derive(Debug, Clone)]
pub(in super::super) struct Confirmed {
    /// The award in its words of that day.
    pub(in super::super) words: String,
    /// What was checked.
    pub(in super::super) checked: String,
    /// The document that proves it, as it is called.
    pub(in super::super) document: String,
}

/// Writes the award of a case down, with the document that proves it.
pub(in super::super) fn put_award<D>(
    act: &mut Act<'_>,
    application: Id<Application>,
    award: &str,
    document: Id<D>,
    checked: &str,
) -> Result<(), DbError> {
    let (now, who) = (act.at(), act.account());
    act.run(
        "insert into case_awards (application_id, award, document_id, checked, approved_at, approved_by) values ($1, $2, $3, $4, $5, $6)
         on conflict (application_id) do update set award = excluded.award, document_id = excluded.document_id, checked = excluded.checked,
             approved_at = excluded.approved_at, approved_by = excluded.approved_by",
        values![application, award, document, checked, now, who],
    )?;
    Ok(())
}

/// The confirmed award of a case; none while none is confirmed.
pub(in super::super) fn award_of(
    reader: &mut Reader,
    application: Id<Application>,
) -> Result<Option<Confirmed>, DbError> {
    let sql = "select w.award, w.checked, case when d.title <> '' then d.title else d.file_name end
         from case_awards w join documents d on d.id = w.document_id where w.application_id = $1";
    reader.row(sql, values![application], |row| {
        Ok(Confirmed { words: row.get(0)?, checked: row.get(1)?, document: row.get(2)? })
    })
}

/// Takes the award of a case that stands on no agenda undecided off; false when none is confirmed or the case stands on one.
pub(in super::super) fn take_award_back(act: &mut Act<'_>, application: Id<Application>) -> Result<bool, DbError> {
    let changed = act.run(
        "delete from case_awards where application_id = $1 and not exists (select 1 from agenda_items i
             where i.application_id = $1 and i.removed_at is null and i.outcome is null)",
        values![application],
    )?;
    Ok(changed == 1)
}
