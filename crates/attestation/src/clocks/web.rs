//! The list of open applications by their clocks, in words.

use std::sync::Arc;

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;

use crate::accounts::Centre;
use crate::applications::{Application, Stage};
use crate::context::App;
use crate::deadlines::OF_CASES;
use crate::platform::clock::Day;
use crate::platform::doors::Doors;
use crate::platform::failure::Failure;
use crate::platform::form::{Choice, Form};
use crate::platform::ids::Id;
use crate::platform::listing::{self, Addresses};
use crate::platform::names::PlaceName;
use crate::platform::page::{self, Frame};
use crate::platform::words;

use super::store::{self, Known, Narrowing, Row, Shown};

/// The doors of clocks.
pub fn doors() -> Doors<App> {
    super::days::doors(Doors::default().get("/deadlines", show))
}

/// Rows of a page.
const ROWS: usize = 20;
/// Rows asked for: one more tells whether there is a next page.
const ASKED: i64 = 21;
/// Days of «скоро», today not counted.
const SOON: i64 = 7;
/// Fields of the filter.
const FIELDS: [&str; 2] = ["clock", "when"];

struct Line {
    id: Id<Application>,
    number: String,
    name: Arc<String>,
    school: Arc<PlaceName>,
    what: &'static str,
    specialist: Option<Arc<String>>,
    is_specialist_awaited: bool,
    day: String,
    left: String,
    tone: &'static str,
    stage: &'static str,
    stage_tone: &'static str,
}

#[derive(Template)]
#[template(path = "clocks/list.html")]
struct ListPage {
    frame: Frame,
    form: Form,
    clocks: Vec<Choice>,
    whens: Vec<Choice>,
    lines: Vec<Line>,
    found: String,
    narrowed: bool,
    first: String,
    next: String,
}

async fn show(by: Centre, State(app): State<App>, RawQuery(query): RawQuery) -> Result<Response, Failure> {
    let form = Form::of_urlencoded(query.unwrap_or_default().as_bytes());
    let today = app.today();
    let narrowing = narrowing(&form, today);
    let known = Known::of(&app);
    let mut rows = app.db.brief(move |reader| store::rows(reader, &known, narrowing, ASKED)).await?;
    let has_more = rows.len() > ROWS;
    rows.truncate(ROWS);
    let addresses = Addresses::of(&form, &FIELDS);
    let next = rows.last().filter(|_| has_more).map(|last| addresses.next("/deadlines", &border(last)));
    let is_part = has_more || narrowing.after.is_some();
    let shown = words::counted(rows.len() as u64, "дело", "дела", "дел");
    let first = narrowing.after.map(|_| addresses.first("/deadlines"));
    page::page(&ListPage {
        frame: by.frame(&app, "Сроки дел"),
        clocks: clocks(),
        whens: listing::choices("Все", [("late", "Срок прошёл"), ("soon", "Осталось 7 дней или меньше")]),
        lines: rows.into_iter().map(|row| line(row, today)).collect(),
        found: format!("{}{shown}", if is_part { "На странице: " } else { "Найдено: " }),
        narrowed: addresses.are_narrowed(),
        first: first.unwrap_or_default(),
        next: next.unwrap_or_default(),
        form,
    })
}

fn narrowing(form: &Form, today: Day) -> Narrowing {
    let (from, to) = match form.value("when") {
        "late" => (None, Some(today.plus(-1))),
        "soon" => (Some(today), Some(today.plus(SOON))),
        _ => (None, None),
    };
    Narrowing { shown: Shown::parse(form.value("clock")), from, to, after: after(form.value("after")) }
}

fn clocks() -> Vec<Choice> {
    listing::choices("Ближайший срок", OF_CASES.map(|code| (code, store::what(code))))
}

/// The border a page begins after.
fn border(row: &Row) -> String {
    format!("{}.{}", row.day, row.id)
}

fn after(text: &str) -> Option<(Day, Id<Application>)> {
    let (day, id) = text.split_once('.')?;
    Some((day.parse().ok()?, id.parse().ok()?))
}

fn line(row: Row, today: Day) -> Line {
    let told = row.stage.standing(row.awaits_award);
    let is_awaited = row.specialist.is_none() && matches!(row.stage, Stage::Registered | Stage::Scheduled);
    Line {
        id: row.id,
        number: row.number,
        name: row.name,
        school: row.school,
        what: row.what,
        is_specialist_awaited: is_awaited && !row.awaits_award,
        specialist: row.specialist,
        day: words::day(row.day),
        left: words::left(row.day, today),
        tone: words::tone(row.day, today).code(),
        stage: told.words,
        stage_tone: told.tone,
    }
}
