//! The SQL of votes and of decisions made by them.

use std::collections::BTreeMap;

use crate::applications::{self, Move};
use crate::deadlines::{ISSUE, PUBLISH, running};
use crate::platform::act::Act;
use crate::platform::clock::Day;
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::Failure;
use crate::platform::ids::Id;
use crate::platform::names::FullName;
use crate::values;

use super::super::attendee::{Attendee, Denial};
use super::super::leading::leader;
use super::super::model::{Person, Position, Rules};
use super::super::tally::{Quorum, Tally};
use super::super::vote::{Choice, Outcome, Settled};
use super::attendance::{hold, mark_decided};
use super::{Item, Line, Sitting, attendees, goes_by, rules_of, was_taken_off};

/// What a vote has changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Given {
    /// There was none before.
    New,
    /// It was another one before.
    Changed(Choice),
    /// It was the same before: counted once.
    Same,
}

/// Votes on a case, by member.
pub(in super::super) fn votes_of(reader: &mut Reader, item: Id<Item>) -> Result<BTreeMap<String, Choice>, DbError> {
    let all = reader.rows("select person, choice from votes where item_id = $1", values![item], |row| {
        Ok((row.get::<String>(0)?, row.get::<Choice>(1)?))
    })?;
    Ok(all.into_iter().collect())
}

/// By whose hand each vote on a case was written down: names by member.
pub(in super::super) fn hands_of(reader: &mut Reader, item: Id<Item>) -> Result<BTreeMap<String, String>, DbError> {
    let sql = "select v.person, u.surname, u.given, u.patronymic from votes v join accounts u on u.id = v.cast_by where v.item_id = $1";
    let all = reader.rows(sql, values![item], |row| Ok((row.get::<String>(0)?, FullName::read(row, 1)?.short())))?;
    Ok(all.into_iter().collect())
}

/// Holds an open session, then a case of it that is not decided yet, to the end of the act.
///
/// # Errors
/// When the session is not open, when the case is decided or off the agenda.
pub(in super::super) fn hold_case(act: &mut Act<'_>, sitting: &Sitting, line: &Line) -> Result<(), Failure> {
    hold(act, sitting)?;
    let held = act.run(
        "update agenda_items set place = place where id = $1 and sitting_id = $2 and removed_at is null and outcome is null",
        values![line.item.id, sitting.id],
    )?;
    match held {
        1 => Ok(()),
        _ if was_taken_off(act, sitting.id, line.item.id)? => Err(Denial::TakenOff.into()),
        _ => Err(Denial::Decided.into()),
    }
}

/// Writes down the vote of a member who is present: one row, however often it is sent.
///
/// # Errors
/// When the case is decided, the session not open, the member absent or the teacher of the case.
pub fn vote(
    act: &mut Act<'_>,
    sitting: &Sitting,
    line: &Line,
    person: Id<Person>,
    choice: Choice,
) -> Result<Given, Failure> {
    hold_case(act, sitting, line)?;
    let member = attendees(act, sitting.id)?.into_iter().find(|one| one.person == person).ok_or(Failure::Hidden)?;
    member.may_vote(&line.case, line.extra.teacher)?;
    let before = votes_of(act, line.item.id)?.get(&person.to_string()).copied();
    let (now, who) = (act.at(), act.account());
    let changed = act.run(
        "insert into votes (item_id, person, choice, cast_by, cast_at)
         select i.id, m.person, cast($3 as text), cast($4 as text), cast($5 as bigint)
         from agenda_items i join sittings s on s.id = i.sitting_id join sitting_members m on m.sitting_id = s.id
         where i.id = $1 and m.person = $2 and m.present = 1 and s.stage = 'open' and i.outcome is null and i.removed_at is null
         on conflict (item_id, person) do update set choice = excluded.choice, cast_by = excluded.cast_by, cast_at = excluded.cast_at
         where votes.choice <> excluded.choice",
        values![line.item.id, person, choice.code(), who, now],
    )?;
    match (changed, before) {
        (1, None) => Ok(Given::New),
        (1, Some(before)) => Ok(Given::Changed(before)),
        (_, Some(before)) if before == choice => Ok(Given::Same),
        _ => Err(Denial::NotOpen("состояние уже изменилось").into()),
    }
}

/// Whether votes may decide a case now: a quorum, a vote of everybody present who votes, and somebody on a side.
pub(in super::super) fn may_decide(
    sitting: &Sitting,
    line: &Line,
    members: &[Attendee],
    votes: &BTreeMap<String, Choice>,
    quorum: Quorum,
) -> Result<Tally, Denial> {
    if line.item.outcome.is_some() {
        return Err(Denial::Decided);
    }
    line.case.stage.after(Move::Grant).map_err(Denial::Stage)?;
    sitting.may_take(&line.case)?;
    if !quorum.is_there() {
        return Err(Denial::NoQuorum(quorum));
    }
    if leader(sitting, members).is_none() {
        return Err(Denial::NobodyLeads);
    }
    let waiting: Vec<String> = silent(line, members, votes).map(|one| one.name.short()).collect();
    if !waiting.is_empty() {
        return Err(Denial::Waiting(waiting));
    }
    let tally = Tally::of(voting(line, members).filter_map(|one| votes.get(&one.person.to_string()).copied()));
    if tally.has_sides() { Ok(tally) } else { Err(Denial::Nobody) }
}

/// Members who vote on a case.
fn voting<'m>(line: &Line, members: &'m [Attendee]) -> impl Iterator<Item = &'m Attendee> {
    members.iter().filter(|one| one.may_vote(&line.case, line.extra.teacher).is_ok())
}

