//! The SQL of retention terms, and of cases by the day they were over; attestations for fitness are beside.

mod attestations;
mod going;

pub use attestations::{Attestation, OverAttestation};
pub(super) use attestations::{add_attestations, attestations_of, copy_attestations, over_among, past_attestations};
pub use going::MOST_AT_ONCE;
pub(super) use going::{Stretch, complained_in, fresh_in, over_in};

use std::collections::HashMap;

use crate::applications::{self, Application, COLUMNS, JOINS, Teacher, WIDTH};
use crate::platform::act::Act;
use crate::platform::among::among;
use crate::platform::clock::{Day, Moment, Zone};
use crate::platform::engine::{DbError, Reader};
use crate::platform::ids::Id;
use crate::platform::names::FullName;
use crate::platform::record::{BadColumn, Record, Value};
use crate::platform::versions::FAR;
use crate::values;

use super::model::{self, Sort, Version};

fn version(row: &Record<'_>) -> Result<Version, BadColumn> {
    let code: String = row.get(0)?;
    Ok(Version {
        sort: Sort::named(&code).ok_or_else(|| BadColumn::new(0, format!("no kind of records {code}")))?,
        from: row.get(1)?,
        to: row.get(2)?,
        years: row.get(3)?,
        legal_ref: row.get(4)?,
        remark: row.get(5)?,
        added_at: row.get(6)?,
        added_by: row.get(7)?,
    })
}

/// Every version of every term, each from the first to the last.
pub fn versions(reader: &mut Reader) -> Result<Vec<Version>, DbError> {
    reader.rows(
        "select r.record, r.valid_from, r.valid_to, r.years, r.legal_ref, r.remark, r.added_at, coalesce(u.surname || ' ' || u.given, '')
         from retention_terms r left join accounts u on u.id = r.added_by order by r.record, r.valid_from",
        &[],
        version,
    )
}

/// Puts a new version in force after the last one, which ends the day before; false when it would not be the last.
pub fn add_version(act: &mut Act<'_>, new: &Version) -> Result<bool, DbError> {
    let (now, who, code) = (act.at(), act.account(), new.sort.code);
    // Of two hands the second waits here and then finds that its version is not the last.
    act.run("update retention_terms set record = record where record = $1", values![code])?;
    let last = act.count(
        "select count(*) from retention_terms where record = $1 and valid_from >= $2",
        values![code, new.from],
    )?;
    if last > 0 {
        return Ok(false);
    }
    act.run(
        "update retention_terms set valid_to = $3 where record = $1 and valid_from < $2 and valid_to >= $2",
        values![code, new.from, new.from.plus(-1)],
    )?;
    let added = act.run(
        "insert into retention_terms (record, valid_from, valid_to, years, legal_ref, remark, added_at, added_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        values![code, new.from, FAR, new.years, &new.legal_ref, &new.remark, now, who],
    )?;
    Ok(added == 1)
}

/// Takes the last version back before it begins or on the day it was written down, and the one before it has no end again;
/// none when there is no such version or it is older. `since` is the moment this day began.
pub(super) fn take_back_version(
    act: &mut Act<'_>,
    sort: Sort,
    from: Day,
    (today, since): (Day, Moment),
) -> Result<Option<Version>, DbError> {
    act.run("update retention_terms set record = record where record = $1", values![sort.code])?;
    let all = versions(act)?;
    let last = all.into_iter().filter(|one| one.sort == sort).max_by_key(|one| one.from);
    let Some(gone) = last.filter(|one| one.from == from && one.may_go(today, since)) else { return Ok(None) };
    act.run("delete from retention_terms where record = $1 and valid_from = $2", values![sort.code, from])?;
    act.run(
        "update retention_terms set valid_to = $3 where record = $1 and valid_to = $2",
        values![sort.code, from.plus(-1), gone.to],
    )?;
    Ok(Some(gone))
}

/// A case that is over.
#[derive(Debug, Clone)]
pub struct OverCase {
    /// The case.
    pub case: Application,
    /// Since when it is over: its act was published, it was withdrawn, or its intake refused.
    pub over_at: Moment,
}

fn over(row: &Record<'_>) -> Result<OverCase, BadColumn> {
    Ok(OverCase { case: applications::read(row)?, over_at: row.get(WIDTH)? })
}

/// The condition of being let go by the versions of a kind that is counted from a column, and its values; none when nothing is.
fn let_go(
    (column, code): (&str, &str),
    versions: &[Version],
    when: (Day, &Zone),
    values: &mut Vec<Value<'_>>,
) -> Option<String> {
    let mut spans = Vec::new();
    for (from, before) in model::spans(versions, code, when) {
        values.extend([from.into(), before.into()]);
        spans.push(format!("({column} >= ${} and {column} < ${})", values.len() - 1, values.len()));
    }
    (!spans.is_empty()).then(|| format!("({})", spans.join(" or ")))
}

/// The row a page of what is past its term begins after: its moment and its id, a case's or an attestation's.
pub type Border = (Moment, Id<OverCase>);

