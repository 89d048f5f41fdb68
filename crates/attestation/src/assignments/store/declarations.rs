//! The SQL of declarations: one for each giving of a case to a specialist.

use crate::accounts::{Role, Seat};
use crate::applications::Application;
use crate::platform::act::Act;
use crate::platform::among::among;
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::Failure;
use crate::platform::ids::Id;
use crate::platform::letter::Addressee;
use crate::platform::names::FullName;
use crate::values;

use super::super::interest::{Declaration, EDITION, Ground, Undeclared};

/// Writes down what a specialist declares of a case they have.
///
/// # Errors
/// Conflict when the case is not theirs any more, or they have declared already.
pub fn declare(
    act: &mut Act<'_>,
    case: &Application,
    seat: Id<Seat>,
    declaration: &Declaration,
) -> Result<(), Failure> {
    let ((ground, words), now) = (columns(declaration), act.at());
    let written = act.run(
        "insert into declarations (assignment_id, ground, words, edition, declared_at)
         select id, cast($3 as text), cast($4 as text), cast($5 as text), cast($6 as bigint) from assignments
         where application_id = $1 and seat_id = $2 and ended_at is null on conflict (assignment_id) do nothing",
        values![case.id, seat, ground, words, EDITION, now],
    )?;
    answered(written)
}

fn answered(written: u64) -> Result<(), Failure> {
    if written == 1 {
        return Ok(());
    }
    Err(Failure::Conflict("Вы уже ответили, или Центр передал это дело другому. Откройте дело заново.".into()))
}

/// What is kept of a declaration: the ground and the words.
fn columns(declaration: &Declaration) -> (&'static str, &str) {
    match declaration {
        Declaration::NoInterest => ("", ""),
        Declaration::Interest { ground, words } => (Ground::code(*ground), words.as_str()),
    }
}

/// Writes an interest down that is named by whoever had declared to have none. What was declared first is in the journal.
///
/// # Errors
/// Conflict when the case is not theirs any more, or they have named it already.
pub(in crate::assignments) fn declare_anew(
    act: &mut Act<'_>,
    case: &Application,
    seat: Id<Seat>,
    declaration: &Declaration,
) -> Result<(), Failure> {
    let ((ground, words), now) = (columns(declaration), act.at());
    let written = act.run(
        "update declarations set ground = $3, words = $4, edition = $5, declared_at = $6 where ground = '' and assignment_id =
             (select id from assignments where application_id = $1 and seat_id = $2 and ended_at is null)",
        values![case.id, seat, ground, words, EDITION, now],
    )?;
    answered(written)
}

/// Proves that the specialist who has a case has declared to have no interest in it.
///
/// # Errors
/// `Undeclared`.
pub fn prove_declared(reader: &mut Reader, application: Id<Application>, seat: Id<Seat>) -> Result<(), Failure> {
    let sql = "select count(*) from assignments g join declarations d on d.assignment_id = g.id
         where g.application_id = $1 and g.seat_id = $2 and g.ended_at is null and d.ground = ''";
    if reader.count(sql, values![application, seat])? == 1 { Ok(()) } else { Err(Undeclared.into()) }
}

/// A specialist who has declared an interest, and the case it is in.
type Interested = (Id<Seat>, Id<Application>);

/// Who has declared an interest of their own in any of these cases, and in which.
pub(in crate::assignments) fn interested_in(
    reader: &mut Reader,
    cases: &[Application],
) -> Result<Vec<Interested>, DbError> {
    let ids: Vec<String> = cases.iter().map(|case| case.id.to_string()).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let sql =
        "select distinct g.seat_id, g.application_id from assignments g join declarations d on d.assignment_id = g.id
         where d.ground <> '' and g.application_id in (MANY)";
    among(reader, sql, &[], &ids, |row| Ok((row.get(0)?, row.get(1)?)))
}

/// The people of the centre, for a letter to each.
pub(in crate::assignments) fn centre(reader: &mut Reader) -> Result<Vec<Addressee>, DbError> {
    let sql = "select distinct u.email, u.id, u.surname, u.given, u.patronymic from seats s join accounts u on u.id = s.account_id
         where s.role = $1 and s.ended_at is null and u.closed_at is null order by u.email";
    reader.rows(sql, values![Role::Centre.code()], |row| {
        Ok(Addressee { email: row.get(0)?, account: row.get(1)?, name: FullName::read(row, 2)? })
    })
}
