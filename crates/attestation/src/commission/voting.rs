//! Votes on a case: a member's own from their page, or those the centre writes down for members by name.

use axum::extract::State;
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
use super::case::case_page;
use super::guards::{CaseToVote, Part};
use super::kinds;
use super::model::Person;
use super::store::{self, Given, Line, Sitting};
use super::vote::Choice;

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.post("/sittings/{id}/cases/{item}/votes", give)
}

/// Why an act of a vote ends: nothing was to be changed, or it failed.
enum Stop {
    Same,
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

/// Votes sent: a member's own, or those the centre writes down for members by name.
fn sent(part: Part, form: &Form, members: &[Attendee]) -> Vec<(Id<Person>, Choice)> {
    match part {
        Part::Member(person, _) => {
            Choice::parse(form.value("choice")).map(|choice| (person, choice)).into_iter().collect()
        }
        Part::Centre => {
            let of = |one: &Attendee| {
                let choice = Choice::parse(form.value(&format!("vote-{}", one.person)))?;
                Some((one.person, choice))
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
    let rest_for = seen.part.keeps() && form.value("do") == "all-for";
    if votes.is_empty() && !rest_for {
        let field = if seen.part.keeps() { "votes" } else { "choice" };
        form.fault(field, "Выберите: за, против или воздержаться.");
        return case_page(&app, &seen, form).await;
    }
    let (sitting, line) = (seen.sitting.clone(), seen.line.clone());
    let done = app.db.act(seen.by.by(), app.now(), move |act| {
        if rest_for {
            let mut rest = store::waiting(act, &sitting, &line)?;
            rest.retain(|person| votes.iter().all(|(named, _)| named != person));
            votes.extend(rest.into_iter().map(|person| (person, Choice::For)));
        }
        cast(act, &sitting, &line, &members, &votes)
    });
    match done.await {
        Ok(()) | Err(Stop::Same) => Ok(page::go_saying(seen.by.visit.cookies, &seen.home(), "Голос записан.")),
        Err(Stop::Failed(failure)) => Err(failure),
    }
}

fn cast(
    act: &mut Act<'_>,
    sitting: &Sitting,
    line: &Line,
    members: &[Attendee],
    votes: &[(Id<Person>, Choice)],
) -> Result<Done<()>, Stop> {
    let mut told = None;
    for (person, choice) in votes {
        let given = store::vote(act, sitting, line, *person, *choice)?;
        let name = members.iter().find(|one| one.person == *person).map(|one| one.name.short()).unwrap_or_default();
        let words = match given {
            Given::Same => continue,
            Given::New => format!("голос: {name} — {}", choice.words()),
            Given::Changed(before) => format!("голос изменён: {name} — {}, было: {}", choice.words(), before.words()),
        };
        let fact = Fact::of(kinds::VOTED, words).application(line.case.id).subject("sitting", sitting.id);
        told = Some(act.note(fact)?);
    }
    told.map(|told| act.end(told, ())).ok_or(Stop::Same)
}
