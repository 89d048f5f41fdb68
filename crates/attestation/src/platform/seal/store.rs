//! The SQL of sealing.

use jiff::SignedDuration;

use super::line::{BLOTS, COLUMNS, Line};
use super::{Seal, SealKey, mark_of};
use crate::platform::act::Upkeep;
use crate::platform::clock::Moment;
use crate::platform::db::Db;
use crate::platform::engine::{DbError, Reader};
use crate::platform::secret::random_signs;
use crate::values;

/// How often the journal is sealed.
pub const EVERY: SignedDuration = SignedDuration::from_mins(5);
/// Rows under one seal at most.
const ROWS: i64 = 250;
/// Seals made in one round at most: letters wait for it.
const AT_ONCE: usize = 20;
/// Signs of a salt, five random bits each.
const SALT: usize = 26;

/// Taken by whoever seals, and by an erasure while it rewrites rows.
pub(super) const HOLD: [&str; 2] = [
    "insert into counters (name, value) values ('journal.seals', 0) on conflict (name) do nothing",
    "update counters set value = value where name = 'journal.seals'",
];

const SEAL: &str = "number, at, first_place, last_place, hash, signed, marks";

/// The last seal; none when nothing was sealed yet.
///
/// # Errors
/// When the database does not answer.
pub fn last(reader: &mut Reader) -> Result<Option<Seal>, DbError> {
    let sql = format!("select {SEAL} from journal_seals order by number desc limit 2");
    let mut newest = reader.rows(&sql, &[], |row| Seal::read(row, ""))?.into_iter();
    let (seal, before) = (newest.next(), newest.next());
    Ok(seal.map(|seal| Seal { previous: before.map_or_else(String::new, |before| before.hash), ..seal }))
}

/// Seals after a number and the hash of the seal of that number, in turn, `most` at most.
///
/// # Errors
/// When the database does not answer.
pub fn after(reader: &mut Reader, number: i64, hash: &str, most: i64) -> Result<Vec<Seal>, DbError> {
    let sql = format!("select {SEAL} from journal_seals where number > $1 order by number limit $2");
    let mut seals = reader.rows(&sql, values![number, most], |row| Seal::read(row, ""))?;
    let mut previous = hash.to_owned();
    for seal in &mut seals {
        seal.previous = std::mem::replace(&mut previous, seal.hash.clone());
    }
    Ok(seals)
}

/// Rows at these places, by place; `take` is given each.
pub(super) fn each_between(
    reader: &mut Reader,
    (first, last): (i64, i64),
    mut take: impl FnMut(Line),
) -> Result<(), DbError> {
    let sql =
        format!("select {COLUMNS} from journal j {BLOTS} where j.place >= $1 and j.place <= $2 order by j.place, j.id");
    reader.each(&sql, values![first, last], |row| {
        take(Line::read(row)?);
        Ok(())
    })
}

/// The first row after a place: its place and id.
pub(super) fn next_after(reader: &mut Reader, place: i64) -> Result<Option<(i64, String)>, DbError> {
    let sql = "select place, id from journal where place > $1 order by place limit 1";
    reader.row(sql, values![place], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// The first row that is not sealed and tells of a moment before `until`, and how many there are.
pub(super) fn unsealed_before(reader: &mut Reader, until: Moment) -> Result<(i64, Option<String>), DbError> {
    let many = reader.count("select count(*) from journal where place is null and at < $1", values![until])?;
    let sql = "select id from journal where place is null and at < $1 order by at, id limit 1";
    Ok((many, reader.row(sql, values![until], |row| row.get(0))?))
}

/// How many rows are not sealed.
pub(super) fn unsealed(reader: &mut Reader) -> Result<i64, DbError> {
    reader.count("select count(*) from journal where place is null", &[])
}

/// Seals what was written since the last seal, once it is time; how many seals were made. A clock that was put back makes
/// nobody wait.
///
/// # Errors
/// When the database does not answer.
pub async fn due(db: &Db, now: Moment, key: Option<&SealKey>) -> Result<usize, DbError> {
    let asked = db.glance(move |reader| {
        let sql = "select count(*) from (select 1 from journal where place is null limit $1) q";
        let waiting = reader.count(sql, values![ROWS])?;
        let at = reader.row("select at from journal_seals order by number desc limit 1", &[], |row| row.get(0))?;
        Ok::<_, DbError>((waiting, at))
    });
    let (waiting, at): (i64, Option<Moment>) = asked.await?;
    let is_time = at.is_none_or(|at| now.since(at).abs() >= EVERY);
    if waiting == 0 || (waiting < ROWS && !is_time) {
        return Ok(0);
    }
    seal(db, now, key).await
}

/// Seals what was written since the last seal; how many seals were made. What is more than one round takes waits for the
/// next one.
///
/// # Errors
/// When the database does not answer.
pub async fn seal(db: &Db, now: Moment, key: Option<&SealKey>) -> Result<usize, DbError> {
    for made in 0..AT_ONCE {
        let key = key.cloned();
        let rows = db.upkeep(move |upkeep| one(upkeep, now, key.as_ref())).await?;
        if rows < ROWS {
            return Ok(made + usize::from(rows > 0));
        }
    }
    Ok(AT_ONCE)
}

/// Makes one seal; how many rows are under it. Two hands make one chain: the second waits for the first.
fn one(upkeep: &mut Upkeep<'_>, now: Moment, key: Option<&SealKey>) -> Result<i64, DbError> {
    for sql in HOLD {
        upkeep.run(sql, &[])?;
    }
    let before = last(upkeep)?;
    // What comes to be seen late, whatever moment it tells of, is under a later seal: the order is that of sealing.
    let sql = format!("select {COLUMNS} from journal j {BLOTS} where j.place is null order by j.at, j.id limit $1");
    let mut lines = upkeep.rows(&sql, values![ROWS], Line::read)?;
    if lines.is_empty() {
        return Ok(0);
    }
    let rows = i64::try_from(lines.len()).unwrap_or(ROWS);
    let first = before.as_ref().map_or(0, |seal| seal.last) + 1;
    let salt = || random_signs(SALT).map_err(|error| DbError::Stopped(error.to_string()));
    let mut hashes = Vec::with_capacity(lines.len());
    for (place, line) in (first..).zip(&mut lines) {
        (line.words_salt, line.address_salt) = (salt()?, salt()?);
        upkeep.run(
            "update journal set place = $2, words_salt = $3, address_salt = $4 where id = $1",
            values![&line.id, place, &line.words_salt, &line.address_salt],
        )?;
        hashes.push(line.hash());
    }
    let mut seal = Seal {
        number: before.as_ref().map_or(0, |seal| seal.number) + 1,
        at: now,
        first,
        last: first + rows - 1,
        previous: before.map_or_else(String::new, |seal| seal.hash),
        hash: String::new(),
        signed: String::new(),
        marks: hashes.iter().map(mark_of).collect(),
    };
    seal.hash = seal.hashed(&hashes);
    seal.signed = key.map_or_else(String::new, |key| key.sign(&seal.hash));
    put(upkeep, &seal)?;
    Ok(rows)
}

fn put(upkeep: &mut Upkeep<'_>, seal: &Seal) -> Result<(), DbError> {
    upkeep.run(
        "insert into journal_seals (number, at, first_place, last_place, hash, signed, marks) values ($1, $2, $3, $4, $5, $6, $7)",
        values![seal.number, seal.at, seal.first, seal.last, &seal.hash, &seal.signed, &seal.marks],
    )?;
    Ok(())
}
