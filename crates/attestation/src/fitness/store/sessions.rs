//! The SQL of what other sessions of a school's commission tell: who sat in the last one, which day has which number.

use crate::accounts::Organization;
use crate::platform::clock::Day;
use crate::platform::engine::{DbError, Reader};
use crate::platform::ids::Id;
use crate::platform::names::FullName;
use crate::values;

use super::super::heard::Heard;
use super::super::model::Case;
use super::super::put_right::Correction;
use super::super::sessions::Earlier;
use super::super::stating::Signed;
use super::stated::TOLD;
use super::{CASE, case_at, lines};

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

/// Everybody a session of a school has considered, by names, each with what was put right: two questions, however many they are.
pub(in super::super) fn heard(
    reader: &mut Reader,
    school: Id<Organization>,
    (number, on): (&str, Day),
) -> Result<Vec<Heard>, DbError> {
    let held = "c.organization_id = $1 and c.protocol_number = $2 and c.session_on = $3 and c.votes_for is not null";
    let sql = format!(
        "select {TOLD}, {CASE} from fitness_cases c join teachers t on t.id = c.teacher_id join posts p on p.code = c.post_code
         left join fitness_stated s on s.case_id = c.id and s.paper = $4 where {held} order by t.name_key, t.id, c.place"
    );
    let mut all = reader.rows(&sql, values![school, number, on, Signed::Protocol.code()], |row| {
        let (name, post, case) = (FullName::read(row, 0)?, row.get(3)?, case_at(row, 4)?);
        Ok(Heard { name, post, case, corrections: Vec::new() })
    })?;
    let sql = format!(
        "select x.case_id, x.dated_on, x.words, x.reason from fitness_corrections x join fitness_cases c on c.id = x.case_id
         where {held} order by x.added_at, x.id"
    );
    let corrections = reader.rows(&sql, values![school, number, on], |row| {
        let correction = Correction { dated_on: row.get(1)?, words: row.get(2)?, reason: row.get(3)? };
        Ok((row.get::<Id<Case>>(0)?, correction))
    })?;
    for (of, correction) in corrections {
        if let Some(one) = all.iter_mut().find(|one| one.case.id == of) {
            one.corrections.push(correction);
        }
    }
    Ok(all)
}
