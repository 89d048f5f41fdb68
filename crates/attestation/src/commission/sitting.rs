//! One session: its agenda, who is present, the quorum, who leads.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;

use crate::conclusions::Verdict;
use crate::context::App;
use crate::platform::doors::Doors;
use crate::platform::failure::Failure;
use crate::platform::form::{Choice, Form};
use crate::platform::ids::Id;
use crate::platform::page::{self, Frame};
use crate::platform::words;

use super::attendee::Attendee;
use super::board::{ASKED, PAGE};
use super::course;
use super::guards::SittingInSight;
use super::leading::{choices, leader, leaders_stated};
use super::model::{Member, Shortage, shortages};
use super::notice::LeftOut;
use super::sittings::when;
use super::store::{self, Extra, Item, Sitting, SittingStage};
use super::tally::Quorum;
use super::timely::Untimely;
use super::vote::Settled;

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/sittings/{id}", show)
}

/// A case of an agenda, in words.
pub(super) struct ItemLine {
    pub(super) id: String,
    pub(super) href: String,
    pub(super) name: String,
    pub(super) about: String,
    pub(super) asked: &'static str,
    pub(super) verdict: String,
    /// That the teacher wants to be present; empty otherwise.
    pub(super) attends: &'static str,
    pub(super) decide_by: String,
    /// Why the day of the session does not suit the case.
    pub(super) untimely: Option<Untimely>,
    pub(super) outcome: &'static str,
    pub(super) tone: &'static str,
    pub(super) tally: String,
    /// How the votes were settled when they were even; empty otherwise.
    pub(super) tie: String,
}

pub(super) struct MemberLine {
    pub(super) person: String,
    pub(super) name: String,
    pub(super) position: &'static str,
    pub(super) is_union: bool,
    pub(super) is_present: bool,
    /// That they were there and left before the end.
    pub(super) is_part: bool,
}

#[derive(Template)]
#[template(path = "commission/sitting.html")]
#[allow(clippy::struct_excessive_bools, reason = "each is a part of the page that is shown or not")]
struct SittingPage {
    frame: Frame,
    form: Form,
    id: String,
    commission: String,
    when: String,
    place: String,
    stage: SittingStage,
    keeps: bool,
    may_edit: bool,
    /// Whether nothing is decided yet: such a session may be cancelled.
    may_cancel: bool,
    cancelled_for: String,
    members: Vec<MemberLine>,
    lacks: Vec<String>,
    quorum: String,
    /// Why nothing is decided yet; empty when it may be.
    no_quorum: &'static str,
    /// Who leads, with the position; empty while nobody does.
    leads: String,
    /// Those one is chosen from to lead; nobody where chair or deputy is there.
    may_lead: Vec<Choice>,
    /// That the announced hour is yet to come, and that hour; empty otherwise.
    early: String,
    begins: String,
    waiting: i64,
    lines: Vec<ItemLine>,
    whole_href: String,
    first_href: String,
    next_href: String,
    protocol: String,
    began: bool,
    /// How many members have an address, and when they were last written to; empty: never.
    to_tell: usize,
    left_out: LeftOut,
    told: String,
    /// Teachers of the agenda nobody writes to, as links with their schools, and whether there are more of them.
    unwritten: Vec<(String, String, String)>,
    more_unwritten: bool,
}

/// A line of an agenda in words.
pub(super) fn item_line(app: &App, sitting: &Sitting, line: &store::Line) -> ItemLine {
    let case = &line.case;
    ItemLine {
        id: line.item.id.to_string(),
        href: format!("/sittings/{}/cases/{}", sitting.id, line.item.id),
        name: case.name.full(),
        about: format!("{} · {} · №\u{a0}{}", case.post_and_subject(), case.school_name, case.number),
        asked: case.category.words(),
        verdict: verdict_words(&line.extra),
        attends: if line.extra.wants_to_attend == Some(true) { line.extra.attends() } else { "" },
        decide_by: words::day(line.extra.last_day),
        untimely: Untimely::of(sitting.held_on, &line.extra, &app.config.zone),
        outcome: match (line.item.outcome, case.stage.is_open()) {
            (Some(outcome), _) => outcome.words(),
            (None, true) => "не решено",
            (None, false) => case.stage.words(),
        },
        tone: line.item.outcome.map_or("grey", super::Outcome::tone),
        tally: line.item.voted().unwrap_or_default(),
        tie: line.item.tie.map(Settled::told).unwrap_or_default(),
    }
}

