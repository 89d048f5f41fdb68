//! Votes on a case: a member's own from their page, or those the centre writes down for members by name.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use crate::context::App;
use crate::platform::act::{Act, Done, Fact};
use crate::platform::doors::Doors;
use crate::platform::engine::DbError;
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::ids::Id;
use crate::platform::page;

use super::attendee::Attendee;
use super::case::{case_page, case_page_with, refused_page};
use super::guards::{CaseToVote, Part};
use super::kinds;
use super::model::Person;
use super::store::{self, Given, Line, Sitting};
use super::vote::Choice;

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.post("/sittings/{id}/cases/{item}/votes", give)
}

/// Why an act of votes ends: nothing was to be changed, another hand was first, or it failed.
enum Stop {
    Same,
    Raced(Vec<Raced>),
    Failed(Failure),
}

impl From<DbError> for Stop {
    fn from(error: DbError) -> Self {
        Self::Failed(error.into())
    }
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

/// A vote to be written down, and what was seen when it was marked.
struct Marked {
    person: Id<Person>,
    choice: Choice,
    seen: Seen,
}

/// What whoever marked a vote saw in its place.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Seen {
    /// A member gives the own vote, whatever it was.
    Own,
    /// The vote the page showed; none when there was none.
    Shown(Option<Choice>),
}

/// A vote that is not any more what was seen, nor what was marked.
struct Raced {
    person: Id<Person>,
    marked: Choice,
    now: Option<Choice>,
    by: String,
}

/// The choice sent for a member and the one that was seen.
pub(super) fn marked(form: &Form, person: Id<Person>) -> (Option<Choice>, Option<Choice>) {
    let read = |field: String| Choice::parse(form.value(&field));
    (read(format!("vote-{person}")), read(format!("seen-{person}")))
}

/// Votes sent: a member's own, or those the centre has marked for members by name otherwise than it saw them.
fn sent(part: Part, form: &Form, members: &[Attendee]) -> Vec<Marked> {
    match part {
        Part::Member(person, _) => {
            let choice = Choice::parse(form.value("choice"));
            choice.map(|choice| Marked { person, choice, seen: Seen::Own }).into_iter().collect()
        }
        Part::Centre => {
            let of = |one: &Attendee| {
                let (choice, seen) = marked(form, one.person);
                let choice = choice.filter(|_| choice != seen)?;
                Some(Marked { person: one.person, choice, seen: Seen::Shown(seen) })
            };
            members.iter().filter_map(of).collect()
        }
        Part::Authority => Vec::new(),
    }
}

async fn give(CaseToVote(seen): CaseToVote, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    seen.under_way()?;
    let id = seen.sitting.id;
    let members = app.db.read(move |reader| store::attendees(reader, id)).await?;
    let mut votes = sent(seen.part, &form, &members);
    let keeps = seen.part.keeps();
    let is_named = |person: &Id<Person>| keeps && marked(&form, *person).0.is_some();
    let named: Vec<Id<Person>> = members.iter().map(|one| one.person).filter(is_named).collect();
    let rest_for = keeps && form.value("do") == "all-for";
    let doubted = if rest_for { doubted(&seen.line, &members, &named) } else { Vec::new() };
    if votes.is_empty() && named.is_empty() && !rest_for {
        let field = if keeps { "votes" } else { "choice" };
        form.fault(field, "Выберите: за, против или воздержаться.");
    }
    if !form.is_sound() {
        return case_page(&app, &seen, form).await;
    }
    let (sitting, line, all) = (seen.sitting.clone(), seen.line.clone(), members.clone());
    let unasked: Vec<Id<Person>> = doubted.iter().map(|one| one.person).collect();
    let done = app.db.act(seen.by.by(), app.now(), move |act| {
        let raced = raced(act, &sitting, &line, &votes)?;
        if !raced.is_empty() {
            return Err(Stop::Raced(raced));
        }
        if rest_for {
            let mut rest = store::waiting(act, &sitting, &line)?;
            rest.retain(|person| !named.contains(person) && !unasked.contains(person));
            votes.extend(rest.into_iter().map(|person| Marked {
                person,
                choice: Choice::For,
                seen: Seen::Shown(None),
            }));
        }
        cast(act, &sitting, &line, &all, &votes)
    });
    match done.await {
        Ok(_) | Err(Stop::Same) if !doubted.is_empty() => {
            Ok(page::go_saying(seen.by.visit.cookies, &seen.home(), &asked_by_name(&doubted)))
        }
        Err(Stop::Same) if keeps => {
            Ok(page::go_saying(seen.by.visit.cookies, &seen.home(), "Новых голосов нет: всё отмеченное уже записано."))
        }
        Ok(written) if written > 1 => Ok(page::go_saying(seen.by.visit.cookies, &seen.home(), "Голоса записаны.")),
        Ok(_) | Err(Stop::Same) => Ok(page::go_saying(seen.by.visit.cookies, &seen.home(), "Голос записан.")),
        Err(Stop::Raced(raced)) => {
            tell(&mut form, &members, &raced);
            case_page_with(StatusCode::CONFLICT, &app, &seen, form).await
        }
        Err(Stop::Failed(failure)) => refused_page(&app, seen, form, failure).await,
    }
}

