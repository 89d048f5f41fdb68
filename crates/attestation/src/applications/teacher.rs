//! A teacher by themselves: who they are, and their data put right by the Centre.

use std::collections::BTreeSet;

use crate::accounts::{Account, Organization};
use crate::platform::act::Act;
use crate::platform::among::among;
use crate::platform::clock::Day;
use crate::platform::engine::{DbError, Reader};
use crate::platform::ids::Id;
use crate::platform::letter::Addressee;
use crate::platform::names::FullName;
use crate::platform::record::{BadColumn, Record};
use crate::values;

use super::model::{Application, NewTeacher, Snils, Teacher};
use super::renaming;
use super::store::{COLUMNS, JOINS, read};

/// A teacher as the lists have them now.
#[derive(Debug, Clone)]
pub struct TeacherOnFile {
    /// The id.
    pub id: Id<Teacher>,
    /// The name.
    pub name: FullName,
    /// The day of birth.
    pub born: Day,
    /// СНИЛС, eleven digits.
    pub snils: String,
    /// The school.
    pub school: Id<Organization>,
    /// Its name.
    pub school_name: String,
    /// The address and the phone the Centre and the school know; each may be empty.
    pub contacts: Contacts,
    /// The cabinet, open or closed; none when there was never one.
    pub account: Option<Id<Account>>,
    /// Whom to write to; none without an open cabinet.
    pub cabinet: Option<Addressee>,
}

/// How a teacher is reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contacts {
    /// The e-mail address; may be empty.
    pub email: String,
    /// The phone; may be empty.
    pub phone: String,
}

/// What is put in place of a teacher's data.
#[derive(Debug, Clone)]
pub struct Corrected {
    /// The name.
    pub name: FullName,
    /// The day of birth.
    pub born: Day,
    /// СНИЛС.
    pub snils: Snils,
    /// The school.
    pub school: Id<Organization>,
    /// How the teacher is reached.
    pub contacts: Contacts,
}

/// How the teachers of these ids are called.
///
/// # Errors
/// When the database does not answer.
pub fn names_of_teachers(reader: &mut Reader, ids: &[&str]) -> Result<Vec<(String, FullName)>, DbError> {
    let sql = "select id, surname, given, patronymic from teachers where id in (MANY)";
    among(reader, sql, &[], ids, |row| Ok((row.get(0)?, FullName::read(row, 1)?)))
}

impl TeacherOnFile {
    /// What the new data change, in words; nothing when they are the same.
    pub fn changed(&self, new: &Corrected) -> Vec<&'static str> {
        let (was, name) = (&self.name, &new.name);
        [
            ("фамилия", was.surname != name.surname),
            ("имя", was.given != name.given),
            ("отчество", was.patronymic != name.patronymic),
            ("дата рождения", self.born != new.born),
            ("СНИЛС", self.snils != new.snils.as_str()),
            ("организация", self.school != new.school),
            ("электронная почта", self.contacts.email != new.contacts.email),
            ("телефон", self.contacts.phone != new.contacts.phone),
        ]
        .into_iter()
        .filter_map(|(what, is_other)| is_other.then_some(what))
        .collect()
    }
}

const ON_FILE: &str =
    "select t.id, t.surname, t.given, t.patronymic, t.born, t.snils, t.organization_id, o.name, t.account_id,
    case when u.closed_at is null then u.email end, t.email, t.phone
    from teachers t join organizations o on o.id = t.organization_id left join accounts u on u.id = t.account_id";

fn on_file(row: &Record<'_>) -> Result<TeacherOnFile, BadColumn> {
    let (name, account) = (FullName::read(row, 1)?, row.get::<Option<Id<Account>>>(8)?);
    let email: Option<String> = row.get(9)?;
    let to = |email| Addressee { email, name: name.clone(), account: account.map(|id| id.to_string()) };
    Ok(TeacherOnFile {
        id: row.get(0)?,
        born: row.get(4)?,
        snils: row.get(5)?,
        school: row.get(6)?,
        school_name: row.get(7)?,
        contacts: Contacts { email: row.get(10)?, phone: row.get(11)? },
        cabinet: email.map(to),
        account,
        name,
    })
}

/// A teacher by the id; none when nobody is behind it any more.
pub fn teacher_by_id(reader: &mut Reader, id: Id<Teacher>) -> Result<Option<TeacherOnFile>, DbError> {
    reader.row(&format!("{ON_FILE} where t.id = $1 and t.erasure_id is null"), values![id], on_file)
}

