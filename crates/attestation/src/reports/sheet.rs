//! A report as a file: XLSX, or CSV for other programs. Text never becomes a formula in either.

use axum::extract::{RawQuery, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use officedocs::table::{Cell as SheetCell, Column, CsvTable, NotWritten};

use crate::applications;
use crate::context::App;
use crate::platform::act::Fact;
use crate::platform::clock::Day;
use crate::platform::doors::Doors;
use crate::platform::export::{Export, MOST_ROWS};
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::listing;
use crate::platform::page;
use crate::platform::words;

use super::figures::{Cell, Row, Shown, Table};
use super::found::find;
use super::guards::OneReport;
use super::kinds;
use super::model::asked;
use super::one;

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/reports/{name}/xlsx", xlsx).get("/reports/{name}/csv", csv)
}

/// Widths of the columns in letters: the name of a row, words, numbers.
const WIDTHS: (f64, f64, f64) = (44.0, 22.0, 16.0);

async fn xlsx(open: OneReport, State(app): State<App>, query: RawQuery) -> Result<Response, Failure> {
    let Counted { table, about, at } = match taken(&app, &open, &query.0.unwrap_or_default()).await? {
        Ok(taken) => taken,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let mut file = Export::new(open.report.title(), &columns(&table))?;
    for row in table.rows.iter().chain(&table.total) {
        file.row(&cells(&table, row))?;
    }
    let said = format!("{}. {about}", open.report.title());
    let counted = format!("Посчитано {at}");
    let rule = format!("Как считается: {}", open.report.rule());
    for note in ["", &said, &rule, &counted] {
        file.row(&noted(&table, note))?;
    }
    file.answer(&format!("{}.xlsx", named(&open, &about, app.today()))).await
}

async fn csv(open: OneReport, State(app): State<App>, query: RawQuery) -> Result<Response, Failure> {
    let Counted { table, about, .. } = match taken(&app, &open, &query.0.unwrap_or_default()).await? {
        Ok(taken) => taken,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let bytes = written(&table).map_err(|error| Failure::Broken(error.into()))?;
    let mut response = bytes.into_response();
    let name = format!("{}.csv", named(&open, &about, app.today()));
    let map = response.headers_mut();
    map.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8; header=present"));
    map.insert(header::CONTENT_DISPOSITION, page::disposition(&name, false));
    Ok(response)
}

/// Letters of a file's name at most: what it was narrowed by may be long.
const LONGEST: usize = 110;

/// The name of a file without an ending: «Решения комиссии, с 1 января 2026 по 23 ноября 2026, Город Томск, 2026-11-23».
pub(super) fn named(open: &OneReport, about: &str, today: Day) -> String {
    let about = words::inside(about).replace(" · ", ", ").replace('\u{a0}', " ");
    let whole: String = format!("{}, {about}", open.report.title()).chars().take(LONGEST).collect();
    format!("{}, {today}", whole.trim_end())
}

/// A row with one line of words, under the table.
fn noted<'n>(table: &Table, note: &'n str) -> Vec<SheetCell<'n>> {
    let first = if note.is_empty() { SheetCell::Empty } else { SheetCell::Text(note) };
    let rest = (1..columns(table).len()).map(|_| SheetCell::Empty);
    std::iter::once(first).chain(rest).collect()
}

/// A whole report as it is taken away.
pub(super) struct Counted {
    pub(super) table: Table,
    /// What was asked for, in words.
    pub(super) about: String,
    /// When it was counted, in words.
    pub(super) at: String,
}

/// The whole report, with a row of the journal; a filter that cannot be read is shown with its faults instead.
pub(super) async fn taken(app: &App, open: &OneReport, query: &str) -> Result<Result<Counted, Response>, Failure> {
    let form = Form::of_urlencoded(query.as_bytes());
    let (report, reader) = (open.report, &open.reader);
    let (form, asked) = asked(form, report, &reader.scope, (&app.config.zone, app.today()));
    if !form.is_sound() {
        let path = format!("/reports/{}", report.code());
        return Ok(Err(page::go(&listing::address(&path, &form, &report.fields(&reader.scope), ""))));
    }
    let found = find(app, report, &asked, (None, MOST_ROWS)).await?;
    let fact = Fact::of(kinds::TAKEN, format!("скачан отчёт «{}»", report.title()));
    app.db.act(reader.by.by(), app.now(), move |act| act.record(fact, ())).await?;
    let posts = applications::post_choices(app).await?;
    let (about, at) = (one::about(report, &asked, &posts), app.config.zone.written(found.at));
    Ok(Ok(Counted { table: found.table, about, at }))
}

fn written(table: &Table) -> Result<Vec<u8>, NotWritten> {
    let columns = columns(table);
    let columns: Vec<_> = columns.iter().map(|(heading, width)| Column { heading, width: *width }).collect();
    let mut file = CsvTable::new(Vec::new(), &columns)?;
    for row in table.rows.iter().chain(&table.total) {
        file.row(&cells(table, row))?;
    }
    file.finish()
}

fn columns(table: &Table) -> Vec<(&str, f64)> {
    let (name, words, number) = WIDTHS;
    let mut columns = vec![(table.first, name)];
    if !table.second.is_empty() {
        columns.push((table.second, words));
    }
    let width = |shown: Shown| if shown == Shown::Text { words } else { number };
    columns.extend(table.columns.iter().map(|column| (column.heading.as_str(), width(column.shown))));
    columns
}

fn cells<'r>(table: &Table, row: &'r Row) -> Vec<SheetCell<'r>> {
    let mut cells = vec![SheetCell::Text(&row.name)];
    if !table.second.is_empty() {
        cells.push(SheetCell::Text(&row.under));
    }
    cells.extend(row.cells.iter().map(|cell| match cell {
        Cell::Text(words) => SheetCell::Text(words),
        Cell::Number(number) => SheetCell::Number(f64::from(i32::try_from(*number).unwrap_or(i32::MAX))),
        Cell::Nothing => SheetCell::Empty,
    }));
    cells
}
