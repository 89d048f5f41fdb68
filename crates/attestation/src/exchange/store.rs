//! The SQL of sheets that were sent in.

use crate::platform::act::Act;
use crate::platform::among::among;
use crate::platform::clock::Moment;
use crate::platform::engine::{DbError, Reader};
use crate::platform::ids::Id;
use crate::platform::names::FullName;
use crate::platform::record::{BadColumn, Record};
use crate::values;

use super::model::Import;

const IMPORT: &str = "select i.id, i.kind, i.file_name, i.file_key, i.received_on, i.added_at, i.confirmed_at, i.outcome, i.made, a.surname, a.given, a.patronymic
     from imports i left join accounts a on a.id = i.added_by";

fn import(row: &Record<'_>) -> Result<Import, BadColumn> {
    let text = |place| row.get::<Option<String>>(place).map(Option::unwrap_or_default);
    let name = FullName { surname: text(9)?, given: text(10)?, patronymic: text(11)? };
    Ok(Import {
        id: row.get(0)?,
        kind: row.get(1)?,
        file_name: row.get(2)?,
        file_key: row.get(3)?,
        received_on: row.get(4)?,
        added_at: row.get(5)?,
        confirmed_at: row.get(6)?,
        outcome: row.get(7)?,
        made: row.get(8)?,
        added_by: name.full(),
    })
}

/// Writes down that a sheet was sent in.
pub(super) fn add(act: &mut Act<'_>, new: &Import) -> Result<(), DbError> {
    let by = Some(act.account()).filter(|account| !account.is_empty());
    act.run(
        "insert into imports (id, kind, file_name, file_key, received_on, added_by, added_at, confirmed_at, outcome, made) values ($1, $2, $3, $4, $5, $6, $7, null, '', 0)",
        values![new.id, new.kind.code(), &new.file_name, &new.file_key, new.received_on, by, new.added_at],
    )?;
    Ok(())
}

/// Takes a sheet once; false when it was taken before.
pub(super) fn confirm(act: &mut Act<'_>, id: Id<Import>) -> Result<bool, DbError> {
    let now = act.at();
    let changed =
        act.run("update imports set confirmed_at = $2 where id = $1 and confirmed_at is null", values![id, now])?;
    Ok(changed == 1)
}

/// So many more of its records are there.
pub(super) fn add_made(act: &mut Act<'_>, id: Id<Import>, made: usize) -> Result<(), DbError> {
    act.run("update imports set made = made + $2 where id = $1", values![id, i64::try_from(made).unwrap_or(0)])?;
    Ok(())
}

/// What came of it; false when that is written already.
pub(super) fn conclude(act: &mut Act<'_>, id: Id<Import>, outcome: &str) -> Result<bool, DbError> {
    Ok(act.run("update imports set outcome = $2 where id = $1 and outcome = ''", values![id, outcome])? == 1)
}

/// Which of these organisations, by their ИНН, were made at a moment.
pub(super) fn organizations_made(reader: &mut Reader, at: Moment, inns: &[&str]) -> Result<Vec<String>, DbError> {
    let sql = "select inn from organizations where created_at = $1 and inn in (MANY)";
    among(reader, sql, values![at], inns, |row| row.get(0))
}

/// Which of these applications, by the numbers of their cases, were made at a moment.
pub(super) fn applications_made(reader: &mut Reader, at: Moment, numbers: &[&str]) -> Result<Vec<String>, DbError> {
    let sql = "select number from applications where created_at = $1 and number in (MANY)";
    among(reader, sql, values![at], numbers, |row| row.get(0))
}

/// One sheet.
pub(super) fn by_id(reader: &mut Reader, id: Id<Import>) -> Result<Option<Import>, DbError> {
    reader.row(&format!("{IMPORT} where i.id = $1"), values![id], import)
}

/// Sheets sent in, the newest first, before the one given; one more than `most` when more follow.
pub(super) fn list(
    reader: &mut Reader,
    before: Option<(Moment, Id<Import>)>,
    most: usize,
) -> Result<Vec<Import>, DbError> {
    let limit = i64::try_from(most).unwrap_or(20) + 1;
    let (at, id) = before.map_or((Moment::of_micros(i64::MAX), String::new()), |(at, id)| (at, id.to_string()));
    reader.rows(
        &format!("{IMPORT} where (i.added_at, i.id) < ($1, $2) order by i.added_at desc, i.id desc limit $3"),
        values![at, id, limit],
        import,
    )
}
