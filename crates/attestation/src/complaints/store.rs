//! The SQL of complaints.

use crate::applications::Application;
use crate::documents::SignedFile;
use crate::platform::act::Act;
use crate::platform::clock::Day;
use crate::platform::engine::{DbError, Reader};
use crate::platform::ids::Id;
use crate::platform::record::{BadColumn, Record};
use crate::values;

use super::filing::NewComplaint;
use super::model::{Against, Answered, Complaint};

const COMPLAINT: &str = "select id, against, words, filed_on, due_on, by_role, file_key, file_name, file_size,
    answered_on, answer, answer_key, answer_name, answer_size from complaints";

fn file(row: &Record<'_>, at: usize) -> Result<Option<SignedFile>, BadColumn> {
    let key: Option<String> = row.get(at)?;
    key.map(|key| Ok(SignedFile { key, name: row.get(at + 1)?, size: row.get(at + 2)? })).transpose()
}

fn complaint(row: &Record<'_>) -> Result<Complaint, BadColumn> {
    let answered_on: Option<String> = row.get(9)?;
    let answered = answered_on.map(|_| Ok(Answered { on: row.get(9)?, words: row.get(10)?, file: file(row, 11)? }));
    Ok(Complaint {
        id: row.get(0)?,
        against: row.get(1)?,
        words: row.get(2)?,
        filed_on: row.get(3)?,
        due_on: row.get(4)?,
        is_own: row.get::<String>(5)? == "teacher",
        file: file(row, 6)?,
        answered: answered.transpose()?,
    })
}

/// The day of what there is to complain of in a case: of the refusal at intake, of the last decision; none while there is
/// nothing.
///
/// # Errors
/// When the database does not answer.
pub(super) fn day_of(reader: &mut Reader, case: Id<Application>) -> Result<Option<Day>, DbError> {
    let sql = "select coalesce(
            (select max(s.held_on) from agenda_items i join sittings s on s.id = i.sitting_id
             where i.application_id = $1 and i.removed_at is null and i.outcome in ('granted', 'refused')),
            (select refused_on from intake_refusals where application_id = $1))";
    let found: Option<Option<Day>> = reader.row(sql, values![case], |row| row.get(0))?;
    Ok(found.flatten())
}

/// Complaints of a case, the newest first.
///
/// # Errors
/// When the database does not answer.
pub fn of_case(reader: &mut Reader, case: Id<Application>) -> Result<Vec<Complaint>, DbError> {
    let sql = format!("{COMPLAINT} where application_id = $1 order by filed_at desc, id desc");
    reader.rows(&sql, values![case], complaint)
}

/// The complaint of a case that waits for its answer.
///
/// # Errors
/// When the database does not answer.
pub fn open_of(reader: &mut Reader, case: Id<Application>) -> Result<Option<Complaint>, DbError> {
    let sql = format!("{COMPLAINT} where application_id = $1 and answered_on is null");
    reader.row(&sql, values![case], complaint)
}

/// A complaint of this case by its id.
pub(super) fn by_id(
    reader: &mut Reader,
    case: Id<Application>,
    id: Id<Complaint>,
) -> Result<Option<Complaint>, DbError> {
    let sql = format!("{COMPLAINT} where id = $1 and application_id = $2");
    reader.row(&sql, values![id, case], complaint)
}

/// A file in its three columns; without one the first is empty.
fn columns(file: Option<&SignedFile>) -> (Option<&str>, &str, i64) {
    file.map_or((None, "", 0), |one| (Some(one.key.as_str()), one.name.as_str(), one.size))
}

/// Writes a complaint down; false when another one of the case waits for its answer.
pub(super) fn add(
    act: &mut Act<'_>,
    case: Id<Application>,
    (against, due_on): (Against, Day),
    new: &NewComplaint,
) -> Result<bool, DbError> {
    let (now, who) = (act.at(), act.account());
    let role = act.role().to_owned();
    let (key, name, size) = columns(new.file.as_ref());
    let added = act.run(
        "insert into complaints (id, application_id, against, words, filed_on, due_on, file_key, file_name, file_size, filed_by, by_role, filed_at,
             answer, answered_on, answer_key, answer_name, answer_size, answered_by, answered_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, '', null, null, '', 0, null, null) on conflict do nothing",
        values![
            Id::<Complaint>::new(),
            case,
            against.code(),
            &new.words,
            new.filed_on,
            due_on,
            key,
            name,
            size,
            who,
            role,
            now
        ],
    )?;
    Ok(added == 1)
}

/// Writes an answer down; false when there is one already.
pub(super) fn put_answer(act: &mut Act<'_>, id: Id<Complaint>, new: &Answered) -> Result<bool, DbError> {
    let (now, who) = (act.at(), act.account());
    let (key, name, size) = columns(new.file.as_ref());
    let changed = act.run(
        "update complaints set answer = $2, answered_on = $3, answer_key = $4, answer_name = $5, answer_size = $6, answered_by = $7, answered_at = $8
         where id = $1 and answered_on is null",
        values![id, &new.words, new.on, key, name, size, who, now],
    )?;
    Ok(changed == 1)
}
