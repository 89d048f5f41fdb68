//! The public page by which anybody checks an extract: only what an act says openly, and a throttle against guessing.

use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::Response;

use crate::accounts::{self, Anyone};
use crate::context::App;
use crate::platform::clock::Moment;
use crate::platform::doors::Doors;
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::page::{self, Frame};
use crate::platform::words;

use super::code::CheckCode;
use super::model::{Entry, Record};
use super::store;

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/check", ask).get("/check/{code}", answer)
}

/// What a stranger's misses are counted under.
const MISSES: &str = "check";

/// What stands in the register, as far as anybody may know it.
struct Shown {
    name: String,
    post: String,
    organization: String,
    category: &'static str,
    granted: String,
    until: String,
    is_over: bool,
    act: String,
}

#[derive(Template)]
#[template(path = "register/check.html")]
struct CheckPage {
    frame: Frame,
    form: Form,
    found: Option<Shown>,
    gone: String,
    /// Whether what is gone was taken back, not only put right.
    revoked: bool,
    missed: bool,
}

async fn ask(by: Anyone, State(app): State<App>, query: RawQuery) -> Result<Response, Failure> {
    let mut form = Form::of_urlencoded(query.0.unwrap_or_default().as_bytes());
    if form.all("code").is_empty() {
        return drawn(&app, &by, form, Outcome::Asked);
    }
    // The address under the square of an extract ends with the code.
    let typed = form.text("code");
    if let Some(code) = typed.rsplit('/').next().and_then(CheckCode::parse) {
        return Ok(page::go(&format!("/check/{}", code.as_str())));
    }
    let said = if typed.is_empty() {
        "Введите код из выписки."
    } else {
        "Код записан с ошибкой."
    };
    form.fault("code", format!("{said} В нём 12 знаков: цифры и латинские буквы, например 7K2M-Q9XD-4HWT."));
    drawn(&app, &by, form, Outcome::Asked)
}

/// What comes of a code.
enum Outcome {
    Asked,
    Missed,
    Found(Box<Record>),
    /// Why this extract says nothing any more: what it tells of was taken back, or only put right.
    Gone(String, bool),
    /// So many seconds to wait.
    Throttled(i64),
}

async fn answer(by: Anyone, State(app): State<App>, Path(typed): Path<String>) -> Result<Response, Failure> {
    let address = by.visit.address_text();
    let form = Form::new().with("code", typed.chars().take(40).collect::<String>());
    match accounts::pass_address(&app, MISSES, &address).await {
        Ok(()) => {}
        Err(Failure::TooMany(seconds)) => return drawn(&app, &by, form, Outcome::Throttled(seconds)),
        Err(other) => return Err(other),
    }
    let found = match CheckCode::parse(&typed) {
        Some(code) => app.db.glance(move |reader| found(reader, &code)).await?,
        None => None,
    };
    let Some((record, revoked_at)) = found else {
        accounts::count_miss(&app, MISSES, &address).await?;
        return drawn(&app, &by, form, Outcome::Missed);
    };
    let form = form.with("code", record.code.groups());
    let outcome = if record.stands() {
        Outcome::Found(Box::new(record))
    } else {
        Outcome::Gone(farewell(&app, &record, revoked_at), revoked_at.is_some())
    };
    drawn(&app, &by, form, outcome)
}

/// The record of a code, and when what it tells of was taken back, if it was.
fn found(reader: &mut Reader, code: &CheckCode) -> Result<Option<(Record, Option<Moment>)>, DbError> {
    let Some(record) = store::by_code(reader, code)? else {
        return Ok(None);
    };
    let newest = store::history(reader, record.chain)?.into_iter().next();
    let revoked = newest.filter(|(newest, _)| newest.entry == Entry::Revoked);
    Ok(Some((record, revoked.map(|(newest, _)| newest.added_at))))
}

fn drawn(app: &App, by: &Anyone, mut form: Form, outcome: Outcome) -> Result<Response, Failure> {
    let mut wait = 0;
    let (mut found, mut gone, mut revoked, mut missed) = (None, String::new(), false, false);
    match outcome {
        Outcome::Asked => {}
        Outcome::Missed => missed = true,
        Outcome::Found(record) => found = Some(shown(app, &record)),
        Outcome::Gone(words, is_revoked) => (gone, revoked) = (words, is_revoked),
        Outcome::Throttled(seconds) => {
            wait = seconds;
            let minutes = u64::try_from((seconds + 59) / 60).unwrap_or(1).max(1);
            let after = words::counted(minutes, "минуту", "минуты", "минут");
            form.fault("code", format!("Слишком много неверных кодов. Повторите через {after}."));
        }
    }
    let status = match (wait, missed, form.is_sound()) {
        (1.., _, _) => StatusCode::TOO_MANY_REQUESTS,
        (_, true, _) => StatusCode::NOT_FOUND,
        (_, _, false) => StatusCode::UNPROCESSABLE_ENTITY,
        _ => StatusCode::OK,
    };
    let frame = by.frame(app, "Проверка выписки").sound(form.is_sound());
    let mut response = page::page_with(status, &CheckPage { frame, form, found, gone, revoked, missed })?;
    let headers = response.headers_mut();
    headers.insert(HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex, nofollow"));
    if wait > 0 {
        headers.insert(header::RETRY_AFTER, HeaderValue::from(wait));
    }
    Ok(response)
}

fn shown(app: &App, record: &Record) -> Shown {
    Shown {
        name: record.name.full(),
        post: record.post().to_owned(),
        organization: record.organization.clone(),
        category: record.category.words(),
        granted: words::day(record.granted_on),
        until: record.until(),
        is_over: record.valid_to.is_some_and(|last| last < app.today()),
        act: record.act(),
    }
}

/// What is said of a record that is not in force any more; nothing of what it stated.
fn farewell(app: &App, record: &Record, revoked_at: Option<Moment>) -> String {
    let day = |at: Moment| words::day(app.config.zone.day(at));
    if let Some(at) = revoked_at {
        return format!("Запись отменена {}.", day(at));
    }
    let at = record.replaced_at.unwrap_or(record.added_at);
    format!(
        "Запись исправлена {}, и код у новой выписки другой. Категория этим не отменена: попросите новую выписку и проверьте её.",
        day(at)
    )
}
