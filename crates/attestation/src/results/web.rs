//! The list of results by day and its file.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use officedocs::table::Cell;

use crate::accounts::Centre;
use crate::context::App;
use crate::platform::act::Fact;
use crate::platform::doors::Doors;
use crate::platform::engine::DbError;
use crate::platform::export::Export;
use crate::platform::failure::Failure;
use crate::platform::form::{Choice, Form};
use crate::platform::listing;
use crate::platform::page::{self, Frame};
use crate::platform::words;

use super::kinds;
use super::store::{self, Filter, Row};

/// The doors of results.
pub fn doors() -> Doors<App> {
    Doors::default().get("/results", show).get("/results/export", export)
}

/// Rows of one page.
const PAGE: usize = 50;
/// Fields of the filter.
const FIELDS: [&str; 3] = ["from", "to", "verdict"];

struct Line {
    number: String,
    time: String,
    href: String,
    teacher: String,
    about: String,
    school: String,
    category: &'static str,
    verdict: &'static str,
    tone: &'static str,
    specialist: String,
}

/// Results of one day.
struct DayLines {
    day: String,
    lines: Vec<Line>,
}

#[derive(Template)]
#[template(path = "results/list.html")]
struct ResultsPage {
    frame: Frame,
    form: Form,
    verdicts: Vec<Choice>,
    days: Vec<DayLines>,
    export_href: String,
    first_href: String,
    next_href: String,
}

fn verdict(code: &str) -> (&'static str, &'static str) {
    if code == "meets" { ("соответствует", "green") } else { ("не соответствует", "red") }
}

fn filter(app: &App, form: &mut Form) -> Filter {
    let (from, to) = listing::period(form, &app.config.zone);
    let verdict = form.text("verdict");
    Filter {
        from,
        to,
        verdict: if matches!(verdict.as_str(), "meets" | "fails") { verdict } else { String::new() },
        after: listing::after(form.value("after")),
    }
}

async fn rows(app: &App, filter: &Filter, most: usize) -> Result<Vec<Row>, Failure> {
    let filter = filter.clone();
    let read = app.db.read(move |reader| store::rows(reader, &filter, most));
    let rows: Result<_, DbError> = read.await;
    Ok(rows?)
}

async fn show(by: Centre, State(app): State<App>, query: RawQuery) -> Result<Response, Failure> {
    let mut form = Form::of_urlencoded(query.0.unwrap_or_default().as_bytes());
    let filter = filter(&app, &mut form);
    let sound = form.is_sound();
    let mut found = if sound { rows(&app, &filter, PAGE + 1).await? } else { Vec::new() };
    let has_next = found.len() > PAGE;
    found.truncate(PAGE);
    let next = found.last().filter(|_| has_next);
    let list = ResultsPage {
        frame: by.frame(&app, "Результаты").sound(sound),
        verdicts: listing::choices("Все", ["meets", "fails"].map(|code| (code, verdict(code).0))),
        days: by_day(&app, &found),
        export_href: listing::address("/results/export", &form, &FIELDS, ""),
        first_href: if filter.after.is_some() {
            listing::address("/results", &form, &FIELDS, "")
        } else {
            String::new()
        },
        next_href: next
            .map(|last| listing::address("/results", &form, &FIELDS, &listing::border(last.at, last.id)))
            .unwrap_or_default(),
        form,
    };
    if sound { page::page(&list) } else { page::faulty(&list) }
}

fn by_day(app: &App, rows: &[Row]) -> Vec<DayLines> {
    let zone = &app.config.zone;
    rows.chunk_by(|a, b| zone.day(a.at) == zone.day(b.at))
        .map(|of_day| DayLines {
            day: words::day(zone.day(of_day[0].at)),
            lines: of_day.iter().map(|row| line(app, row)).collect(),
        })
        .collect()
}

fn line(app: &App, row: &Row) -> Line {
    let brief = app.config.zone.brief(row.at);
    let (verdict, tone) = verdict(&row.verdict);
    Line {
        number: row.number.clone(),
        time: brief.split(' ').nth(1).unwrap_or_default().to_owned(),
        href: format!("/applications/{}", row.case),
        teacher: row.teacher.full(),
        about: format!("дело {} · {}", row.case_number, post(row)),
        school: row.school.clone(),
        category: row.category.words(),
        verdict,
        tone,
        specialist: with_others(row.specialist.short(), row.others),
    }
}

fn post(row: &Row) -> String {
    if row.subject.is_empty() { row.post.clone() } else { format!("{}, {}", row.post, row.subject) }
}

const COLUMNS: [(&str, f64); 12] = [
    ("Номер результата", 16.0),
    ("Записан", 12.0),
    ("Дело", 12.0),
    ("Педагог", 34.0),
    ("Должность", 24.0),
    ("Предмет", 20.0),
    ("Организация", 34.0),
    ("Муниципальное образование", 26.0),
    ("Заявленная категория", 20.0),
    ("Результат", 18.0),
    ("Обоснование", 40.0),
    ("Специалист", 34.0),
];

async fn export(by: Centre, State(app): State<App>, query: RawQuery) -> Result<Response, Failure> {
    let mut form = Form::of_urlencoded(query.0.unwrap_or_default().as_bytes());
    let mut filter = filter(&app, &mut form);
    if !form.is_sound() {
        return Ok(page::go(&listing::address("/results", &form, &FIELDS, "")));
    }
    filter.after = None;
    let mut file = Export::new("Результаты", &COLUMNS)?;
    loop {
        let step = file.next_step();
        let found = rows(&app, &filter, step).await?;
        for row in &found {
            write(&app, &mut file, row)?;
        }
        let Some(last) = found.last().filter(|_| found.len() == step) else {
            break;
        };
        filter.after = Some((last.at, last.id));
    }
    let fact = Fact::of(kinds::EXPORTED, format!("выгружены результаты, строк: {}", file.rows()));
    app.db.act(by.by(), app.now(), move |act| act.record(fact, ())).await?;
    file.answer(&format!("Результаты {}.xlsx", app.today())).await
}

fn write(app: &App, file: &mut Export, row: &Row) -> Result<(), Failure> {
    let (teacher, specialist) = (row.teacher.full(), with_others(row.specialist.full(), row.others));
    file.row(&[
        Cell::Text(&row.number),
        Cell::Date(app.config.zone.day(row.at).0),
        Cell::Text(&row.case_number),
        Cell::Text(&teacher),
        Cell::Text(&row.post),
        Cell::Text(&row.subject),
        Cell::Text(&row.school),
        Cell::Text(&row.municipality),
        Cell::Text(row.category.words()),
        Cell::Text(verdict(&row.verdict).0),
        Cell::Text(&row.reason),
        Cell::Text(&specialist),
    ])
}

/// «Смирнова О. И. и ещё 2»: whose opinion completed the result of a group.
fn with_others(name: String, others: i64) -> String {
    if others > 0 { format!("{name} и ещё {others}") } else { name }
}
