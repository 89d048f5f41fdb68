//! One act on the desk: where it stands, its clocks, its cases, its files, what can be done next.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;

use crate::accounts::Role;
use crate::context::App;
use crate::documents::{self, Media};
use crate::platform::act::Fact;
use crate::platform::clock::{Day, Moment};
use crate::platform::doors::Doors;
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::outbox;
use crate::platform::page::{self, Frame};
use crate::platform::words;

use super::board::{PAGE, one_more};
use super::guards::{CentresAct, OnDesk};
use super::issuing::batch;
use super::kinds;
use super::line::Decided;
use super::model::Decree;
use super::store::{self, Border};
use super::terms::{self, ClockLine, Clocks};
use crate::documents::{Checked, SignedFile, Standing};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors
        .get("/acts/board/{id}", show)
        .post("/acts/board/{id}/removal", drop_draft)
        .get("/acts/board/{id}/file", file)
        .get("/acts/board/{id}/signature", signature)
}

/// A line of the annexes, in words.
pub(super) struct CaseLine {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) post: String,
    pub(super) organization: String,
    pub(super) municipality: String,
    pub(super) category: &'static str,
    pub(super) is_granted: bool,
    pub(super) held: String,
    pub(super) protocol: String,
    pub(super) reason: String,
}

/// A decision as a line.
pub(super) fn case_line(one: &Decided) -> CaseLine {
    CaseLine {
        id: one.application.to_string(),
        name: one.name.full(),
        post: one.post.clone(),
        organization: one.organization.clone(),
        municipality: one.municipality.clone(),
        category: one.category.words(),
        is_granted: one.is_granted,
        held: words::brief_day(one.held_on),
        protocol: one.protocol(),
        reason: one.reason.clone(),
    }
}

/// Another act this one is tied to by a correction.
pub(super) struct Tied {
    pub(super) href: String,
    pub(super) called: String,
    pub(super) words: String,
}

/// An act as it is tied to the one shown.
pub(super) fn tied(base: &str, decree: &Decree) -> Tied {
    Tied { href: format!("{base}/{}", decree.id), called: decree.called(), words: decree.correction.clone() }
}

struct Facts {
    cases: Vec<Decided>,
    tally: (i64, i64),
    days: Option<(Day, Day)>,
    clocks: Clocks,
    drafts: i64,
    later: Vec<Decree>,
    earlier: Option<Decree>,
    /// Signatures attached by mistake.
    wrong: Vec<(String, String, Moment)>,
    /// Files attached by mistake.
    replaced: Vec<(String, String, Moment)>,
    checks: Vec<Checked>,
    /// Nobody has said yet who issues acts.
    is_unnamed: bool,
}

fn facts(reader: &mut Reader, decree: &Decree, after: Option<Border>) -> Result<Facts, DbError> {
    let days = store::first_day(reader, decree.id)?;
    Ok(Facts {
        cases: match decree.corrects {
            None => store::cases(reader, decree.id, after, false, one_more())?,
            Some(_) => store::fixed(reader, decree.id, after, one_more())?,
        },
        tally: store::tally(reader, decree.id)?,
        clocks: match days {
            Some((first, _)) => terms::clocks(reader, first)?,
            None => Clocks::default(),
        },
        days,
        drafts: outbox::count_of(reader, &batch(decree.id), "draft")?,
        later: store::corrections(reader, decree.id)?,
        wrong: store::withdrawn_signatures(reader, decree.id)?,
        replaced: store::replaced_files(reader, decree.id)?,
        checks: store::checks_of(reader, decree)?,
        is_unnamed: store::body(reader)?.is_empty(),
        earlier: match decree.corrects {
            Some(id) => store::by_id(reader, id)?,
            None => None,
        },
    })
}

#[derive(Template)]
#[template(path = "acts/one.html")]
struct OnePage {
    frame: Frame,
    home: String,
    decree: Decree,
    is_centre: bool,
    /// Nobody has said yet who issues acts: what is issued stays without the name.
    is_unnamed: bool,
    granted: i64,
    refused: i64,
    decided: String,
    signer: String,
    file: String,
    signature: String,
    /// How that signature stands.
    checked: Standing,
    /// Signatures attached by mistake, each with its reason.
    wrong: Vec<String>,
    replaced: Vec<String>,
    published: String,
    clocks: Vec<ClockLine>,
    drafts: i64,
    later: Vec<Tied>,
    earlier: Option<Tied>,
    lines: Vec<CaseLine>,
    first_href: String,
    next_href: String,
}

async fn show(desk: OnDesk, State(app): State<App>, query: RawQuery) -> Result<Response, Failure> {
    let form = Form::of_urlencoded(query.0.unwrap_or_default().as_bytes());
    let after = store::split(form.value("after"));
    let moved = after.is_some();
    let (id, asked) = (desk.decree.id, desk.decree.clone());
    let facts = app.db.read(move |reader| facts(reader, &asked, after)).await?;
    let fact = Fact::of(kinds::OPENED, format!("открыт {}", desk.decree.named())).subject("act", id);
    app.db.act(desk.by.by(), app.now(), move |act| act.record(fact, ())).await?;
    page::page(&drawn(&app, &desk, facts, moved))
}

