//! The SQL of posts and their former names.

use crate::platform::act::Act;
use crate::platform::clock::{Day, Moment};
use crate::platform::engine::{DbError, Reader};
use crate::platform::ids::Id;
use crate::platform::names::key;
use crate::platform::record::{BadColumn, Record};
use crate::values;

/// A post as the centre sees it.
#[derive(Debug, Clone)]
pub struct Post {
    /// «P27».
    pub code: String,
    /// Its name today.
    pub name: String,
    /// The document it rests on.
    pub legal_ref: String,
    /// The first day it is attested.
    pub since: Day,
    /// From this day it is offered no more.
    pub ended_on: Option<Day>,
}

/// A former name of a post.
#[derive(Debug, Clone)]
pub struct Former {
    /// Whose.
    pub code: String,
    /// The name.
    pub name: String,
    /// From this day the post is called otherwise.
    pub until: Day,
    /// By which document.
    pub legal_ref: String,
}

fn post(row: &Record<'_>) -> Result<Post, BadColumn> {
    let ended: Option<String> = row.get(4)?;
    Ok(Post {
        code: row.get(0)?,
        name: row.get(1)?,
        legal_ref: row.get(2)?,
        since: row.get(3)?,
        ended_on: ended.map(|day| day.parse()).transpose().map_err(|_| BadColumn::new(4, "not a day"))?,
    })
}

fn former(row: &Record<'_>) -> Result<Former, BadColumn> {
    Ok(Former { code: row.get(0)?, name: row.get(1)?, until: row.get(2)?, legal_ref: row.get(3)? })
}

/// Posts at most on the page: there are some thirty by law.
const MOST: i64 = 500;

/// Every post, by name.
pub fn all(reader: &mut Reader) -> Result<Vec<Post>, DbError> {
    let sql = "select code, name, legal_ref, since, ended_on from posts order by name_key limit $1";
    reader.rows(sql, values![MOST], post)
}

/// Every former name, the newest first.
pub fn former_names(reader: &mut Reader) -> Result<Vec<Former>, DbError> {
    let sql =
        "select post_code, name, until, legal_ref from post_names order by post_code, until desc, id desc limit $1";
    reader.rows(sql, values![MOST], former)
}

/// One post.
pub(super) fn by_code(reader: &mut Reader, code: &str) -> Result<Option<Post>, DbError> {
    let sql = "select code, name, legal_ref, since, ended_on from posts where code = $1";
    reader.row(sql, values![code], post)
}

/// Former names of one post, the newest first.
pub(super) fn names_of(reader: &mut Reader, code: &str) -> Result<Vec<Former>, DbError> {
    let sql =
        "select post_code, name, until, legal_ref from post_names where post_code = $1 order by until desc, id desc";
    reader.rows(sql, values![code], former)
}

/// What a post was called before, and the moment each name was given up, the earliest first.
pub fn earlier_names(reader: &mut Reader, code: &str) -> Result<Vec<(Moment, String)>, DbError> {
    let sql = "select added_at, name from post_names where post_code = $1 order by added_at, id";
    reader.rows(sql, values![code], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// The post that bears this name now, or bore it before: its code.
pub(super) fn named(reader: &mut Reader, name: &str) -> Result<Option<String>, DbError> {
    let sql = "select code from posts where name_key = $1 union select post_code from former_posts where name_key = $1";
    reader.row(sql, values![key(name)], |row| row.get(0))
}

/// A new post.
pub(super) struct NewPost {
    /// Its name.
    pub(super) name: String,
    /// The first day it is attested.
    pub(super) since: Day,
    /// The document it rests on.
    pub(super) legal_ref: String,
}

/// Adds a post under the next code; none when the name is taken.
pub(super) fn add(act: &mut Act<'_>, new: &NewPost) -> Result<Option<String>, DbError> {
    let number = act.next_number("posts")?;
    // Codes of the law's own list end at P29; those the centre adds are told apart.
    let code = format!("C{number:02}");
    let made = act.run(
        "insert into posts (code, name, name_key, legal_ref, since) values ($1, $2, $3, $4, $5) on conflict do nothing",
        values![&code, &new.name, key(&new.name), &new.legal_ref, new.since],
    )?;
    Ok((made == 1).then_some(code))
}

/// Gives a post another name from a day on; false when it was renamed or ended meanwhile, or the name is taken.
pub(super) fn rename(act: &mut Act<'_>, was: &Post, new: &NewPost) -> Result<bool, DbError> {
    let (now, by) = (act.at(), act.account());
    let taken =
        act.count("select count(*) from posts where name_key = $1 and code <> $2", values![key(&new.name), &was.code])?;
    if taken > 0 {
        return Ok(false);
    }
    let changed = act.run(
        "update posts set name = $3, name_key = $4 where code = $1 and name = $2 and ended_on is null",
        values![&was.code, &was.name, &new.name, key(&new.name)],
    )?;
    if changed == 0 {
        return Ok(false);
    }
    act.run(
        "insert into post_names (id, post_code, name, until, legal_ref, added_by, added_at) values ($1, $2, $3, $4, $5, $6, $7)",
        values![Id::<Former>::new(), &was.code, &was.name, new.since, &new.legal_ref, by, now],
    )?;
    // Sheets and old registers go on naming it as before.
    act.run(
        "insert into former_posts (name_key, post_code) values ($1, $2) on conflict do nothing",
        values![key(&was.name), &was.code],
    )?;
    Ok(true)
}

/// Offers a post no more from a day on; false when that was done already.
pub(super) fn end(act: &mut Act<'_>, code: &str, day: Day) -> Result<bool, DbError> {
    let ended = act.run("update posts set ended_on = $2 where code = $1 and ended_on is null", values![code, day])?;
    Ok(ended == 1)
}

/// Offers a post again; false when it is offered.
pub(super) fn bring_back(act: &mut Act<'_>, code: &str) -> Result<bool, DbError> {
    let sql = "update posts set ended_on = null where code = $1 and ended_on is not null";
    Ok(act.run(sql, values![code])? == 1)
}
