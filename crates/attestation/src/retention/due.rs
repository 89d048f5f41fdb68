//! What is past its term, the oldest first: cases of the archive and attestations for fitness that are over. Those that are
//! chosen go into an act of erasure. Below stands how every term acts.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;

use crate::accounts::Centre;
use crate::context::App;
use crate::platform::act::Fact;
use crate::platform::clock::{Day, Moment, Zone};
use crate::platform::doors::Doors;
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::Failure;
use crate::platform::form::{Choice, Form};
use crate::platform::listing;
use crate::platform::page::{self, Frame};
use crate::platform::words;

use super::erasure::{self, Chosen, Erasure};
use super::kinds;
use super::model::{Hold, Sort, Version, held, kept_until};
use super::store::{self, Border, OverAttestation, OverCase};
use super::ways::{self, Lately, WayLine};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/retention", show).post("/retention", draw_up)
}

/// Rows of one page.
const PAGE: usize = 20;

struct Line {
    /// The row as the border of a page.
    at: (Moment, String),
    /// Its field of the form: `case` or `attestation`.
    field: &'static str,
    /// Its page; empty when the Centre has none.
    href: String,
    name: String,
    /// The number of a case, or what the attestation is called.
    called: String,
    post: String,
    school: String,
    over: String,
    until: String,
    /// Why it cannot go into an act yet; empty when it can.
    held: String,
    is_ticked: bool,
}

#[derive(Template)]
#[template(path = "retention/due.html")]
struct DuePage {
    frame: Frame,
    form: Form,
    lines: Vec<Line>,
    /// Acts the chosen ones may go into: a new one and the drafts.
    acts: Vec<Choice>,
    term: String,
    first: String,
    next: String,
    ways: Vec<WayLine>,
}

/// What the page reads.
struct Facts {
    versions: Vec<Version>,
    cases: Vec<(OverCase, Option<Hold>)>,
    attestations: Vec<OverAttestation>,
    drafts: Vec<Erasure>,
    lately: Lately,
}

fn facts(reader: &mut Reader, when: (Day, &Zone), after: Option<Border>) -> Result<Facts, DbError> {
    let versions = store::versions(reader)?;
    let most = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let cases = store::past_term(reader, &versions, when, after, most)?;
    let complaints = store::complaints_among(reader, &cases)?;
    let hold = |one: &OverCase| {
        let answered = complaints.get(&one.case.id.to_string());
        answered.and_then(|answered| held(&versions, answered, when.0))
    };
    Ok(Facts {
        cases: cases.into_iter().map(|one| (hold(&one), one)).map(|(hold, one)| (one, hold)).collect(),
        attestations: store::past_attestations(reader, &versions, when, after, most)?,
        drafts: erasure::drafts(reader)?,
        lately: ways::lately(reader)?,
        versions,
    })
}

/// Why a complaint keeps a case.
fn why(hold: Hold) -> String {
    match hold {
        Hold::Unanswered => "держит жалоба: на неё ещё нет ответа".to_owned(),
        Hold::Until(day) => format!("держит жалоба: её хранят до {}", words::day(day)),
    }
}

fn case_line(versions: &[Version], zone: &Zone, one: &OverCase, hold: Option<Hold>) -> Line {
    let over = zone.day(one.over_at);
    Line {
        at: (one.over_at, one.case.id.to_string()),
        field: "case",
        href: format!("/applications/{}", one.case.id),
        name: one.case.name.full(),
        called: one.case.number.clone(),
        post: one.case.post_and_subject(),
        school: one.case.school_name.clone(),
        over: words::day(over),
        until: kept_until(versions, Sort::CASES, over).map(words::day).unwrap_or_default(),
        held: hold.map(why).unwrap_or_default(),
        is_ticked: false,
    }
}

fn attestation_line(versions: &[Version], zone: &Zone, one: &OverAttestation) -> Line {
    let over = zone.day(one.over_at);
    Line {
        at: (one.over_at, one.id.to_string()),
        field: "attestation",
        href: String::new(),
        name: one.name.clone(),
        called: one.called(),
        post: one.post.clone(),
        school: one.school.clone(),
        over: words::day(over),
        until: kept_until(versions, Sort::FITNESS, over).map(words::day).unwrap_or_default(),
        held: String::new(),
        is_ticked: false,
    }
}

