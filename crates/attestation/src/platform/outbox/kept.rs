//! Letters of the outbox as they are shown: lists, one letter, how many stand where. Nothing is changed here.

use std::fmt::Write as _;

use crate::platform::clock::Moment;
use crate::platform::engine::{DbError, Reader};
use crate::platform::ids::Id;
use crate::platform::record::{BadColumn, Record, Value};
use crate::values;

use super::Letter;

/// The setting that holds the last day on which letters went by their retention term.
pub const LAPSED: &str = "letters.lapsed";

/// How many letters of a batch are in a state.
pub fn count_of(reader: &mut Reader, batch: &str, state: &str) -> Result<i64, DbError> {
    reader.count("select count(*) from letters where batch = $1 and state = $2", values![batch, state])
}

/// Letters of a batch in a state, in the order they were written, `most` at most after a row.
pub fn of_batch(
    reader: &mut Reader,
    batch: &str,
    state: &str,
    after: Option<Id<Letter>>,
    most: i64,
) -> Result<Vec<Kept>, DbError> {
    let after = after.map_or_else(String::new, |id| id.to_string());
    let sql = format!("select {KEPT} from letters where batch = $1 and state = $2 and id > $3 order by id limit $4");
    reader.rows(&sql, values![batch, state, after, most], kept)
}

/// A letter in the outbox, as it is shown.
#[derive(Debug, Clone)]
pub struct Kept {
    /// Its id.
    pub id: Id<Letter>,
    /// The address.
    pub to_email: String,
    /// The name beside it.
    pub to_name: String,
    /// The subject line.
    pub subject: String,
    /// The plain text; empty in lists, and when it holds a one-time link.
    pub text: String,
    /// Whether the body holds a one-time link.
    pub secret: bool,
    /// `draft`, `queued`, `sent`, `failed` or `discarded`.
    pub state: String,
    /// How many times it was tried.
    pub attempts: i64,
    /// When it is tried next.
    pub next_at: Moment,
    /// Why it was not taken the last time; may be empty.
    pub last_error: String,
    /// When it was written.
    pub created_at: Moment,
    /// When the server took it.
    pub sent_at: Option<Moment>,
}

const KEPT: &str = "id, to_email, to_name, subject, secret, state, attempts, next_at, last_error, created_at, sent_at";

fn kept(row: &Record<'_>) -> Result<Kept, BadColumn> {
    Ok(Kept {
        id: row.get(0)?,
        to_email: row.get(1)?,
        to_name: row.get(2)?,
        subject: row.get(3)?,
        text: String::new(),
        secret: row.get(4)?,
        state: row.get(5)?,
        attempts: row.get(6)?,
        next_at: row.get(7)?,
        last_error: row.get(8)?,
        created_at: row.get(9)?,
        sent_at: row.get(10)?,
    })
}

/// What the list of letters is narrowed to: a state, an address, the row before the page.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// `draft`, `queued`, `sent`, `failed`, `discarded`; empty: all.
    pub state: String,
    /// The whole address; empty: all.
    pub to: String,
    /// The row before the page.
    pub after: Option<(Moment, Id<Letter>)>,
}

/// Letters, the newest first, `most` at most.
pub fn list(reader: &mut Reader, filter: &Filter, most: i64) -> Result<Vec<Kept>, DbError> {
    let mut values: Vec<Value<'_>> = vec![most.into()];
    let mut narrowed = String::from("1 = 1");
    if !filter.state.is_empty() {
        values.push((&filter.state).into());
        narrowed.push_str(" and state = $2");
    }
    if !filter.to.is_empty() {
        values.push((&filter.to).into());
        let _ = write!(narrowed, " and to_email = ${}", values.len());
    }
    if let Some((at, id)) = filter.after {
        values.extend([at.into(), id.into()]);
        let (at, id) = (values.len() - 1, values.len());
        let _ = write!(narrowed, " and created_at <= ${at} and (created_at < ${at} or id < ${id})");
    }
    let sql = format!("select {KEPT} from letters where {narrowed} order by created_at desc, id desc limit $1");
    reader.rows(&sql, &values, kept)
}

/// One letter with its text; the text of a letter that holds a one-time link is nobody's but its addressee's.
pub fn by_id(reader: &mut Reader, id: Id<Letter>) -> Result<Option<Kept>, DbError> {
    let sql = format!("select {KEPT}, case when secret = 1 then '' else body_text end from letters where id = $1");
    reader.row(&sql, values![id], |row| Ok(Kept { text: row.get(11)?, ..kept(row)? }))
}

/// How many letters are drafts, which wait for a person and not for their turn.
pub fn count_drafts(reader: &mut Reader) -> Result<i64, DbError> {
    reader.count("select count(*) from letters where state = 'draft'", &[])
}

/// How many letters wait, and how many were given up.
pub fn tally(reader: &mut Reader) -> Result<(i64, i64), DbError> {
    let mut of = |state: &str| reader.count("select count(*) from letters where state = $1", values![state]);
    Ok((of("queued")?, of("failed")?))
}
