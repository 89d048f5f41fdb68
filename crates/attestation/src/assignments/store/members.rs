//! The SQL of groups: who is in one, and how many should be.

use crate::accounts::Seat;
use crate::applications::{self, Application, COLUMNS, JOINS};
use crate::platform::among::among;
use crate::platform::engine::{DbError, Reader};
use crate::platform::ids::Id;
use crate::platform::letter::Addressee;
use crate::platform::names::FullName;
use crate::platform::record::{BadColumn, Record};
use crate::platform::version_rows;
use crate::values;

use super::super::group::{Group, size_of};
use super::super::lacking::UNFIT;
use super::super::sizes::Sizes;

/// Who works on a case now.
#[derive(Debug, Clone)]
pub struct Assigned {
    /// The seat.
    pub seat: Id<Seat>,
    /// The account.
    pub account: String,
    /// The name.
    pub name: FullName,
    /// The place of work; may be empty.
    pub workplace: String,
    /// The address.
    pub email: String,
    /// The place in the group: 1, 2, 3…
    pub place: i64,
    /// Whether nothing of the case waits for them: their opinion is recorded.
    pub done: bool,
    /// Whether they look at the post of the case.
    pub fits: bool,
}

impl Assigned {
    /// «Смирнова Олеся Ивановна», with what is to be known of somebody who does not look at the post of the case.
    pub fn told(&self) -> String {
        if self.fits { self.name.full() } else { format!("{} ({UNFIT})", self.name.full()) }
    }

    /// As the addressee of a letter.
    pub fn addressee(&self) -> Addressee {
        Addressee { email: self.email.clone(), name: self.name.clone(), account: Some(self.account.clone()) }
    }
}

const ASSIGNED: &str = "g.seat_id, s.account_id, u.surname, u.given, u.patronymic, s.workplace, u.email, g.place,
    cast(case when g.done_at is null then 0 else 1 end as bigint), g.application_id,
    cast(case when not exists (select 1 from seat_posts q where q.seat_id = g.seat_id)
        or exists (select 1 from seat_posts q join applications x on x.id = g.application_id
            where q.seat_id = g.seat_id and q.post_code = x.post_code) then 1 else 0 end as bigint)";
const ASSIGNED_FROM: &str = "assignments g join seats s on s.id = g.seat_id join accounts u on u.id = s.account_id";

fn assigned(row: &Record<'_>) -> Result<Assigned, BadColumn> {
    Ok(Assigned {
        seat: row.get(0)?,
        account: row.get(1)?,
        name: FullName::read(row, 2)?,
        workplace: row.get(5)?,
        email: row.get(6)?,
        place: row.get(7)?,
        done: row.get::<i64>(8)? == 1,
        fits: row.get::<i64>(10)? == 1,
    })
}

/// Everybody who works on a case now, by place.
pub fn members(reader: &mut Reader, application: Id<Application>) -> Result<Vec<Assigned>, DbError> {
    reader.rows(
        &format!(
            "select {ASSIGNED} from {ASSIGNED_FROM} where g.application_id = $1 and g.ended_at is null order by g.place"
        ),
        values![application],
        assigned,
    )
}

/// The group of a case: who is in it and how many should be.
pub fn group(reader: &mut Reader, case: &Application) -> Result<Group, DbError> {
    let rules = version_rows::all::<Sizes>(reader)?;
    Ok(Group { size: size_of(case, &rules), members: members(reader, case.id)? })
}

/// A case and who works on it now.
#[derive(Debug, Clone)]
pub struct Picked {
    /// The case.
    pub case: Application,
    /// Who works on it.
    pub group: Group,
}

/// Cases picked at once, at most: one statement asks for all of them.
pub const MOST_PICKED: usize = 200;

/// Cases by their ids with who works on them, by deadline; unknown ids are left out.
pub fn picked(reader: &mut Reader, ids: &[Id<Application>]) -> Result<Vec<Picked>, DbError> {
    let ids: Vec<String> = ids.iter().take(MOST_PICKED).map(Id::to_string).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let sql = format!("select {COLUMNS} from applications a {JOINS} where a.id in (MANY) order by a.due_on, a.id");
    let cases = among(reader, &sql, &[], &ids, applications::read)?;
    let rules = version_rows::all::<Sizes>(reader)?;
    let sql = format!(
        "select {ASSIGNED} from {ASSIGNED_FROM} where g.application_id in (MANY) and g.ended_at is null order by g.place"
    );
    let members = among(reader, &sql, &[], &ids, |row| Ok((row.get::<Id<Application>>(9)?, assigned(row)?)))?;
    let of = |id: Id<Application>| {
        let own = members.iter().filter(|(case, _)| *case == id);
        own.map(|(_, one)| one.clone()).collect()
    };
    let whole =
        |case: Application| Picked { group: Group { size: size_of(&case, &rules), members: of(case.id) }, case };
    Ok(cases.into_iter().map(whole).collect())
}

/// What a member of a group has found, in words, when their opinion is recorded and stands.
pub(in crate::assignments) fn found_by(
    reader: &mut Reader,
    application: Id<Application>,
    seat: Id<Seat>,
) -> Result<Option<String>, DbError> {
    reader.row(
        "select case when p.verdict = 'meets' then 'соответствует' else 'не соответствует' end
         from opinions p join assignments g on g.id = p.assignment_id and g.ended_at is null
         where p.application_id = $1 and p.seat_id = $2 and p.returned_at is null",
        values![application, seat],
        |row| row.get(0),
    )
}

/// Of the cases two specialists are both in, their ids.
pub(in crate::assignments) fn shared(
    reader: &mut Reader,
    one: Id<Seat>,
    other: Id<Seat>,
) -> Result<Vec<Id<Application>>, DbError> {
    reader.rows(
        "select g.application_id from assignments g join assignments h on h.application_id = g.application_id and h.seat_id = $2 and h.ended_at is null
         where g.seat_id = $1 and g.ended_at is null and g.done_at is null",
        values![one, other],
        |row| row.get(0),
    )
}
