//! Cases as a list taken from a portal finds them: by their own number, or by the teacher's СНИЛС.

use crate::platform::among::among;
use crate::platform::clock::Day;
use crate::platform::engine::{DbError, Reader};
use crate::platform::ids::Id;
use crate::platform::names::FullName;
use crate::platform::record::{BadColumn, Record};

use super::filing::Filed;
use super::model::{Application, Category};
use super::stage::Stage;

/// A case and how it came.
#[derive(Debug, Clone)]
pub struct FiledCase {
    /// Its id.
    pub id: Id<Application>,
    /// Its number.
    pub number: String,
    /// The teacher's СНИЛС, eleven digits.
    pub snils: String,
    /// The teacher.
    pub name: FullName,
    /// The category claimed.
    pub category: Category,
    /// Where it stands.
    pub stage: Stage,
    /// The day it was received.
    pub received_on: Day,
    /// How it came.
    pub filed: Filed,
}

fn read(row: &Record<'_>) -> Result<FiledCase, BadColumn> {
    Ok(FiledCase {
        id: row.get(0)?,
        number: row.get(1)?,
        snils: row.get(2)?,
        name: FullName::read(row, 3)?,
        category: row.get(6)?,
        stage: row.get(7)?,
        received_on: row.get(8)?,
        filed: Filed::read(row, 9)?,
    })
}

/// Cases with any of these numbers, and those of teachers with any of these СНИЛС; each once.
///
/// # Errors
/// When the database does not answer.
pub fn filed_among(reader: &mut Reader, numbers: &[&str], snils: &[&str]) -> Result<Vec<FiledCase>, DbError> {
    const FILED: &str = "select a.id, a.number, t.snils, coalesce(a.surname, t.surname), coalesce(a.given, t.given), coalesce(a.patronymic, t.patronymic), a.category, a.stage, a.received_on,
         a.channel, a.outer_number, a.submitted_on, a.registered_on from applications a join teachers t on t.id = a.teacher_id";
    let mut found = among(reader, &format!("{FILED} where a.number in (MANY)"), &[], numbers, read)?;
    for one in among(reader, &format!("{FILED} where t.snils in (MANY)"), &[], snils, read)? {
        if found.iter().all(|known| known.id != one.id) {
            found.push(one);
        }
    }
    Ok(found)
}
