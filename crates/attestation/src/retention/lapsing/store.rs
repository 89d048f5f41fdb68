//! The SQL of what goes by its term by itself: a bite of rows, what a day has taken, what the journal was told.

use crate::context::App;
use crate::platform::act::{Act, Upkeep};
use crate::platform::among::{among, keep_among};
use crate::platform::clock::{Day, Moment};
use crate::platform::engine::{DbError, Reader};
use crate::platform::record::Value;
use crate::retention::DropFiles;
use crate::values;

use super::list::Lapsing;

/// Rows of one transaction: pages wait no longer for it than for any other.
pub(super) const BITE: i64 = 500;

/// Whether the house was in use from one moment to another: the journal has a row of that time.
pub(super) fn is_told_of(reader: &mut Reader, (from, before): (Moment, Moment)) -> Result<bool, DbError> {
    let sql = "select at from journal where at >= $1 and at < $2 order by at desc limit 1";
    Ok(reader.row(sql, values![from, before], |row| row.get::<Moment>(0))?.is_some())
}

/// Takes a bite out of a span; whether more may be left.
pub(super) fn bite(
    upkeep: &mut Upkeep<'_>,
    lapsing: &Lapsing,
    (from, before): (Moment, Moment),
    (day, now): (Day, Moment),
) -> Result<bool, DbError> {
    let ids: Vec<String> = upkeep.rows(lapsing.found, values![from, before, BITE], |row| row.get(0))?;
    if ids.is_empty() {
        return Ok(false);
    }
    let many: Vec<&str> = ids.iter().map(String::as_str).collect();
    let files: Vec<String> = match lapsing.files {
        "" => Vec::new(),
        sql => among(upkeep, sql, &[], &many, |row| row.get(0))?,
    };
    let mut gone = 0;
    for sql in lapsing.gone {
        gone = keep_among(upkeep, sql, &[], &many)?;
    }
    if !files.is_empty() {
        upkeep.enqueue::<App, DropFiles>(now, &DropFiles { files })?;
    }
    upkeep.run(ADDED, &added(lapsing.sort, day, gone))?;
    Ok(gone > 0 && i64::try_from(ids.len()).unwrap_or(0) == BITE)
}

const ADDED: &str = "insert into lapses (record, day, many, told) values ($1, $2, $3, 0)
     on conflict (record, day) do update set many = lapses.many + excluded.many";

fn added(sort: &'static str, day: Day, gone: u64) -> [Value<'static>; 3] {
    [sort.into(), day.into(), i64::try_from(gone).unwrap_or(i64::MAX).into()]
}

/// Counts what an act has taken of a kind on a day.
pub(super) fn count(act: &mut Act<'_>, sort: &'static str, day: Day, gone: u64) -> Result<(), DbError> {
    act.run(ADDED, &added(sort, day, gone)).map(drop)
}

/// Whether a day has taken something the journal does not know of.
pub(super) fn is_untold(reader: &mut Reader, day: Day) -> Result<bool, DbError> {
    Ok(reader.count("select count(*) from lapses where day = $1 and many > told", values![day])? > 0)
}

/// What a day has taken and the journal does not know of: kind and how many. From here on the journal knows.
pub(super) fn tell(act: &mut Act<'_>, day: Day) -> Result<Vec<(String, i64)>, DbError> {
    // Of two hands the second waits here and then finds nothing to tell.
    act.run("update lapses set told = told where day = $1", values![day])?;
    let sql = "select record, many - told from lapses where day = $1 and many > told order by record";
    let untold = act.rows(sql, values![day], |row| Ok((row.get(0)?, row.get(1)?)))?;
    act.run("update lapses set told = many where day = $1", values![day])?;
    Ok(untold)
}

/// The last day on which each kind went by its term by itself, and how many.
pub(in crate::retention) fn last(reader: &mut Reader) -> Result<Vec<(String, Day, i64)>, DbError> {
    let sql = "select l.record, l.day, l.many from (select distinct record from retention_terms) r cross join lapses l
         where l.record = r.record and l.day = (select max(d.day) from lapses d where d.record = r.record) order by r.record";
    reader.rows(sql, &[], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
}
