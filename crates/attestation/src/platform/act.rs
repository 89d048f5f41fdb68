//! An act: a change, its row in the journal and its letters, in one transaction.
//! Only an act can write, and it ends only by telling the journal: a change without a trace does not compile.

use std::ops::{Deref, DerefMut};

use serde::{Deserialize, Serialize};

use super::clock::Moment;
use super::db::Db;
use super::engine::{DbError, Reader};
use super::ids::Id;
use super::jobs::Job;
pub use super::kind::{Audience, Kind};
use super::many;
use super::outbox::{self, Letter};
use super::record::Value;
use super::rehearsal;
use crate::values;

/// A row of the journal.
pub struct Entry;

/// Who acts: an account in one of its roles, or the system itself.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct By {
    /// The account; none when the system or a stranger acts.
    pub account: Option<String>,
    /// The role in which the person acts; empty for the system.
    pub role: String,
    /// The network address the request came from; empty for the system.
    pub address: String,
}

impl By {
    /// The system itself: jobs, commands.
    pub fn system() -> Self {
        Self::default()
    }
}

/// What is told to the journal.
#[derive(Debug, Clone)]
pub struct Fact {
    kind: Kind,
    application: Option<String>,
    subject: String,
    words: String,
    refused: bool,
}

impl Fact {
    /// A fact of this kind, in the words a person will read.
    pub fn of(kind: Kind, words: impl Into<String>) -> Self {
        Self { kind, application: None, subject: String::new(), words: words.into(), refused: false }
    }

    /// The application it is about.
    #[must_use]
    pub fn application<T>(mut self, id: Id<T>) -> Self {
        self.application = Some(id.to_string());
        self
    }

    /// What else it is about: `kind:id`.
    #[must_use]
    pub fn subject(mut self, noun: &str, id: impl std::fmt::Display) -> Self {
        self.subject = format!("{noun}:{id}");
        self
    }

    pub(super) const fn kind(&self) -> Kind {
        self.kind
    }

    pub(super) fn about(&self) -> &str {
        &self.subject
    }

    pub(super) fn words(&self) -> &str {
        &self.words
    }

    /// The thing was asked for and not given.
    #[must_use]
    pub fn refused(mut self) -> Self {
        self.refused = true;
        self
    }
}

/// The proof that the journal was told. Only `Act::record` makes it.
pub struct Done<T>(T);

/// The proof that a row of the journal was written in this act. Only `Act::note` makes it.
#[derive(Debug)]
pub struct Told(());

/// A transaction in which something is done by somebody.
pub struct Act<'a> {
    reader: &'a mut Reader,
    by: By,
    at: Moment,
}

impl Deref for Act<'_> {
    type Target = Reader;

    fn deref(&self) -> &Reader {
        self.reader
    }
}

impl DerefMut for Act<'_> {
    fn deref_mut(&mut self) -> &mut Reader {
        self.reader
    }
}

