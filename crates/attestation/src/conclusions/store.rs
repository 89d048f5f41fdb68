//! The SQL of templates, attached conclusions and results.

use crate::accounts::Seat;
use crate::applications::{self, Application, Move};
use crate::assignments;
use crate::platform::act::Act;
use crate::platform::clock::Moment;
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::Failure;
use crate::platform::ids::Id;
use crate::platform::record::{BadColumn, Record};
use crate::values;

use super::model::{Attached, Recorded, Verdict, may_attach};

/// A kept file to be written down.
#[derive(Debug, Clone)]
pub struct KeptFile {
    /// The name it came with.
    pub name: String,
    /// SHA-256.
    pub key: String,
    /// Bytes.
    pub size: i64,
    /// Told by the content.
    pub media_type: String,
}

/// A version of the template.
#[derive(Debug, Clone)]
pub struct TemplateRow {
    /// 1, 2, 3…
    pub version: i64,
    /// The name it came with.
    pub file_name: String,
    /// SHA-256.
    pub file_key: String,
    /// Bytes.
    pub size: i64,
    /// When.
    pub added_at: Moment,
}

fn template(row: &Record<'_>) -> Result<TemplateRow, BadColumn> {
    Ok(TemplateRow {
        version: row.get(0)?,
        file_name: row.get(1)?,
        file_key: row.get(2)?,
        size: row.get(3)?,
        added_at: row.get(4)?,
    })
}

/// The template in force.
pub fn newest_template(reader: &mut Reader) -> Result<Option<TemplateRow>, DbError> {
    reader.row(
        "select version, file_name, file_key, size, added_at from conclusion_templates order by version desc limit 1",
        &[],
        template,
    )
}

/// Every version, the newest first.
pub(super) fn templates(reader: &mut Reader) -> Result<Vec<TemplateRow>, DbError> {
    reader.rows(
        "select version, file_name, file_key, size, added_at from conclusion_templates order by version desc limit 100",
        &[],
        template,
    )
}

/// One version.
pub(super) fn template_version(reader: &mut Reader, version: i64) -> Result<Option<TemplateRow>, DbError> {
    reader.row(
        "select version, file_name, file_key, size, added_at from conclusion_templates where version = $1",
        values![version],
        template,
    )
}

/// Puts a new template in force; its version.
pub fn add_template(act: &mut Act<'_>, file: &KeptFile) -> Result<i64, DbError> {
    let version = act.next_number("conclusion_templates")?;
    let (id, now, by) = (Id::<TemplateRow>::new(), act.at(), act.account());
    act.run(
        "insert into conclusion_templates (id, version, file_name, file_key, size, added_by, added_at) values ($1, $2, $3, $4, $5, $6, $7)",
        values![id, version, &file.name, &file.key, file.size, by, now],
    )?;
    Ok(version)
}

/// Attached conclusions of a case, the newest first; nothing is left of those that were erased.
pub fn attached(reader: &mut Reader, application: Id<Application>) -> Result<Vec<Attached>, DbError> {
    reader.rows(
        "select id, version, file_name, file_key, size, media_type, added_at from conclusions
         where application_id = $1 and media_type <> 'erased' order by version desc",
        values![application],
        |row| {
            Ok(Attached {
                id: row.get(0)?,
                version: row.get(1)?,
                file_name: row.get(2)?,
                file_key: row.get(3)?,
                size: row.get(4)?,
                media_type: row.get(5)?,
                added_at: row.get(6)?,
            })
        },
    )
}

/// Attaches a conclusion as the next version, while the result is not recorded.
pub fn attach(act: &mut Act<'_>, case: &Application, seat: Id<Seat>, file: &KeptFile) -> Result<i64, Failure> {
    may_attach(case)?;
    // Held together: a result recorded, or a case handed on, at this very moment is seen.
    applications::hold(act, case)?;
    assignments::hold(act, case.id, seat)?;
    assignments::prove_declared(act, case.id, seat)?;
    let now = act.at();
    let version =
        act.count("select coalesce(max(version), 0) + 1 from conclusions where application_id = $1", values![case.id])?;
    act.run(
        "insert into conclusions (id, application_id, seat_id, version, file_name, file_key, size, media_type, added_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        values![Id::<Attached>::new(), case.id, seat, version, &file.name, &file.key, file.size, &file.media_type, now],
    )?;
    Ok(version)
}

/// What a specialist has found.
#[derive(Debug, Clone)]
pub struct Finding {
    /// The conclusion it rests on: must be the newest one.
    pub conclusion: Id<Attached>,
    /// The verdict.
    pub verdict: Verdict,
    /// The reason; empty unless the verdict is no.
    pub reason: String,
}

/// Records the result: the case moves on, the number is the next one of the year.
pub fn record(
    act: &mut Act<'_>,
    case: &Application,
    seat: Id<Seat>,
    finding: &Finding,
    year: i64,
) -> Result<String, Failure> {
    applications::step(act, case, Move::Conclude)?;
    assignments::finish(act, case.id, seat)?;
    let newest = attached(act, case.id)?.into_iter().next().map(|one| one.id);
    if newest != Some(finding.conclusion) {
        return Err(Failure::Conflict(
            "Пока вы проверяли, было прикреплено другое заключение. Откройте дело заново и проверьте результат ещё раз.".into(),
        ));
    }
    let ordinal = act.next_number(&format!("results:{year}"))?;
    let number = format!("{year}-{ordinal:05}");
    let now = act.at();
    act.run(
        "insert into results (id, number, year, ordinal, application_id, conclusion_id, seat_id, verdict, reason, recorded_at, returned_at, returned_by, return_reason)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, null, null, '')",
        values![
            Id::<Recorded>::new(),
            &number,
            year,
            ordinal,
            case.id,
            finding.conclusion,
            seat,
            finding.verdict.code(),
            &finding.reason,
            now
        ],
    )?;
    Ok(number)
}

/// Returns the recorded result to the specialist with a reason.
pub fn give_back(act: &mut Act<'_>, case: &Application, reason: &str) -> Result<(), Failure> {
    applications::step(act, case, Move::Return)?;
    assignments::reopen(act, case.id)?;
    let (now, by) = (act.at(), act.account());
    let changed = act.run(
        "update results set returned_at = $2, returned_by = $3, return_reason = $4 where application_id = $1 and returned_at is null",
        values![case.id, now, by, reason],
    )?;
    if changed == 1 { Ok(()) } else { Err(Failure::Conflict("Результат уже возвращён.".into())) }
}

/// Results of a case, the newest first: the one in force, then the returned ones.
pub fn results_of(reader: &mut Reader, application: Id<Application>) -> Result<Vec<Recorded>, DbError> {
    reader.rows(
        "select number, verdict, reason, recorded_at, returned_at, return_reason from results where application_id = $1 order by recorded_at desc, id desc",
        values![application],
        |row| {
            Ok(Recorded { number: row.get(0)?, verdict: row.get(1)?, reason: row.get(2)?, recorded_at: row.get(3)?, returned_at: row.get(4)?, return_reason: row.get(5)? })
        },
    )
}

/// The result in force.
pub fn recorded(reader: &mut Reader, application: Id<Application>) -> Result<Option<Recorded>, DbError> {
    Ok(results_of(reader, application)?.into_iter().find(|result| result.returned_at.is_none()))
}