/// The teacher of a СНИЛС.
pub fn teacher_by_snils(reader: &mut Reader, snils: &Snils) -> Result<Option<TeacherOnFile>, DbError> {
    reader.row(&format!("{ON_FILE} where t.snils = $1"), values![snils.as_str()], on_file)
}

/// The teacher of this СНИЛС when the name or the day of birth is another one: a new application may not change them.
pub fn known_otherwise(reader: &mut Reader, new: &NewTeacher) -> Result<Option<TeacherOnFile>, DbError> {
    let known = teacher_by_snils(reader, &new.snils)?;
    Ok(known.filter(|known| known.name.key() != new.name.key() || known.born != new.born))
}

/// Somebody of the same name and day of birth under another СНИЛС: the same person, or one of two.
pub fn namesake(reader: &mut Reader, new: &NewTeacher) -> Result<Option<TeacherOnFile>, DbError> {
    let sql = format!(
        "{ON_FILE} where t.name_key = $1 and t.born = $2 and t.snils <> $3 and t.erasure_id is null order by t.id limit 1"
    );
    reader.row(&sql, values![new.name.key(), new.born, new.snils.as_str()], on_file)
}

/// The teacher of a cabinet.
pub fn teacher_of(reader: &mut Reader, account: Id<Account>) -> Result<Option<Id<Teacher>>, DbError> {
    reader.row("select id from teachers where account_id = $1", values![account], |row| row.get(0))
}

/// A teacher as those of the same school know them.
#[derive(Debug, Clone)]
pub struct Colleague {
    /// The school.
    pub school: Id<Organization>,
    /// СНИЛС, eleven digits.
    pub snils: String,
    /// The name.
    pub name: FullName,
}

/// Holds the row of a teacher to the end of the act: what is read of it after that nobody changes meanwhile.
pub fn hold_teacher(act: &mut Act<'_>, snils: &Snils) -> Result<(), DbError> {
    act.run("update teachers set name_key = name_key where snils = $1", values![snils.as_str()]).map(|_| ())
}

/// Teachers of these schools whose surname and given name together, as they are compared, are among those wanted.
pub fn colleagues_among(
    reader: &mut Reader,
    schools: &[&str],
    wanted: &BTreeSet<String>,
) -> Result<Vec<Colleague>, DbError> {
    let sql = "select organization_id, snils, surname, given, patronymic from teachers where erasure_id is null and organization_id in (MANY)";
    let found = among(reader, sql, &[], schools, |row| {
        let name = FullName::read(row, 2)?;
        if !wanted.contains(&name.short_key()) {
            return Ok(None);
        }
        Ok(Some(Colleague { school: row.get(0)?, snils: row.get(1)?, name }))
    });
    Ok(found?.into_iter().flatten().collect())
}

/// The newest cases of a teacher, twenty at most.
pub fn cases_of_teacher(reader: &mut Reader, id: Id<Teacher>) -> Result<Vec<Application>, DbError> {
    let sql = format!(
        "select {COLUMNS} from applications a {JOINS} where a.teacher_id = $1 order by a.received_on desc, a.id desc limit 20"
    );
    reader.rows(&sql, values![id], read)
}

/// Puts a teacher's data right, and what their cases are searched by; cases keep the school they came from.
/// False when they are not as they were seen any more, or when the СНИЛС is another teacher's.
pub fn correct_teacher(act: &mut Act<'_>, was: &TeacherOnFile, new: &Corrected) -> Result<bool, DbError> {
    let now = act.at();
    let changed = act.run(
        "update teachers set surname = $2, given = $3, patronymic = $4, name_key = $5, born = $6, snils = $7, organization_id = $8,
             email = $15, phone = $16
         where id = $1 and surname = $9 and given = $10 and patronymic = $11 and born = $12 and snils = $13 and organization_id = $14
             and email = $17 and phone = $18
             and not exists (select 1 from teachers x where x.snils = $7 and x.id <> $1)",
        values![
            was.id, &new.name.surname, &new.name.given, &new.name.patronymic, new.name.key(), new.born, new.snils.as_str(),
            new.school, &was.name.surname, &was.name.given, &was.name.patronymic, was.born, &was.snils, was.school,
            &new.contacts.email, &new.contacts.phone, &was.contacts.email, &was.contacts.phone
        ],
    )?;
    if changed != 1 {
        return Ok(false);
    }
    renaming::rename_cases(act, &[new.snils.as_str()])?;
    // Neighbours read the name with the case: for them it has changed.
    act.run("update applications set changed_at = $2 where teacher_id = $1", values![was.id, now])?;
    Ok(true)
}
