//! The search open to everybody, once the centre has switched it on: who holds which category, by the whole surname and name.

use askama::Template;
use axum::extract::{FromRequestParts, RawQuery, State};
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::Response;

use crate::accounts::{self, Anyone};
use crate::context::App;
use crate::platform::clock::Day;
use crate::platform::doors::{Doors, Guard};
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::names::FullName;
use crate::platform::page::{self, Frame};
use crate::platform::words;

use super::model::Record;
use super::store;

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/register/public", search)
}

/// Anybody, while the search is switched on.
pub(super) struct WhileOpen(Anyone);

impl Guard for WhileOpen {
    const WHO: &'static str = "anyone, while the centre keeps the search open";
}

impl FromRequestParts<App> for WhileOpen {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let by = Anyone::from_request_parts(parts, app).await?;
        if app.db.glance(store::search_is_open).await? { Ok(Self(by)) } else { Err(Failure::Hidden) }
    }
}

/// What a stranger's searches are counted under.
const SEARCHES: &str = "register.public";
/// Rows shown: whoever finds more has to name the patronymic.
const SHOWN: usize = 20;

struct Line {
    name: String,
    post: String,
    category: &'static str,
    granted: String,
    until: String,
    /// That the term is over, as the register says it; empty while it is not.
    over: String,
    act: String,
}

#[derive(Template)]
#[template(path = "register/public.html")]
struct PublicPage {
    frame: Frame,
    form: Form,
    asked: bool,
    lines: Vec<Line>,
    has_more: bool,
}

fn line(record: &Record, today: Day) -> Line {
    let is_over = record.valid_to.is_some_and(|last| last < today);
    Line {
        name: record.name.full(),
        post: record.post().to_owned(),
        category: record.category.words(),
        granted: words::day(record.granted_on),
        until: record.until(),
        over: if is_over { record.state(today).0 } else { String::new() },
        act: record.act(),
    }
}

/// The name asked for; a fault at the field when it is no whole surname and name.
fn name_from(form: &mut Form) -> Option<FullName> {
    let typed = form.text("name");
    let name =
        FullName::split(&typed).filter(|name| name.surname.chars().count() > 1 && name.given.chars().count() > 1);
    let name = form.check("name", name.ok_or("Введите фамилию и имя полностью, например: Орлова Ольга."))?;
    form.check("name", name.fits()).map(|()| name)
}

async fn search(WhileOpen(by): WhileOpen, State(app): State<App>, query: RawQuery) -> Result<Response, Failure> {
    let mut form = Form::of_urlencoded(query.0.unwrap_or_default().as_bytes());
    if !form.ticked("name") {
        return drawn(&app, &by, form, None, 0);
    }
    let Some(name) = name_from(&mut form) else {
        return drawn(&app, &by, form, None, 0);
    };
    let address = by.visit.address_text();
    match accounts::pass_address(&app, SEARCHES, &address).await {
        Ok(()) => {}
        Err(Failure::TooMany(seconds)) => {
            let minutes = u64::try_from((seconds + 59) / 60).unwrap_or(1).max(1);
            let after = words::counted(minutes, "минуту", "минуты", "минут");
            form.fault("name", format!("Слишком много запросов. Повторите через {after}."));
            return drawn(&app, &by, form, None, seconds);
        }
        Err(other) => return Err(other),
    }
    accounts::count_miss(&app, SEARCHES, &address).await?;
    let found = app.db.read(move |reader| store::named(reader, &name)).await?;
    drawn(&app, &by, form, Some(found), 0)
}

fn drawn(app: &App, by: &Anyone, form: Form, found: Option<Vec<Record>>, wait: i64) -> Result<Response, Failure> {
    let asked = found.is_some();
    let found = found.unwrap_or_default();
    let status = match (wait, form.is_sound()) {
        (1.., _) => StatusCode::TOO_MANY_REQUESTS,
        (_, false) => StatusCode::UNPROCESSABLE_ENTITY,
        _ => StatusCode::OK,
    };
    let page = PublicPage {
        frame: by.frame(app, "Поиск по реестру категорий").sound(form.is_sound()),
        asked,
        lines: found.iter().take(SHOWN).map(|one| line(one, app.today())).collect(),
        has_more: found.len() > SHOWN,
        form,
    };
    let mut response = page::page_with(status, &page)?;
    let headers = response.headers_mut();
    headers.insert(HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex, nofollow"));
    if wait > 0 {
        headers.insert(header::RETRY_AFTER, HeaderValue::from(wait));
    }
    Ok(response)
}
