//! A teacher who has not applied: the row is found by СНИЛС, or made, and tied to a cabinet; or made without one by the school.

use std::collections::BTreeMap;

use crate::accounts::Account;
use crate::platform::act::Act;
use crate::platform::among::among;
use crate::platform::clock::Day;
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::{Failure, Refusal};
use crate::platform::ids::Id;
use crate::platform::letter::Addressee;
use crate::platform::names;
use crate::platform::record::Record;
use crate::values;

use super::model::{Application, NewTeacher, Teacher};
use super::snils::snils_owner;

/// Why a teacher is not tied to an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotTied {
    /// This СНИЛС is written down with another name or day of birth.
    AnotherPerson,
    /// This СНИЛС is tied to another cabinet that is open.
    AnotherCabinet,
    /// This cabinet is tied to another СНИЛС.
    AnotherSnils,
}

impl Refusal for NotTied {
    fn reason(&self) -> String {
        match self {
            Self::AnotherPerson => "С этим СНИЛС в системе записаны другое имя или другая дата рождения. Сверьте их с документами; если всё верно, обратитесь к координатору своей школы.",
            Self::AnotherCabinet => "С этим СНИЛС кабинет педагога уже есть. Войдите в него или восстановите пароль; если он не ваш, обратитесь к координатору своей школы.",
            Self::AnotherSnils => "К вашему кабинету уже привязан другой СНИЛС. Сверьте цифры с документом; если они верны, обратитесь к координатору своей школы.",
        }
        .to_owned()
    }
}

/// A teacher as the row stands.
struct Row {
    id: Id<Teacher>,
    name_key: String,
    born: Day,
    /// The open account it is tied to.
    account: Option<Id<Account>>,
}

/// Ties the teacher with this СНИЛС to the account and to the school; a teacher not known yet is written down.
/// The name and the day of birth must be those that are known, unless the teacher is tied to this account already.
/// `Failure::Denied` holds a `NotTied`.
pub fn tie_teacher(act: &mut Act<'_>, account: Id<Account>, new: &NewTeacher) -> Result<Id<Teacher>, Failure> {
    let other = act.count(
        "select count(*) from teachers where account_id = $1 and snils <> $2",
        values![account, new.snils.as_str()],
    )?;
    if other > 0 {
        return Err(NotTied::AnotherSnils.into());
    }
    let Some(known) = row(act, new)? else {
        return Ok(write_down(act, Some(account), new)?.ok_or(NotTied::AnotherCabinet)?);
    };
    // Whoever has the row in their own cabinet is that person, whatever name they have taken since.
    let is_own = known.account == Some(account);
    if !is_own && (known.name_key != new.name.key() || known.born != new.born) {
        return Err(NotTied::AnotherPerson.into());
    }
    if !is_own && known.account.is_some() {
        return Err(NotTied::AnotherCabinet.into());
    }
    let tied = act.run(
        "update teachers set account_id = $2, organization_id = $3, email = case when email = '' then $4 else email end
         where id = $1 and (account_id is null or account_id = $2
             or exists (select 1 from accounts a where a.id = teachers.account_id and a.closed_at is not null))",
        values![known.id, account, new.school, &new.email],
    )?;
    if tied == 1 { Ok(known.id) } else { Err(NotTied::AnotherCabinet.into()) }
}

/// Whether the row of this very person was written down by others and no cabinet is tied to it, while the address on it is not
/// that of the account; that address, which may be empty. Name, СНИЛС and day of birth alone are known to many.
pub fn address_on_record(act: &mut Act<'_>, new: &NewTeacher) -> Result<Option<String>, DbError> {
    let known: Option<(String, String, Day)> = act.row(
        "select t.email, t.name_key, t.born from teachers t where t.snils = $1
             and not exists (select 1 from accounts a where a.id = t.account_id and a.closed_at is null)",
        values![new.snils.as_str()],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
    )?;
    let same = |(_, name, born): &(String, String, Day)| *name == new.name.key() && *born == new.born;
    Ok(known.filter(same).map(|(email, ..)| email).filter(|email| names::key(email) != names::key(&new.email)))
}

/// Why a worker is not written down by the school.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotEnlisted {
    /// This СНИЛС is written down with another name or day of birth.
    AnotherPerson,
    /// The worker is among those of this school already.
    Here,
    /// The worker is among those of another school.
    Elsewhere,
}

