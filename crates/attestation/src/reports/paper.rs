//! A report as a paper: Word by the template in force, and PDF.

use axum::extract::{RawQuery, State};
use axum::response::Response;
use officedocs::pdf::{Block, Column as PrintedColumn, Paper as Printed, Table as PrintedTable};
use serde_json::{Value, json};

use crate::applications;
use crate::context::App;
use crate::documents::made::{rows, text};
use crate::papers::{Paper, Taken};
use crate::platform::doors::Doors;
use crate::platform::failure::{Failure, Refusal};
use crate::platform::form::Form;
use crate::platform::words;

use super::figures::{Cell, Row, Shown, Table};
use super::found::find;
use super::guards::OneReport;
use super::model::{Scope, asked};
use super::one::about;
use super::report::Report;
use super::sheet::{self, named};

/// A report.
pub static REPORT: Paper = Paper {
    code: "report",
    words: "Отчёт",
    builtin: include_bytes!("../../papers/reports/report.docx"),
    tags: &[
        "центр.название",
        "отчёт.название",
        "отчёт.отбор",
        "отчёт.правило",
        "отчёт.посчитано",
        "отчёт.первый_столбец",
        "столбцы",
        "строки.название",
        "строки.пояснение",
        "строки.ячейки.столбец",
        "строки.ячейки.значение",
    ],
    needed: &[&["отчёт.название"], &["отчёт.отбор"], &["строки.название"]],
};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/reports/{name}/file", word).get("/reports/{name}/pdf", pdf)
}

/// Rows of a printed report at most.
const MOST: usize = 2_000;
/// Columns of a table on a page at most; of a wider report the figures of a row stand in one cell.
const WIDEST: usize = 7;

/// A report too long to be printed.
#[derive(Debug)]
struct TooLong;

impl Refusal for TooLong {
    fn reason(&self) -> String {
        format!("В отчёте больше {MOST} строк. Выберите один муниципалитет или скачайте отчёт таблицей.")
    }
}

/// What the report of applications filed this year states.
///
/// # Errors
/// When the database does not answer.
pub async fn report_stated(app: &App) -> Result<Value, Failure> {
    let report = Report::Filed;
    let (_, asked) = asked(Form::new(), report, &Scope::All, (&app.config.zone, app.today()));
    let found = find(app, report, &asked, (None, MOST)).await?;
    let posts = applications::post_choices(app).await?;
    Ok(data(app, report, &found.table, &about(report, &asked, &posts)))
}

/// What the tags of the template stand for.
fn data(app: &App, report: Report, table: &Table, about: &str) -> Value {
    let columns = table.columns.iter().filter(|one| one.shown != Shown::Under);
    let columns: Vec<&str> = columns.map(|one| one.heading.as_str()).collect();
    json!({
        "центр": { "название": app.config.centre_name },
        "отчёт": {
            "название": report.title(),
            "отбор": about,
            "правило": report.rule(),
            "посчитано": words::day(app.today()),
            "первый_столбец": table.first,
        },
        "столбцы": columns,
        "строки": table.rows.iter().chain(&table.total).map(|row| row_stated(table, row)).collect::<Vec<_>>(),
    })
}

fn row_stated(table: &Table, row: &Row) -> Value {
    let said = |shown: Shown, cell: &Cell| match cell {
        Cell::Text(words) => words.clone(),
        Cell::Number(number) => number.to_string(),
        Cell::Nothing if shown == Shown::Text => "—".to_owned(),
        Cell::Nothing => "нет данных".to_owned(),
    };
    let all = || table.columns.iter().zip(&row.cells);
    let cells = all().filter(|(column, _)| column.shown != Shown::Under);
    let cells = cells.map(|(column, cell)| json!({ "столбец": column.heading, "значение": said(column.shown, cell) }));
    // As on the page: what is counted beside the columns stands under the name, unless there is none of it.
    let beside = all().filter(|(column, cell)| column.shown == Shown::Under && cell.number() > 0);
    let beside = beside.map(|(column, cell)| format!("{} — {}", column.heading, said(column.shown, cell)));
    let under: Vec<String> = (!row.under.is_empty()).then(|| row.under.clone()).into_iter().chain(beside).collect();
    json!({ "название": row.name, "пояснение": under.join(", "), "ячейки": cells.collect::<Vec<_>>() })
}

