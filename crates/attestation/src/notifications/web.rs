//! The outbox: the list of letters, one letter, another try; jobs that were given up stand on the same page.

use std::sync::Arc;

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;

use crate::accounts::{Role, Steward};
use crate::context::App;
use crate::platform::act::Fact;
use crate::platform::doors::Doors;
use crate::platform::engine::DbError;
use crate::platform::failure::Failure;
use crate::platform::form::{Choice, Form};
use crate::platform::jobs::{self, Failed, JobWords};
use crate::platform::listing;
use crate::platform::outbox::{self, Filter, Kept};
use crate::platform::page::{self, Frame};
use crate::platform::settings;
use crate::platform::words::{agreed, day, plural};

use super::guards::{CentresLetter, FailedJob, KeptLetter};
use super::{kinds, words};

/// The doors of letters; `known` are the kinds of jobs of every feature, to be named by.
pub fn doors(known: JobWords) -> Doors<App> {
    let known = Arc::new(known);
    let for_retry = known.clone();
    Doors::default()
        .get("/outbox", move |by: Steward, app: State<App>, query: RawQuery| show(by, app, query, known))
        .get("/outbox/{id}", one)
        .post("/outbox/{id}/retry", retry)
        .post("/outbox/{id}/removal", discard)
        .post("/outbox/jobs/{id}/retry", move |desk: FailedJob, app: State<App>, form: Form| {
            retry_job(desk, app, form, for_retry)
        })
}

/// Rows of one page.
const PAGE: usize = 20;
/// Failed jobs shown.
const JOBS: i64 = 50;
/// Fields of the filter.
const FIELDS: [&str; 2] = ["state", "to"];
/// States a list may be narrowed to.
const STATES: [&str; 5] = ["draft", "queued", "sent", "failed", "discarded"];

struct Line {
    href: String,
    to: String,
    name: String,
    subject: String,
    at: String,
    state: &'static str,
    tone: &'static str,
    reason: String,
    failed: bool,
    draft: bool,
}

struct JobLine {
    href: String,
    name: String,
    at: String,
    attempts: i64,
    reason: String,
}

#[derive(Template)]
#[template(path = "notifications/outbox.html")]
struct OutboxPage {
    frame: Frame,
    form: Form,
    states: Vec<Choice>,
    /// Letters reach nobody: no mail server is set.
    is_kept_here: bool,
    drafts: i64,
    queued: i64,
    failed: i64,
    drafts_words: &'static str,
    queued_words: &'static str,
    failed_words: &'static str,
    /// The last day on which letters went by their retention term; empty when none has.
    lapsed: String,
    failed_tone: &'static str,
    jobs_tone: &'static str,
    jobs_words: &'static str,
    lines: Vec<Line>,
    jobs: Vec<JobLine>,
    first_href: String,
    next_href: String,
}

async fn show(by: Steward, State(app): State<App>, query: RawQuery, known: Arc<JobWords>) -> Result<Response, Failure> {
    let form = Form::of_urlencoded(query.0.unwrap_or_default().as_bytes());
    let state = form.text("state");
    let filter = Filter {
        state: if STATES.contains(&state.as_str()) { state } else { String::new() },
        to: form.text("to"),
        after: listing::after(form.value("after")),
    };
    let moved = filter.after.is_some();
    let read = app.db.read(move |reader| {
        let most = i64::try_from(PAGE + 1).unwrap_or(21);
        let letters = outbox::list(reader, &filter, most)?;
        let drafts = outbox::count_drafts(reader)?;
        let lapsed = settings::get(reader, outbox::LAPSED)?;
        Ok::<_, DbError>((letters, (drafts, lapsed), outbox::tally(reader)?, jobs::failed_list(reader, JOBS)?))
    });
    let (mut letters, (drafts, lapsed), (queued, failed), jobs) = read.await?;
    let has_next = letters.len() > PAGE;
    letters.truncate(PAGE);
    let next = letters.last().filter(|_| has_next);
    page::page(&OutboxPage {
        frame: by.frame(&app, "Письма"),
        is_kept_here: !app.config.demo && !app.config.post.leaves(),
        states: listing::choices("Все", STATES.map(|code| (code, words::state(code).0))),
        drafts,
        queued,
        failed,
        drafts_words: agreed(drafts, ["черновик", "черновика", "черновиков"]),
        queued_words: agreed(queued, ["ждёт отправки", "ждут отправки", "ждут отправки"]),
        failed_words: agreed(failed, ["не доставлено", "не доставлены", "не доставлены"]),
        lapsed: lapsed.and_then(|day| day.parse().ok()).map(day).unwrap_or_default(),
        failed_tone: alarm(failed > 0),
        jobs_tone: alarm(!jobs.is_empty()),
        jobs_words: plural(jobs.len() as u64, "сбой задания", "сбоя заданий", "сбоев заданий"),
        lines: letters.iter().map(|one| line(&app, one)).collect(),
        jobs: jobs.iter().map(|one| job_line(&app, one, &known)).collect(),
        first_href: if moved { listing::address("/outbox", &form, &FIELDS, "") } else { String::new() },
        next_href: next
            .map(|last| listing::address("/outbox", &form, &FIELDS, &listing::border(last.created_at, last.id)))
            .unwrap_or_default(),
        form,
    })
}

