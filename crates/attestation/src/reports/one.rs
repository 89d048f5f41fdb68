//! One report: filter, table, picture, the rule it is counted by and the moment it was counted.

use std::sync::Arc;

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;

use crate::applications::{self, Category};
use crate::context::App;
use crate::organizations;
use crate::platform::choices::List;
use crate::platform::doors::Doors;
use crate::platform::failure::Failure;
use crate::platform::form::{Choice, Form};
use crate::platform::listing::{self, Addresses};
use crate::platform::page::{self, Frame};
use crate::platform::words;

use super::chart::Chart;
use super::figures::{Cell, Row, Shown, Table};
use super::found::{Found, find};
use super::guards::OneReport;
use super::model::{Asked, Scope, asked, years};
use super::report::Report;

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/reports/{name}", show)
}

/// Rows of a page of schools.
const PAGE: usize = 20;

struct PageCell {
    label: String,
    text: String,
    is_number: bool,
}

struct PageRow {
    name: String,
    under: String,
    cells: Vec<PageCell>,
    is_total: bool,
}

struct Heading {
    text: String,
    is_number: bool,
}

struct PageTable {
    first: &'static str,
    headings: Vec<Heading>,
    /// The row of sums is the last one.
    rows: Vec<PageRow>,
}

/// Choices of the filter; a list without choices is not asked about.
#[derive(Default)]
struct Choices {
    has_period: bool,
    years: Vec<Choice>,
    municipalities: Vec<Choice>,
    posts: Arc<List>,
    categories: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "reports/one.html")]
struct ReportPage {
    frame: Frame,
    form: Form,
    path: String,
    title: &'static str,
    /// What was asked for in words: on paper there is no filter.
    about: String,
    choices: Choices,
    table: Option<PageTable>,
    chart: Option<Chart>,
    is_sound: bool,
    word: String,
    pdf: String,
    xlsx: String,
    csv: String,
    rule: &'static str,
    counted: String,
    is_kept: bool,
    /// Whether the table has only a part of the rows its sums are of.
    is_part: bool,
    first_href: String,
    next_href: String,
}

async fn show(open: OneReport, State(app): State<App>, query: RawQuery) -> Result<Response, Failure> {
    let form = Form::of_urlencoded(query.0.unwrap_or_default().as_bytes());
    let (report, scope) = (open.report, &open.reader.scope);
    let (form, asked) = asked(form, report, scope, (&app.config.zone, app.today()));
    let after = form.value("after").parse().ok();
    let found = if form.is_sound() { Some(find(&app, report, &asked, (after, PAGE)).await?) } else { None };
    let whole = *scope == Scope::All;
    let posts = applications::post_choices(&app).await?;
    let read = app.db.brief(move |reader| if whole { organizations::municipalities(reader) } else { Ok(Vec::new()) });
    let municipalities = read.await?;
    let choices = choices(report, &asked, &municipalities, &posts);
    let drawn = drawn(&app, &open, form, &asked, (found, choices, posts));
    if drawn.is_sound { page::page(&drawn) } else { page::faulty(&drawn) }
}

fn choices(report: Report, asked: &Asked, municipalities: &[String], posts: &Arc<List>) -> Choices {
    let mut choices = Choices::default();
    for field in report.fields(&asked.scope) {
        match field {
            "year" => {
                let all = years(asked.today).into_iter().map(|year| year.to_string());
                choices.years = all.map(|year| Choice::new(year.clone(), year)).collect();
            }
            "municipality" => {
                let all = municipalities.iter().map(|name| (name.as_str(), name.as_str()));
                choices.municipalities = listing::choices("Все муниципалитеты", all);
            }
            "post" => choices.posts = Arc::clone(posts),
            "category" => {
                choices.categories =
                    listing::choices("Все категории", Category::ALL.map(|one| (one.code(), one.words())));
            }
            _ => choices.has_period = true,
        }
    }
    choices
}

fn drawn(
    app: &App,
    open: &OneReport,
    form: Form,
    asked: &Asked,
    (found, choices, posts): (Option<Found>, Choices, Arc<List>),
) -> ReportPage {
    let report = open.report;
    let path = format!("/reports/{}", report.code());
    let fields = report.fields(&asked.scope);
    let zone = &app.config.zone;
    let counted = found.as_ref().map(|found| zone.written(found.at)).unwrap_or_default();
    let next = found.as_ref().and_then(|found| found.next).map(|id| id.to_string());
    let addresses = Addresses::of(&form, &fields);
    let next = next.map(|after| addresses.next(&path, &after));
    let is_moved = !form.text("after").is_empty();
    let first = if is_moved { addresses.first(&path) } else { String::new() };
    let table = found.map(|found| found.table).filter(|table| !table.rows.is_empty());
    ReportPage {
        frame: (open.reader.by.frame(app, report.title())).sound(form.is_sound()).trail(&[("/reports", "Отчёты")]),
        title: report.title(),
        about: about(report, asked, &posts),
        choices,
        chart: table.as_ref().and_then(Chart::of),
        table: table.as_ref().map(shown),
        is_sound: form.is_sound(),
        word: addresses.first(&format!("{path}/file")),
        pdf: addresses.first(&format!("{path}/pdf")),
        xlsx: addresses.first(&format!("{path}/xlsx")),
        csv: addresses.first(&format!("{path}/csv")),
        rule: report.rule(),
        counted,
        is_kept: report != Report::Schools,
        is_part: is_moved || next.is_some(),
        first_href: first,
        next_href: next.unwrap_or_default(),
        path,
        form,
    }
}

/// «С 1 января 2026 по 23 ноября 2026 · Город Томск · Учитель · первая».
pub(super) fn about(report: Report, asked: &Asked, posts: &List) -> String {
    let (from, to) = (words::day(asked.from), words::day(asked.to));
    let when = match report {
        Report::Overdue => format!("На {to}"),
        Report::Years => format!("{} и {} годы", asked.from.0.year(), asked.to.0.year()),
        _ => format!("С {from} по {to}"),
    };
    let post = posts.text(&asked.post).unwrap_or(&asked.post);
    let category = asked.category.map_or("", Category::words);
    let parts = [when.as_str(), asked.scope.words(), &asked.municipality, post, category];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

fn shown(table: &Table) -> PageTable {
    let on_page = table.columns.iter().filter(|column| column.shown != Shown::Under);
    let headings =
        on_page.map(|column| Heading { text: column.heading.clone(), is_number: column.shown == Shown::Number });
    let mut rows: Vec<PageRow> = table.rows.iter().map(|row| page_row(table, row)).collect();
    rows.extend(table.total.iter().map(|row| PageRow { is_total: true, ..page_row(table, row) }));
    PageTable { first: table.first, headings: headings.collect(), rows }
}

fn page_row(table: &Table, row: &Row) -> PageRow {
    let (mut cells, mut under) = (Vec::new(), Vec::new());
    under.extend((!row.under.is_empty()).then(|| row.under.clone()));
    for (column, cell) in table.columns.iter().zip(&row.cells) {
        let text = match cell {
            Cell::Text(words) => words.clone(),
            Cell::Number(number) => number.to_string(),
            Cell::Nothing if column.shown == Shown::Number => "нет данных".to_owned(),
            Cell::Nothing => String::new(),
        };
        match column.shown {
            Shown::Under if cell.number() > 0 => under.push(format!("{}\u{a0}— {text}", column.heading)),
            Shown::Under => {}
            shown => {
                cells.push(PageCell { label: column.heading.clone(), text, is_number: shown == Shown::Number });
            }
        }
    }
    PageRow { name: row.name.clone(), under: under.join(", "), cells, is_total: false }
}