/// The specialists' verdict in words; a case of the simplified track has none and goes by its award.
pub(super) fn verdict_words(extra: &Extra) -> String {
    match Verdict::parse(&extra.verdict) {
        Some(verdict) => verdict.brief().to_owned(),
        None if extra.award.is_empty() => "без анализа специалистов".to_owned(),
        None => format!("анализ не проводился, награда: {}", extra.award),
    }
}

fn expected(one: Member) -> Attendee {
    Attendee {
        person: one.person,
        account: one.account,
        name: one.name,
        email: one.email,
        position: one.position,
        is_union: one.is_union,
        is_present: false,
        has_decided: false,
    }
}

pub(super) fn member_line(one: &Attendee) -> MemberLine {
    MemberLine {
        person: one.person.to_string(),
        name: one.name.full(),
        position: one.position.words(),
        is_union: one.is_union,
        is_present: one.is_present,
        is_part: one.has_decided && !one.is_present,
    }
}

struct Facts {
    members: Vec<Attendee>,
    quorum: Quorum,
    lacks: Vec<String>,
    lines: Vec<store::Line>,
    waiting: i64,
    to_tell: usize,
    left_out: LeftOut,
    unwritten: Vec<store::Unwritten>,
}

/// Members as the protocol states them: whoever came was there.
fn as_stated(members: &[Attendee]) -> Vec<Attendee> {
    members.iter().map(|one| Attendee { is_present: one.came(), ..one.clone() }).collect()
}

/// Members of a session: as they were written down when it was opened, or as they stand for its day.
fn facts(
    reader: &mut crate::platform::engine::Reader,
    sitting: &Sitting,
    after: Option<(i64, Id<Item>)>,
    most: i64,
) -> Result<Facts, Failure> {
    let rules = store::rules_of(reader, sitting)?;
    let (mut lacks, mut to_tell, mut left_out) = (Vec::new(), 0, LeftOut::of(&[]));
    let members = if sitting.stage == SittingStage::Planned {
        let members = store::composition(reader, sitting.commission, sitting.held_on)?;
        to_tell = members.iter().filter(|one| one.is_written_to()).count();
        left_out = LeftOut::of(&members);
        lacks = shortages(&members, rules).into_iter().map(Shortage::words).collect();
        members.into_iter().map(expected).collect()
    } else {
        store::attendees(reader, sitting.id)?
    };
    Ok(Facts {
        quorum: if sitting.stage == SittingStage::Closed {
            store::quorum_of(rules, &as_stated(&members))
        } else {
            store::quorum_of(rules, &members)
        },
        lacks,
        lines: store::agenda_of(reader, sitting.id, after, most)?,
        waiting: store::open_items(reader, sitting.id)?,
        unwritten: if sitting.stage == SittingStage::Planned {
            store::unwritten(reader, sitting.id, ASKED_UNWRITTEN)?
        } else {
            Vec::new()
        },
        members,
        to_tell,
        left_out,
    })
}

/// Teachers nobody writes to, named at most.
const NAMED: usize = 50;
const ASKED_UNWRITTEN: i64 = 51;

/// Cases of an agenda shown on one page when it is printed.
const WHOLE: i64 = 1_000;

async fn show(seen: SittingInSight, State(app): State<App>, RawQuery(raw): RawQuery) -> Result<Response, Failure> {
    let query = Form::of_urlencoded(raw.unwrap_or_default().as_bytes());
    let is_whole = query.ticked("whole");
    let after =
        query.value("after").split_once('.').and_then(|(place, id)| Some((place.parse().ok()?, id.parse().ok()?)));
    page_of(&app, &seen, Form::new(), (after, is_whole)).await
}

