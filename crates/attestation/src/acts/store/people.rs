//! The SQL of the people an act is about: its teachers with what the register and letters need, coordinators of their schools.

use crate::accounts::{Account, Organization};
use crate::applications::{self, Application, COLUMNS, JOINS, WIDTH};
use crate::platform::among::among;
use crate::platform::clock::Day;
use crate::platform::engine::{DbError, Reader};
use crate::platform::ids::Id;
use crate::platform::names::FullName;
use crate::values;

use super::super::line::Decided;
use super::super::model::Decree;
use super::cases::{LINE, decided};

/// Whose lines an act is about: those of its own annexes, or those of another act that it puts right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::acts) enum Lines {
    Own,
    Fixed,
}

impl Lines {
    /// Of an act.
    pub(in crate::acts) const fn of(decree: &Decree) -> Self {
        if decree.corrects.is_some() { Self::Fixed } else { Self::Own }
    }

    /// The tables, with the line as `x`, and the column of the act.
    const fn tables(self) -> (&'static str, &'static str) {
        match self {
            Self::Own => ("act_cases x", "x.act_id"),
            Self::Fixed => ("act_fixes f join act_cases x on x.application_id = f.application_id", "f.act_id"),
        }
    }
}

/// A case of an act with everything that is done with it when the act is issued.
pub(in crate::acts) struct Subject {
    pub(in crate::acts) case: Application,
    pub(in crate::acts) line: Decided,
    pub(in crate::acts) born: Day,
    pub(in crate::acts) snils: String,
    /// The address of the cabinet, or the one the school has given; may be empty.
    pub(in crate::acts) email: String,
    pub(in crate::acts) account: Option<String>,
}

/// The cases of an act, in the order of the annexes.
pub(in crate::acts) fn subjects(reader: &mut Reader, id: Id<Decree>, lines: Lines) -> Result<Vec<Subject>, DbError> {
    let (tables, of_act) = lines.tables();
    let sql = format!(
        "select {COLUMNS}, t.born, t.snils, coalesce(u.email, t.email), u.id, {LINE} from {tables} join applications a on a.id = x.application_id {JOINS}
         left join accounts u on u.id = t.account_id and u.closed_at is null where {of_act} = $1 order by x.place, x.application_id"
    );
    reader.rows(&sql, values![id], |row| {
        Ok(Subject {
            case: applications::read(row)?,
            born: row.get(WIDTH)?,
            snils: row.get(WIDTH + 1)?,
            email: row.get(WIDTH + 2)?,
            account: row.get(WIDTH + 3)?,
            line: decided(row, WIDTH + 4)?,
        })
    })
}

/// A teacher of an act nobody writes to.
pub(in crate::acts) struct Unwritten {
    pub(in crate::acts) case: Id<Application>,
    pub(in crate::acts) name: FullName,
    pub(in crate::acts) school: String,
    /// Whether the school has a coordinator to tell them.
    pub(in crate::acts) is_coordinated: bool,
}

/// How many coordinators the school of a case has.
const COORDINATED: &str = "(select count(*) from seats s join accounts c on c.id = s.account_id
    where s.organization_id = a.organization_id and s.role = 'coordinator' and s.ended_at is null and c.closed_at is null)";

/// Teachers of an act who have no address to write to, in the order of the annexes.
pub(in crate::acts) fn without_address(
    reader: &mut Reader,
    (id, lines): (Id<Decree>, Lines),
    most: i64,
) -> Result<Vec<Unwritten>, DbError> {
    let (tables, of_act) = lines.tables();
    let sql = format!(
        "select a.id, coalesce(a.surname, t.surname), coalesce(a.given, t.given), coalesce(a.patronymic, t.patronymic), o.name, {COORDINATED}
         from {tables} join applications a on a.id = x.application_id join teachers t on t.id = a.teacher_id
         join organizations o on o.id = a.organization_id
         left join accounts u on u.id = t.account_id and u.closed_at is null
         where {of_act} = $1 and coalesce(u.email, t.email) = '' order by x.place, x.application_id limit $2"
    );
    reader.rows(&sql, values![id, most], |row| {
        Ok(Unwritten {
            case: row.get(0)?,
            name: FullName::read(row, 1)?,
            school: row.get(4)?,
            is_coordinated: row.get::<i64>(5)? > 0,
        })
    })
}

/// Schools of an act without a coordinator to write to: name and municipality.
pub(in crate::acts) fn uncoordinated(
    reader: &mut Reader,
    (id, lines): (Id<Decree>, Lines),
    most: i64,
) -> Result<Vec<(String, String)>, DbError> {
    let (tables, of_act) = lines.tables();
    let sql = format!(
        "select distinct o.name, o.municipality, o.id from {tables} join applications a on a.id = x.application_id
         join organizations o on o.id = a.organization_id where {of_act} = $1 and {COORDINATED} = 0
         order by o.municipality, o.name, o.id limit $2"
    );
    reader.rows(&sql, values![id, most], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// The day of birth and СНИЛС of a case's teacher.
pub(in crate::acts) fn person(reader: &mut Reader, case: Id<Application>) -> Result<Option<(Day, String)>, DbError> {
    let sql = "select t.born, t.snils from applications a join teachers t on t.id = a.teacher_id where a.id = $1";
    reader.row(sql, values![case], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// The coordinator of a school.
pub(in crate::acts) struct Coordinating {
    pub(in crate::acts) school: Id<Organization>,
    pub(in crate::acts) account: Id<Account>,
    pub(in crate::acts) email: String,
    pub(in crate::acts) name: FullName,
}

/// The coordinators of these schools.
pub(in crate::acts) fn coordinators(reader: &mut Reader, schools: &[&str]) -> Result<Vec<Coordinating>, DbError> {
    let sql = "select s.organization_id, u.id, u.email, u.surname, u.given, u.patronymic from seats s join accounts u on u.id = s.account_id
         where s.role = 'coordinator' and s.ended_at is null and u.closed_at is null and s.organization_id in (MANY) order by s.organization_id, s.id";
    among(reader, sql, &[], schools, |row| {
        Ok(Coordinating {
            school: row.get(0)?,
            account: row.get(1)?,
            email: row.get(2)?,
            name: FullName::read(row, 3)?,
        })
    })
}
