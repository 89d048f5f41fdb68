//! The SQL of attestations for fitness as keeping sees them: those past their term, and those an act of erasure has.

use crate::platform::act::Act;
use crate::platform::among::{among, change_among};
use crate::platform::clock::{Day, Moment, Zone};
use crate::platform::engine::{DbError, Reader};
use crate::platform::ids::Id;
use crate::platform::names::FullName;
use crate::platform::record::{BadColumn, Record, Value};
use crate::platform::words;
use crate::retention::Erasure;
use crate::retention::model::{Sort, Version};
use crate::values;

use super::{Border, let_go};

/// An attestation for fitness.
pub struct Attestation;

/// An attestation for fitness that is over.
#[derive(Debug, Clone)]
pub struct OverAttestation {
    /// Its id.
    pub id: Id<Attestation>,
    /// The worker; empty once it is erased.
    pub name: String,
    /// The post.
    pub post: String,
    /// The school.
    pub school: String,
    /// The number and the day of the order; none when it ended before it.
    pub order: Option<(String, Day)>,
    /// The day it began.
    pub began_on: Day,
    /// Since when it is over.
    pub over_at: Moment,
}

impl OverAttestation {
    /// «соответствие, приказ № 12 от 01.02.2027».
    pub fn called(&self) -> String {
        match &self.order {
            Some((number, on)) => format!("соответствие, приказ №\u{a0}{number} от {}", words::brief_day(*on)),
            None => format!("соответствие, начата {}", words::brief_day(self.began_on)),
        }
    }
}

fn attestation(row: &Record<'_>) -> Result<OverAttestation, BadColumn> {
    let (number, order_on): (String, Option<Day>) = (row.get(3)?, row.get(4)?);
    let surname: Option<String> = row.get(7)?;
    Ok(OverAttestation {
        id: row.get(0)?,
        post: row.get(1)?,
        school: row.get(2)?,
        order: order_on.map(|on| (number, on)),
        began_on: row.get(5)?,
        over_at: row.get(6)?,
        name: surname.map_or_else(|| Ok(String::new()), |_| FullName::read(row, 7).map(|name| name.full()))?,
    })
}

/// Attestations that are past their term today and in no act of erasure, the oldest first, after a row, `most` at most.
pub(in crate::retention) fn past_attestations(
    reader: &mut Reader,
    versions: &[Version],
    when: (Day, &Zone),
    after: Option<Border>,
    most: i64,
) -> Result<Vec<OverAttestation>, DbError> {
    let mut values: Vec<Value<'_>> = vec![most.into()];
    let Some(mut narrowed) = let_go(("f.over_at", Sort::FITNESS), versions, when, &mut values) else {
        return Ok(Vec::new());
    };
    if let Some((at, id)) = after {
        values.extend([at.into(), id.into()]);
        narrowed = format!("{narrowed} and (f.over_at, f.id) > (${}, ${})", values.len() - 1, values.len());
    }
    let sql = format!(
        "select f.id, p.name, o.name, f.order_number, f.order_on, f.began_on, f.over_at, t.surname, t.given, t.patronymic
         from fitness_cases f join teachers t on t.id = f.teacher_id join posts p on p.code = f.post_code
         join organizations o on o.id = f.organization_id
         where f.over_at is not null and {narrowed} and not exists (select 1 from erasure_attestations e where e.attestation_id = f.id)
         order by f.over_at, f.id limit $1"
    );
    reader.rows(&sql, &values, attestation)
}

/// What an act keeps of an attestation.
const COPY: &str = "insert into erasure_attestations (attestation_id, erasure_id, organization_id, post_code, order_number, order_on, began_on, over_at, added_at)
     select f.id, cast($1 as text), f.organization_id, f.post_code, f.order_number, f.order_on, f.began_on,
         coalesce(f.over_at, f.changed_at), cast($2 as bigint)
     from fitness_cases f where f.id in (MANY)";

/// Puts into an act those of these attestations that are over and in no act; how many.
pub(in crate::retention) fn add_attestations(
    act: &mut Act<'_>,
    erasure: Id<Erasure>,
    ids: &[String],
) -> Result<u64, DbError> {
    let (now, ids): (_, Vec<&str>) = (act.at(), ids.iter().map(String::as_str).collect());
    let sql = format!("{COPY} and f.over_at is not null on conflict do nothing");
    change_among(act, &sql, values![erasure, now], &ids)
}

/// Puts into an act those of these attestations that are there, whatever becomes of them; another act lets them go.
pub(in crate::retention) fn copy_attestations(
    act: &mut Act<'_>,
    erasure: Id<Erasure>,
    ids: &[String],
) -> Result<u64, DbError> {
    let (now, ids): (_, Vec<&str>) = (act.at(), ids.iter().map(String::as_str).collect());
    change_among(act, "delete from erasure_attestations where attestation_id in (MANY)", &[], &ids)?;
    change_among(act, COPY, values![erasure, now], &ids)
}

const KEPT: &str = "select e.attestation_id, p.name, o.name, e.order_number, e.order_on, e.began_on, e.over_at, t.surname, t.given, t.patronymic
     from erasure_attestations e join posts p on p.code = e.post_code join organizations o on o.id = e.organization_id
     left join fitness_cases f on f.id = e.attestation_id left join teachers t on t.id = f.teacher_id";

/// Attestations of an act in the order of their ids, after one, `most` at most.
pub(in crate::retention) fn attestations_of(
    reader: &mut Reader,
    erasure: Id<Erasure>,
    after: &str,
    most: i64,
) -> Result<Vec<OverAttestation>, DbError> {
    let sql = format!("{KEPT} where e.erasure_id = $1 and e.attestation_id > $2 order by e.attestation_id limit $3");
    reader.rows(&sql, values![erasure, after, most], attestation)
}

/// Those of these attestations that are over, as they stand, and the moments they are over since.
pub(in crate::retention) fn over_among(reader: &mut Reader, ids: &[String]) -> Result<Vec<(String, Moment)>, DbError> {
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let sql = "select id, over_at from fitness_cases where over_at is not null and id in (MANY)";
    among(reader, sql, &[], &ids, |row| Ok((row.get(0)?, row.get(1)?)))
}