/// How the chair has voted on a case, when the chair votes on it.
pub(in super::super) fn chair_of(
    line: &Line,
    members: &[Attendee],
    votes: &BTreeMap<String, Choice>,
) -> Option<Choice> {
    let chair = voting(line, members).find(|one| one.position == Position::Chair)?;
    votes.get(&chair.person.to_string()).copied()
}

/// Those of them who have not voted yet.
fn silent<'m>(
    line: &Line,
    members: &'m [Attendee],
    votes: &BTreeMap<String, Choice>,
) -> impl Iterator<Item = &'m Attendee> {
    voting(line, members).filter(|one| !votes.contains_key(&one.person.to_string()))
}

/// Members present who have not voted on a case, which is held to the end of the act.
///
/// # Errors
/// When the case is decided, when the session is not open.
pub(in super::super) fn waiting(act: &mut Act<'_>, sitting: &Sitting, line: &Line) -> Result<Vec<Id<Person>>, Failure> {
    hold_case(act, sitting, line)?;
    let (members, votes) = (attendees(act, sitting.id)?, votes_of(act, line.item.id)?);
    Ok(silent(line, &members, &votes).map(|one| one.person).collect())
}

/// The quorum of a session as it stands, by its rules.
pub(in super::super) fn quorum_of(rules: Rules, members: &[Attendee]) -> Quorum {
    let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    let present = members.iter().filter(|one| one.is_present).count();
    Quorum::of(rules, count(present), count(members.len()))
}

/// What a decision is written down with.
struct Written<'w> {
    outcome: Outcome,
    /// Its words; empty when they are the program's own.
    wording: &'w str,
    reason: &'w str,
    until: Option<Day>,
    tally: Tally,
    tie: Option<Settled>,
    present: i64,
}

fn write(act: &mut Act<'_>, sitting: &Sitting, line: &Line, new: &Written<'_>) -> Result<(), Failure> {
    let (now, who) = (act.at(), act.account());
    let changed = act.run(
        "update agenda_items set outcome = $3, reason = $4, postponed_to = $5, in_favour = $6, against = $7, abstained = $8, present = $9, decided_by = $10, decided_at = $11, wording = $12, tie = $13
         where id = $1 and sitting_id = $2 and removed_at is null and outcome is null
             and exists (select 1 from sittings s where s.id = $2 and s.stage = 'open')",
        values![
            line.item.id,
            sitting.id,
            new.outcome.code(),
            new.reason,
            new.until,
            new.tally.in_favour,
            new.tally.against,
            new.tally.abstained,
            new.present,
            who,
            now,
            new.wording,
            new.tie.map(Settled::code)
        ],
    )?;
    if changed != 1 {
        return Err(Denial::Decided.into());
    }
    let mv = match new.outcome {
        Outcome::Granted => Move::Grant,
        Outcome::Refused => Move::Refuse,
        Outcome::Postponed => Move::Postpone,
    };
    applications::step(act, &line.case, mv)?;
    mark_decided(act, sitting)?;
    if new.outcome != Outcome::Postponed {
        // From the day of the decision the protocol and the act are waited for, and then their publication.
        running::start(act, line.case.id, ISSUE, sitting.held_on)?;
        running::start(act, line.case.id, PUBLISH, sitting.held_on)?;
    }
    Ok(())
}

/// What was decided by votes.
#[derive(Debug, Clone)]
pub struct Decided {
    /// The outcome.
    pub outcome: Outcome,
    /// How even votes were settled; none when they were not even.
    pub tie: Option<Settled>,
    /// The words of the decision, without its reason.
    pub wording: String,
}

/// Decides a case by the votes as they stand, which must be those that were shown.
/// A refusal is written down with its reason, a grant without one.
///
/// # Errors
/// Without a quorum, before everybody present has voted, when votes have changed, when it is decided already.
pub fn decide(
    act: &mut Act<'_>,
    sitting: &Sitting,
    line: &Line,
    shown: Tally,
    reason: &str,
) -> Result<Decided, Failure> {
    hold_case(act, sitting, line)?;
    let members = attendees(act, sitting.id)?;
    let (rules, wordings) = goes_by(act, sitting)?;
    let quorum = quorum_of(rules, &members);
    let votes = votes_of(act, line.item.id)?;
    let tally = may_decide(sitting, line, &members, &votes, quorum)?;
    if tally != shown {
        return Err(Denial::Votes(tally).into());
    }
    let chair = chair_of(line, &members, &votes);
    let (outcome, tie) = (tally.outcome(rules.majority, rules.tie.settled(chair)), tally.settled(rules, chair));
    let reason = if outcome == Outcome::Refused { reason } else { "" };
    let wording = wordings.decided(&line.case, outcome, None);
    let new = Written { outcome, wording: &wording, reason, until: None, tally, tie, present: quorum.present };
    write(act, sitting, line, &new)?;
    Ok(Decided { outcome, tie, wording })
}

/// Puts a case off to a later day; whoever calls has proved the day.
///
/// # Errors
/// Without a quorum, when it is decided already, when the session is not open.
pub fn postpone(act: &mut Act<'_>, sitting: &Sitting, line: &Line, until: Day, reason: &str) -> Result<(), Failure> {
    hold_case(act, sitting, line)?;
    let members = attendees(act, sitting.id)?;
    let quorum = quorum_of(rules_of(act, sitting)?, &members);
    if !quorum.is_there() {
        return Err(Denial::NoQuorum(quorum).into());
    }
    if leader(sitting, &members).is_none() {
        return Err(Denial::NobodyLeads.into());
    }
    // Votes given before were on the category: the case is put off without any.
    let new = Written {
        outcome: Outcome::Postponed,
        wording: "",
        reason,
        until: Some(until),
        tally: Tally::default(),
        tie: None,
        present: quorum.present,
    };
    write(act, sitting, line, &new)
}
