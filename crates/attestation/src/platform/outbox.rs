//! The outbox: letters wait here as rows of the acts that caused them, and leave one by one with retries.
//! Nothing is lost; a letter can arrive twice only when the mail server's "taken" was lost, then with the same Message-ID.

use std::fmt::Write as _;

use jiff::SignedDuration;

use super::act::{Act, Upkeep};
use super::clock::Moment;
use super::engine::{DbError, Reader};
use super::ids::Id;
use super::letter::Draft;
use super::many;
use super::record::{BadColumn, Record, Value};
use super::wording;
use crate::values;

/// A letter to one person, in plain text and HTML.
#[derive(Debug, Clone, Default)]
pub struct Letter {
    /// What kind of letter it is, `noun.verb`.
    pub kind: &'static str,
    /// The address.
    pub to_email: String,
    /// The name beside the address.
    pub to_name: String,
    /// The account it is for, when there is one.
    pub account: Option<String>,
    /// The subject line.
    pub subject: String,
    /// The plain text part.
    pub text: String,
    /// The HTML part.
    pub html: String,
    /// What it is written from, so that the centre's own words can be put around it.
    pub draft: Option<Draft>,
    /// Whether the body holds a one-time link: it is emptied once the letter is sent.
    pub secret: bool,
    /// The cases it tells of: when one of them is erased, so is the letter.
    pub cases: Vec<String>,
}

impl Letter {
    /// The letter, telling of these cases.
    #[must_use]
    pub fn about<T>(mut self, cases: impl IntoIterator<Item = Id<T>>) -> Self {
        self.cases.extend(cases.into_iter().map(|case| case.to_string()));
        self
    }
}

/// A letter taken from the outbox to be sent.
#[derive(Debug, Clone)]
pub struct Waiting {
    /// Its id: the left part of its Message-ID.
    pub id: Id<Letter>,
    /// The letter.
    pub letter: Letter,
    /// How many times it was tried before.
    pub attempts: i64,
}

/// Subject, plain text and HTML of a letter, with the centre's own words of its kind when there are any.
fn in_own_words(reader: &mut Reader, letter: &Letter) -> Result<[String; 3], DbError> {
    if let Some(draft) = &letter.draft
        && let Some(around) = wording::of(reader, letter.kind)?
    {
        return draft.reworded(&around).map_err(|error| DbError::Stopped(error.to_string()));
    }
    Ok([letter.subject.clone(), letter.text.clone(), letter.html.clone()])
}

