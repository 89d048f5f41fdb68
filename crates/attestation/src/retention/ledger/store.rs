//! The SQL of erasures as the ledger tells them.

use crate::accounts::Account;
use crate::applications::Teacher;
use crate::platform::act::Act;
use crate::platform::among::among;
use crate::platform::clock::Day;
use crate::platform::engine::{DbError, Reader};
use crate::platform::ids::Id;
use crate::platform::record::{BadColumn, Record};
use crate::retention::Erasure;
use crate::values;

use super::entry::{ActOf, Entry, What};

const KNOWN: &str = "insert into forgotten (id, kind, dated_on, account_id, teacher_id, drafts, done_at)
     values ($1, $2, $3, $4, $5, $6, $7)";

/// Writes down that an act of erasure was carried out.
pub(in crate::retention) fn note_act(act: &mut Act<'_>, id: Id<Erasure>, today: Day) -> Result<(), DbError> {
    let now = act.at();
    act.run(KNOWN, values![id, "act", today, None::<String>, None::<String>, "", now])?;
    Ok(())
}

/// Writes down that a person was forgotten, under this id of an entry.
pub(in crate::retention) fn note_person(
    act: &mut Act<'_>,
    id: &str,
    account: Option<Id<Account>>,
    teacher: Option<Id<Teacher>>,
    today: Day,
) -> Result<(), DbError> {
    let now = act.at();
    act.run(KNOWN, values![id, "person", today, account, teacher, "", now])?;
    Ok(())
}

/// Writes down that drafts were erased; the id of the entry.
pub(super) fn note_drafts(
    act: &mut Act<'_>,
    account: Id<Account>,
    drafts: &[String],
    today: Day,
) -> Result<String, DbError> {
    let (id, now) = (Id::<Entry>::new().to_string(), act.at());
    act.run(KNOWN, values![&id, "drafts", today, account, None::<String>, drafts.join("\n"), now])?;
    Ok(id)
}

/// Writes down an entry that a note has told of and that was carried out again.
pub(super) fn know(act: &mut Act<'_>, entry: &Entry) -> Result<(), DbError> {
    let (kind, account, teacher, drafts) = match &entry.what {
        What::Act { .. } => ("act", None, None, String::new()),
        What::Person { account, teacher } => ("person", account.as_deref(), teacher.as_deref(), String::new()),
        What::Drafts { drafts } => ("drafts", None, None, drafts.join("\n")),
    };
    act.run(KNOWN, values![&entry.id, kind, &entry.day, account, teacher, drafts, entry.at])?;
    Ok(())
}

/// Ids of every erasure the database knows.
pub(super) fn ids(reader: &mut Reader) -> Result<Vec<String>, DbError> {
    reader.rows("select id from forgotten order by done_at, id", &[], |row| row.get(0))
}

/// None of an act that stands in the note alone: its cases were not in the copy restored.
fn row(row: &Record<'_>) -> Result<Option<Entry>, BadColumn> {
    let (kind, drafts): (String, String) = (row.get(1)?, row.get(5)?);
    let what = match kind.as_str() {
        "act" if row.get::<Option<i64>>(7)?.is_none() => return Ok(None),
        "act" => {
            let act = ActOf { year: row.get(7)?, number: row.get(8)?, drawn_by: row.get(9)?, done_by: row.get(10)? };
            What::Act { act, cases: Vec::new(), attestations: Vec::new() }
        }
        "person" => What::Person { account: row.get(3)?, teacher: row.get(4)? },
        "drafts" => What::Drafts { drafts: drafts.lines().map(str::to_owned).collect() },
        other => return Err(BadColumn::new(1, format!("no kind of erasure {other}"))),
    };
    Ok(Some(Entry { id: row.get(0)?, day: row.get(2)?, at: row.get(6)?, what }))
}

/// One erasure as its note is to tell it.
pub(super) fn entry(reader: &mut Reader, id: &str) -> Result<Option<Entry>, DbError> {
    let sql = "select f.id, f.kind, f.dated_on, f.account_id, f.teacher_id, f.drafts, f.done_at, e.year, e.number, e.drawn_by, e.done_by
         from forgotten f left join erasures e on e.id = f.id where f.id = $1";
    let Some(mut entry) = reader.row(sql, values![id], row)?.flatten() else { return Ok(None) };
    if let What::Act { cases, attestations, .. } = &mut entry.what {
        let sql = "select application_id from erasure_cases where erasure_id = $1 order by application_id";
        *cases = reader.rows(sql, values![id], |row| row.get(0))?;
        let sql = "select attestation_id from erasure_attestations where erasure_id = $1 order by attestation_id";
        *attestations = reader.rows(sql, values![id], |row| row.get(0))?;
    }
    Ok(Some(entry))
}

/// Those of these attestations for fitness that are there, whatever stands of them.
pub(super) fn attestations_there(reader: &mut Reader, ids: &[String]) -> Result<Vec<String>, DbError> {
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    among(reader, "select id from fitness_cases where id in (MANY)", &[], &ids, |row| row.get(0))
}