/// Members who are there, bear the name of the teacher and are not named by the sender: nobody votes for them with all the rest.
fn doubted<'m>(line: &Line, members: &'m [Attendee], named: &[Id<Person>]) -> Vec<&'m Attendee> {
    let teacher = line.extra.teacher;
    let is_doubted = |one: &&Attendee| one.is_present && one.may_be_teacher(&line.case, teacher);
    members.iter().filter(is_doubted).filter(|one| !named.contains(&one.person)).collect()
}

fn asked_by_name(doubted: &[&Attendee]) -> String {
    let names: Vec<String> = doubted.iter().map(|one| one.name.short()).collect();
    format!(
        "Голоса остальных записаны. {}: имя то же, что у педагога, возможно, это дело самого члена комиссии. Спросите и отметьте этот голос отдельно.",
        names.join(", ")
    )
}

/// Which of the marked votes another hand has changed since they were seen; the case is held to the end of the act.
fn raced(act: &mut Act<'_>, sitting: &Sitting, line: &Line, votes: &[Marked]) -> Result<Vec<Raced>, Failure> {
    store::hold_case(act, sitting, line)?;
    let (now, hands) = (store::votes_of(act, line.item.id)?, store::hands_of(act, line.item.id)?);
    let one = |vote: &Marked| {
        let name = vote.person.to_string();
        let now = now.get(&name).copied();
        let is_same = vote.seen == Seen::Own || vote.seen == Seen::Shown(now) || now == Some(vote.choice);
        let by = hands.get(&name).cloned().unwrap_or_default();
        (!is_same).then_some(Raced { person: vote.person, marked: vote.choice, now, by })
    };
    Ok(votes.iter().filter_map(one).collect())
}

/// Tells who has changed what; what was marked otherwise stays marked.
fn tell(form: &mut Form, members: &[Attendee], raced: &[Raced]) {
    form.fault(
        "votes",
        "Пока вы отмечали голоса, их изменили. Ничего не записано: проверьте и запишите голоса ещё раз.",
    );
    for one in raced {
        let name = members.iter().find(|member| member.person == one.person).map(|member| member.name.short());
        let now = match one.now {
            Some(now) if one.by.is_empty() => format!("сейчас «{}»", now.words()),
            Some(now) => format!("сейчас «{}», записано: {}", now.words(), one.by),
            None => "голоса сейчас нет".to_owned(),
        };
        let marked = one.marked.words();
        let words = format!("{}: {now}; вы отметили «{marked}»", name.unwrap_or_default());
        form.fault(&format!("vote-{}", one.person), words);
    }
}

fn cast(
    act: &mut Act<'_>,
    sitting: &Sitting,
    line: &Line,
    members: &[Attendee],
    votes: &[Marked],
) -> Result<Done<usize>, Stop> {
    let (mut told, mut written) = (None, 0);
    for Marked { person, choice, .. } in votes {
        let given = store::vote(act, sitting, line, *person, *choice)?;
        let name = members.iter().find(|one| one.person == *person).map(|one| one.name.short()).unwrap_or_default();
        let words = match given {
            Given::Same => continue,
            Given::New => format!("голос: {name} — {}", choice.words()),
            Given::Changed(before) => format!("голос изменён: {name} — {}, было: {}", choice.words(), before.words()),
        };
        let fact = Fact::of(kinds::VOTED, words).application(line.case.id).subject("sitting", sitting.id);
        told = Some(act.note(fact)?);
        written += 1;
    }
    told.map(|told| act.end(told, written)).ok_or(Stop::Same)
}
