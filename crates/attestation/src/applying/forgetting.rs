//! Drafts go for good, at their teacher's request: what was not submitted is kept by no law.

use crate::accounts::Account;
use crate::platform::act::Act;
use crate::platform::among::{among, change_among};
use crate::platform::engine::{DbError, Reader};
use crate::platform::ids::Id;
use crate::values;

/// How many drafts a person has that became no application, those thrown away too.
///
/// # Errors
/// When the database does not answer.
pub fn count_drafts(reader: &mut Reader, account: Id<Account>) -> Result<i64, DbError> {
    let sql = "select count(*) from drafts where account_id = $1 and application_id is null";
    reader.count(sql, values![account])
}

/// Drafts that were deleted.
#[derive(Debug)]
pub struct Wiped {
    /// Their ids.
    pub drafts: Vec<String>,
    /// Names of their files, which may belong to others too.
    pub files: Vec<String>,
}

/// Deletes a person's drafts that became no application, with everything in them.
///
/// # Errors
/// When the database does not answer.
pub fn wipe_drafts(act: &mut Act<'_>, account: Id<Account>) -> Result<Wiped, DbError> {
    let sql = "select id from drafts where account_id = $1 and application_id is null order by id";
    let drafts: Vec<String> = act.rows(sql, values![account], |row| row.get(0))?;
    let files = wipe_these_drafts(act, &drafts)?;
    Ok(Wiped { drafts, files })
}

/// Deletes those of these drafts that became no application, with everything in them; names of their files, which may belong
/// to others too.
///
/// # Errors
/// When the database does not answer.
pub fn wipe_these_drafts(act: &mut Act<'_>, drafts: &[String]) -> Result<Vec<String>, DbError> {
    let drafts: Vec<&str> = drafts.iter().map(String::as_str).collect();
    let own = "select id from drafts where id in (MANY) and application_id is null";
    let drafts: Vec<String> = among(act, own, &[], &drafts, |row| row.get(0))?;
    let drafts: Vec<&str> = drafts.iter().map(String::as_str).collect();
    let sql = "select distinct file_key from draft_documents where draft_id in (MANY) order by file_key";
    let files = among(act, sql, &[], &drafts, |row| row.get(0))?;
    for table in ["draft_pages", "draft_courses", "draft_documents"] {
        change_among(act, &format!("delete from {table} where draft_id in (MANY)"), &[], &drafts)?;
    }
    change_among(act, "delete from drafts where id in (MANY)", &[], &drafts)?;
    Ok(files)
}
