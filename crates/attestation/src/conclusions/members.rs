//! The group of specialists on the page of a conclusion: who is in it, what each has found, to whom a result may go back.

use crate::applications::Application;
use crate::assignments::{Assigned, Group, Relation};
use crate::context::App;
use crate::platform::form::Choice;

use super::guards::ConclusionCase;
use super::model::{Attached, Opinion, SetAside, Verdict};
use super::overview::file_href;

/// What one specialist of a group has found, as shown.
pub(super) struct OpinionLine {
    pub(super) verdict: &'static str,
    pub(super) reason: String,
    pub(super) recorded: String,
    pub(super) href: String,
    /// Whether most have found otherwise.
    pub(super) dissents: bool,
}

/// One of a group, as shown: what they have found, where it is open to the reader.
pub(super) struct MemberLine {
    pub(super) name: String,
    pub(super) workplace: String,
    pub(super) done: bool,
    pub(super) opinion: Option<OpinionLine>,
}

/// The part of the page about a group.
pub(super) struct GroupPart {
    /// The group, when more than one looks at the case.
    pub(super) members: Vec<MemberLine>,
    /// How many it should have.
    pub(super) size: i64,
    /// Whether the opinions are brought together.
    pub(super) has_common: bool,
    /// To whom a result goes back, where there is a choice.
    pub(super) to_whom: Vec<Choice>,
}

/// The part of the page about a group; `common` is what most have found, once it is known.
pub(super) fn group_part(
    app: &App,
    seen: &ConclusionCase,
    group: &Group,
    (opinions, common): (&[Opinion], Option<Verdict>),
) -> GroupPart {
    GroupPart {
        members: member_lines(app, seen, group, (opinions, common)),
        size: group.size,
        has_common: common.is_some() && opinions.len() > 1,
        to_whom: to_whom(group),
    }
}

/// What is sent to give a case back to everybody of a group.
pub(super) const EVERYBODY: &str = "all";

/// Everybody of a group of several; what each has found where the reader may know it.
fn member_lines(
    app: &App,
    seen: &ConclusionCase,
    group: &Group,
    (opinions, common): (&[Opinion], Option<Verdict>),
) -> Vec<MemberLine> {
    if group.is_single() {
        return Vec::new();
    }
    let is_open =
        |one: &Opinion| seen.relation != Relation::Specialist || one.seat == seen.by.seat.id || common.is_some();
    let line = |one: &Assigned| MemberLine {
        name: one.name.full(),
        workplace: one.workplace.clone(),
        done: one.done,
        opinion: (opinions.iter().find(|opinion| opinion.seat == one.seat && is_open(opinion)))
            .map(|opinion| opinion_line(app, &seen.case, opinion, common)),
    };
    group.members.iter().map(line).collect()
}

/// Who has prepared the conclusion in force, with the place of work; empty for a group, whose members are told one by one, and
/// while nothing is attached.
pub(super) fn prepared_by(group: &Group, newest: Option<&Attached>) -> String {
    let Some(newest) = newest.filter(|_| group.is_single()) else { return String::new() };
    let place = group.members.iter().find(|one| one.seat == newest.seat).map(|one| one.workplace.as_str());
    let name = newest.by.full();
    place.filter(|place| !place.is_empty()).map_or(name.clone(), |place| format!("{name}, {place}"))
}

/// An opinion that is not in force any more, as shown.
pub(super) struct EarlierLine {
    pub(super) name: String,
    pub(super) found: OpinionLine,
    /// When.
    pub(super) since: String,
    /// Why; empty for those who are not told.
    pub(super) why: String,
}

fn earlier_line(app: &App, seen: &ConclusionCase, one: &SetAside, why: &str) -> EarlierLine {
    EarlierLine {
        name: one.opinion.name.full(),
        found: opinion_line(app, &seen.case, &one.opinion, None),
        since: app.config.zone.written(one.at),
        why: why.to_owned(),
    }
}

/// Opinions of a case that the centre has returned, those the reader may know.
pub(super) fn returned_lines(app: &App, seen: &ConclusionCase, all: &[SetAside]) -> Vec<EarlierLine> {
    let own = all.iter().filter(|one| seen.reads_returned(one.opinion.seat));
    own.map(|one| earlier_line(app, seen, one, &one.reason)).collect()
}

/// What those have found who were taken off the case, to whoever reads what the others have found; a specialist who has still
/// to speak does not. Why they were taken off is told to the centre alone.
pub(super) fn released_lines(
    app: &App,
    seen: &ConclusionCase,
    (all, common): (&[SetAside], Option<Verdict>),
) -> Vec<EarlierLine> {
    if seen.relation == Relation::Specialist && common.is_none() {
        return Vec::new();
    }
    let is_told = seen.relation == Relation::Centre;
    all.iter().map(|one| earlier_line(app, seen, one, if is_told { &one.reason } else { "" })).collect()
}

/// Those of a group to whom a result may go back; none where there is no choice.
fn to_whom(group: &Group) -> Vec<Choice> {
    let done: Vec<&Assigned> = group.members.iter().filter(|one| one.done).collect();
    if group.members.len() < 2 {
        return Vec::new();
    }
    let all = (done.len() > 1).then(|| Choice::new(EVERYBODY, "Всем, кто записал мнение"));
    all.into_iter().chain(done.iter().map(|one| Choice::new(one.seat.to_string(), one.name.full()))).collect()
}

/// An opinion in words; `common` is what most have found, once it is known.
pub(super) fn opinion_line(app: &App, case: &Application, one: &Opinion, common: Option<Verdict>) -> OpinionLine {
    OpinionLine {
        verdict: one.verdict.words(),
        reason: one.reason.clone(),
        recorded: app.config.zone.written(one.recorded_at),
        href: file_href(case, one.version),
        dissents: common.is_some_and(|common| common != one.verdict),
    }
}
