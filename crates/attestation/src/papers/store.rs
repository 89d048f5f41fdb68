//! The SQL of the Centre's own templates: versions of each paper, the last one published is in force.

use crate::platform::act::{Act, Kind};
use crate::platform::clock::Moment;
use crate::platform::engine::{DbError, Reader};
use crate::platform::ids::Id;
use crate::platform::record::{BadColumn, Record};
use crate::values;

use super::Paper;

/// A template the Centre has sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Own {
    /// The name it came with.
    pub name: String,
    /// SHA-256.
    pub key: String,
    /// Bytes.
    pub size: i64,
}

/// A version of the template of a paper.
#[derive(Debug, Clone)]
pub struct Version {
    /// Its id.
    pub id: Id<Version>,
    /// The code of the paper.
    pub paper: String,
    /// 1, 2, 3…
    pub number: i64,
    /// The Centre's own; none when the one that comes with the program was put in force again.
    pub own: Option<Own>,
    /// When it was sent.
    pub added_at: Moment,
    /// Who sent it.
    pub added_by: String,
    /// Since when it is or was in force; none while it is only tried.
    pub published_at: Option<Moment>,
    /// When it was tried last; none when it never was.
    pub tried_at: Option<Moment>,
}

/// A version in the journal.
pub const SUBJECT: &str = "paper-template";
const VERSION: &str =
    "select t.id, t.paper, t.version, t.file_key, t.file_name, t.size, t.added_at, coalesce(u.surname || ' ' || u.given, ''), t.published_at,
    t.tried_at
    from paper_templates t left join accounts u on u.id = t.added_by";
/// The order in which versions came into force, the last first.
const LAST: &str = "order by t.published_at desc, t.version desc limit 1";

fn version(row: &Record<'_>) -> Result<Version, BadColumn> {
    let key: Option<String> = row.get(3)?;
    let own = key.map(|key| Ok(Own { key, name: row.get(4)?, size: row.get(5)? })).transpose()?;
    Ok(Version {
        id: row.get(0)?,
        paper: row.get(1)?,
        number: row.get(2)?,
        own,
        added_at: row.get(6)?,
        added_by: row.get(7)?,
        published_at: row.get(8)?,
        tried_at: row.get(9)?,
    })
}

/// The Centre's own template of a paper in force at a moment; none when that of the program is.
pub fn in_force(reader: &mut Reader, paper: &str, at: Moment) -> Result<Option<Own>, DbError> {
    let sql = format!("{VERSION} where t.paper = $1 and t.published_at is not null and t.published_at <= $2 {LAST}");
    Ok(reader.row(&sql, values![paper, at], version)?.and_then(|one| one.own))
}

/// The version of a paper in force now; none when nothing was ever published.
pub fn newest(reader: &mut Reader, paper: &str) -> Result<Option<Version>, DbError> {
    let sql = format!("{VERSION} where t.paper = $1 and t.published_at is not null {LAST}");
    reader.row(&sql, values![paper], version)
}

/// The version in force now of every paper that has one.
pub fn newest_of_all(reader: &mut Reader) -> Result<Vec<Version>, DbError> {
    let sql = format!(
        "{VERSION} where t.published_at is not null and not exists (select 1 from paper_templates n where n.paper = t.paper
             and n.published_at is not null and (n.published_at, n.version) > (t.published_at, t.version)) order by t.paper"
    );
    reader.rows(&sql, &[], version)
}

/// Versions of a paper, the newest first, before a number, `most` at most.
pub fn versions(reader: &mut Reader, paper: &str, before: i64, most: i64) -> Result<Vec<Version>, DbError> {
    let sql = format!("{VERSION} where t.paper = $1 and t.version < $2 order by t.version desc limit $3");
    reader.rows(&sql, values![paper, before, most], version)
}

/// A version by its id.
pub fn by_id(reader: &mut Reader, id: Id<Version>) -> Result<Option<Version>, DbError> {
    reader.row(&format!("{VERSION} where t.id = $1"), values![id], version)
}

fn insert(
    act: &mut Act<'_>,
    paper: &Paper,
    own: Option<&Own>,
    is_published: bool,
) -> Result<(Id<Version>, i64), DbError> {
    let number = act.next_number(&paper.numbers())?;
    let (id, now, who) = (Id::<Version>::new(), act.at(), act.account());
    let published = is_published.then_some((now, who.clone()));
    act.run(
        "insert into paper_templates (id, paper, version, file_key, file_name, size, added_at, added_by, published_at, published_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        values![
            id,
            paper.code,
            number,
            own.map(|own| &own.key),
            own.map_or("", |own| &own.name),
            own.map_or(0, |own| own.size),
            now,
            who,
            published.as_ref().map(|(at, _)| *at),
            published.map_or_else(String::new, |(_, who)| who)
        ],
    )?;
    Ok((id, number))
}

/// Writes down a template that is not in force yet: its id and the number of its version.
pub fn add(act: &mut Act<'_>, paper: &Paper, own: &Own) -> Result<(Id<Version>, i64), DbError> {
    insert(act, paper, Some(own), false)
}

/// Notes that a version was tried.
pub fn mark_tried(act: &mut Act<'_>, id: Id<Version>) -> Result<(), DbError> {
    let now = act.at();
    act.run("update paper_templates set tried_at = $2 where id = $1", values![id, now])?;
    Ok(())
}

/// Notes that the last trial of a version went wrong: it is to be tried again.
pub fn mark_untried(act: &mut Act<'_>, id: Id<Version>) -> Result<(), DbError> {
    act.run("update paper_templates set tried_at = null where id = $1 and published_at is null", values![id])?;
    Ok(())
}

/// Whether something was told of a version.
pub fn is_told(reader: &mut Reader, id: Id<Version>, kind: Kind) -> Result<bool, DbError> {
    let sql = "select count(*) from (select 1 from journal where act = $1 and subject = $2 limit 1) q";
    Ok(reader.count(sql, values![kind.code, format!("{SUBJECT}:{id}")])? > 0)
}

/// Puts a version in force; false when it was published already.
pub fn publish(act: &mut Act<'_>, id: Id<Version>) -> Result<bool, DbError> {
    let (now, who) = (act.at(), act.account());
    let changed = act.run(
        "update paper_templates set published_at = $2, published_by = $3 where id = $1 and published_at is null",
        values![id, now, who],
    )?;
    Ok(changed == 1)
}

/// Puts the template that comes with the program in force again; false when it is.
pub fn go_back(act: &mut Act<'_>, paper: &Paper) -> Result<bool, DbError> {
    hold(act, paper)?;
    if newest(act, paper.code)?.is_none_or(|one| one.own.is_none()) {
        return Ok(false);
    }
    insert(act, paper, None, true)?;
    Ok(true)
}

/// Puts a file that was in force before in force again, under the next number; none when it is in force.
pub fn publish_again(act: &mut Act<'_>, paper: &Paper, own: &Own) -> Result<Option<i64>, DbError> {
    hold(act, paper)?;
    if newest(act, paper.code)?.is_some_and(|one| one.own.is_some_and(|known| known.key == own.key)) {
        return Ok(None);
    }
    let (_, number) = insert(act, paper, Some(own), true)?;
    Ok(Some(number))
}

/// Of two hands the second waits here and then sees what the first did.
fn hold(act: &mut Act<'_>, paper: &Paper) -> Result<(), DbError> {
    act.run("update paper_templates set paper = paper where paper = $1", values![paper.code])?;
    Ok(())
}
