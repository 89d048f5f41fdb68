//! The SQL of what is known of the workers of a school: a row for each post a worker holds there.

use crate::accounts::Organization;
use crate::applications::{NewTeacher, Teacher};
use crate::platform::act::Act;
use crate::platform::clock::Day;
use crate::platform::engine::{DbError, Reader};
use crate::platform::ids::Id;
use crate::platform::record::Value;
use crate::values;

use super::super::model::{Facts, Held, Worker};

/// What becomes of a row that stands already: it is written over as it was seen, and under a mark of its own.
const ANEW: &str = "(teacher_id, organization_id, place) do update set post_code = excluded.post_code, post_since = excluded.post_since,
     post_until = excluded.post_until, previous_on = excluded.previous_on, previous_fits = excluded.previous_fits, ground = excluded.ground,
     ground_until = excluded.ground_until, changed_by = excluded.changed_by, removed_at = null,
     changed_at = case when fitness_workers.changed_at >= excluded.changed_at then fitness_workers.changed_at + 1 else excluded.changed_at end
     where fitness_workers.changed_at = $13";
const LEFT_ALONE: &str = "do nothing";

/// Puts a row of a post; whether it was put. One that stands is written over when its mark is told, as long as it is that.
fn put(act: &mut Act<'_>, worker: &Worker, place: i64, facts: &Facts, seen: Option<i64>) -> Result<bool, DbError> {
    let (now, who) = (act.at(), act.account());
    let (ground, last) = ground(facts);
    let stands = if seen.is_some() { ANEW } else { LEFT_ALONE };
    let sql = format!(
        "insert into fitness_workers (teacher_id, organization_id, place, post_code, post_since, post_until, previous_on, previous_fits, ground, ground_until, changed_at, changed_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) on conflict {stands}"
    );
    let mut values: Vec<Value<'_>> = vec![
        worker.id.into(),
        worker.school.into(),
        place.into(),
        (&facts.post_code).into(),
        facts.since.into(),
        facts.until.into(),
        facts.previous.map(|(on, _)| on).into(),
        facts.previous.map(|(_, fits)| i64::from(fits)).into(),
        ground.into(),
        last.into(),
        now.into(),
        who.into(),
    ];
    values.extend(seen.map(Value::from));
    Ok(act.run(&sql, &values)? == 1)
}

fn ground(facts: &Facts) -> (&'static str, Option<Day>) {
    facts.ground.map_or(("", None), |(ground, last)| (ground.code(), Some(last)))
}

/// Writes down what is known of a teacher in a post, while it stands as it was seen; false when it does not. A ground holds for
/// the person, so the other posts learn it too.
pub(in super::super) fn save_facts(act: &mut Act<'_>, worker: &Worker, facts: &Facts) -> Result<bool, DbError> {
    if !put(act, worker, worker.place, facts, Some(worker.version))? {
        return Ok(false);
    }
    share_ground(act, worker, facts)?;
    Ok(true)
}

/// The row of a post learns the day and the outcome of a session: nothing else of it is touched, whoever changed it meanwhile.
pub(in super::super) fn remember(act: &mut Act<'_>, worker: &Worker, (on, fits): (Day, bool)) -> Result<(), DbError> {
    let (now, who) = (act.at(), act.account());
    let sql = "update fitness_workers set previous_on = $4, previous_fits = $5, changed_by = $7,
             changed_at = case when changed_at >= $6 then changed_at + 1 else $6 end
         where teacher_id = $1 and organization_id = $2 and place = $3";
    act.run(sql, values![worker.id, worker.school, worker.place, on, i64::from(fits), now, who]).map(drop)
}

/// Takes a worker off the list of the school, every post at once: of a ground nothing is left. Whether they stood on it.
pub(in super::super) fn remove(act: &mut Act<'_>, worker: &Worker, today: Day) -> Result<bool, DbError> {
    let (now, who) = (act.at(), act.account());
    let sql = "update fitness_workers set removed_at = $3, ground = '', ground_until = null, changed_by = $4,
             changed_at = case when changed_at >= $3 then changed_at + 1 else $3 end,
             post_until = coalesce(post_until, case when post_since > $5 then post_since else $5 end)
         where teacher_id = $1 and organization_id = $2 and removed_at is null";
    Ok(act.run(sql, values![worker.id, worker.school, now, who, today])? > 0)
}