impl Act<'_> {
    /// The moment of the act.
    pub fn at(&self) -> Moment {
        self.at
    }

    /// The account that acts; empty text for the system.
    pub fn account(&self) -> String {
        self.by.account.clone().unwrap_or_default()
    }

    /// The role in which the person acts, in code; empty for the system.
    pub fn role(&self) -> &str {
        &self.by.role
    }

    /// From here on this account acts: it was made, or proved, within the act.
    pub fn known_as<T>(&mut self, account: Id<T>, role: &str) {
        self.by.account = Some(account.to_string());
        role.clone_into(&mut self.by.role);
    }

    /// Changes rows; how many.
    pub fn run(&mut self, sql: &str, values: &[Value<'_>]) -> Result<u64, DbError> {
        self.reader.run(sql, values)
    }

    /// Puts a letter into the outbox; its id.
    pub fn post(&mut self, letter: &Letter) -> Result<Id<Letter>, DbError> {
        outbox::put(self.reader, self.at, letter, None)
    }

    /// Puts a letter into the outbox as a draft of a batch: it is not sent until the batch is released. Its id.
    pub fn draft(&mut self, letter: &Letter, batch: &str) -> Result<Id<Letter>, DbError> {
        outbox::put(self.reader, self.at, letter, Some(batch))
    }

    /// Puts a job into the queue.
    pub fn enqueue<C, J: Job<C>>(&mut self, job: &J) -> Result<(), DbError> {
        super::jobs::put(self.reader, (self.at, self.at), job)
    }

    /// Puts a job into the queue that is done no earlier than at a moment.
    pub fn enqueue_at<C, J: Job<C>>(&mut self, due: Moment, job: &J) -> Result<(), DbError> {
        super::jobs::put(self.reader, (self.at, due), job)
    }

    /// The next number of a count that has no holes: 1, 2, 3…
    pub fn next_number(&mut self, counter: &str) -> Result<i64, DbError> {
        self.next_numbers(counter, 1)
    }

    /// The first of so many next numbers of such a count: the others follow it.
    pub fn next_numbers(&mut self, counter: &str, many: i64) -> Result<i64, DbError> {
        self.run("insert into counters (name, value) values ($1, 0) on conflict (name) do nothing", values![counter])?;
        self.run("update counters set value = value + $2 where name = $1", values![counter, many])?;
        Ok(self.count("select value from counters where name = $1", values![counter])? - many + 1)
    }

    /// One row of the journal: beside the one that ends the act, or the last one, handed to `end`.
    pub fn note(&mut self, fact: Fact) -> Result<Told, DbError> {
        self.note_all([fact])?;
        Ok(Told(()))
    }

    /// Rows of the journal beside the one that ends the act.
    pub fn note_all(&mut self, facts: impl IntoIterator<Item = Fact>) -> Result<(), DbError> {
        let (at, by) = (self.at, self.by.clone());
        let rows = facts.into_iter().map(|fact| -> [Value<'_>; 10] {
            [
                Id::<Entry>::new().into(),
                at.into(),
                by.account.clone().into(),
                by.role.clone().into(),
                fact.kind.code.into(),
                (if fact.refused { "refused" } else { "done" }).into(),
                fact.application.into(),
                fact.subject.into(),
                fact.words.into(),
                by.address.clone().into(),
            ]
        });
        let sql = "insert into journal (id, at, account_id, role, act, outcome, application_id, subject, words, address) values ROWS";
        many::insert(self, sql, rows)
    }

    /// Ends the act with `value`: its rows of the journal were written one by one.
    pub fn end<T>(&self, _: Told, value: T) -> Done<T> {
        Done(value)
    }

    /// Tells the journal and ends the act with `value`.
    pub fn record<T>(&mut self, fact: Fact, value: T) -> Result<Done<T>, DbError> {
        self.note(fact)?;
        Ok(Done(value))
    }
}

/// Kinds of upkeep that leave no trace of their own: a session seen, a letter sent, a job done.
pub struct Upkeep<'a>(&'a mut Reader);

impl Deref for Upkeep<'_> {
    type Target = Reader;

    fn deref(&self) -> &Reader {
        self.0
    }
}

impl DerefMut for Upkeep<'_> {
    fn deref_mut(&mut self) -> &mut Reader {
        self.0
    }
}

impl Upkeep<'_> {
    /// Changes rows; how many.
    pub fn run(&mut self, sql: &str, values: &[Value<'_>]) -> Result<u64, DbError> {
        self.0.run(sql, values)
    }

    /// Puts a job into the queue.
    pub fn enqueue<C, J: Job<C>>(&mut self, at: Moment, job: &J) -> Result<(), DbError> {
        super::jobs::put(self.0, (at, at), job)
    }
}

impl Db {
    /// Does an act: everything in the closure, or nothing. Answers once it is on the disk.
    pub async fn act<T, E>(
        &self,
        by: By,
        at: Moment,
        change: impl FnOnce(&mut Act<'_>) -> Result<Done<T>, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        if rehearsal::is_on() {
            return Err(DbError::Rehearsed.into());
        }
        self.work(move |reader| change(&mut Act { reader, by, at }).map(|done| done.0)).await
    }

    /// Upkeep of the house's own tables (sessions, counters of failures, outbox, queue): no person's act, no journal.
    pub async fn upkeep<T, E>(
        &self,
        change: impl FnOnce(&mut Upkeep<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        if rehearsal::is_on() {
            return Err(DbError::Rehearsed.into());
        }
        self.work(move |reader| change(&mut Upkeep(reader))).await
    }
}
