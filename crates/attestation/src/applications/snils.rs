//! Whom a СНИЛС stands for, and the cabinet from which they apply.

use crate::accounts::{Account, Organization};
use crate::platform::act::Act;
use crate::platform::among::among;
use crate::platform::clock::Day;
use crate::platform::engine::{DbError, Reader};
use crate::platform::ids::Id;
use crate::platform::names::FullName;
use crate::values;

use super::model::{Snils, Teacher};
use super::stage_sql::OPEN;

/// A teacher known by СНИЛС, with one of their applications that waits for a decision.
#[derive(Debug, Clone)]
pub struct KnownTeacher {
    /// The teacher.
    pub id: Id<Teacher>,
    /// СНИЛС, eleven digits.
    pub snils: String,
    /// The name.
    pub name: FullName,
    /// The day of birth.
    pub born: Day,
    /// Code of the post, code of the category and number of the application; none when there is none.
    pub application: Option<(String, String, String)>,
}

/// What is known of these teachers, a row for each of their applications.
pub fn known_among(reader: &mut Reader, snils: &[&str]) -> Result<Vec<KnownTeacher>, DbError> {
    let sql = format!(
        "select t.snils, t.surname, t.given, t.patronymic, a.post_code, a.category, a.number, t.id, t.born
         from teachers t left join applications a on a.teacher_id = t.id
             and a.stage in ({OPEN}) where t.snils in (MANY)"
    );
    among(reader, &sql, &[], snils, |row| {
        let post: Option<String> = row.get(4)?;
        let application = post.map(|post| Ok((post, row.get(5)?, row.get(6)?)));
        Ok(KnownTeacher {
            id: row.get(7)?,
            snils: row.get(0)?,
            name: FullName::read(row, 1)?,
            born: row.get(8)?,
            application: application.transpose()?,
        })
    })
}

/// Whose a СНИЛС is.
#[derive(Debug, Clone)]
pub struct SnilsOwner {
    /// The teacher.
    pub id: Id<Teacher>,
    /// The school.
    pub school: Id<Organization>,
    /// The cabinet, when the teacher has one.
    pub account: Option<Id<Account>>,
    /// The name as it is compared.
    pub name_key: String,
    /// The day of birth.
    pub born: Day,
}

/// The teacher of a СНИЛС.
pub fn snils_owner(reader: &mut Reader, snils: &Snils) -> Result<Option<SnilsOwner>, DbError> {
    let sql = "select id, organization_id, account_id, name_key, born from teachers where snils = $1";
    reader.row(sql, values![snils.as_str()], |row| {
        let account: Option<String> = row.get(2)?;
        Ok(SnilsOwner {
            id: row.get(0)?,
            school: row.get(1)?,
            account: account.and_then(|id| id.parse().ok()),
            name_key: row.get(3)?,
            born: row.get(4)?,
        })
    })
}

/// Ties a teacher to the cabinet from which they apply; false when either has another already.
pub fn tie_account(act: &mut Act<'_>, snils: &Snils, account: Id<Account>) -> Result<bool, DbError> {
    let tied = act.run(
        "update teachers set account_id = $2 where snils = $1 and (account_id = $2 or account_id is null)
             and not exists (select 1 from teachers x where x.account_id = $2 and x.snils <> $1)",
        values![snils.as_str(), account],
    )?;
    Ok(tied == 1)
}