/// The page of the session with what was typed and what is wrong with it.
pub(super) async fn draw(app: &App, seen: &SittingInSight, form: Form) -> Result<Response, Failure> {
    page_of(app, seen, form, (None, false)).await
}

async fn page_of(
    app: &App,
    seen: &SittingInSight,
    form: Form,
    (after, is_whole): (Option<(i64, Id<Item>)>, bool),
) -> Result<Response, Failure> {
    let (sitting, most) = (seen.sitting.clone(), if is_whole { WHOLE } else { ASKED });
    let mut facts = app.db.brief(move |reader| facts(reader, &sitting, after, most)).await?;
    let has_more = !is_whole && facts.lines.len() > PAGE;
    if has_more {
        facts.lines.truncate(PAGE);
    }
    let sound = form.is_sound();
    let page = sitting_page(app, seen, facts, form, (after.is_some(), has_more));
    if sound { page::page(&page) } else { page::faulty(&page) }
}

fn sitting_page(
    app: &App,
    seen: &SittingInSight,
    facts: Facts,
    form: Form,
    (is_on, has_more): (bool, bool),
) -> SittingPage {
    let (sitting, keeps) = (&seen.sitting, seen.part.keeps());
    let home = format!("/sittings/{}", sitting.id);
    let next = facts.lines.last().filter(|_| has_more).map(|one| &one.item);
    let may_edit = keeps && matches!(sitting.stage, SittingStage::Planned | SittingStage::Open);
    let is_open = sitting.stage == SittingStage::Open;
    let leads = leader(sitting, &facts.members).filter(|_| is_open);
    let chosen = leads.map(|one| one.person.to_string()).unwrap_or_default();
    SittingPage {
        frame: seen
            .by
            .frame(app, &format!("Заседание {}", words::day(sitting.held_on)))
            .sound(form.is_sound())
            .trail(&[("/sittings", "Заседания")]),
        id: sitting.id.to_string(),
        commission: sitting.commission_name.clone(),
        when: when(sitting),
        place: sitting.place.clone(),
        stage: sitting.stage,
        keeps,
        may_edit,
        may_cancel: may_edit && facts.waiting >= sitting.cases,
        cancelled_for: sitting.cancelled_for.clone(),
        members: facts.members.iter().map(member_line).collect(),
        lacks: facts.lacks.clone(),
        quorum: facts.quorum.words(),
        leads: leads.map(|one| leaders_stated(&[one])).unwrap_or_default(),
        may_lead: if is_open && keeps { choices(&facts.members) } else { Vec::new() },
        early: if sitting.stage == SittingStage::Planned { course::too_early(app, sitting) } else { String::new() },
        begins: sitting.begins.clone(),
        form: form.with("leader", chosen),
        no_quorum: if is_open && !facts.quorum.is_there() {
            "Пока кворума нет, решения не принимают."
        } else {
            ""
        },
        waiting: facts.waiting,
        lines: facts.lines.iter().map(|line| item_line(app, sitting, line)).collect(),
        whole_href: if is_on || has_more { format!("{home}?whole=yes") } else { String::new() },
        first_href: if is_on { home.clone() } else { String::new() },
        next_href: next.map(|one| format!("{home}?after={}.{}", one.place, one.id)).unwrap_or_default(),
        protocol: sitting
            .protocol_date
            .map(|date| format!("протокол №\u{a0}{} от {}", sitting.protocol_number, words::brief_day(date)))
            .unwrap_or_default(),
        began: sitting.held_on <= app.today(),
        to_tell: facts.to_tell,
        left_out: facts.left_out,
        more_unwritten: facts.unwritten.len() > NAMED,
        unwritten: facts.unwritten.iter().take(NAMED).map(unwritten_line).collect(),
        told: sitting.told_at.map(|at| app.config.zone.brief(at)).unwrap_or_default(),
    }
}

fn unwritten_line(one: &store::Unwritten) -> (String, String, String) {
    (format!("/applications/{}", one.case), one.name.full(), one.school.clone())
}
