//! A form that was sent twice: the same person has just done this very thing, so the second time it is done too, and not
//! somebody else's work.

use super::act::{By, Fact};
use super::db::Db;
use super::engine::{DbError, Reader};
use super::failure::Failure;
use crate::values;

/// Whether the newest act of this kind is this very one, done by the same person. Words that are not known to the end may be
/// cut short.
///
/// # Errors
/// When the database does not answer.
pub fn is_done(reader: &mut Reader, by: &By, fact: &Fact) -> Result<bool, DbError> {
    let sql = "select account_id, subject, words from journal where act = $1 order by at desc, id desc limit 1";
    let last = reader.row(sql, values![fact.kind().code], |row| {
        Ok((row.get::<Option<String>>(0)?, row.get::<String>(1)?, row.get::<String>(2)?))
    })?;
    Ok(last.is_some_and(|(account, subject, words)| {
        account.is_some() && account == by.account && subject == fact.about() && words.starts_with(fact.words())
    }))
}

/// The end of a change: one that was refused because the same person has just made it is made.
///
/// # Errors
/// What the change failed with otherwise.
pub async fn settled<T: Default>(db: &Db, by: By, fact: Fact, done: Result<T, Failure>) -> Result<T, Failure> {
    let why = match done {
        Err(why @ (Failure::Conflict(_) | Failure::Denied(_))) => why,
        other => return other,
    };
    if db.read(move |reader| is_done(reader, &by, &fact)).await? { Ok(T::default()) } else { Err(why) }
}