impl Refusal for NotEnlisted {
    fn reason(&self) -> String {
        match self {
            Self::AnotherPerson => "С этим СНИЛС в системе записаны другое имя или другая дата рождения. Сверьте их с документами; если всё верно, обратитесь в Центр.",
            Self::Here => "Работник с этим СНИЛС уже есть в списке вашей школы.",
            Self::Elsewhere => "Работник с этим СНИЛС записан в другой школе. Если он перешёл к вам, пригласите его в кабинет педагога: приняв приглашение, он появится в вашем списке.",
        }
        .to_owned()
    }
}

/// Writes down a worker of a school who has neither applied nor a cabinet. `Failure::Denied` holds a `NotEnlisted`.
pub fn enlist(act: &mut Act<'_>, new: &NewTeacher) -> Result<Id<Teacher>, Failure> {
    if let Some(id) = write_down(act, None, new)? {
        return Ok(id);
    }
    Err(match snils_owner(act, &new.snils)? {
        Some(known) if known.name_key != new.name.key() || known.born != new.born => NotEnlisted::AnotherPerson,
        Some(known) if known.school == new.school => NotEnlisted::Here,
        _ => NotEnlisted::Elsewhere,
    }
    .into())
}

fn row(act: &mut Act<'_>, new: &NewTeacher) -> Result<Option<Row>, DbError> {
    act.row(
        "select t.id, t.name_key, t.born, a.id from teachers t left join accounts a on a.id = t.account_id and a.closed_at is null
         where t.snils = $1",
        values![new.snils.as_str()],
        |row| Ok(Row { id: row.get(0)?, name_key: row.get(1)?, born: row.get(2)?, account: row.get(3)? }),
    )
}

/// A new row; none when another hand wrote one with this СНИЛС a moment ago.
fn write_down(
    act: &mut Act<'_>,
    account: Option<Id<Account>>,
    new: &NewTeacher,
) -> Result<Option<Id<Teacher>>, DbError> {
    let (id, now) = (Id::new(), act.at());
    let made = act.run(
        "insert into teachers (id, surname, given, patronymic, name_key, born, snils, email, phone, organization_id, created_at, account_id)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) on conflict (snils) do nothing",
        values![
            id, &new.name.surname, &new.name.given, &new.name.patronymic, new.name.key(), new.born, new.snils.as_str(), &new.email,
            &new.phone, new.school, now, account
        ],
    )?;
    Ok((made == 1).then_some(id))
}

/// The teacher of a case as the addressee of a letter: at the address of the application, or at that of the cabinet when there is
/// none or the cabinet's was changed and confirmed since; none without either.
pub fn addressee_of(reader: &mut Reader, case: &Application) -> Result<Option<Addressee>, DbError> {
    Ok(addressees_of(reader, &[case])?.pop().flatten())
}

/// The teachers of cases as addressees of letters, in the order of the cases.
pub fn addressees_of(reader: &mut Reader, cases: &[&Application]) -> Result<Vec<Option<Addressee>>, DbError> {
    let ids: Vec<String> = cases.iter().map(|case| case.id.to_string()).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let sql = "select a.id, u.id, u.email, cast(case when coalesce(u.email_changed_at, 0) > a.created_at then 1 else 0 end as bigint)
         from applications a join teachers t on t.id = a.teacher_id join accounts u on u.id = t.account_id
         where u.closed_at is null and a.id in (MANY)";
    let cabinet = |row: &Record<'_>| Ok((row.get(0)?, (row.get(1)?, row.get(2)?, row.get::<i64>(3)? == 1)));
    let cabinets: BTreeMap<String, (String, String, bool)> =
        among(reader, sql, &[], &ids, cabinet)?.into_iter().collect();
    let addressee = |case: &&Application| {
        let cabinet = cabinets.get(&case.id.to_string());
        let email = match cabinet {
            Some((_, own, is_newer)) if *is_newer || case.email.is_empty() => own.clone(),
            _ => case.email.clone(),
        };
        let account = cabinet.map(|(id, ..)| id.clone());
        (!email.is_empty()).then(|| Addressee { email, name: case.name.clone(), account })
    };
    Ok(cases.iter().map(addressee).collect())
}
