//! The SQL of what goes to the archive: cases that are over, those that wait for their term still, those with a complaint.

use crate::applications::{COLUMNS, JOINS};
use crate::platform::clock::Moment;
use crate::platform::engine::{DbError, Reader};
use crate::platform::record::Value;
use crate::values;

use super::{OverCase, over};

/// Cases given to the archive at once, at most.
pub const MOST_AT_ONCE: usize = 500;

/// Of cases that are over: a complaint of theirs waits for its answer.
const COMPLAINED: &str = "exists (select 1 from complaints p where p.application_id = a.id and p.answered_on is null)";

/// Of cases that are over from `$1` and before `$2` and are not in the archive.
const OVER: &str = "a.stage in ('published', 'withdrawn', 'intake_refused') and a.over_at is not null and a.over_at >= $1 and a.over_at < $2";

/// A stretch of time: from the first moment, before the second.
pub(in crate::retention) type Stretch = (Moment, Moment);

/// The condition of being over within one of these stretches, with its values.
fn within(stretches: &[Stretch], values: &mut Vec<Value<'_>>) -> String {
    let mut pieces = vec!["1 = 0".to_owned()];
    for (from, before) in stretches {
        values.extend([(*from).into(), (*before).into()]);
        pieces.push(format!("(a.over_at >= ${} and a.over_at < ${})", values.len() - 1, values.len()));
    }
    format!("({})", pieces.join(" or "))
}

/// Cases that were over from one moment and before another and may go to the archive, the oldest first, without those of an
/// open complaint and those that were over in `fresh`; one more than may be given to it at once, at most.
pub(in crate::retention) fn over_in(
    reader: &mut Reader,
    (from, before): Stretch,
    fresh: &[Stretch],
) -> Result<Vec<OverCase>, DbError> {
    let mut values: Vec<Value<'_>> = values![from, before].to_vec();
    let fresh = within(fresh, &mut values);
    let sql = format!(
        "select {COLUMNS}, a.over_at from applications a {JOINS} where {OVER} and not {fresh} and not {COMPLAINED}
         order by a.over_at, a.id limit {}",
        MOST_AT_ONCE + 1
    );
    reader.rows(&sql, &values, over)
}

/// How many cases over in that time were over in `fresh`, and when the first of them was.
pub(in crate::retention) fn fresh_in(
    reader: &mut Reader,
    (from, before): Stretch,
    fresh: &[Stretch],
) -> Result<(i64, Option<Moment>), DbError> {
    let mut values: Vec<Value<'_>> = values![from, before].to_vec();
    let fresh = within(fresh, &mut values);
    let sql = format!("select count(*), min(a.over_at) from applications a where {OVER} and {fresh}");
    let found = reader.row(&sql, &values, |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(found.unwrap_or_default())
}

/// How many cases over in that time wait for the answer to a complaint first.
pub(in crate::retention) fn complained_in(reader: &mut Reader, (from, before): Stretch) -> Result<i64, DbError> {
    reader.count(&format!("select count(*) from applications a where {OVER} and {COMPLAINED}"), values![from, before])
}
