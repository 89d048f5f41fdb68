//! The SQL of posts and their former names.

use crate::platform::act::Act;
use crate::platform::clock::{Day, Moment};
use crate::platform::engine::{DbError, Reader};
use crate::platform::ids::Id;
use crate::platform::names::key;
use crate::platform::record::{BadColumn, Record};
use crate::values;

use super::model::{Break, Former, Post, Since};

fn post(row: &Record<'_>) -> Result<Post, BadColumn> {
    Ok(Post {
        code: row.get(0)?,
        name: row.get(1)?,
        legal_ref: row.get(2)?,
        since: row.get(3)?,
        ended_on: row.get(4)?,
        remark: row.get(5)?,
    })
}

fn former(row: &Record<'_>) -> Result<Former, BadColumn> {
    Ok(Former {
        code: row.get(0)?,
        name: row.get(1)?,
        until: row.get(2)?,
        legal_ref: row.get(3)?,
        id: row.get(4)?,
        added_at: row.get(5)?,
    })
}

fn gone(row: &Record<'_>) -> Result<Break, BadColumn> {
    let returned_on: Option<Day> = row.get(4)?;
    let returned_ref: Option<String> = row.get(5)?;
    Ok(Break {
        id: row.get(0)?,
        ended_on: row.get(1)?,
        ended_ref: row.get(2)?,
        ended_at: row.get(3)?,
        returned: returned_on.map(|day| (day, returned_ref.unwrap_or_default())),
    })
}

/// Posts at most on the page: there are some thirty by law.
const MOST: i64 = 500;

/// Every post, by name.
pub fn all(reader: &mut Reader) -> Result<Vec<Post>, DbError> {
    let sql = "select code, name, legal_ref, since, ended_on, remark from posts order by name_key limit $1";
    reader.rows(sql, values![MOST], post)
}

/// Every former name, the newest first.
pub fn former_names(reader: &mut Reader) -> Result<Vec<Former>, DbError> {
    let sql = "select post_code, name, until, legal_ref, id, added_at from post_names order by post_code, until desc, added_at desc, id desc limit $1";
    reader.rows(sql, values![MOST], former)
}

/// One post.
pub(super) fn by_code(reader: &mut Reader, code: &str) -> Result<Option<Post>, DbError> {
    let sql = "select code, name, legal_ref, since, ended_on, remark from posts where code = $1";
    reader.row(sql, values![code], post)
}

/// Former names of one post, the newest first.
pub(super) fn names_of(reader: &mut Reader, code: &str) -> Result<Vec<Former>, DbError> {
    let sql = "select post_code, name, until, legal_ref, id, added_at from post_names where post_code = $1 order by until desc, added_at desc, id desc";
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

/// Writes the name of a post otherwise: capitals, hyphens, spaces; false when it was renamed or ended meanwhile.
pub(super) fn respell(act: &mut Act<'_>, was: &Post, name: &str) -> Result<bool, DbError> {
    let sql = "update posts set name = $3 where code = $1 and name = $2 and name_key = $4 and ended_on is null";
    Ok(act.run(sql, values![&was.code, &was.name, name, key(name)])? == 1)
}

/// Gives a post back the name it had before it was renamed; false when somebody was first.
pub(super) fn name_back(act: &mut Act<'_>, was: &Post, before: &Former) -> Result<bool, DbError> {
    let changed = act.run(
        "update posts set name = $3, name_key = $4 where code = $1 and name = $2 and ended_on is null",
        values![&was.code, &was.name, &before.name, key(&before.name)],
    )?;
    let gone = act.run("delete from post_names where id = $1", values![&before.id])?;
    let others = names_of(act, &was.code)?;
    // It stands for the post as its name; it goes on standing as a former one only when it was one before.
    if !others.iter().any(|one| key(&one.name) == key(&before.name)) {
        act.run(
            "delete from former_posts where name_key = $1 and post_code = $2",
            values![key(&before.name), &was.code],
        )?;
    }
    Ok(changed == 1 && gone == 1)
}

/// What has happened with a post since a moment.
pub(super) fn since(reader: &mut Reader, code: &str, at: Moment) -> Result<Since, DbError> {
    let came = "select count(*) from applications where post_code = $1 and created_at >= $2";
    let decided = "select count(*) from agenda_items i join applications a on a.id = i.application_id
         where a.post_code = $1 and i.decided_at >= $2 and i.removed_at is null";
    Ok(Since { came: reader.count(came, values![code, at])?, decided: reader.count(decided, values![code, at])? })
}

/// How many cases, open cases and drafts there are for a post.
pub(super) fn touched(reader: &mut Reader, code: &str) -> Result<[i64; 3], DbError> {
    Ok([
        reader.count("select count(*) from applications where post_code = $1", values![code])?,
        reader.count("select count(*) from applications where post_code = $1 and over_at is null", values![code])?,
        reader.count(
            "select count(*) from drafts where post_code = $1 and removed_at is null and application_id is null",
            values![code],
        )?,
    ])
}

/// States anew what a post rests on and what of it is not certain; false when that stands there already.
pub(super) fn rest(act: &mut Act<'_>, code: &str, legal_ref: &str, remark: &str) -> Result<bool, DbError> {
    let sql = "update posts set legal_ref = $2, remark = $3 where code = $1 and (legal_ref <> $2 or remark <> $3)";
    Ok(act.run(sql, values![code, legal_ref, remark])? == 1)
}

/// Days on which a post was out of the list, the newest first.
pub(super) fn breaks(reader: &mut Reader, code: &str) -> Result<Vec<Break>, DbError> {
    let sql =
        "select id, ended_on, ended_ref, ended_at, returned_on, returned_ref from post_breaks where post_code = $1
         order by ended_on desc, id desc limit $2";
    reader.rows(sql, values![code, MOST], gone)
}

/// Offers a post no more from a day on, by a document; false when that was done already.
pub(super) fn end(act: &mut Act<'_>, code: &str, day: Day, legal_ref: &str) -> Result<bool, DbError> {
    let ended = act.run("update posts set ended_on = $2 where code = $1 and ended_on is null", values![code, day])?;
    if ended == 0 {
        return Ok(false);
    }
    let (now, by) = (act.at(), act.account());
    act.run(
        "insert into post_breaks (id, post_code, ended_on, ended_ref, ended_at, ended_by) values ($1, $2, $3, $4, $5, $6)",
        values![Id::<Break>::new(), code, day, legal_ref, now, by],
    )?;
    Ok(true)
}

/// Offers a post again from a day on, by a document; false when it is offered.
pub(super) fn bring_back(act: &mut Act<'_>, code: &str, day: Day, legal_ref: &str) -> Result<bool, DbError> {
    let (now, by) = (act.at(), act.account());
    let back = act.run("update posts set ended_on = null where code = $1 and ended_on is not null", values![code])?;
    act.run(
        "update post_breaks set returned_on = $2, returned_ref = $3, returned_at = $4, returned_by = $5
         where post_code = $1 and returned_on is null",
        values![code, day, legal_ref, now, by],
    )?;
    Ok(back == 1)
}

/// Undoes an exclusion written down by mistake; false when it is not there any more.
pub(super) fn end_back(act: &mut Act<'_>, code: &str, ended: &Break) -> Result<bool, DbError> {
    let sql = "update posts set ended_on = null where code = $1 and ended_on = $2";
    let back = act.run(sql, values![code, ended.ended_on])?;
    let gone = act.run("delete from post_breaks where id = $1 and returned_on is null", values![ended.id])?;
    Ok(back == 1 && gone == 1)
}