pub(super) fn put(
    reader: &mut Reader,
    at: Moment,
    letter: &Letter,
    batch: Option<&str>,
) -> Result<Id<Letter>, DbError> {
    let id = Id::new();
    let [subject, text, html] = in_own_words(reader, letter)?;
    let state = if batch.is_some() { "draft" } else { "queued" };
    reader.run(
        "insert into letters (id, kind, to_email, to_name, account_id, subject, body_text, body_html, secret, state, attempts, next_at, last_error, created_at, sent_at, batch)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $11, 0, $10, '', $10, null, $12)",
        &[
            id.into(),
            letter.kind.into(),
            (&letter.to_email).into(),
            (&letter.to_name).into(),
            letter.account.clone().into(),
            (&subject).into(),
            (&text).into(),
            (&html).into(),
            letter.secret.into(),
            at.into(),
            state.into(),
            batch.into(),
        ],
    )?;
    let sql = "insert into letter_cases (letter_id, application_id) values ROWS on conflict do nothing";
    many::put(reader, sql, letter.cases.iter().map(|case| -> [Value<'_>; 2] { [id.into(), case.into()] }))?;
    Ok(id)
}

/// How long a sender holds a letter it has taken: another instance may take it after that.
/// Longer than the slowest talk with a mail server can take.
const HOLD: SignedDuration = SignedDuration::from_mins(10);
/// A letter is tried this many times: with the pauses below, for a little over two days.
const TRIES: i64 = 14;

/// Takes the next letters that are due, holding them against other senders.
pub fn take(upkeep: &mut Upkeep<'_>, now: Moment, most: i64) -> Result<Vec<Waiting>, DbError> {
    let due = upkeep.rows(
        "select id, kind, to_email, to_name, subject, body_text, body_html, attempts, next_at
         from letters where state = 'queued' and next_at <= $1 order by next_at, id limit $2",
        values![now, most],
        |row| Ok((read(row)?, row.get::<Moment>(8)?)),
    )?;
    let mut taken = Vec::new();
    for (waiting, next_at) in due {
        let mine = upkeep.run(
            "update letters set next_at = $3, attempts = attempts + 1 where id = $1 and state = 'queued' and next_at = $2",
            values![waiting.id, next_at, now.plus(HOLD)],
        )?;
        if mine == 1 {
            taken.push(waiting);
        }
    }
    Ok(taken)
}

fn read(row: &Record<'_>) -> Result<Waiting, BadColumn> {
    let letter = Letter {
        kind: "",
        to_email: row.get(2)?,
        to_name: row.get(3)?,
        account: None,
        subject: row.get(4)?,
        text: row.get(5)?,
        html: row.get(6)?,
        draft: None,
        secret: false,
        cases: Vec::new(),
    };
    Ok(Waiting { id: row.get(0)?, letter, attempts: row.get(7)? })
}

/// The letter was taken by the mail server.
pub fn sent(upkeep: &mut Upkeep<'_>, id: Id<Letter>, now: Moment) -> Result<(), DbError> {
    upkeep.run(
        "update letters set state = 'sent', sent_at = $2, last_error = '',
                body_text = case when secret = 1 then '' else body_text end,
                body_html = case when secret = 1 then '' else body_html end
         where id = $1",
        values![id, now],
    )?;
    Ok(())
}

/// The letter was not taken: tried again later with longer and longer pauses, or given up when the server's no is final.
pub fn not_sent(
    upkeep: &mut Upkeep<'_>,
    waiting: &Waiting,
    now: Moment,
    reason: &str,
    is_final: bool,
) -> Result<(), DbError> {
    let tried = waiting.attempts + 1;
    let give_up = is_final || tried >= TRIES;
    let state = if give_up { "failed" } else { "queued" };
    upkeep.run(
        "update letters set state = $2, next_at = $3, last_error = $4 where id = $1",
        values![waiting.id, state, now.plus(pause(tried)), reason],
    )?;
    Ok(())
}

/// How long to wait after so many tries in a row: 1, 2, 4 … minutes, no longer than 12 hours.
pub fn pause(tried: i64) -> SignedDuration {
    let minutes = 1_i64 << (tried - 1).clamp(0, 10);
    SignedDuration::from_mins(minutes.min(720))
}

/// Puts a failed letter back into the queue; false when it is not a failed one.
pub fn again(act: &mut Act<'_>, id: Id<Letter>) -> Result<bool, DbError> {
    let now = act.at();
    Ok(act.run(
        "update letters set state = 'queued', attempts = 0, next_at = $2 where id = $1 and state = 'failed'",
        values![id, now],
    )? == 1)
}

/// Lets the drafts of a batch go: from here on they are sent like any letter. How many there were.
pub fn release(act: &mut Act<'_>, batch: &str) -> Result<u64, DbError> {
    let now = act.at();
    act.run(
        "update letters set state = 'queued', next_at = $2 where batch = $1 and state = 'draft'",
        values![batch, now],
    )
}

/// Discards a draft: it is kept to be read and never sent. False when it is no draft any more.
pub fn discard(act: &mut Act<'_>, id: Id<Letter>) -> Result<bool, DbError> {
    Ok(act.run("update letters set state = 'discarded' where id = $1 and state = 'draft'", values![id])? == 1)
}

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
