//! «Обращения о персональных данных»: those that wait for an answer, the nearest day first, and those that were answered.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;

use crate::accounts::Centre;
use crate::context::App;
use crate::platform::clock::Day;
use crate::platform::doors::Doors;
use crate::platform::failure::Failure;
use crate::platform::form::{Choice, Form};
use crate::platform::ids::Id;
use crate::platform::listing;
use crate::platform::page::{self, Frame};
use crate::platform::words;

use super::model::Inquiry;
use super::store;

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/people-data", show)
}

/// Rows of one page.
const PAGE: usize = 20;
/// Fields of the filter.
const FIELDS: [&str; 1] = ["state"];
/// The state of the filter that shows answered ones.
const ANSWERED: &str = "answered";

struct Line {
    href: String,
    who: String,
    wish: &'static str,
    asked: String,
    due: String,
    standing: String,
    tone: &'static str,
}

#[derive(Template)]
#[template(path = "inquiries/list.html")]
struct ListPage {
    frame: Frame,
    form: Form,
    states: Vec<Choice>,
    is_answered: bool,
    lines: Vec<Line>,
    first: String,
    next: String,
}

/// The colour of a tag of this standing.
pub(super) fn tag(tone: &str) -> &'static str {
    match tone {
        "late" => "red",
        "soon" => "yellow",
        _ => "green",
    }
}

fn line(one: &Inquiry, today: Day) -> Line {
    let (standing, tone) = one.standing(today);
    Line {
        href: format!("/people-data/{}", one.id),
        who: one.asked.who.clone(),
        wish: one.asked.wish.words(),
        asked: words::day(one.asked.asked_on),
        due: words::day(one.asked.due_on),
        standing,
        tone: tag(tone),
    }
}

async fn show(by: Centre, State(app): State<App>, RawQuery(raw): RawQuery) -> Result<Response, Failure> {
    let form = Form::of_urlencoded(raw.unwrap_or_default().as_bytes());
    let after: Option<Id<Inquiry>> = form.value("after").parse().ok();
    let is_answered = form.value("state") == ANSWERED;
    let most = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let mut rows = app.db.read(move |reader| store::list(reader, is_answered, after, most)).await?;
    let has_next = rows.len() > PAGE;
    rows.truncate(PAGE);
    let border = rows.last().filter(|_| has_next).map(|last| last.id.to_string());
    page::page(&ListPage {
        frame: by.frame(&app, "Обращения о персональных данных").trail(&[("/retention", "Хранение дел")]),
        states: vec![Choice::new("", "Ждут ответа"), Choice::new(ANSWERED, "Ответ дан")],
        is_answered,
        lines: rows.iter().map(|one| line(one, app.today())).collect(),
        first: after.map(|_| listing::address("/people-data", &form, &FIELDS, "")).unwrap_or_default(),
        next: border.map(|id| listing::address("/people-data", &form, &FIELDS, &id)).unwrap_or_default(),
        form,
    })
}
