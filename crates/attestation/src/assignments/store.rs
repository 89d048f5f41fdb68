//! The SQL of assignments: giving, taking off, who works on what.

use std::fmt::Write as _;

use crate::accounts::Seat;
use crate::applications::{self, Application, COLUMNS, JOINS, Move, Stage, WIDTH};
use crate::context::App;
use crate::platform::act::{Act, Fact, Told};
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::Failure;
use crate::platform::ids::Id;
use crate::platform::letter::Addressee;
use crate::platform::names::FullName;
use crate::platform::record::{BadColumn, Record, Value};
use crate::values;

use super::model::{SpecialistLoad, conflict};
use super::{kinds, letters};

mod declarations;

pub(super) use declarations::centre;
pub use declarations::{declare, prove_declared};

/// Gives cases to a specialist; see `hand_over`.
pub fn assign(
    act: &mut Act<'_>,
    app: &App,
    to: &SpecialistLoad,
    cases: &[Application],
) -> Result<Option<Told>, Failure> {
    hand_over(act, app, to, cases, "передано другому специалисту")
}

/// Gives cases to a specialist, taking them from whoever had them for this reason: each a move of its stage,
/// a row of the journal; one letter to each person. A case the specialist has already is passed over.
/// A conflict of interest with any of them refuses the whole. None: every one was theirs already.
pub fn hand_over(
    act: &mut Act<'_>,
    app: &App,
    to: &SpecialistLoad,
    cases: &[Application],
    reason: &str,
) -> Result<Option<Told>, Failure> {
    let (mut given, mut told) = (Vec::new(), None);
    let mut taken: Vec<(Assigned, Vec<Application>)> = Vec::new();
    for case in cases {
        if let Some(conflict) = conflict(to, case) {
            return Err(conflict.into());
        }
        // Held before it is asked who has it: two hand-overs at once see each other.
        applications::hold(act, case)?;
        let before = current(act, case.id)?;
        if before.as_ref().is_some_and(|before| before.seat == to.seat) {
            continue;
        }
        told = Some(give(act, to, case, before.as_ref(), reason)?);
        given.push(case.clone());
        if let Some(before) = before {
            match taken.iter_mut().find(|(who, _)| who.seat == before.seat) {
                Some((_, cases)) => cases.push(case.clone()),
                None => taken.push((before, vec![case.clone()])),
            }
        }
    }
    for (who, cases) in &taken {
        act.post(&letters::released(app, &who.addressee(), cases)?)?;
    }
    if !given.is_empty() {
        let addressee = addressee(act, to)?;
        act.post(&letters::assigned(app, &addressee, &given)?)?;
    }
    Ok(told)
}

fn give(
    act: &mut Act<'_>,
    to: &SpecialistLoad,
    case: &Application,
    before: Option<&Assigned>,
    reason: &str,
) -> Result<Told, Failure> {
    let mut words = format!("назначен специалист {}", to.name.short());
    if let Some(before) = before {
        applications::step(act, case, Move::Reassign)?;
        end(act, case.id, reason)?;
        let _ = write!(words, ", прежний специалист {}: {reason}", before.name.short());
    } else {
        applications::step(act, case, Move::Assign)?;
    }
    let (id, now, by) = (Id::<Assigned>::new(), act.at(), act.account());
    act.run(
        "insert into assignments (id, application_id, seat_id, due_on, given_by, given_at, done_at, returned_at, ended_at, end_reason) values ($1, $2, $3, $4, $5, $6, null, $7, null, '')",
        values![id, case.id, to.seat, case.due_on, by, now, (case.stage == Stage::Returned).then_some(now)],
    )?;
    let fact = Fact::of(kinds::ASSIGNED, words);
    Ok(act.note(fact.application(case.id).subject("seat", to.seat))?)
}

/// A specialist as the addressee of a letter.
pub(super) fn addressee(reader: &mut Reader, to: &SpecialistLoad) -> Result<Addressee, DbError> {
    let account =
        reader.row("select account_id from seats where id = $1", values![to.seat], |row| row.get::<String>(0))?;
    Ok(Addressee { email: to.email.clone(), name: to.name.clone(), account })
}

/// Takes the specialist off a case; nobody is put in place.
pub fn release(act: &mut Act<'_>, app: &App, case: &Application, reason: &str) -> Result<Told, Failure> {
    let before = current(act, case.id)?.ok_or_else(|| Failure::Conflict("Специалист уже снят с этого дела.".into()))?;
    applications::step(act, case, Move::Release)?;
    end(act, case.id, reason)?;
    act.post(&letters::released(app, &before.addressee(), std::slice::from_ref(case))?)?;
    let words = format!("снят специалист {}: {reason}", before.name.short());
    let fact = Fact::of(kinds::RELEASED, words);
    Ok(act.note(fact.application(case.id).subject("seat", before.seat))?)
}

/// Holds the assignment of a case to this specialist to the end of the act, proving that it is still theirs.
pub fn hold(act: &mut Act<'_>, application: Id<Application>, seat: Id<Seat>) -> Result<(), Failure> {
    let held = act.run(
        "update assignments set end_reason = '' where application_id = $1 and seat_id = $2 and ended_at is null",
        values![application, seat],
    )?;
    theirs(held)
}