/// «text.sig — приложена подпись другого акта (25 ноября 2026, 14:00)».
fn wrong(app: &App, (name, why, at): &(String, String, Moment)) -> String {
    format!("{name} — {why} ({})", app.config.zone.brief(*at))
}

fn about(file: Option<&SignedFile>) -> String {
    file.map(|file| format!("{}, {}", file.name, words::size(file.size))).unwrap_or_default()
}

fn drawn(app: &App, desk: &OnDesk, mut facts: Facts, moved: bool) -> OnePage {
    let decree = &desk.decree;
    let home = format!("/acts/board/{}", decree.id);
    let has_more = facts.cases.len() > PAGE;
    facts.cases.truncate(PAGE);
    let last = facts.cases.last().filter(|_| has_more);
    let next_href = last.map(|last| format!("{home}?after={}", encoded(&store::border(last)))).unwrap_or_default();
    let title = if decree.is_issued() { format!("Акт {}", decree.called()) } else { decree.called() };
    OnePage {
        frame: desk.by.frame(app, &title).trail(&[("/acts/board", "Акты")]),
        decree: decree.clone(),
        is_centre: desk.by.seat.role == Role::Centre,
        is_unnamed: facts.is_unnamed,
        granted: facts.tally.0,
        refused: facts.tally.1,
        decided: decided(facts.days),
        signer: signer(decree),
        file: about(decree.file.as_ref()),
        signature: about(decree.signature.as_ref()),
        checked: decree.standing(&app.config.zone, &facts.checks),
        wrong: facts.wrong.iter().map(|one| wrong(app, one)).collect(),
        replaced: facts.replaced.iter().map(|one| wrong(app, one)).collect(),
        published: decree.published_on.map(words::day).unwrap_or_default(),
        clocks: clocks(decree, facts.clocks, app.today()),
        drafts: facts.drafts,
        later: facts.later.iter().map(|one| tied("/acts/board", one)).collect(),
        earlier: facts.earlier.as_ref().map(|one| tied("/acts/board", one)),
        lines: facts.cases.iter().map(case_line).collect(),
        first_href: if moved { home.clone() } else { String::new() },
        next_href,
        home,
    }
}

/// A border as a part of an address.
pub(super) fn encoded(border: &str) -> String {
    percent_encoding::utf8_percent_encode(border, percent_encoding::NON_ALPHANUMERIC).to_string()
}

/// «20 ноября 2026», «с 13 ноября 2026 по 20 ноября 2026».
fn decided(days: Option<(Day, Day)>) -> String {
    match days {
        Some((first, last)) if first == last => words::day(first),
        Some((first, last)) => format!("с {} по {}", words::day(first), words::day(last)),
        None => String::new(),
    }
}

/// «Иванова М. П., начальник департамента».
pub(super) fn signer(decree: &Decree) -> String {
    if decree.signer_post.is_empty() {
        decree.signer_name.clone()
    } else {
        format!("{}, {}", decree.signer_name, decree.signer_post)
    }
}

fn clocks(decree: &Decree, clocks: Clocks, today: Day) -> Vec<ClockLine> {
    let issue = terms::line("Издать акт", clocks.issue_by, decree.dated_on, today);
    let publish = terms::line("Опубликовать акт", clocks.publish_by, decree.published_on, today);
    issue.into_iter().chain(publish).collect()
}

async fn drop_draft(desk: CentresAct, State(app): State<App>, _form: Form) -> Result<Response, Failure> {
    desk.decree.may_change()?;
    let id = desk.decree.id;
    app.db
        .act(desk.by.by(), app.now(), move |act| {
            if !store::drop_draft(act, id)? {
                return Err(Failure::Conflict("Проект уже издан или удалён. Откройте список актов.".into()));
            }
            let fact = Fact::of(kinds::DROPPED, "проект акта удалён, его дела ждут другого акта");
            Ok(act.record(fact.subject("act", id), ())?)
        })
        .await?;
    Ok(page::go_saying(desk.by.visit.cookies, "/acts/board", "Проект удалён. Решения снова ждут акта."))
}

async fn opened(app: &App, desk: &OnDesk, what: &str) -> Result<(), Failure> {
    let fact = Fact::of(kinds::OPENED, format!("{what}: {}", desk.decree.named())).subject("act", desk.decree.id);
    Ok(app.db.act(desk.by.by(), app.now(), move |act| act.record(fact, ())).await?)
}

async fn file(desk: OnDesk, State(app): State<App>, headers: HeaderMap) -> Result<Response, Failure> {
    let file = desk.decree.file.clone().ok_or(Failure::Hidden)?;
    opened(&app, &desk, "открыт файл").await?;
    documents::serve(&app.files, &headers, &file.key, &file.name, Media::Pdf.mime(), false).await
}

async fn signature(desk: OnDesk, State(app): State<App>, headers: HeaderMap) -> Result<Response, Failure> {
    let file = desk.decree.signature.clone().ok_or(Failure::Hidden)?;
    opened(&app, &desk, "открыт файл подписи").await?;
    documents::serve(&app.files, &headers, &file.key, &file.name, "application/octet-stream", false).await
}
