//! The SQL of specialists' load: who has how much to do, and how fast results come.

use crate::accounts::Seat;
use crate::applications::stage_sql::IN_REVIEW;
use crate::platform::clock::{Day, Moment};
use crate::platform::engine::{DbError, Reader};
use crate::platform::ids::Id;
use crate::platform::names::FullName;
use crate::platform::record::{BadColumn, Record};
use crate::values;

use super::model::SpecialistLoad;

const PEOPLE: &str = "select s.id, u.surname, u.given, u.patronymic, s.organization_id, s.workplace, u.email
    from seats s join accounts u on u.id = s.account_id where s.role = 'specialist' and s.ended_at is null and u.closed_at is null";

fn person(row: &Record<'_>) -> Result<SpecialistLoad, BadColumn> {
    Ok(SpecialistLoad {
        seat: row.get(0)?,
        name: FullName::read(row, 1)?,
        organization: row.get(4)?,
        workplace: row.get(5)?,
        email: row.get(6)?,
        open: 0,
        late: 0,
        done: 0,
        posts: Vec::new(),
        interested: Vec::new(),
    })
}

/// Every specialist with load and posts, by name. A centre has tens to hundreds of them.
/// What waits is walked by the index of stages, results by the index of this year's numbers: finished cases are not touched.
pub fn loads(reader: &mut Reader, today: Day) -> Result<Vec<SpecialistLoad>, DbError> {
    let mut all = reader.rows(&format!("{PEOPLE} order by u.name_key, s.id"), &[], person)?;
    let posts = reader.rows(
        "select q.seat_id, q.post_code from seat_posts q join seats s on s.id = q.seat_id where s.role = 'specialist' and s.ended_at is null order by q.seat_id, q.post_code",
        &[],
        |row| Ok((row.get::<Id<Seat>>(0)?, row.get::<String>(1)?)),
    )?;
    let waiting = reader.rows(
        &format!(
            "select g.seat_id, count(*), coalesce(sum(case when g.due_on < $1 then 1 else 0 end), 0)
         from applications a join assignments g on g.application_id = a.id and g.ended_at is null
         where a.stage in ({IN_REVIEW}) group by g.seat_id"
        ),
        values![today],
        |row| Ok((row.get::<Id<Seat>>(0)?, row.get::<i64>(1)?, row.get::<i64>(2)?)),
    )?;
    let done = reader.rows(
        "select seat_id, count(*) from opinions where year = $1 and returned_at is null group by seat_id",
        values![year(today)],
        |row| Ok((row.get::<Id<Seat>>(0)?, row.get::<i64>(1)?)),
    )?;
    for one in &mut all {
        let of_one = posts.iter().filter(|(seat, _)| *seat == one.seat);
        one.posts = of_one.map(|(_, post)| post.clone()).collect();
        if let Some((_, open, late)) = waiting.iter().find(|(seat, ..)| *seat == one.seat) {
            (one.open, one.late) = (*open, *late);
        }
        if let Some((_, count)) = done.iter().find(|(seat, _)| *seat == one.seat) {
            one.done = *count;
        }
    }
    Ok(all)
}

/// One specialist with load and posts; none when there is no such one, or the role is closed.
pub fn load_of(reader: &mut Reader, seat: Id<Seat>, today: Day) -> Result<Option<SpecialistLoad>, DbError> {
    let Some(mut one) = reader.row(&format!("{PEOPLE} and s.id = $1"), values![seat], person)? else {
        return Ok(None);
    };
    one.posts = reader.rows(
        "select post_code from seat_posts where seat_id = $1 order by post_code",
        values![seat],
        |row| row.get(0),
    )?;
    let numbers = reader.row(
        "select count(*), coalesce(sum(case when g.due_on < $2 then 1 else 0 end), 0)
         from assignments g where g.seat_id = $1 and g.ended_at is null and g.done_at is null",
        values![seat, today],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    (one.open, one.late) = numbers.unwrap_or_default();
    one.done = reader.count(
        "select count(*) from opinions p join assignments g on g.id = p.assignment_id and g.ended_at is null
         where p.seat_id = $1 and p.returned_at is null and p.year = $2",
        values![seat, year(today)],
    )?;
    Ok(Some(one))
}

fn year(today: Day) -> i64 {
    i64::from(today.0.year())
}

/// Results the speed is reckoned from: the newest of all specialists.
const RECENT: i64 = 2_000;

/// The median of whole days from assignment to result for each specialist, over the newest two thousand results.
pub fn median_days(reader: &mut Reader) -> Result<Vec<(Id<Seat>, i64)>, DbError> {
    let mut spans = reader.rows(
        "select p.seat_id, p.recorded_at, g.given_at from opinions p join assignments g on g.id = p.assignment_id
         where p.returned_at is null order by p.recorded_at desc, p.id desc limit $1",
        values![RECENT],
        |row| {
            let (done, given): (Moment, Moment) = (row.get(1)?, row.get(2)?);
            Ok((row.get::<String>(0)?, done.since(given).as_hours() / 24))
        },
    )?;
    spans.sort();
    let mut medians = Vec::new();
    for of_one in spans.chunk_by(|a, b| a.0 == b.0) {
        if let Ok(seat) = of_one[0].0.parse() {
            medians.push((seat, of_one[of_one.len() / 2].1));
        }
    }
    Ok(medians)
}
