//! The SQL of templates, attached conclusions and results.

use crate::accounts::Seat;
use crate::applications::{self, Application};
use crate::assignments;
use crate::platform::act::Act;
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::Failure;
use crate::platform::ids::Id;
use crate::platform::names::FullName;
use crate::platform::record::{BadColumn, Record};
use crate::values;

use super::model::{Attached, Recorded, Stated, Verdict, may_attach};

mod opinions;
mod templates;

pub use opinions::{Finding, Outcome, give_back, opinions_of, record, released_of};
pub(super) use opinions::{returned_of, returned_with};
pub(super) use templates::{TemplateRow, template_version, templates};
pub use templates::{add_template, newest_template, put_in_force};

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

/// Attached conclusions of a case, the newest first; nothing is left of those that were erased.
pub fn attached(reader: &mut Reader, application: Id<Application>) -> Result<Vec<Attached>, DbError> {
    reader.rows(
        "select c.id, c.version, c.file_name, c.file_key, c.size, c.media_type, c.added_at, c.seat_id, u.surname, u.given, u.patronymic, c.verdict,
             c.reason, c.meets, row_number() over (partition by c.seat_id order by c.version),
             (select count(*) from assignments g where g.application_id = c.application_id and g.seat_id = c.seat_id and g.ended_at is null)
         from conclusions c join seats s on s.id = c.seat_id join accounts u on u.id = s.account_id
         where c.application_id = $1 and c.media_type <> 'erased' order by c.version desc",
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
                seat: row.get(7)?,
                by: FullName::read(row, 8)?,
                answered: stated(row)?,
                of_own: row.get(14)?,
                stands: row.get::<i64>(15)? > 0,
            })
        },
    )
}

fn stated(row: &Record<'_>) -> Result<Option<Stated>, BadColumn> {
    let Some(verdict) = row.get::<Option<String>>(11)?.as_deref().and_then(Verdict::parse) else { return Ok(None) };
    let meets = row.get::<Option<i64>>(13)?.map(|meets| meets == 1);
    Ok(Some(Stated { verdict, reason: row.get(12)?, meets }))
}

/// Attaches a conclusion as the next version, while the result is not recorded.
pub fn attach(act: &mut Act<'_>, case: &Application, seat: Id<Seat>, file: &KeptFile) -> Result<i64, Failure> {
    may_attach(case, false)?;
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

/// Keeps what a version says that was made of answers.
pub(super) fn keep_stated(act: &mut Act<'_>, case: &Application, version: i64, stated: &Stated) -> Result<(), DbError> {
    act.run(
        "update conclusions set verdict = $3, reason = $4, meets = $5 where application_id = $1 and version = $2",
        values![case.id, version, stated.verdict.code(), &stated.reason, stated.meets.map(i64::from)],
    )
    .map(drop)
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
