//! The SQL of reports. They write nothing; each question has the scope of its reader among its conditions and
//! answers counts, not rows: `what, key, of, how many`.

mod places;
mod times;

pub(super) use places::{Border, SchoolRow, school_counts, schools};

use crate::deadlines::OF_CASES;
use crate::platform::engine::{DbError, Reader};
use crate::platform::narrowing::Narrowed;
use crate::platform::record::{BadColumn, Record, Value};

use super::figures::Count;
use super::model::{Asked, Scope};
use super::report::Report;

/// Everything a report is made of; a constant number of questions.
pub(super) fn counts(reader: &mut Reader, report: Report, asked: &Asked) -> Result<Vec<Count>, DbError> {
    const RECEIVED_IN: &str = "substr(a.received_on, 1, 7)";
    const DECIDED_IN: &str = "substr(s.held_on, 1, 7)";
    match report {
        Report::Filed => {
            let mut all = received(reader, asked, RECEIVED_IN, "")?;
            all.extend(registered(reader, asked)?);
            Ok(all)
        }
        Report::Decided => decided(reader, asked, DECIDED_IN, ""),
        Report::Overdue => overdue(reader, asked),
        Report::Late => times::late(reader, asked),
        Report::Refused => refused(reader, asked),
        Report::Load => times::load(reader, asked),
        Report::Time => times::days(reader, asked),
        Report::Municipalities => both(reader, asked, "o.municipality", OF_SCHOOLS),
        Report::Posts => both(reader, asked, "p.name", OF_POSTS),
        // A page of schools asks for its own schools only.
        Report::Schools => Ok(Vec::new()),
        Report::Years => {
            let mut all = received(reader, asked, RECEIVED_IN, "")?;
            all.extend(decided(reader, asked, DECIDED_IN, "")?);
            all.extend(times::by_month(reader, asked)?);
            Ok(all)
        }
    }
}

const OF_SCHOOLS: &str = " join organizations o on o.id = a.organization_id";
const OF_POSTS: &str = " join posts p on p.code = a.post_code";

/// What a question is narrowed to, after the values it uses itself; `a` is the application.
fn narrowed<'v>(asked: &'v Asked, values: Vec<Value<'v>>) -> Narrowed<'v> {
    const WITHIN: &str = "a.organization_id in (select w.id from organizations w where w.municipality = ?)";
    let mut narrowed = Narrowed::after(values);
    match &asked.scope {
        Scope::All => {}
        Scope::Municipality(own) => narrowed.with(WITHIN, [own.into()]),
        Scope::School(own, _) => narrowed.with("a.organization_id = ?", [(*own).into()]),
    }
    if !asked.municipality.is_empty() {
        narrowed.with(WITHIN, [(&asked.municipality).into()]);
    }
    if !asked.post.is_empty() {
        narrowed.with("a.post_code = ?", [(&asked.post).into()]);
    }
    if let Some(category) = asked.category {
        narrowed.with("a.category = ?", [category.code().into()]);
    }
    narrowed
}

fn within_period(asked: &Asked) -> Narrowed<'_> {
    narrowed(asked, vec![asked.from.into(), asked.to.into()])
}

fn ask(reader: &mut Reader, sql: &str, values: &[Value<'_>]) -> Result<Vec<Count>, DbError> {
    reader.rows(sql, values, count)
}

fn count(row: &Record<'_>) -> Result<Count, BadColumn> {
    Ok(Count { what: row.get(0)?, key: row.get(1)?, of: row.get(2)?, number: row.get(3)? })
}

/// Applications received in the period, by what `key` says of each.
fn received(reader: &mut Reader, asked: &Asked, key: &str, join: &str) -> Result<Vec<Count>, DbError> {
    let narrowed = within_period(asked);
    let sql = format!(
        "select 'received', {key}, '', count(*) from applications a{join}
         where a.received_on >= $1 and a.received_on <= $2{} group by 2",
        narrowed.sql(" and")
    );
    ask(reader, &sql, narrowed.values())
}

/// Applications registered in the period, by month.
fn registered(reader: &mut Reader, asked: &Asked) -> Result<Vec<Count>, DbError> {
    let narrowed = within_period(asked);
    let sql = format!(
        "select 'registered', substr(a.registered_on, 1, 7), '', count(*) from applications a
         where a.registered_on <> '' and a.registered_on >= $1 and a.registered_on <= $2{} group by 2",
        narrowed.sql(" and")
    );
    ask(reader, &sql, narrowed.values())
}

/// Decisions that grant or refuse, by the day of a session whose protocol is signed.
fn decided(reader: &mut Reader, asked: &Asked, key: &str, join: &str) -> Result<Vec<Count>, DbError> {
    let narrowed = within_period(asked);
    ask(reader, &decisions(key, join, &narrowed.sql(" and")), narrowed.values())
}

fn decisions(key: &str, join: &str, more: &str) -> String {
    format!(
        "select i.outcome, {key}, a.category, count(*) from sittings s
         join agenda_items i on i.sitting_id = s.id and i.removed_at is null join applications a on a.id = i.application_id{join}
         where s.stage = 'closed' and s.held_on >= $1 and s.held_on <= $2 and i.outcome in ('granted', 'refused'){more}
         group by 1, 2, 3"
    )
}

/// Refusals of intake in the period, by ground.
fn refused(reader: &mut Reader, asked: &Asked) -> Result<Vec<Count>, DbError> {
    let narrowed = within_period(asked);
    let sql = format!(
        "select 'refused', f.ground, '', count(*) from intake_refusals f join applications a on a.id = f.application_id
         where f.refused_on >= $1 and f.refused_on <= $2{} group by 2",
        narrowed.sql(" and")
    );
    ask(reader, &sql, narrowed.values())
}

/// All applications received and all decisions in the period, whatever school they are of.
pub(super) fn totals(reader: &mut Reader, asked: &Asked) -> Result<Vec<Count>, DbError> {
    both(reader, asked, "a.category", "")
}

fn both(reader: &mut Reader, asked: &Asked, key: &str, join: &str) -> Result<Vec<Count>, DbError> {
    let mut all = received(reader, asked, key, join)?;
    all.extend(decided(reader, asked, key, join)?);
    Ok(all)
}

/// How a last day stands: still ahead, or passed by a week, by a month, by more.
fn lateness(day: &str) -> String {
    format!(
        "case when {day} >= $1 then 'ahead' when {day} >= $2 then 'week' when {day} >= $3 then 'month' else 'more' end"
    )
}

/// Clocks that run, by clock and lateness.
fn overdue(reader: &mut Reader, asked: &Asked) -> Result<Vec<Count>, DbError> {
    let today = asked.today;
    let narrowed = narrowed(asked, vec![today.into(), today.plus(-7).into(), today.plus(-30).into()]);
    // Each code is looked up in the index of what runs; the application is asked only where its place matters.
    let more = narrowed.sql(" and");
    let join = if more.is_empty() { "" } else { " join applications a on a.id = c.application_id" };
    let sql = format!(
        "select c.code, {}, '', count(*) from case_clocks c{join}
         where c.code in ('{}') and c.met_at is null and c.dropped_at is null{more} group by 1, 2",
        lateness("c.due_on"),
        OF_CASES.join("', '")
    );
    let mut all = ask(reader, &sql, narrowed.values())?;
    all.sort_by_key(|count| OF_CASES.iter().position(|code| *code == count.what));
    Ok(all)
}
