//! The SQL of acts: reading them; their cases and their steps are in the files beside.

mod cases;
mod files;
mod people;
mod signatures;
mod steps;

pub use cases::{Ahead, Chosen};
pub(super) use cases::{
    Border, Waiting, about_granted, add, ahead, among_cases, border, cases, entry_of, first_day, fixed, fixed_tally,
    lines_among, mark, remove, split, tally, waiting, waiting_count, waiting_sittings,
};
pub(super) use files::{replace_file, replaced_files};
pub(super) use people::{Lines, Subject, Unwritten, coordinators, person, subjects, uncoordinated, without_address};
pub(super) use signatures::{attach_signature, checks_of, unchecked, withdraw_signature, withdrawn_signatures};
pub(super) use steps::{
    Numbered, begin, body, correct, drop_draft, hold_draft, issue, name_body, number_taken, publish, show_file,
};

use crate::applications::Application;
use crate::platform::clock::{Day, Moment};
use crate::platform::engine::{DbError, Reader};
use crate::platform::ids::Id;
use crate::platform::names::key;
use crate::platform::record::{BadColumn, Record};
use crate::values;

use super::model::Decree;
use crate::documents::SignedFile;

const DECREE: &str = "t.id, t.stage, t.number, t.dated_on, t.signer_name, t.signer_post, t.file_key, t.file_name, t.file_size,
    t.signature_key, t.signature_name, t.signature_size, t.file_is_public, t.corrects_id, t.correction, t.reason, t.created_at, t.published_on, t.body";

pub(super) fn day_if_any(row: &Record<'_>, place: usize) -> Result<Option<Day>, BadColumn> {
    let text: Option<String> = row.get(place)?;
    let read = text.map(|day| day.parse()).transpose();
    read.map_err(|error: jiff::Error| BadColumn::new(place, error.to_string()))
}

fn file(row: &Record<'_>, place: usize) -> Result<Option<SignedFile>, BadColumn> {
    let key: Option<String> = row.get(place)?;
    key.map(|key| Ok(SignedFile { key, name: row.get(place + 1)?, size: row.get(place + 2)? })).transpose()
}

fn read(row: &Record<'_>) -> Result<Decree, BadColumn> {
    Ok(Decree {
        id: row.get(0)?,
        stage: row.get(1)?,
        number: row.get(2)?,
        dated_on: day_if_any(row, 3)?,
        signer_name: row.get(4)?,
        signer_post: row.get(5)?,
        file: file(row, 6)?,
        signature: file(row, 9)?,
        is_file_public: row.get(12)?,
        corrects: id_if_any(row, 13)?,
        correction: row.get(14)?,
        reason: row.get(15)?,
        created_at: row.get(16)?,
        published_on: day_if_any(row, 17)?,
        body: row.get(18)?,
    })
}

fn id_if_any<T>(row: &Record<'_>, place: usize) -> Result<Option<Id<T>>, BadColumn> {
    let text: Option<String> = row.get(place)?;
    text.map(|id| id.parse().map_err(|_| BadColumn::new(place, format!("no id {id}")))).transpose()
}

/// An act by its id.
pub(super) fn by_id(reader: &mut Reader, id: Id<Decree>) -> Result<Option<Decree>, DbError> {
    reader.row(&format!("select {DECREE} from acts t where t.id = $1"), values![id], read)
}

/// The issued act of a number, the newest when there are several.
pub(super) fn numbered(reader: &mut Reader, number: &str) -> Result<Option<Decree>, DbError> {
    let sql = format!(
        "select {DECREE} from act_numbers n join acts t on t.id = n.act_id where n.number_key = $1 order by n.year desc limit 1"
    );
    reader.row(&sql, values![key(number)], read)
}

/// The number of the act that was issued last; none while none was.
pub fn newest_number(reader: &mut Reader) -> Result<Option<String>, DbError> {
    let sql = "select number from acts where issued_at is not null order by issued_at desc, id desc limit 1";
    reader.row(sql, &[], |row| row.get(0))
}

/// When an act was issued; none while it is a draft.
pub(super) fn issued_at(reader: &mut Reader, id: Id<Decree>) -> Result<Option<Moment>, DbError> {
    Ok(reader.row("select issued_at from acts where id = $1", values![id], |row| row.get(0))?.flatten())
}

/// Acts of the board, the newest first, with the number of cases in each; dropped drafts are left out.
pub(super) fn board(
    reader: &mut Reader,
    after: Option<(Moment, Id<Decree>)>,
    most: i64,
) -> Result<Vec<(Decree, i64)>, DbError> {
    let (at, id) = after.map_or((Moment::of_micros(i64::MAX), String::new()), |(at, id)| (at, id.to_string()));
    let sql = format!(
        "select {DECREE}, (select count(*) from act_cases c where c.act_id = t.id) from acts t
         where t.stage <> 'dropped' and (t.created_at, t.id) < ($1, $2) order by t.created_at desc, t.id desc limit $3"
    );
    reader.rows(&sql, values![at, id, most], |row| Ok((read(row)?, row.get(19)?)))
}

/// Drafts of acts, the oldest first, with the number of cases in each.
pub(super) fn drafts(reader: &mut Reader, most: i64) -> Result<Vec<(Decree, i64)>, DbError> {
    let sql = format!(
        "select {DECREE}, (select count(*) from act_cases c where c.act_id = t.id) from acts t
         where t.stage = 'draft' order by t.created_at, t.id limit $1"
    );
    reader.rows(&sql, values![most], |row| Ok((read(row)?, row.get(19)?)))
}

/// Published acts, the newest first, with the number of people granted by each.
pub(super) fn published(
    reader: &mut Reader,
    after: Option<(Day, Id<Decree>)>,
    most: i64,
) -> Result<Vec<(Decree, i64)>, DbError> {
    let (day, id) =
        after.map_or_else(|| ("9999-12-31".to_owned(), String::new()), |(day, id)| (day.to_string(), id.to_string()));
    let sql = format!(
        "select {DECREE}, (select count(*) from act_cases c where c.act_id = t.id and c.outcome = 'granted') from acts t
         where t.stage = 'published' and (t.published_on, t.id) < ($1, $2) order by t.published_on desc, t.id desc limit $3"
    );
    reader.rows(&sql, values![day, id, most], |row| Ok((read(row)?, row.get(19)?)))
}

/// Acts that put clerical errors of an act right, the first one first.
pub(super) fn corrections(reader: &mut Reader, id: Id<Decree>) -> Result<Vec<Decree>, DbError> {
    let sql = format!("select {DECREE} from acts t where t.corrects_id = $1 order by t.id");
    reader.rows(&sql, values![id], read)
}

/// Issued acts that put the line of a case right.
pub(super) fn corrections_of(reader: &mut Reader, case: Id<Application>) -> Result<Vec<Decree>, DbError> {
    let sql = format!(
        "select {DECREE} from act_fixes f join acts t on t.id = f.act_id where f.application_id = $1 order by f.act_id"
    );
    reader.rows(&sql, values![case], read)
}

/// The act a case is in; none when it is in no act.
pub(super) fn of_case(reader: &mut Reader, case: Id<Application>) -> Result<Option<Decree>, DbError> {
    let sql = format!("select {DECREE} from act_cases c join acts t on t.id = c.act_id where c.application_id = $1");
    reader.row(&sql, values![case], read)
}