/// Somebody of another organisation holds a post here too; whoever was known here already stays as they are known.
pub(in super::super) fn put_beside(
    act: &mut Act<'_>,
    (teacher, school): (Id<Teacher>, Id<Organization>),
    (post_code, since): (&str, Day),
) -> Result<(), DbError> {
    let (now, who) = (act.at(), act.account());
    let sql = "insert into fitness_workers (teacher_id, organization_id, place, post_code, post_since, ground, changed_at, changed_by, is_beside)
         values ($1, $2, $3, $4, $5, '', $6, $7, 1)
         on conflict (teacher_id, organization_id, place) do update set is_beside = 1, removed_at = null, changed_by = excluded.changed_by,
             changed_at = case when fitness_workers.changed_at >= excluded.changed_at then fitness_workers.changed_at + 1 else excluded.changed_at end";
    act.run(sql, values![teacher, school, Held::FIRST, post_code, since, now, who]).map(drop)
}

/// Whether somebody of this name and day of birth with another СНИЛС is in the list of the school.
pub(in super::super) fn has_namesake(reader: &mut Reader, new: &NewTeacher) -> Result<bool, DbError> {
    let sql = "select count(*) from teachers t where t.name_key = $1 and t.born = $2 and t.snils <> $3 and t.erasure_id is null
         and (t.organization_id = $4 or exists (select 1 from fitness_workers w
             where w.teacher_id = t.id and w.organization_id = $4 and w.removed_at is null))";
    Ok(reader.count(sql, values![new.name.key(), new.born, new.snils.as_str(), new.school])? > 0)
}

/// Every post of the worker learns the ground.
fn share_ground(act: &mut Act<'_>, worker: &Worker, facts: &Facts) -> Result<(), DbError> {
    let ((ground, last), now) = (ground(facts), act.at());
    act.run(
        "update fitness_workers set ground = $3, ground_until = $4,
             changed_at = case when changed_at >= $5 then changed_at + 1 else $5 end
         where teacher_id = $1 and organization_id = $2 and (ground <> $3 or coalesce(ground_until, '') <> coalesce($4, ''))",
        values![worker.id, worker.school, ground, last, now],
    )?;
    Ok(())
}

/// Whether what is known of a worker still stands as it was seen.
pub(in super::super) fn is_as_seen(reader: &mut Reader, worker: &Worker) -> Result<bool, DbError> {
    let sql = "select count(*) from fitness_workers where teacher_id = $1 and organization_id = $2 and place = $3 and changed_at = $4";
    Ok(reader.count(sql, values![worker.id, worker.school, worker.place, worker.version])? == 1)
}

/// Puts one more post beside those a worker holds; none when the worker holds it already, or another hand was first.
pub(in super::super) fn add_post(act: &mut Act<'_>, worker: &Worker, facts: &Facts) -> Result<Option<Held>, DbError> {
    let place = act.count(
        "select coalesce(max(place), 0) + 1 from fitness_workers where teacher_id = $1 and organization_id = $2",
        values![worker.id, worker.school],
    )?;
    if !put(act, worker, place, facts, None)? {
        return Ok(None);
    }
    share_ground(act, worker, facts)?;
    Ok(Some(Held { teacher: worker.id, place }))
}

/// The posts a worker holds in the school, each with its name, by their numbers.
pub(in super::super) fn posts_of(reader: &mut Reader, worker: &Worker) -> Result<Vec<(Held, String)>, DbError> {
    let sql = "select w.place, p.name from fitness_workers w join posts p on p.code = w.post_code
         where w.teacher_id = $1 and w.organization_id = $2 order by w.place";
    let teacher = worker.id;
    reader.rows(sql, values![worker.id, worker.school], |row| Ok((Held { teacher, place: row.get(0)? }, row.get(1)?)))
}

/// Whether the worker holds this post beside the one that is looked at.
pub(in super::super) fn is_held(reader: &mut Reader, worker: &Worker, post_code: &str) -> Result<bool, DbError> {
    let sql = "select count(*) from fitness_workers where teacher_id = $1 and organization_id = $2 and place <> $3 and post_code = $4";
    Ok(reader.count(sql, values![worker.id, worker.school, worker.place, post_code])? > 0)
}

/// Whether an attestation stands here for another post than this.
pub(in super::super) fn is_attested_otherwise(
    reader: &mut Reader,
    worker: &Worker,
    post_code: &str,
) -> Result<bool, DbError> {
    let sql = "select count(*) from fitness_cases where teacher_id = $1 and organization_id = $2 and place = $3 and post_code <> $4";
    Ok(reader.count(sql, values![worker.id, worker.school, worker.place, post_code])? > 0)
}
