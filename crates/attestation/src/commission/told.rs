//! What is told of a case at a session and of its votes: on its page, on the screen of the room, before a decision.

use std::collections::BTreeMap;

use crate::conclusions::{self, Opinion, SetAside};
use crate::documents::{self, Document, Reading};
use crate::platform::engine::Reader;
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::ids::Id;
use crate::platform::words;

use super::attendee::{Attendee, Denial};
use super::leading::leader;
use super::model::Rules;
use super::store::{self, Around, Award, Item, Line, Sitting};
use super::tally::{Quorum, Tally};
use super::vote::{Choice, Outcome, Settled};
use super::voting::marked;
use super::wordings::Wordings;

/// A member's line of the vote.
pub(super) struct VoteLine {
    pub(super) person: String,
    pub(super) name: String,
    pub(super) position: &'static str,
    /// The vote as it stands, in code; empty while there is none.
    pub(super) given: String,
    /// What is marked on the page: that vote, or what was marked instead and is not written down yet.
    pub(super) choice: String,
    pub(super) words: &'static str,
    /// Why this member does not vote; empty when they do.
    pub(super) closed: &'static str,
    /// That the case may be the member's own; empty otherwise.
    pub(super) doubt: &'static str,
    /// Why what was marked is not written down; empty when it is.
    pub(super) fault: String,
}

/// The way to the cases before and after.
pub(super) struct Way {
    pub(super) before: String,
    pub(super) after: String,
}

/// What the votes decide, ready to be written down.
pub(super) struct Ready {
    pub(super) mark: String,
    pub(super) words: String,
    pub(super) is_refusal: bool,
    /// How an even vote will be settled; empty when it is not even.
    pub(super) tie: &'static str,
    /// Whether it grants by less than half of the votes: the rules do not count those who abstain.
    pub(super) is_minority: bool,
}

/// What the page reads in one go.
pub(super) struct Facts {
    pub(super) members: Vec<Attendee>,
    pub(super) votes: BTreeMap<String, Choice>,
    pub(super) quorum: Quorum,
    /// The numbers the session goes by.
    rules: Rules,
    /// How the chair has voted.
    chair: Option<Choice>,
    /// How a decision would be worded.
    wordings: Wordings,
    pub(super) papers: Vec<Document>,
    pub(super) opinions: Vec<Opinion>,
    /// Of those who were taken off the case after they had spoken.
    pub(super) released: Vec<SetAside>,
    around: Around,
    /// What was checked of the award by which the case goes.
    pub(super) award: Option<Award>,
}

pub(super) fn facts(reader: &mut Reader, sitting: &Sitting, line: &Line) -> Result<Facts, Failure> {
    let members = store::attendees(reader, sitting.id)?;
    let ((rules, wordings), votes) = (store::goes_by(reader, sitting)?, store::votes_of(reader, line.item.id)?);
    Ok(Facts {
        quorum: store::quorum_of(rules, &members),
        rules,
        wordings,
        chair: store::chair_of(line, &members, &votes),
        votes,
        papers: documents::of_application(reader, line.case.id, Reading::Session)?,
        opinions: conclusions::opinions_of(reader, line.case.id)?,
        released: conclusions::released_of(reader, line.case.id)?,
        around: store::neighbours(reader, &line.item)?,
        award: if line.extra.award.is_empty() { None } else { store::award_of(reader, line.case.id)? },
        members,
    })
}

impl Facts {
    /// Why nothing is decided at the session now, a case put off neither: too few are there, or nobody leads.
    pub(super) fn hindered(&self, sitting: &Sitting) -> Option<Denial> {
        if !self.quorum.is_there() {
            return Some(Denial::NoQuorum(self.quorum));
        }
        leader(sitting, &self.members).is_none().then_some(Denial::NobodyLeads)
    }
}

