//! The SQL of reading recorded results; writing them is the conclusions' own.

use std::fmt::Write as _;

use crate::applications::{Application, Category};
use crate::platform::clock::Moment;
use crate::platform::engine::{DbError, Reader};
use crate::platform::ids::Id;
use crate::platform::names::FullName;
use crate::platform::record::{BadColumn, Record, Value};

/// A recorded result as its row is known here.
#[derive(Debug)]
pub(super) struct Recorded;

/// What the list is narrowed to and where its page begins.
#[derive(Debug, Clone, Default)]
pub(super) struct Filter {
    /// From this moment.
    pub(super) from: Option<Moment>,
    /// Before this moment.
    pub(super) to: Option<Moment>,
    /// `meets` or `fails`; empty: both.
    pub(super) verdict: String,
    /// The row before the page.
    pub(super) after: Option<(Moment, Id<Recorded>)>,
}

/// A result in force with what is shown beside it.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub(super) id: Id<Recorded>,
    pub(super) number: String,
    pub(super) at: Moment,
    pub(super) verdict: String,
    pub(super) reason: String,
    pub(super) case: Id<Application>,
    pub(super) case_number: String,
    pub(super) teacher: FullName,
    pub(super) post: String,
    pub(super) subject: String,
    pub(super) school: String,
    pub(super) municipality: String,
    pub(super) category: Category,
    pub(super) specialist: FullName,
    /// How many more of a group have found.
    pub(super) others: i64,
}

const ROW: &str = "r.id, r.number, r.recorded_at, r.verdict, r.reason, a.id, a.number, coalesce(a.surname, t.surname), coalesce(a.given, t.given), coalesce(a.patronymic, t.patronymic), p.name, a.subject,
    o.name, o.municipality, a.category, u.surname, u.given, u.patronymic,
    (select count(*) - 1 from opinions q join assignments g on g.id = q.assignment_id and g.ended_at is null
        where q.application_id = r.application_id and q.returned_at is null)";
const TABLES: &str = "results r join applications a on a.id = r.application_id join teachers t on t.id = a.teacher_id
    join organizations o on o.id = a.organization_id join posts p on p.code = a.post_code
    join seats s on s.id = r.seat_id join accounts u on u.id = s.account_id";

fn read(row: &Record<'_>) -> Result<Row, BadColumn> {
    Ok(Row {
        id: row.get(0)?,
        number: row.get(1)?,
        at: row.get(2)?,
        verdict: row.get(3)?,
        reason: row.get(4)?,
        case: row.get(5)?,
        case_number: row.get(6)?,
        teacher: FullName::read(row, 7)?,
        post: row.get(10)?,
        subject: row.get(11)?,
        school: row.get(12)?,
        municipality: row.get(13)?,
        category: row.get(14)?,
        specialist: FullName::read(row, 15)?,
        others: row.get(18)?,
    })
}

/// Results in force, the newest first, `most` at most.
pub(super) fn rows(reader: &mut Reader, filter: &Filter, most: usize) -> Result<Vec<Row>, DbError> {
    let mut values: Vec<Value<'_>> = vec![i64::try_from(most).unwrap_or(i64::MAX).into()];
    let mut narrowed = String::from("r.returned_at is null");
    let mut add = |text: &str, value: Value<'static>| {
        values.push(value);
        narrowed.push_str(" and ");
        narrowed.push_str(&text.replace('?', &format!("${}", values.len())));
    };
    if let Some(from) = filter.from {
        add("r.recorded_at >= ?", from.into());
    }
    if let Some(to) = filter.to {
        add("r.recorded_at < ?", to.into());
    }
    if !filter.verdict.is_empty() {
        add("r.verdict = ?", filter.verdict.clone().into());
    }
    if let Some((at, id)) = filter.after {
        add("r.recorded_at <= ?", at.into());
        values.push(id.into());
        let (at, id) = (values.len() - 1, values.len());
        let _ = write!(narrowed, " and (r.recorded_at < ${at} or r.id < ${id})");
    }
    let sql = format!("select {ROW} from {TABLES} where {narrowed} order by r.recorded_at desc, r.id desc limit $1");
    reader.rows(&sql, &values, read)
}