/// The report as a PDF: what `data` states.
fn report_paper(data: &Value) -> Printed {
    let title = text(data, "/отчёт/название").to_owned();
    let all = rows(data, "/строки");
    let mut blocks = vec![
        Block::centred(text(data, "/центр/название")),
        Block::Title(title.clone()),
        Block::centred(text(data, "/отчёт/отбор")),
    ];
    blocks.push(if all.is_empty() {
        Block::text("За этот период данных нет.")
    } else {
        Block::Table(table(data, all))
    });
    blocks.push(Block::text(format!("Как считается: {}", text(data, "/отчёт/правило"))));
    blocks.push(Block::text(format!("Посчитано {}.", text(data, "/отчёт/посчитано"))));
    Printed { title, organization: text(data, "/центр/название").to_owned(), blocks }
}

fn table(data: &Value, all: &[Value]) -> PrintedTable {
    let first = text(data, "/отчёт/первый_столбец");
    let name = |row: &Value| {
        let under = text(row, "/пояснение");
        let under = if under.is_empty() { String::new() } else { format!("\n{under}") };
        format!("{}{under}", text(row, "/название"))
    };
    let headings: Vec<&str> = rows(data, "/столбцы").iter().filter_map(Value::as_str).collect();
    if headings.len() < WIDEST {
        let columns = headings.iter().map(|heading| PrintedColumn::new(heading, 22));
        let cells =
            |row: &Value| rows(row, "/ячейки").iter().map(|one| text(one, "/значение").to_owned()).collect::<Vec<_>>();
        return PrintedTable {
            columns: std::iter::once(PrintedColumn::new(first, 44)).chain(columns).collect(),
            rows: all.iter().map(|row| std::iter::once(name(row)).chain(cells(row)).collect()).collect(),
        };
    }
    let cells = |row: &Value| {
        let one = |one: &Value| format!("{}: {}", text(one, "/столбец"), text(one, "/значение"));
        rows(row, "/ячейки").iter().map(one).collect::<Vec<_>>().join("\n")
    };
    PrintedTable {
        columns: vec![PrintedColumn::new(first, 50), PrintedColumn::new("Показатели", 80)],
        rows: all.iter().map(|row| vec![name(row), cells(row)]).collect(),
    }
}

/// The report as it is taken; a filter that cannot be read is shown with its faults instead.
async fn taken(open: &OneReport, app: &App, query: RawQuery) -> Result<Result<Taken, Response>, Failure> {
    let (table, about) = match sheet::taken(app, open, &query.0.unwrap_or_default()).await? {
        Ok(taken) => taken,
        Err(elsewhere) => return Ok(Err(elsewhere)),
    };
    if table.rows.len() > MOST {
        return Err(TooLong.into());
    }
    let says = data(app, open.report, &table, &about);
    let shape = report_paper(&says);
    Ok(Ok(Taken::now(says, shape, named(open, &about, app.today()))))
}

async fn word(open: OneReport, State(app): State<App>, query: RawQuery) -> Result<Response, Failure> {
    match taken(&open, &app, query).await? {
        Ok(taken) => taken.word(&app, &REPORT).await,
        Err(elsewhere) => Ok(elsewhere),
    }
}

async fn pdf(open: OneReport, State(app): State<App>, query: RawQuery) -> Result<Response, Failure> {
    match taken(&open, &app, query).await? {
        Ok(taken) => taken.pdf(&app, &REPORT).await,
        Err(elsewhere) => Ok(elsewhere),
    }
}