fn alarm(is: bool) -> &'static str {
    if is { "red" } else { "" }
}

fn line(app: &App, one: &Kept) -> Line {
    let (state, tone) = words::state(&one.state);
    Line {
        href: format!("/outbox/{}", one.id),
        to: one.to_email.clone(),
        name: one.to_name.clone(),
        subject: one.subject.clone(),
        at: app.config.zone.brief(one.created_at),
        state,
        tone,
        reason: words::reason(&one.last_error),
        failed: one.state == "failed",
        draft: one.state == "draft",
    }
}

fn job_line(app: &App, one: &Failed, known: &JobWords) -> JobLine {
    JobLine {
        href: format!("/outbox/jobs/{}", one.id),
        name: words::job(known, &one.name),
        at: app.config.zone.brief(one.created_at),
        attempts: one.attempts,
        reason: one.last_error.clone(),
    }
}

#[derive(Template)]
#[template(path = "notifications/letter.html")]
struct LetterPage {
    frame: Frame,
    line: Line,
    attempts: i64,
    next: String,
    sent: String,
    secret: bool,
    /// The administrator sees how a letter fares, not what it says.
    is_hidden: bool,
    text: String,
}

async fn one(desk: KeptLetter, State(app): State<App>) -> Result<Response, Failure> {
    let letter = &desk.letter;
    let fact = Fact::of(kinds::READ, format!("письмо «{}»", letter.subject));
    let fact = fact.subject("letter", letter.id);
    let is_hidden = desk.by.seat.role == Role::Admin;
    app.db.act(desk.by.by(), app.now(), move |act| act.record(fact, ())).await?;
    let zone = &app.config.zone;
    page::page(&LetterPage {
        frame: (desk.by.frame(&app, "Письмо")).trail(&[("/outbox", "Письма")]),
        line: line(&app, letter),
        attempts: letter.attempts,
        next: if letter.state == "queued" { zone.written(letter.next_at) } else { String::new() },
        sent: letter.sent_at.map(|at| zone.written(at)).unwrap_or_default(),
        secret: letter.secret,
        is_hidden,
        text: if is_hidden { String::new() } else { letter.text.clone() },
    })
}

async fn retry(desk: KeptLetter, State(app): State<App>, _form: Form) -> Result<Response, Failure> {
    let cookies = desk.by.visit.cookies;
    let (id, name) = (desk.letter.id, desk.letter.subject.clone());
    if desk.letter.state != "failed" {
        let said = "Письмо уже отправлено или стоит в очереди.";
        return Ok(page::go_saying(cookies, "/outbox", said));
    }
    let changed = app.db.act(desk.by.by(), app.now(), move |act| {
        if !outbox::again(act, id)? {
            return Err(Failure::Conflict("Письмо уже отправлено или стоит в очереди.".into()));
        }
        let fact = Fact::of(kinds::RETRIED, format!("письмо «{name}» снова в очереди"));
        Ok(act.record(fact.subject("letter", id), ())?)
    });
    changed.await?;
    app.bell.ring();
    Ok(page::go_saying(cookies, "/outbox", "Письмо снова в очереди и уйдёт в ближайшую минуту."))
}

async fn discard(desk: CentresLetter, State(app): State<App>, _form: Form) -> Result<Response, Failure> {
    let (cookies, letter) = (desk.by.visit.cookies, desk.letter);
    let home = format!("/outbox/{}", letter.id);
    let changed = app.db.act(desk.by.by(), app.now(), move |act| {
        if !outbox::discard(act, letter.id)? {
            return Err(Failure::Conflict("Это письмо уже не черновик: оно отправлено или убрано.".into()));
        }
        let fact =
            Fact::of(kinds::DISCARDED, format!("письмо «{}», {} не отправляется", letter.subject, letter.to_name));
        Ok(act.record(fact.subject("letter", letter.id), ())?)
    });
    changed.await?;
    Ok(page::go_saying(cookies, &home, "Черновик убран: это письмо не уйдёт."))
}

async fn retry_job(
    desk: FailedJob,
    State(app): State<App>,
    _form: Form,
    known: Arc<JobWords>,
) -> Result<Response, Failure> {
    let (cookies, job) = (desk.by.visit.cookies, desk.job);
    let Some(name) = desk.name else {
        return Err(Failure::Hidden);
    };
    let changed = app.db.act(desk.by.by(), app.now(), move |act| {
        if !jobs::again(act, job)? {
            return Err(Failure::Conflict("Задание уже запущено.".into()));
        }
        let fact = Fact::of(kinds::JOB_RETRIED, format!("запущено снова: {}", words::job(&known, &name)));
        Ok(act.record(fact.subject("job", job), ())?)
    });
    changed.await?;
    app.bell.ring();
    Ok(page::go_saying(cookies, "/outbox", "Задание запущено снова."))
}