fn theirs(changed: u64) -> Result<(), Failure> {
    if changed == 1 {
        Ok(())
    } else {
        Err(Failure::Conflict("Пока вы работали, Центр передал это дело другому специалисту.".into()))
    }
}

/// Nothing of a case waits for this specialist any more: the result is recorded. Proves that the case is still theirs.
pub fn finish(act: &mut Act<'_>, application: Id<Application>, seat: Id<Seat>) -> Result<(), Failure> {
    let now = act.at();
    theirs(act.run(
        "update assignments set done_at = $3, returned_at = null where application_id = $1 and seat_id = $2 and ended_at is null and done_at is null",
        values![application, seat, now],
    )?)?;
    act.run(
        "insert into tallies (seat_id, done) values ($1, 1) on conflict (seat_id) do update set done = tallies.done + 1",
        values![seat],
    )?;
    Ok(())
}

/// A case waits for its specialist again: the result was returned.
pub fn reopen(act: &mut Act<'_>, application: Id<Application>) -> Result<(), Failure> {
    let now = act.at();
    act.run(
        "update tallies set done = done - 1 where seat_id in (select seat_id from assignments where application_id = $1 and ended_at is null and done_at is not null)",
        values![application],
    )?;
    act.run(
        "update assignments set done_at = null, returned_at = $2 where application_id = $1 and ended_at is null and done_at is not null",
        values![application, now],
    )?;
    Ok(())
}

/// Ends the assignment of a case that is over, whoever has it; they get a letter.
pub fn close(act: &mut Act<'_>, app: &App, case: &Application, reason: &str) -> Result<(), Failure> {
    let Some(before) = current(act, case.id)? else {
        return Ok(());
    };
    end(act, case.id, reason)?;
    act.post(&letters::released(app, &before.addressee(), std::slice::from_ref(case))?)?;
    Ok(())
}

fn end<A>(act: &mut Act<'_>, application: Id<A>, reason: &str) -> Result<(), Failure> {
    let now = act.at();
    let ended = act.run(
        "update assignments set ended_at = $2, end_reason = $3 where application_id = $1 and ended_at is null",
        values![application, now, reason],
    )?;
    if ended == 1 {
        Ok(())
    } else {
        Err(Failure::Conflict("Пока вы работали, дело передали другому. Откройте его заново.".into()))
    }
}

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
}

impl Assigned {
    /// As the addressee of a letter.
    pub fn addressee(&self) -> Addressee {
        Addressee { email: self.email.clone(), name: self.name.clone(), account: Some(self.account.clone()) }
    }
}

/// Who works on a case now.
pub fn current(reader: &mut Reader, application: Id<Application>) -> Result<Option<Assigned>, DbError> {
    reader.row(
        &format!("select {ASSIGNED} from {ASSIGNED_FROM} where g.application_id = $1 and g.ended_at is null"),
        values![application],
        |row| assigned(row, 0),
    )
}

const ASSIGNED: &str = "g.seat_id, s.account_id, u.surname, u.given, u.patronymic, s.workplace, u.email";
const ASSIGNED_FROM: &str = "assignments g join seats s on s.id = g.seat_id join accounts u on u.id = s.account_id";

fn assigned(row: &Record<'_>, place: usize) -> Result<Assigned, BadColumn> {
    Ok(Assigned {
        seat: row.get(place)?,
        account: row.get(place + 1)?,
        name: FullName::read(row, place + 2)?,
        workplace: row.get(place + 5)?,
        email: row.get(place + 6)?,
    })
}

/// A case and who works on it now.
#[derive(Debug, Clone)]
pub struct Picked {
    /// The case.
    pub case: Application,
    /// Who works on it; none when nobody does.
    pub current: Option<Assigned>,
}

/// Cases picked at once, at most: one statement asks for all of them.
pub const MOST_PICKED: usize = 200;

/// Cases by their ids with who works on them, by deadline; unknown ids are left out.
pub fn picked(reader: &mut Reader, ids: &[Id<Application>]) -> Result<Vec<Picked>, DbError> {
    let mut values: Vec<Value<'_>> = ids.iter().take(MOST_PICKED).map(|id| (*id).into()).collect();
    values.resize(MOST_PICKED, Value::from(""));
    let places: Vec<String> = (1..=MOST_PICKED).map(|place| format!("${place}")).collect();
    let sql = format!(
        "select {COLUMNS}, {ASSIGNED} from applications a {JOINS}
         left join assignments g on g.application_id = a.id and g.ended_at is null
         left join seats s on s.id = g.seat_id left join accounts u on u.id = s.account_id
         where a.id in ({}) order by a.due_on, a.id",
        places.join(", ")
    );
    reader.rows(&sql, &values, |row| {
        let held = row.get::<Option<Id<Seat>>>(WIDTH)?.is_some();
        Ok(Picked { case: applications::read(row)?, current: if held { Some(assigned(row, WIDTH)?) } else { None } })
    })
}
