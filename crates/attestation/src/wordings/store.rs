//! The SQL of the centre's words in letters.

use crate::platform::act::Act;
use crate::platform::clock::Moment;
use crate::platform::engine::{DbError, Reader};
use crate::platform::names::FullName;
use crate::platform::record::{BadColumn, Record};
use crate::platform::wording::Wording;
use crate::values;

/// The words for one kind of letter as they are kept.
#[derive(Debug, Clone)]
pub(super) struct Kept {
    pub(super) kind: String,
    pub(super) wording: Wording,
    /// Grows with each change.
    pub(super) version: i64,
    pub(super) changed_by: FullName,
    pub(super) changed_at: Moment,
}

const KEPT: &str =
    "select w.kind, w.subject, w.opening, w.closing, w.version, u.surname, u.given, u.patronymic, w.changed_at
    from letter_wordings w join accounts u on u.id = w.changed_by";

fn read(row: &Record<'_>) -> Result<Kept, BadColumn> {
    Ok(Kept {
        kind: row.get(0)?,
        wording: Wording { subject: row.get(1)?, opening: row.get(2)?, closing: row.get(3)? },
        version: row.get(4)?,
        changed_by: FullName::read(row, 5)?,
        changed_at: row.get(8)?,
    })
}

/// Every kind that has words of the centre.
pub(super) fn all(reader: &mut Reader) -> Result<Vec<Kept>, DbError> {
    reader.rows(&format!("{KEPT} order by w.kind"), &[], read)
}

/// The words for one kind.
pub(super) fn of(reader: &mut Reader, kind: &str) -> Result<Option<Kept>, DbError> {
    reader.row(&format!("{KEPT} where w.kind = $1"), values![kind], read)
}

/// Writes the words for a kind that still stands at `version` (nought: it has none). False when somebody was first.
pub(super) fn change(act: &mut Act<'_>, kind: &str, version: i64, new: &Wording) -> Result<bool, DbError> {
    let (by, at) = (act.account(), act.at());
    let changed = if version == 0 {
        act.run(
            "insert into letter_wordings (kind, subject, opening, closing, version, changed_by, changed_at)
             values ($1, $2, $3, $4, 1, $5, $6) on conflict (kind) do nothing",
            values![kind, &new.subject, &new.opening, &new.closing, by, at],
        )?
    } else {
        act.run(
            "update letter_wordings set subject = $3, opening = $4, closing = $5, version = version + 1, changed_by = $6, changed_at = $7
             where kind = $1 and version = $2",
            values![kind, version, &new.subject, &new.opening, &new.closing, by, at],
        )?
    };
    Ok(changed == 1)
}
