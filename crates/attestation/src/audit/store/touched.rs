//! Whose cases and data people and keys have opened: teachers, each once, and how many lists were taken.

use std::fmt::Write as _;

use crate::platform::clock::Moment;
use crate::platform::engine::{DbError, Reader};
use crate::platform::names::FullName;
use crate::platform::record::Value;

use super::{Filter, Who, codes, conditions};

/// A teacher whose cases were opened.
#[derive(Debug, Clone)]
pub struct Touched {
    /// The id.
    pub id: String,
    /// The name.
    pub name: FullName,
    /// The name as it is compared.
    pub name_key: String,
    /// How many times.
    pub times: i64,
    /// The first time.
    pub first: Moment,
    /// The last time.
    pub last: Moment,
}

/// Conditions of a filter on the table alone, of any of its people.
fn of_people(filter: &Filter, values: &mut Vec<Value<'_>>) -> String {
    let mut sql = conditions(filter, None, values);
    let people = filter.people.as_deref().unwrap_or_default();
    let (mut accounts, mut keys) = (Vec::new(), Vec::new());
    for who in people {
        let (value, places) = match who {
            Who::Person(id) => ((*id).into(), &mut accounts),
            Who::Neighbour(subject) => (subject.clone().into(), &mut keys),
        };
        values.push(value);
        places.push(format!("${}", values.len()));
    }
    let mut parts = Vec::new();
    if !accounts.is_empty() {
        parts.push(format!("account_id in ({})", accounts.join(", ")));
    }
    if !keys.is_empty() {
        parts.push(format!("account_id is null and subject in ({})", keys.join(", ")));
    }
    let _ = write!(sql, " and ({})", parts.join(" or "));
    sql
}

/// Teachers whose cases the people of a filter have opened, each once, by name, without those whose data were erased; after a name and an id, `most` at most.
pub fn touched(
    reader: &mut Reader,
    filter: &Filter,
    after: Option<&(String, String)>,
    most: usize,
) -> Result<Vec<Touched>, DbError> {
    if filter.people.as_ref().is_none_or(Vec::is_empty) {
        return Ok(Vec::new());
    }
    let mut values: Vec<Value<'_>> = vec![i64::try_from(most).unwrap_or(i64::MAX).into()];
    let narrowed = of_people(filter, &mut values);
    let border = after.map_or_else(String::new, |(name, id)| {
        values.extend([name.as_str().into(), id.as_str().into()]);
        format!("where (t.name_key, t.id) > (${}, ${})", values.len() - 1, values.len())
    });
    let sql = format!(
        "select t.id, t.surname, t.given, t.patronymic, t.name_key, count(*), min(q.at), max(q.at)
         from (select application_id, case when application_id is null then substr(subject, 9) else '' end as teacher, at
             from journal where {narrowed}) q
         left join applications a on a.id = q.application_id
         join teachers t on t.id = coalesce(a.teacher_id, q.teacher) and t.erasure_id is null {border}
         group by t.id, t.surname, t.given, t.patronymic, t.name_key order by t.name_key, t.id limit $1"
    );
    reader.rows(&sql, &values, |row| {
        Ok(Touched {
            id: row.get(0)?,
            name: FullName::read(row, 1)?,
            name_key: row.get(4)?,
            times: row.get(5)?,
            first: row.get(6)?,
            last: row.get(7)?,
        })
    })
}

/// How many lists the people of a filter have taken as files.
pub fn lists_taken(reader: &mut Reader, filter: &Filter, lists: &[&'static str]) -> Result<i64, DbError> {
    if filter.people.as_ref().is_none_or(Vec::is_empty) || lists.is_empty() {
        return Ok(0);
    }
    let mut values: Vec<Value<'_>> = Vec::new();
    let of_all = Filter { openings: Vec::new(), lists: Vec::new(), after: None, ..filter.clone() };
    let narrowed = of_people(&of_all, &mut values);
    let sql =
        format!("select count(*) from journal where {narrowed} and outcome = 'done' and act in ({})", codes(lists));
    reader.count(&sql, &values)
}
