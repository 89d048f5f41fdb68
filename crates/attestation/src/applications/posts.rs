//! The posts that are attested, as applications name them.

use crate::platform::clock::Day;
use crate::platform::engine::{DbError, Reader};
use crate::platform::ids::Id;
use crate::platform::names::key;
use crate::platform::record::{BadColumn, Record};
use crate::values;

use super::model::Teacher;

/// A post that may be attested.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Post {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// From this day it is attested no more; none while it is.
    pub ended_on: Option<Day>,
}

fn post(row: &Record<'_>) -> Result<Post, BadColumn> {
    Ok(Post { code: row.get(0)?, name: row.get(1)?, ended_on: row.get(2)? })
}

/// Every post that is attested now, by name.
pub fn posts(reader: &mut Reader) -> Result<Vec<Post>, DbError> {
    reader.rows("select code, name, ended_on from posts where ended_on is null order by name_key", &[], post)
}

/// Every post there ever was, by name: what was decided in one that is attested no more stays, and is written down and
/// looked for as before.
pub fn posts_ever(reader: &mut Reader) -> Result<Vec<Post>, DbError> {
    reader.rows("select code, name, ended_on from posts order by name_key", &[], post)
}

/// The post people name: any case, stray spaces.
pub fn post_named(reader: &mut Reader, name: &str) -> Result<Option<Post>, DbError> {
    reader.row("select code, name, ended_on from posts where name_key = $1", values![key(name)], post)
}

/// The post's code of a teacher's newest application, while the post is attested.
pub fn last_post(reader: &mut Reader, id: Id<Teacher>) -> Result<Option<String>, DbError> {
    let sql = "select a.post_code from applications a join posts p on p.code = a.post_code where a.teacher_id = $1 and p.ended_on is null
         order by a.received_on desc, a.id desc limit 1";
    reader.row(sql, values![id], |row| row.get(0))
}
