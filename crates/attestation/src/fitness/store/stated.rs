//! The SQL of what papers told when they were signed: whose they are, and who stands in an order.

use crate::accounts::Organization;
use crate::platform::act::Act;
use crate::platform::clock::Day;
use crate::platform::engine::{DbError, Reader};
use crate::platform::ids::Id;
use crate::platform::names::FullName;
use crate::platform::record::{BadColumn, Record};
use crate::values;

use super::super::model::{Case, Changed};
use super::super::stating::{Listed, Signed, Whom};
use super::day_at;

/// What is put down of one attestation of those that are asked for.
const KEEP: &str =
    "insert into fitness_stated (case_id, paper, organization, surname, given, patronymic, post, kept_at)
     select c.id, cast($1 as text), o.name, t.surname, t.given, t.patronymic, p.name, cast($2 as bigint)
     from fitness_cases c join teachers t on t.id = c.teacher_id join organizations o on o.id = c.organization_id
     join posts p on p.code = c.post_code where";
/// What becomes of what was put down before: a paper that is signed anew takes its place.
const ANEW: &str =
    "on conflict (case_id, paper) do update set organization = excluded.organization, surname = excluded.surname,
     given = excluded.given, patronymic = excluded.patronymic, post = excluded.post, kept_at = excluded.kept_at";

/// Keeps what this paper tells of the worker today.
pub(in super::super) fn keep_stated(act: &mut Act<'_>, case: &Case, signed: Signed) -> Result<(), DbError> {
    let now = act.at();
    act.run(&format!("{KEEP} c.id = $3 {ANEW}"), values![signed.code(), now, case.id]).map(drop)
}

/// Keeps what an order tells of everybody in it, unless it is kept already: whoever signs first, all stand in it.
pub(in super::super) fn keep_ordered(
    act: &mut Act<'_>,
    school: Id<Organization>,
    (number, on): (&str, Day),
) -> Result<(), DbError> {
    let now = act.at();
    let sql = format!(
        "{KEEP} c.organization_id = $3 and c.order_number = $4 and c.order_on = $5 and c.stage <> 'exempt' on conflict do nothing"
    );
    act.run(&sql, values![Signed::Order.code(), now, school, number, on]).map(drop)
}

/// Keeps what an order that changes the schedule tells of everybody in it.
pub(in super::super) fn keep_changed(
    act: &mut Act<'_>,
    school: Id<Organization>,
    new: &Changed,
) -> Result<(), DbError> {
    let now = act.at();
    let sql = format!(
        "{KEEP} c.organization_id = $3 and c.stage = 'ordered' and exists (select 1 from fitness_schedules x
             where x.case_id = c.id and x.order_number = $4 and x.order_on = $5) {ANEW}"
    );
    act.run(&sql, values![Signed::Schedule.code(), now, school, &new.number, new.on]).map(drop)
}

/// What the signed papers of an attestation tell of whose they are.
pub(in super::super) fn stated_of(reader: &mut Reader, id: Id<Case>) -> Result<Vec<(String, Whom)>, DbError> {
    let sql = "select paper, organization, surname, given, patronymic, post from fitness_stated where case_id = $1";
    reader.rows(sql, values![id], |row| {
        let whom = Whom { organization: row.get(1)?, name: FullName::read(row, 2)?, post: row.get(5)? };
        Ok((row.get(0)?, whom))
    })
}

/// Who is told of in a row: as it was signed, otherwise as it is known now.
pub(super) const TOLD: &str = "coalesce(s.surname, t.surname), coalesce(s.given, t.given), coalesce(s.patronymic, t.patronymic), coalesce(s.post, p.name)";
/// Whoever stood in the paper, `$5`, when the copy of this attestation, `$4`, was signed at `$6`; before that, when it is below
/// zero, everybody who is to stand in it.
const STOOD: &str = "(c.id = $4 or (cast($6 as bigint) >= 0 and s.kept_at <= $6) or (cast($6 as bigint) < 0 and (s.kept_at is not null or c.stage <> 'exempt')))";

/// When the copy of an attestation was signed; below zero while it was not, or when this was not kept yet.
fn signed_at(reader: &mut Reader, case: Id<Case>, signed: Signed) -> Result<i64, DbError> {
    let sql = "select kept_at from fitness_stated where case_id = $1 and paper = $2";
    Ok(reader.row(sql, values![case, signed.code()], |row| row.get(0))?.unwrap_or(-1))
}

fn listed(row: &Record<'_>) -> Result<Listed, BadColumn> {
    Ok(Listed {
        name: FullName::read(row, 0)?,
        post: row.get(3)?,
        was_on: day_at(row, 4)?,
        session_on: day_at(row, 5)?,
    })
}

/// Everybody named in the order of an attestation: with the day of the session as the order has set it.
pub(in super::super) fn ordered(
    reader: &mut Reader,
    school: Id<Organization>,
    (number, on): (&str, Day),
    case: Id<Case>,
) -> Result<Vec<Listed>, DbError> {
    let sql = format!(
        "select {TOLD}, cast(null as text), coalesce((select x.was_on from fitness_schedules x where x.case_id = c.id order by x.added_at, x.id limit 1), c.scheduled_on, c.session_on)
         from fitness_cases c join teachers t on t.id = c.teacher_id join posts p on p.code = c.post_code
         left join fitness_stated s on s.case_id = c.id and s.paper = $5
         where c.organization_id = $1 and c.order_number = $2 and c.order_on = $3 and {STOOD} order by t.name_key, t.id, c.place"
    );
    let at = signed_at(reader, case, Signed::Order)?;
    reader.rows(&sql, values![school, number, on, case, Signed::Order.code(), at], listed)
}

/// Everybody named in an order that changes the schedule: with the day that stood before it.
pub(in super::super) fn changed_in(
    reader: &mut Reader,
    school: Id<Organization>,
    new: &Changed,
    case: Id<Case>,
) -> Result<Vec<Listed>, DbError> {
    let sql = format!(
        "select {TOLD}, x.was_on, x.session_on
         from fitness_schedules x join fitness_cases c on c.id = x.case_id join teachers t on t.id = c.teacher_id join posts p on p.code = c.post_code
         left join fitness_stated s on s.case_id = c.id and s.paper = $5
         where c.organization_id = $1 and x.order_number = $2 and x.order_on = $3 and {STOOD} order by t.name_key, t.id, c.place"
    );
    let at = signed_at(reader, case, Signed::Schedule)?;
    reader.rows(&sql, values![school, &new.number, new.on, case, Signed::Schedule.code(), at], listed)
}

/// Orders of a school of one day, each with those who have signed it: their names.
pub(in super::super) fn orders_of(
    reader: &mut Reader,
    school: Id<Organization>,
    on: Day,
) -> Result<Vec<(String, FullName, bool)>, DbError> {
    let sql = "select c.order_number, t.surname, t.given, t.patronymic, cast(case when c.listed_on is null then 0 else 1 end as bigint)
         from fitness_cases c join teachers t on t.id = c.teacher_id
         where c.organization_id = $1 and c.order_on = $2 and c.order_number <> '' and c.stage <> 'exempt' order by t.name_key, t.id";
    reader.rows(sql, values![school, on], |row| Ok((row.get(0)?, FullName::read(row, 1)?, row.get::<i64>(4)? != 0)))
}
