//! A case at a session, as members see it: what is asked, the papers, the specialists' result, the votes.
//! No phone, no СНИЛС, no address of the teacher.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use crate::conclusions::{self, Opinion, SetAside};
use crate::context::App;
use crate::documents::{Document, Media};
use crate::platform::clock::Day;
use crate::platform::doors::Doors;
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::page::{self, Frame};
use crate::platform::words;

use super::attendee::Attendee;
use super::guards::CaseOnAgenda;
use super::sitting::verdict_words;
use super::store::{self, SittingStage};
use super::timely::Untimely;
use super::told::{Facts, Ready, VoteLine, Way, about, facts, marked_lines, ready, tally, way};
use super::vote::{Choice, Settled};
use super::wording;

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/sittings/{id}/cases/{item}", show)
}

/// What a specialist has found, with the conclusion it rests on.
struct OpinionLine {
    href: String,
    name: String,
    verdict: &'static str,
    reason: String,
    /// Whether most of the group have found otherwise.
    dissents: bool,
}

struct PaperLine {
    href: String,
    title: String,
    about: String,
    /// Whether it is the document that proves the award.
    proves: bool,
}

#[derive(Template)]
#[template(path = "commission/case.html")]
#[allow(clippy::struct_excessive_bools, reason = "each is a part of the page that is shown or not")]
struct CasePage {
    frame: Frame,
    form: Form,
    home: String,
    sitting_href: String,
    teacher: String,
    post: String,
    asked: String,
    facts: Vec<(&'static str, String)>,
    late: String,
    reads_documents: bool,
    papers: Vec<PaperLine>,
    /// What each specialist has found: one line when one looked at the case.
    opinions: Vec<OpinionLine>,
    /// What those have found who were taken off the case after they had spoken.
    released: Vec<OpinionLine>,
    verdict: String,
    finding: String,
    /// What the centre has checked of the award; empty when the case does not go by one.
    checked: String,
    quorum: String,
    no_quorum: String,
    is_open: bool,
    closed: &'static str,
    votes: Vec<VoteLine>,
    tally: String,
    /// How the votes of the decision were settled when they were even; empty otherwise.
    tie: String,
    choices: [(&'static str, &'static str); 3],
    keeps: bool,
    mine: Option<Result<String, String>>,
    decides: bool,
    may_decide: Result<Ready, String>,
    /// Words that were typed and have no field on the page now, each under its name.
    unplaced: Vec<(&'static str, String)>,
    /// Whether the member who looks may be the teacher.
    doubt: bool,
    decided: String,
    outcome: &'static str,
    outcome_tone: &'static str,
    reason: String,
    until_hint: String,
    /// Whether the decision may be taken off by whoever looks.
    reopens: bool,
    way: Way,
}

async fn show(seen: CaseOnAgenda, State(app): State<App>) -> Result<Response, Failure> {
    seen.opened(&app, "открыто дело на заседании").await?;
    case_page(&app, &seen, Form::new()).await
}

/// The page of the case, with what was typed and what is wrong with it.
pub(super) async fn case_page(app: &App, seen: &CaseOnAgenda, form: Form) -> Result<Response, Failure> {
    let status = if form.is_sound() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    case_page_with(status, app, seen, form).await
}

/// The same page with a status of its own.
pub(super) async fn case_page_with(
    status: StatusCode,
    app: &App,
    seen: &CaseOnAgenda,
    form: Form,
) -> Result<Response, Failure> {
    let (sitting, line) = (seen.sitting.clone(), seen.line.clone());
    let facts = app.db.brief(move |reader| facts(reader, &sitting, &line)).await?;
    page::page_with(status, &made_page(app, seen, form, &facts))
}

/// The page of the case as it stands now, with what was typed and why it could not be done.
///
/// # Errors
/// What it failed with, when that was no refusal.
pub(super) async fn refused_page(
    app: &App,
    mut seen: CaseOnAgenda,
    mut form: Form,
    failure: Failure,
) -> Result<Response, Failure> {
    let why = match failure {
        Failure::Denied(refusal) => refusal.reason(),
        Failure::Conflict(why) => why,
        other => return Err(other),
    };
    let (sitting, item) = (seen.sitting.id, seen.line.item.id);
    let read = app
        .db
        .read(move |reader| Ok::<_, Failure>((store::by_id(reader, sitting)?, store::item(reader, sitting, item)?)));
    let (Some(sitting), Some(line)) = read.await? else { return Err(Failure::Conflict(why)) };
    (seen.sitting, seen.line) = (sitting, line);
    form.fault("votes", why);
    case_page_with(StatusCode::CONFLICT, app, &seen, form).await
}

fn made_page(app: &App, seen: &CaseOnAgenda, form: Form, facts: &Facts) -> CasePage {
    let (sitting, line) = (&seen.sitting, &seen.line);
    let (case, item) = (&line.case, &line.item);
    let sitting_href = format!("/sittings/{}", sitting.id);
    let is_open = sitting.stage == SittingStage::Open;
    let may_decide = ready(facts, sitting, line);
    let trail = [("/sittings", "Заседания"), (sitting_href.as_str(), &*words::day(sitting.held_on))];
    CasePage {
        frame: seen.by.frame(app, &case.name.short()).sound(form.is_sound()).trail(&trail),
        home: seen.home(),
        teacher: case.name.full(),
        post: case.post_and_subject(),
        asked: wording::asked(case),
        facts: about(line),
        late: Untimely::of(sitting.held_on, &line.extra, &app.config.zone).map(Untimely::words).unwrap_or_default(),
        reads_documents: seen.part.reads_documents(),
        papers: papers(seen, facts),
        opinions: opinion_lines(seen, &facts.opinions),
        released: released_lines(seen, &facts.released),
        verdict: verdict_words(&line.extra),
        finding: line.extra.finding.clone(),
        checked: facts.award.as_ref().map(|award| award.checked.clone()).unwrap_or_default(),
        quorum: if facts.members.is_empty() { String::new() } else { facts.quorum.words() },
        no_quorum: facts.hindered(sitting).filter(|_| is_open).map(|why| why.to_string()).unwrap_or_default(),
        is_open: is_open && item.outcome.is_none(),
        closed: if is_open { "" } else { sitting.stage.words() },
        votes: marked_lines(facts, line, &form),
        tally: item.voted().unwrap_or_else(|| tally(facts, line).words()),
        tie: item.tie.map(Settled::told).unwrap_or_default(),
        choices: Choice::ALL.map(|choice| (choice.code(), choice.button())),
        keeps: seen.part.keeps(),
        mine: mine(seen, facts),
        decides: seen.part.decides(),
        unplaced: unplaced(&form, is_open && item.outcome.is_none(), &may_decide, facts.hindered(sitting).is_none()),
        may_decide,
        decided: wording::said(case, item).unwrap_or_default(),
        outcome: item.outcome.map(super::Outcome::words).unwrap_or_default(),
        outcome_tone: item.outcome.map(super::Outcome::tone).unwrap_or_default(),
        reason: item.reason.clone(),
        reopens: is_open && item.outcome.is_some() && seen.part.keeps() && line.may_reopen().is_ok(),
        doubt: doubt(seen, facts),
        until_hint: until_hint(sitting.held_on, &line.extra),
        way: way(sitting.id, facts, ""),
        form,
        sitting_href,
    }
}

/// Until when the case may be put off.
fn until_hint(held_on: Day, extra: &store::Extra) -> String {
    let lawful = words::day(extra.lawful_day);
    if held_on > extra.lawful_day {
        return format!("Последний день решения, {lawful}, прошёл: отложите на ближайшее заседание.");
    }
    if extra.last_day == extra.lawful_day {
        return format!("Не позже {lawful}: это последний день решения.");
    }
    let ends = words::day(extra.last_day);
    if held_on > extra.last_day {
        return format!("Не позже {lawful}: это последний день решения. Аттестация была назначена по {ends}.");
    }
    format!(
        "Не позже {ends}: до этого дня назначена аттестация. Чтобы отложить дальше, сначала измените срок на странице дела."
    )
}

fn opinion_lines(seen: &CaseOnAgenda, opinions: &[Opinion]) -> Vec<OpinionLine> {
    let common = conclusions::common_verdict(opinions);
    opinions.iter().map(|one| opinion_line(seen, one, one.verdict != common)).collect()
}

fn released_lines(seen: &CaseOnAgenda, released: &[SetAside]) -> Vec<OpinionLine> {
    released.iter().map(|one| opinion_line(seen, &one.opinion, false)).collect()
}

fn opinion_line(seen: &CaseOnAgenda, one: &Opinion, dissents: bool) -> OpinionLine {
    OpinionLine {
        href: format!("{}/conclusion/{}", seen.home(), one.version),
        name: one.name.short(),
        verdict: one.verdict.brief(),
        reason: one.reason.clone(),
        dissents,
    }
}

fn papers(seen: &CaseOnAgenda, facts: &Facts) -> Vec<PaperLine> {
    let proof = facts.award.as_ref().map(|award| award.document);
    let line = |paper: &Document| PaperLine {
        href: format!("{}/documents/{}", seen.home(), paper.id),
        title: if paper.title.is_empty() { paper.file_name.clone() } else { paper.title.clone() },
        about: format!("{}, {}, {}", paper.kind.words(), Media::short(&paper.media_type), words::size(paper.size)),
        proves: proof == Some(paper.id),
    };
    facts.papers.iter().map(line).collect()
}

/// A member's own vote in code, or why there is none to give; nothing for the centre or before the opening.
fn mine(seen: &CaseOnAgenda, facts: &Facts) -> Option<Result<String, String>> {
    let person = seen.part.person()?;
    let own = facts.members.iter().find(|one| one.person == person)?;
    let given = facts.votes.get(&person.to_string()).map(|choice| choice.code().to_owned()).unwrap_or_default();
    Some(own.may_vote(&seen.line.case, seen.line.extra.teacher).map(|()| given).map_err(|why| why.to_string()))
}

/// Whether the member who looks bears the name of the teacher.
fn doubt(seen: &CaseOnAgenda, facts: &Facts) -> bool {
    let own = |one: &&Attendee| Some(one.person) == seen.part.person();
    facts.members.iter().find(own).is_some_and(|one| one.may_be_teacher(&seen.line.case, seen.line.extra.teacher))
}

/// Words typed for a decision that cannot be written down now: nothing typed is lost.
fn unplaced(
    form: &Form,
    is_open: bool,
    ready: &Result<Ready, String>,
    may_put_off: bool,
) -> Vec<(&'static str, String)> {
    let asks_reason = is_open && ready.as_ref().is_ok_and(|ready| ready.is_refusal);
    let asks_postponed = is_open && may_put_off;
    let words = [
        ("Причина отказа", form.text("reason"), asks_reason),
        ("Почему рассмотрение отложено", form.text("postponed"), asks_postponed),
    ];
    words
        .into_iter()
        .filter(|(_, text, asked)| !asked && !text.is_empty())
        .map(|(name, text, _)| (name, text))
        .collect()
}
