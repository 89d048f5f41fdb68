//! The SQL of what other sessions of a school's commission tell: who sat in the last one, which day has which number.

use crate::accounts::Organization;
use crate::platform::clock::Day;
use crate::platform::engine::{DbError, Reader};
use crate::platform::ids::Id;
use crate::values;

use super::super::sessions::Earlier;
use super::lines;

const EARLIER: &str = "select c.session_on, c.protocol_number, c.members, coalesce(c.absent, '') from fitness_cases c where c.organization_id = $1";

/// The last session of a school that was written down.
pub(in super::super) fn last_session(
    reader: &mut Reader,
    school: Id<Organization>,
) -> Result<Option<Earlier>, DbError> {
    let sql = format!(
        "{EARLIER} and c.votes_for is not null order by c.session_on desc, c.changed_at desc, c.id desc limit 1"
    );
    reader.row(&sql, values![school], |row| {
        Ok(Earlier {
            held_on: row.get(0)?,
            protocol: row.get(1)?,
            members: lines(&row.get::<String>(2)?),
            absent: lines(&row.get::<String>(3)?),
        })
    })
}

/// The protocols of a school of one year: the number and the day of each.
pub(in super::super) fn protocols_of(
    reader: &mut Reader,
    school: Id<Organization>,
    year: i16,
) -> Result<Vec<(String, Day)>, DbError> {
    let sql = "select distinct c.protocol_number, c.session_on from fitness_cases c
         where c.organization_id = $1 and c.votes_for is not null and c.session_on >= $2 and c.session_on <= $3 order by c.session_on";
    let (first, last) = (format!("{year:04}-01-01"), format!("{year:04}-12-31"));
    reader.rows(sql, values![school, first, last], |row| Ok((row.get(0)?, row.get(1)?)))
}
