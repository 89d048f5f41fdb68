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

use super::figures::{Cell, Column, Row, Shown, Table};
use super::found::find;
use super::guards::OneReport;
use super::model::{Scope, asked};
use super::one::about;
use super::report::Report;
use super::sheet::{self, Counted, named};

/// A report.
pub static REPORT: Paper = paper("report", "Отчёт", include_bytes!("../../papers/reports/report.docx"));
/// A report with so many figures in a row that its page lies on its side.
pub static WIDE: Paper =
    paper("report-wide", "Отчёт на альбомном листе", include_bytes!("../../papers/reports/wide.docx"));

const fn paper(code: &'static str, words: &'static str, builtin: &'static [u8]) -> Paper {
    Paper {
        code, words, builtin, tags: TAGS, needed: &[&["отчёт.название"], &["отчёт.отбор"], &["строки.название"]]
    }
}

/// Every tag `data` fills.
const TAGS: &[&str] = &[
    "центр.название",
    "отчёт.название",
    "отчёт.отбор",
    "отчёт.правило",
    "отчёт.посчитано",
    "отчёт.первый_столбец",
    "столбцы",
    "шапка.название",
    "шапка.столбцов",
    "заголовки",
    "строки.название",
    "строки.пояснение",
    "строки.ячейки.столбец",
    "строки.ячейки.значение",
];

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/reports/{name}/file", word).get("/reports/{name}/pdf", pdf)
}

/// Rows of a printed report at most.
const MOST: usize = 2_000;
/// Figures in a row of an upright page at most.
const WIDEST: usize = 6;

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
    stated(app, Report::Filed).await
}

/// What the comparison of this year with the one before states.
///
/// # Errors
/// When the database does not answer.
pub async fn wide_stated(app: &App) -> Result<Value, Failure> {
    stated(app, Report::Years).await
}

async fn stated(app: &App, report: Report) -> Result<Value, Failure> {
    let (_, asked) = asked(Form::new(), report, &Scope::All, (&app.config.zone, app.today()));
    let found = find(app, report, &asked, (None, MOST)).await?;
    let posts = applications::post_choices(app).await?;
    let (about, at) = (about(report, &asked, &posts), app.config.zone.written(found.at));
    Ok(data(app, report, &Counted { table: found.table, about, at }))
}

/// The paper a table is made by.
fn made_by(table: &Table) -> &'static Paper {
    if table.columns.len() > WIDEST { &WIDE } else { &REPORT }
}

/// What the tags of the template stand for.
fn data(app: &App, report: Report, Counted { table, about, at }: &Counted) -> Value {
    json!({
        "центр": { "название": app.config.centre_name },
        "отчёт": {
            "название": report.title(),
            "отбор": about,
            "правило": report.rule(),
            "посчитано": at,
            "первый_столбец": table.first,
        },
        "столбцы": table.columns.iter().map(|one| one.heading.as_str()).collect::<Vec<_>>(),
        "шапка": upper(table),
        "заголовки": table.columns.iter().map(Column::short).collect::<Vec<_>>(),
        "строки": table.rows.iter().chain(&table.total).map(|row| row_stated(table, row)).collect::<Vec<_>>(),
    })
}

/// The row above the headings: names of groups and how many columns each has; nothing when there are no groups.
fn upper(table: &Table) -> Vec<Value> {
    if table.columns.iter().all(|column| column.group().is_empty()) {
        return Vec::new();
    }
    let groups = table.columns.chunk_by(|one, next| !one.group().is_empty() && one.group() == next.group());
    groups.map(|same| json!({ "название": same[0].group(), "столбцов": same.len() })).collect()
}

fn row_stated(table: &Table, row: &Row) -> Value {
    let said = |cell: &Cell| match cell {
        Cell::Text(words) => words.clone(),
        Cell::Number(number) => number.to_string(),
        Cell::Nothing => "—".to_owned(),
    };
    let cells = table.columns.iter().zip(&row.cells);
    let cells = cells.map(|(column, cell)| json!({ "столбец": column.heading, "значение": said(cell) }));
    json!({ "название": row.name, "пояснение": row.under, "ячейки": cells.collect::<Vec<_>>() })
}

/// The report as a PDF: what `data` states of the table.
fn report_paper(data: &Value, of: &Table) -> Printed {
    let title = text(data, "/отчёт/название").to_owned();
    let all = rows(data, "/строки");
    let mut blocks = Vec::new();
    if made_by(of).code == WIDE.code {
        blocks.push(Block::Sideways);
    }
    blocks.extend([
        Block::centred(text(data, "/центр/название")),
        Block::Title(title.clone()),
        Block::centred(text(data, "/отчёт/отбор")),
    ]);
    blocks.push(if all.is_empty() {
        Block::text("За этот период данных нет.")
    } else {
        Block::Table(table(data, (of, all)))
    });
    blocks.push(Block::text(format!("Как считается: {}", text(data, "/отчёт/правило"))));
    blocks.push(Block::text(format!("Посчитано {}.", text(data, "/отчёт/посчитано"))));
    Printed { title, organization: text(data, "/центр/название").to_owned(), blocks }
}

/// Shares of the width: the name of a row beside a figure, on an upright page and on its side.
const SHARES: (u16, u16, u16) = (20, 24, 10);

fn table(data: &Value, (of, all): (&Table, &[Value])) -> PrintedTable {
    let (upright, sideways, figure) = SHARES;
    let share = if made_by(of).code == WIDE.code { sideways } else { upright };
    let name = |row: &Value| {
        let under = text(row, "/пояснение");
        let under = if under.is_empty() { String::new() } else { format!("\n{under}") };
        format!("{}{under}", text(row, "/название"))
    };
    let columns = of.columns.iter().map(|column| {
        let made = if column.shown == Shown::Text { PrintedColumn::new } else { PrintedColumn::numbers };
        made(column.short(), figure).of(column.group())
    });
    let cells =
        |row: &Value| rows(row, "/ячейки").iter().map(|one| text(one, "/значение").to_owned()).collect::<Vec<_>>();
    PrintedTable {
        columns: std::iter::once(PrintedColumn::new(text(data, "/отчёт/первый_столбец"), share))
            .chain(columns)
            .collect(),
        rows: all.iter().map(|row| std::iter::once(name(row)).chain(cells(row)).collect()).collect(),
    }
}

/// The report as it is taken; a filter that cannot be read is shown with its faults instead.
async fn taken(
    open: &OneReport,
    app: &App,
    query: RawQuery,
) -> Result<Result<(Taken, &'static Paper), Response>, Failure> {
    let counted = match sheet::taken(app, open, &query.0.unwrap_or_default()).await? {
        Ok(taken) => taken,
        Err(elsewhere) => return Ok(Err(elsewhere)),
    };
    if counted.table.rows.len() > MOST {
        return Err(TooLong.into());
    }
    let says = data(app, open.report, &counted);
    let shape = report_paper(&says, &counted.table);
    Ok(Ok((Taken::now(says, shape, named(open, &counted.about, app.today())), made_by(&counted.table))))
}

async fn word(open: OneReport, State(app): State<App>, query: RawQuery) -> Result<Response, Failure> {
    match taken(&open, &app, query).await? {
        Ok((taken, paper)) => taken.word(&app, paper).await,
        Err(elsewhere) => Ok(elsewhere),
    }
}

async fn pdf(open: OneReport, State(app): State<App>, query: RawQuery) -> Result<Response, Failure> {
    match taken(&open, &app, query).await? {
        Ok((taken, paper)) => taken.pdf(&app, paper).await,
        Err(elsewhere) => Ok(elsewhere),
    }
}
