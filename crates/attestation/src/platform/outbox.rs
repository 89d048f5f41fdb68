//! The outbox: letters wait here as rows of the acts that caused them, and leave one by one with retries.
//! Nothing is lost; a letter can arrive twice only when the mail server's "taken" was lost, then with the same Message-ID.

mod kept;

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

pub use kept::{Filter, Kept, LAPSED, by_id, count_drafts, count_of, list, of_batch, tally};

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