/// The lines of a page out of both lists, and the border of the next one.
fn lines(facts: &Facts, zone: &Zone, form: &Form) -> (Vec<Line>, Option<String>) {
    let versions = &facts.versions;
    let cases = facts.cases.iter().map(|(one, hold)| case_line(versions, zone, one, *hold));
    let attestations = facts.attestations.iter().map(|one| attestation_line(versions, zone, one));
    let mut lines: Vec<Line> = cases.chain(attestations).collect();
    lines.sort_unstable_by(|one, other| one.at.cmp(&other.at));
    let has_next = lines.len() > PAGE;
    lines.truncate(PAGE);
    for line in &mut lines {
        line.is_ticked = line.held.is_empty() && form.all(line.field).contains(&line.at.1);
    }
    let last = lines.last().filter(|_| has_next);
    let border = last.map(|last| format!("{}.{}", last.at.0.micros(), last.at.1));
    (lines, border)
}

async fn show(by: Centre, State(app): State<App>, RawQuery(raw): RawQuery) -> Result<Response, Failure> {
    let form = Form::of_urlencoded(raw.unwrap_or_default().as_bytes());
    draw(&app, &by, form).await
}

async fn draw(app: &App, by: &Centre, form: Form) -> Result<Response, Failure> {
    let after = listing::after(form.value("after"));
    let (today, zone) = (app.today(), app.config.zone.clone());
    let facts = app.db.read(move |reader| facts(reader, (today, &zone), after)).await?;
    let (lines, border) = lines(&facts, &app.config.zone, &form);
    let next = border.map(|border| listing::address("/retention", &Form::new(), &[], &border));
    let term = facts.versions.iter().find(|one| one.sort.code == Sort::CASES && one.is_in_force(today));
    let sound = form.is_sound();
    let chosen = |one: &Erasure| Choice::new(one.id.to_string(), format!("Проект акта {}", one.called()));
    let page = DuePage {
        frame: by.frame(app, "Хранение дел").sound(sound),
        form,
        lines,
        acts: std::iter::once(Choice::new("", "Новый акт")).chain(facts.drafts.iter().map(chosen)).collect(),
        term: term.map_or_else(|| "на сегодня не задан".to_owned(), Version::term),
        first: after.map(|_| "/retention".to_owned()).unwrap_or_default(),
        next: next.unwrap_or_default(),
        ways: ways::lines(&facts.versions, &facts.lately, today),
    };
    if sound { page::page(&page) } else { page::faulty(&page) }
}

/// What was chosen goes into a new act of erasure, or into a draft.
async fn draw_up(by: Centre, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    let chosen = Chosen::of(form.all("case"), form.all("attestation"));
    if chosen.count().all() == 0 {
        form.fault("case", "Отметьте хотя бы одно дело.");
        return draw(&app, &by, form).await;
    }
    let (into, today, zone) = (form.value("act").parse().ok(), app.today(), app.config.zone.clone());
    let done = app.db.act(by.by(), app.now(), move |act| {
        let (id, kind, what) = match into {
            Some(id) => {
                erasure::add(act, id, &chosen, (today, &zone))?;
                (id, kinds::ERASURE_CHANGED, "в акт об уничтожении добавлено")
            }
            None => {
                (erasure::draw(act, &chosen, (today, &zone))?, kinds::ERASURE_DRAWN, "подготовлен акт об уничтожении")
            }
        };
        let told = format!("{what}: {}", chosen.count().words());
        Ok::<_, Failure>(act.record(Fact::of(kind, told).subject("erasure", id), id)?)
    });
    match done.await {
        Ok(id) => {
            let said = "Дела внесены в акт. Проверьте состав и запишите комиссию.";
            Ok(page::go_saying(by.visit.cookies, &format!("/retention/erasures/{id}"), said))
        }
        Err(Failure::Denied(why)) => {
            form.fault("case", why.reason());
            draw(&app, &by, form).await
        }
        Err(other) => Err(other),
    }
}
