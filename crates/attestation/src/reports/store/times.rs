//! The SQL of days and load: how long things took, as counts of days and not of rows.

use std::collections::BTreeMap;

use crate::applications::stage_sql::IN_REVIEW;
use crate::platform::clock::Day;
use crate::platform::engine::{DbError, Reader};

use super::super::figures::Count;
use super::super::model::Asked;
use super::{ask, narrowed, within_period};

/// Microseconds of a day. The zones of this country have no summer time: days after a midnight are whole.
const DAY: &str = "86400000000";

/// Days from receipt to result and to decision, by category: `what, category, days, how many`.
pub(super) fn days(reader: &mut Reader, asked: &Asked) -> Result<Vec<Count>, DbError> {
    let mut all = BTreeMap::new();
    let mut add = |what: &'static str, category: String, days: i64, number: i64| {
        *all.entry((what, category, days.max(0))).or_insert(0) += number;
    };
    let (begins, ends) = asked.moments;
    let by_moment = narrowed(asked, vec![begins.into(), ends.into()]);
    let results = format!(
        "select a.category, a.received_on, (r.recorded_at - $1) / {DAY}, count(*)
         from results r join applications a on a.id = r.application_id
         where r.returned_at is null and r.recorded_at >= $1 and r.recorded_at < $2{} group by 1, 2, 3",
        by_moment.sql(" and")
    );
    reader.each(&results, by_moment.values(), |row| {
        let (received, after): (Day, i64) = (row.get(1)?, row.get(2)?);
        add("result", row.get(0)?, asked.from.plus(after).since(received), row.get(3)?);
        Ok(())
    })?;
    to_decision(reader, asked, |category, (held, received), number| {
        add("decision", category, held.since(received), number);
    })?;
    let counts = all.into_iter();
    Ok(counts.map(|((what, category, days), number)| Count::new(what, category, days.to_string(), number)).collect())
}

/// Decisions of the period: the category, the day of the decision and that of the receipt, how many.
fn to_decision(
    reader: &mut Reader,
    asked: &Asked,
    mut tell: impl FnMut(String, (Day, Day), i64),
) -> Result<(), DbError> {
    let by_day = within_period(asked);
    let sql = format!(
        "select a.category, s.held_on, a.received_on, count(*) from sittings s
         join agenda_items i on i.sitting_id = s.id and i.removed_at is null join applications a on a.id = i.application_id
         where s.stage = 'closed' and s.held_on >= $1 and s.held_on <= $2 and i.outcome in ('granted', 'refused'){}
         group by 1, 2, 3",
        by_day.sql(" and")
    );
    reader.each(&sql, by_day.values(), |row| {
        tell(row.get(0)?, (row.get(1)?, row.get(2)?), row.get(3)?);
        Ok(())
    })
}

/// Days from receipt to decision and last days that were not kept, by month: `what, month, days, how many`.
pub(super) fn by_month(reader: &mut Reader, asked: &Asked) -> Result<Vec<Count>, DbError> {
    let mut all = BTreeMap::new();
    let month = |day: Day| format!("{:04}-{:02}", day.0.year(), day.0.month());
    to_decision(reader, asked, |_, (held, received), number| {
        *all.entry(("days", month(held), held.since(received).max(0).to_string())).or_insert(0) += number;
    })?;
    over(reader, asked, |_, due, how, number| {
        if how != KEPT {
            *all.entry(("broken", month(due), String::new())).or_insert(0) += number;
        }
    })?;
    Ok(all.into_iter().map(|((what, month, days), number)| Count::new(what, month, days, number)).collect())
}

/// Done by its last day.
const KEPT: &str = "kept";

/// Last days within the period that have passed, by clock: kept, kept later, not kept.
pub(super) fn late(reader: &mut Reader, asked: &Asked) -> Result<Vec<Count>, DbError> {
    let mut all = BTreeMap::new();
    over(reader, asked, |clock, _, how, number| *all.entry((clock, how)).or_insert(0) += number)?;
    Ok(all.into_iter().map(|((clock, how), number)| Count::new(clock, how, "", number)).collect())
}

/// Last days within the period that have passed: the clock, the day, kept, kept later or not kept, how many.
fn over(
    reader: &mut Reader,
    asked: &Asked,
    mut tell: impl FnMut(String, Day, &'static str, i64),
) -> Result<(), DbError> {
    let narrowed = narrowed(asked, vec![asked.from.into(), asked.to.into(), asked.moments.0.into()]);
    let sql = format!(
        "select c.code, c.due_on, (c.met_at - $3) / {DAY}, count(*)
         from case_clocks c join applications a on a.id = c.application_id
         where c.dropped_at is null and c.due_on >= $1 and c.due_on <= $2{} group by 1, 2, 3",
        narrowed.sql(" and")
    );
    reader.each(&sql, narrowed.values(), |row| {
        let (clock, due, after): (String, Day, Option<i64>) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let how = match after {
            Some(after) if asked.from.plus(after) <= due => KEPT,
            Some(_) => "later",
            None => "not",
        };
        if due < asked.today {
            tell(clock, due, how, row.get(3)?);
        }
        Ok(())
    })
}

/// What specialists have to do today and have done in the period. A person is told by a count of one:
/// `here` or `gone`, the seat, the name.
pub(super) fn load(reader: &mut Reader, asked: &Asked) -> Result<Vec<Count>, DbError> {
    let people = "select case when s.ended_at is null and u.closed_at is null then 'here' else 'gone' end, s.id,
             u.surname || ' ' || u.given || ' ' || u.patronymic, count(*)
         from seats s join accounts u on u.id = s.account_id where s.role = 'specialist' group by 1, 2, 3";
    let mut all = ask(reader, people, &[])?;
    let today = narrowed(asked, vec![asked.today.into()]);
    let waiting = format!(
        "select case when g.due_on < $1 then 'late' else 'ahead' end, g.seat_id, '', count(*)
         from applications a join assignments g on g.application_id = a.id and g.ended_at is null and g.done_at is null
         where a.stage in ({IN_REVIEW}){} group by 1, 2",
        today.sql(" and")
    );
    all.extend(ask(reader, &waiting, today.values())?);
    let (begins, ends) = asked.moments;
    let period = narrowed(asked, vec![begins.into(), ends.into()]);
    let done = format!(
        "select 'done', x.seat_id, coalesce(cast((x.recorded_at - x.given_at) / {DAY} as text), ''), count(*) from
             (select r.seat_id, r.recorded_at, g.given_at from opinions r join assignments g on g.id = r.assignment_id
              join applications a on a.id = r.application_id
              where r.returned_at is null and r.recorded_at >= $1 and r.recorded_at < $2{}) x
         group by 2, 3",
        period.sql(" and")
    );
    all.extend(ask(reader, &done, period.values())?);
    Ok(all)
}
