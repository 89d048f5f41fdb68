//! Drafts go for good, at their teacher's request: what was not submitted is kept by no law.

use crate::accounts::Account;
use crate::platform::act::Act;
use crate::platform::engine::{DbError, Reader};
use crate::platform::ids::Id;
use crate::values;

/// Drafts of a person that became no application, those thrown away too.
const OWN: &str = "(select id from drafts where account_id = $1 and application_id is null)";

/// How many drafts a person has that became no application, those thrown away too.
///
/// # Errors
/// When the database does not answer.
pub fn count_drafts(reader: &mut Reader, account: Id<Account>) -> Result<i64, DbError> {
    let sql = "select count(*) from drafts where account_id = $1 and application_id is null";
    reader.count(sql, values![account])
}

/// Deletes them with everything in them; names of their files, which may belong to others too.
///
/// # Errors
/// When the database does not answer.
pub fn wipe_drafts(act: &mut Act<'_>, account: Id<Account>) -> Result<Vec<String>, DbError> {
    let files = act.rows(
        &format!("select distinct file_key from draft_documents where draft_id in {OWN} order by file_key"),
        values![account],
        |row| row.get(0),
    )?;
    for table in ["draft_pages", "draft_courses", "draft_documents"] {
        act.run(&format!("delete from {table} where draft_id in {OWN}"), values![account])?;
    }
    act.run("delete from drafts where account_id = $1 and application_id is null", values![account])?;
    Ok(files)
}
