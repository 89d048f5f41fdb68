//! What an erasure takes out of rows that are sealed: its hash is kept, so that the seal is still whole, and its salt goes
//! with it, so that nobody can guess back what it was.

use super::line::salted;
use crate::platform::act::Act;
use crate::platform::engine::DbError;
use crate::platform::many;
use crate::platform::record::{BadColumn, Record, Value};

/// A part of a row that an erasure may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// What was told.
    Words,
    /// The network address.
    Address,
}

impl Part {
    const fn code(self) -> &'static str {
        match self {
            Self::Words => "words",
            Self::Address => "address",
        }
    }

    /// The question which sealed rows still have the part, among those that `narrowed` names.
    pub fn asked(self, narrowed: &str) -> String {
        let part = self.code();
        format!("select id, {part}_salt, {part} from journal where {part}_salt <> '' and {narrowed}")
    }
}

/// A part that is about to be taken: of which row, and its hash.
#[derive(Debug)]
pub struct Taken {
    entry: String,
    hash: String,
}

impl Taken {
    /// Reads what `Part::asked` has found.
    ///
    /// # Errors
    /// When a column is not what it should be.
    pub fn read(row: &Record<'_>) -> Result<Self, BadColumn> {
        let (salt, text): (String, String) = (row.get(1)?, row.get(2)?);
        Ok(Self { entry: row.get(0)?, hash: salted(&salt, &text) })
    }
}

/// Lets nobody seal until the act ends: what it has read of rows stays so.
///
/// # Errors
/// When the database does not answer.
pub fn hold(act: &mut Act<'_>) -> Result<(), DbError> {
    for sql in super::store::HOLD {
        act.run(sql, &[])?;
    }
    Ok(())
}

/// Keeps the hashes of what an erasure is about to take; `forgotten` is that erasure. Taking it, with its salt, is the
/// caller's next statement.
///
/// # Errors
/// When the database does not answer.
pub fn blot(act: &mut Act<'_>, part: Part, forgotten: &str, taken: &[Taken]) -> Result<(), DbError> {
    let sql = "insert into journal_blots (entry_id, part, hash, forgotten_id) values ROWS on conflict do nothing";
    let rows = taken.iter().map(|one| -> [Value<'_>; 4] {
        [(&one.entry).into(), part.code().into(), (&one.hash).into(), forgotten.into()]
    });
    many::insert(act, sql, rows)
}