/// Cases of the archive that are past their term today and in no act of erasure, the oldest first, after a row, `most` at most.
/// Each is kept by the version that was in force on the day it was over.
pub fn past_term(
    reader: &mut Reader,
    versions: &[Version],
    when: (Day, &Zone),
    after: Option<Border>,
    most: i64,
) -> Result<Vec<OverCase>, DbError> {
    let mut values: Vec<Value<'_>> = vec![most.into()];
    let Some(mut narrowed) = let_go(("a.over_at", Sort::CASES), versions, when, &mut values) else {
        return Ok(Vec::new());
    };
    if let Some((at, id)) = after {
        values.extend([at.into(), id.into()]);
        narrowed = format!("{narrowed} and (a.over_at, a.id) > (${}, ${})", values.len() - 1, values.len());
    }
    let sql = format!(
        "select {COLUMNS}, a.over_at from applications a {JOINS} where a.stage = 'archived' and a.over_at is not null and {narrowed}
             and not exists (select 1 from erasure_cases e where e.application_id = a.id)
         order by a.over_at, a.id limit $1"
    );
    reader.rows(&sql, &values, over)
}

/// Days on which complaints of these cases were answered, by the id of the case; none while one waits.
pub(super) fn complaints_among(
    reader: &mut Reader,
    cases: &[OverCase],
) -> Result<HashMap<String, Vec<Option<Day>>>, DbError> {
    let ids: Vec<String> = cases.iter().map(|one| one.case.id.to_string()).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let sql = "select application_id, answered_on from complaints where application_id in (MANY)";
    let mut found = HashMap::<String, Vec<Option<Day>>>::new();
    for (case, answered) in among(reader, sql, &[], &ids, |row| Ok((row.get::<String>(0)?, row.get(1)?)))? {
        found.entry(case).or_default().push(answered);
    }
    Ok(found)
}

/// A case of a person and what else is kept because of it.
#[derive(Debug, Clone)]
pub struct KeptCase {
    /// The case.
    pub case: Application,
    /// Since when it is over; none while it goes on.
    pub over_at: Option<Moment>,
    /// Whether a commission has decided about it.
    pub is_decided: bool,
    /// Whether it is in an act.
    pub is_in_act: bool,
}

/// What is kept of a teacher beside the row itself.
#[derive(Debug, Clone, Default)]
pub struct KeptOf {
    /// Cases, the newest first, fifty at most.
    pub cases: Vec<KeptCase>,
    /// Whether the register has a record under the name and the day of birth.
    pub has_record: bool,
    /// Whether a school has attested them for fitness, or attests them now.
    pub has_fitness: bool,
    /// Whether a school has written down what it needs to attest them.
    pub has_facts: bool,
}

/// What is kept of a teacher.
///
/// # Errors
/// When the database does not answer.
pub fn kept_of(reader: &mut Reader, teacher: Id<Teacher>) -> Result<KeptOf, DbError> {
    let sql = format!(
        "select {COLUMNS}, a.over_at,
             (select count(*) from agenda_items i where i.application_id = a.id and i.outcome is not null),
             (select count(*) from act_cases x where x.application_id = a.id)
         from applications a {JOINS} where a.teacher_id = $1 order by a.received_on desc, a.id desc limit 50"
    );
    let cases = reader.rows(&sql, values![teacher], |row| {
        Ok(KeptCase {
            case: applications::read(row)?,
            over_at: row.get(WIDTH)?,
            is_decided: row.get::<i64>(WIDTH + 1)? > 0,
            is_in_act: row.get::<i64>(WIDTH + 2)? > 0,
        })
    })?;
    let records = "select count(*) from register_records r where r.id in (
         select x.id from teachers t join register_records x on x.name_key = t.name_key and x.born = t.born where t.id = $1
         union select x.id from teachers t join register_records x on x.snils = t.snils and x.snils <> '' where t.id = $1)";
    let attested = "select count(*) from fitness_cases f where f.teacher_id = $1";
    let listed = "select count(*) from fitness_workers w where w.teacher_id = $1";
    Ok(KeptOf {
        cases,
        has_record: reader.count(records, values![teacher])? > 0,
        has_fitness: reader.count(attested, values![teacher])? > 0,
        has_facts: reader.count(listed, values![teacher])? > 0,
    })
}

/// Who these teachers are: id and name.
pub(super) fn named(reader: &mut Reader, teachers: &[String]) -> Result<Vec<(String, String)>, DbError> {
    let ids: Vec<&str> = teachers.iter().map(String::as_str).collect();
    let names = applications::names_of_teachers(reader, &ids)?;
    Ok(names.into_iter().map(|(id, name)| (id, name.full())).collect())
}

/// Whose records of the register these are: id of the record and the name in it.
pub(super) fn recorded(reader: &mut Reader, records: &[String]) -> Result<Vec<(String, String)>, DbError> {
    let ids: Vec<&str> = records.iter().map(String::as_str).collect();
    let sql = "select id, surname, given, patronymic from register_records where id in (MANY)";
    among(reader, sql, &[], &ids, |row| Ok((row.get(0)?, FullName::read(row, 1)?.full())))
}

/// The names of the teachers whose cases these are.
pub(super) fn whose(reader: &mut Reader, cases: &[String]) -> Result<Vec<(String, String)>, DbError> {
    let ids: Vec<&str> = cases.iter().map(String::as_str).collect();
    let sql = "select a.id, coalesce(a.surname, t.surname), coalesce(a.given, t.given), coalesce(a.patronymic, t.patronymic) from applications a join teachers t on t.id = a.teacher_id where a.id in (MANY)";
    among(reader, sql, &[], &ids, |row| Ok((row.get(0)?, FullName::read(row, 1)?.full())))
}

/// What the teacher answered in the application: heading, question, answer.
pub(super) fn answers(reader: &mut Reader, case: Id<Application>) -> Result<Vec<(String, String, String)>, DbError> {
    reader.rows(
        "select part, question, answer from application_answers where application_id = $1 order by place",
        values![case],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
    )
}