/// Votes of every member as lines.
pub(super) fn vote_lines(facts: &Facts, line: &Line) -> Vec<VoteLine> {
    let of = |one: &Attendee| {
        let choice = facts.votes.get(&one.person.to_string()).copied();
        let closed = match one.may_vote(&line.case, line.extra.teacher) {
            Err(Denial::OwnCase) => "не голосует: это его дело",
            Err(_) if choice.is_none() => "отсутствует",
            _ => "",
        };
        let may_be_own = one.may_be_teacher(&line.case, line.extra.teacher);
        let given = choice.map(|choice| choice.code().to_owned()).unwrap_or_default();
        VoteLine {
            person: one.person.to_string(),
            name: one.name.full(),
            position: one.position.words(),
            choice: given.clone(),
            given,
            words: choice.map_or("ждём", Choice::words),
            closed,
            doubt: if may_be_own {
                "возможно, это дело самого члена комиссии"
            } else {
                ""
            },
            fault: String::new(),
        }
    };
    facts.members.iter().map(of).collect()
}

/// The same lines with what was marked and is not written down; a vote that another hand has changed stands as it is now.
pub(super) fn marked_lines(facts: &Facts, line: &Line, form: &Form) -> Vec<VoteLine> {
    let mut lines = vote_lines(facts, line);
    for (one, member) in lines.iter_mut().zip(&facts.members) {
        form.error(&format!("vote-{}", one.person)).unwrap_or_default().clone_into(&mut one.fault);
        if let (Some(choice), seen) = marked(form, member.person)
            && Some(choice) != seen
            && one.fault.is_empty()
        {
            choice.code().clone_into(&mut one.choice);
        }
    }
    lines
}

/// The addresses around a case; `tail` is added to each.
pub(super) fn way(sitting: Id<Sitting>, facts: &Facts, tail: &str) -> Way {
    let href = |id: Option<Id<Item>>| id.map(|id| format!("/sittings/{sitting}/cases/{id}{tail}")).unwrap_or_default();
    Way { before: href(facts.around.before), after: href(facts.around.after) }
}

/// The tally as it stands: counted at the decision, or so far.
pub(super) fn tally(facts: &Facts, line: &Line) -> Tally {
    if line.item.outcome.is_some() { line.item.tally } else { Tally::of(facts.votes.values().copied()) }
}

/// What is told of the case: nothing by which the teacher could be reached.
pub(super) fn about(line: &Line) -> Vec<(&'static str, String)> {
    let case = &line.case;
    let years = |years: i64| words::counted(years.unsigned_abs(), "год", "года", "лет");
    vec![
        ("Номер дела", case.number.clone()),
        ("Организация", case.school_name.clone()),
        ("Муниципалитет", case.municipality.clone()),
        ("Заявленная категория", case.category.words().to_owned()),
        ("Имеющаяся категория", case.current_words().to_owned()),
        ("Педагогический стаж", case.experience.map_or_else(|| "не указан".to_owned(), years)),
        ("Заявление получено", words::day(case.received_on)),
        ("Последний день решения", words::day(line.extra.last_day)),
        ("На заседании", line.extra.attends().to_owned()),
    ]
}

/// What these votes decide by the rules of the session, and how they are settled when they are even.
pub(super) fn decides(facts: &Facts, tally: Tally) -> (Outcome, Option<Settled>) {
    let Facts { rules, chair, .. } = *facts;
    (tally.outcome(rules.majority, rules.tie.settled(chair)), tally.settled(rules, chair))
}

/// What the votes decide now, or why nothing can be decided yet.
pub(super) fn ready(facts: &Facts, sitting: &Sitting, line: &Line) -> Result<Ready, String> {
    let tally =
        store::may_decide(sitting, line, &facts.members, &facts.votes, facts.quorum).map_err(|why| why.to_string())?;
    let (outcome, tie) = decides(facts, tally);
    Ok(Ready {
        mark: tally.mark(tie),
        words: facts.wordings.decided(&line.case, outcome, None),
        is_refusal: outcome == Outcome::Refused,
        tie: tie.map_or("", Settled::coming),
        is_minority: outcome == Outcome::Granted && tally.in_favour < tally.against + tally.abstained,
    })
}
