//! The SQL of assignments: giving, taking off, who works on what.

use std::fmt::Write as _;

use crate::accounts::Seat;
use crate::applications::{self, Application, Move, Stage};
use crate::context::App;
use crate::platform::act::{Act, Fact, Told};
use crate::platform::clock::Day;
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::Failure;
use crate::platform::ids::Id;
use crate::platform::letter::Addressee;
use crate::values;

use super::group::{Group, Place};
use super::lacking::UNFIT;
use super::model::{SpecialistLoad, conflict};
use super::{kinds, letters};

mod declarations;
mod members;

pub(super) use declarations::{centre, declare_anew, interested_in};
pub use declarations::{declare, prove_declared};
use members::found_by;
pub(super) use members::shared;
pub use members::{Assigned, MOST_PICKED, Picked, group, members, picked};

/// Gives cases to a specialist; see `hand_over`.
pub fn assign(
    act: &mut Act<'_>,
    app: &App,
    to: &SpecialistLoad,
    cases: &[Application],
) -> Result<Option<Told>, Failure> {
    hand_over(act, app, to, cases, (None, "передано другому специалисту"))
}

/// Gives cases to a specialist: the place of `instead`, or a free one of the group; in a group of one its only place,
/// from whoever had it, for this reason. Each is a move of its stage, a row of the journal; one letter to each person.
/// A case the specialist has already is passed over. None: every one was theirs already.
///
/// # Errors
/// A conflict of interest with any of the cases, a group with no place in any of them: the whole is refused.
pub fn hand_over(
    act: &mut Act<'_>,
    app: &App,
    to: &SpecialistLoad,
    cases: &[Application],
    (instead, reason): (Option<Id<Seat>>, &str),
) -> Result<Option<Told>, Failure> {
    let (mut given, mut told) = (Vec::new(), None);
    let mut taken: Vec<(Assigned, Vec<Application>)> = Vec::new();
    let interested = interested_in(act, cases)?.into_iter().filter(|(seat, _)| *seat == to.seat);
    let to = &SpecialistLoad { interested: interested.map(|(_, case)| case).collect(), ..to.clone() };
    for case in cases {
        if let Some(conflict) = conflict(to, case) {
            return Err(conflict.into());
        }
        // Held before it is asked who has it: two hand-overs at once see each other.
        applications::hold(act, case)?;
        let group = group(act, case)?;
        if instead.is_none() && group.has(to.seat) {
            continue;
        }
        let place = group.place_for(to.seat, instead)?;
        told = Some(give(act, to, case, (&group, &place), reason)?);
        given.push(case.clone());
        if let Some(before) = place.before {
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
    (group, place): (&Group, &Place),
    reason: &str,
) -> Result<Told, Failure> {
    let unfit = if to.fits(&case.post_code) { String::new() } else { format!(" ({UNFIT})") };
    let mut words = format!("назначен специалист {}{unfit}", to.name.short());
    if let Some(before) = &place.before {
        applications::step(act, case, Move::Reassign)?;
        let kept = kept_words(act, case.id, before.seat)?;
        end(act, case.id, before.seat, reason)?;
        let _ = write!(words, ", прежний специалист {}: {reason}{kept}", before.name.short());
    } else {
        applications::step(act, case, group.next_move())?;
    }
    let (id, now, by) = (Id::<Assigned>::new(), act.at(), act.account());
    act.run(
        "insert into assignments (id, application_id, seat_id, due_on, given_by, given_at, done_at, returned_at, ended_at, end_reason, place) values ($1, $2, $3, $4, $5, $6, null, $7, null, '', $8)",
        values![id, case.id, to.seat, case.due_on, by, now, (case.stage == Stage::Returned).then_some(now), place.number],
    )?;
    if count_places(act, case.id, group.size)? == 0 {
        applications::group_formed(act, case.id)?;
    }
    let fact = Fact::of(kinds::ASSIGNED, words);
    Ok(act.note(fact.application(case.id).subject("seat", to.seat))?)
}

/// Gives the specialists of a case another last day; false when nobody's has changed.
pub(super) fn move_due(act: &mut Act<'_>, application: Id<Application>, due: Day) -> Result<bool, DbError> {
    let sql = "update assignments set due_on = $2 where application_id = $1 and ended_at is null and due_on <> $2";
    Ok(act.run(sql, values![application, due])? > 0)
}

/// Whoever has the last place moves into one that was left: places are 1, 2, 3… without a gap.
fn close_ranks(act: &mut Act<'_>, application: Id<Application>, left: i64) -> Result<(), DbError> {
    act.run(
        "update assignments set place = $2 where application_id = $1 and ended_at is null and place > $2
             and place = (select max(g.place) from assignments g where g.application_id = $1 and g.ended_at is null)",
        values![application, left],
    )?;
    Ok(())
}

/// Counts again the places of a group nobody has; the case keeps the size as long as somebody is in it.
fn count_places(act: &mut Act<'_>, application: Id<Application>, size: i64) -> Result<i64, DbError> {
    let members = act.count(
        "select count(*) from assignments where application_id = $1 and ended_at is null",
        values![application],
    )?;
    let (kept, free) = if members == 0 { (0, 0) } else { (size, size - members) };
    act.run(
        "update applications set group_size = $2, places_free = $3 where id = $1",
        values![application, kept, free],
    )?;
    Ok(free)
}

/// A specialist as the addressee of a letter.
pub(super) fn addressee(reader: &mut Reader, to: &SpecialistLoad) -> Result<Addressee, DbError> {
    let account =
        reader.row("select account_id from seats where id = $1", values![to.seat], |row| row.get::<String>(0))?;
    Ok(Addressee { email: to.email.clone(), name: to.name.clone(), account })
}

/// Takes a specialist off a case; nobody is put in place.
///
/// # Errors
/// Conflict when they are not in its group any more.
pub fn release(
    act: &mut Act<'_>,
    app: &App,
    case: &Application,
    (seat, reason): (Id<Seat>, &str),
) -> Result<Told, Failure> {
    applications::hold(act, case)?;
    let group = group(act, case)?;
    let before = group.members.iter().find(|one| one.seat == seat);
    let before = before.ok_or_else(|| Failure::Conflict("Специалист уже снят с этого дела.".into()))?;
    applications::step(act, case, if group.members.len() == 1 { Move::Release } else { Move::Leave })?;
    let kept = kept_words(act, case.id, seat)?;
    end(act, case.id, seat, reason)?;
    close_ranks(act, case.id, before.place)?;
    count_places(act, case.id, group.size)?;
    act.post(&letters::released(app, &before.addressee(), std::slice::from_ref(case))?)?;
    let words = format!("снят специалист {}: {reason}{kept}", before.name.short());
    let fact = Fact::of(kinds::RELEASED, words);
    Ok(act.note(fact.application(case.id).subject("seat", before.seat))?)
}

/// What is told of the opinion somebody leaves behind; empty when they have not spoken.
fn kept_words(reader: &mut Reader, application: Id<Application>, seat: Id<Seat>) -> Result<String, DbError> {
    let found = found_by(reader, application, seat)?;
    Ok(found
        .map_or_else(String::new, |found| format!("; записанное мнение «{found}» сохранено, в результат не входит")))
}

/// Holds the assignment of a case to this specialist to the end of the act, proving that it is still theirs
/// and waits for them.
pub fn hold(act: &mut Act<'_>, application: Id<Application>, seat: Id<Seat>) -> Result<(), Failure> {
    let held = act.run(
        "update assignments set end_reason = '' where application_id = $1 and seat_id = $2 and ended_at is null and done_at is null",
        values![application, seat],
    )?;
    theirs(held)
}

fn theirs(changed: u64) -> Result<(), Failure> {
    if changed == 1 {
        Ok(())
    } else {
        Err(Failure::Conflict(
            "Пока вы работали, Центр передал это дело другому специалисту, или ваш результат уже записан.".into(),
        ))
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

/// A case waits for some of its specialists again: their opinions were returned.
pub fn reopen(act: &mut Act<'_>, application: Id<Application>, seats: &[Id<Seat>]) -> Result<(), Failure> {
    let now = act.at();
    for seat in seats {
        let reopened = act.run(
            "update assignments set done_at = null, returned_at = $3 where application_id = $1 and seat_id = $2 and ended_at is null and done_at is not null",
            values![application, *seat, now],
        )?;
        if reopened != 1 {
            return Err(Failure::Conflict("Этому специалисту дело уже возвращено, или он снят с дела.".into()));
        }
        act.run("update tallies set done = done - 1 where seat_id = $1", values![*seat])?;
    }
    Ok(())
}

/// Ends the assignments of a case that is over; whoever had it, to be written to.
pub fn close(act: &mut Act<'_>, case: &Application, reason: &str) -> Result<Vec<Addressee>, Failure> {
    let all = members(act, case.id)?;
    for one in &all {
        end(act, case.id, one.seat, reason)?;
    }
    act.run("update applications set places_free = 0 where id = $1", values![case.id])?;
    Ok(all.iter().map(Assigned::addressee).collect())
}

fn end(act: &mut Act<'_>, application: Id<Application>, seat: Id<Seat>, reason: &str) -> Result<(), Failure> {
    let now = act.at();
    // What was done and is taken away is not counted as done any more.
    act.run(
        "update tallies set done = done - 1 where seat_id = $2 and exists
             (select 1 from assignments where application_id = $1 and seat_id = $2 and ended_at is null and done_at is not null)",
        values![application, seat],
    )?;
    let ended = act.run(
        "update assignments set ended_at = $3, end_reason = $4 where application_id = $1 and seat_id = $2 and ended_at is null",
        values![application, seat, now, reason],
    )?;
    if ended == 1 {
        Ok(())
    } else {
        Err(Failure::Conflict("Пока вы работали, дело передали другому. Откройте его заново.".into()))
    }
}
