//! Whose cases and data people and keys have opened: teachers and people of the register, each once, and how many lists were
//! taken.

use std::fmt::Write as _;

use crate::platform::clock::Moment;
use crate::platform::engine::{DbError, Reader};
use crate::platform::names::FullName;
use crate::platform::record::Value;

use super::{Filter, Who, codes, conditions};

/// A teacher whose cases were opened, or somebody the register alone knows.
#[derive(Debug, Clone)]
pub struct Touched {
    /// The id; of somebody the register alone knows, the day of birth.
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

/// The teacher of a record of the register, as `r`.
const OF_RECORD: &str = "select min(x.id) from teachers x where r.snils <> '' and x.snils = r.snils or x.name_key = r.name_key and x.born = r.born";

/// People whose cases or records the people of a filter have opened, each once, by name, without those whose data were erased; after a name and an id, `most` at most.
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
        format!("where (q.name_key, q.id) > (${}, ${})", values.len() - 1, values.len())
    });
    let sql = format!(
        "select q.id, min(q.surname), min(q.given), min(q.patronymic), q.name_key, count(*), min(q.at), max(q.at)
         from (select coalesce(t.id, r.born) as id, coalesce(t.surname, r.surname) as surname, coalesce(t.given, r.given) as given,
                 coalesce(t.patronymic, r.patronymic) as patronymic, coalesce(t.name_key, r.name_key) as name_key, j.at
             from (select application_id, at, case when subject like 'teacher:%' then substr(subject, 9) end as teacher,
                     case when subject like 'register:%' then substr(subject, 10) end as record
                 from journal where {narrowed}) j
             left join applications a on a.id = j.application_id
             left join register_records r on j.application_id is null and r.id = j.record
             left join teachers t on t.id = coalesce(a.teacher_id, j.teacher, ({OF_RECORD}))
             where t.erasure_id is null and (t.id is not null or r.id is not null)) q {border}
         group by q.id, q.name_key order by q.name_key, q.id limit $1"
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
