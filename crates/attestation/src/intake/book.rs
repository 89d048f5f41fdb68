//! «Журнал регистрации заявлений»: every application of a year by its number, on a page, as a sheet, and printed by months.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use officedocs::table::Cell;

use crate::accounts::Centre;
use crate::applications::{self, Application, COLUMNS, Channel, JOINS};
use crate::context::App;
use crate::papers::Taken;
use crate::platform::act::Fact;
use crate::platform::clock::Day;
use crate::platform::doors::Doors;
use crate::platform::engine::{DbError, Reader};
use crate::platform::export::Export;
use crate::platform::failure::{Failure, Refusal};
use crate::platform::form::{Choice, Form};
use crate::platform::listing;
use crate::platform::page::{self, Frame};
use crate::platform::words;
use crate::values;

use super::book_paper::{BOOK, book_paper, data, named};
use super::kinds;

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors
        .get("/intake/book", show)
        .get("/intake/book/export", export)
        .get("/intake/book/file", word)
        .get("/intake/book/pdf", pdf)
}

/// Rows of a page.
const PAGE: usize = 20;
/// Rows of a printed book: a month of a region has some hundreds.
const PRINTED: usize = 2_000;
/// Fields of the filter.
const FIELDS: [&str; 2] = ["year", "month"];
/// Years that are offered, this one and those before.
const YEARS: i64 = 6;

/// A year of the book, or one month of it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Span {
    year: i64,
    month: Option<i64>,
}

impl Span {
    /// The year and the month that were chosen; this year when nothing was.
    fn of(form: &Form, today: Day) -> Self {
        let this = i64::from(today.0.year());
        let year = form.value("year").parse().ok().filter(|year| (2000..=this).contains(year)).unwrap_or(this);
        Self { year, month: form.value("month").parse().ok().filter(|month| (1..=12).contains(month)) }
    }

    /// The month of a day.
    pub(super) fn this_month(today: Day) -> Self {
        Self { year: i64::from(today.0.year()), month: Some(i64::from(today.0.month())) }
    }

    /// The first and the last day of receipt, as texts that are compared.
    fn days(self) -> (String, String) {
        let year = self.year;
        match self.month {
            Some(month) => (format!("{year:04}-{month:02}-01"), format!("{year:04}-{month:02}-31")),
            None => (String::new(), "9999".to_owned()),
        }
    }

    /// «за ноябрь 2026 года».
    pub(super) fn words(self) -> String {
        let month =
            self.month.and_then(|month| usize::try_from(month - 1).ok()).and_then(|at| words::MONTH_NAMES.get(at));
        month.map_or_else(|| format!("за {} год", self.year), |month| format!("за {month} {} года", self.year))
    }
}

/// Which way the book is read.
#[derive(Debug, Clone, Copy)]
enum Way {
    /// The newest number first, before this one.
    Before(i64),
    /// In the order of numbers, after this one.
    After(i64),
}

/// Applications of a span by their numbers, `most` at most, each with its ordinal.
fn rows(reader: &mut Reader, span: Span, way: Way, most: usize) -> Result<Vec<Application>, DbError> {
    let (condition, order, border) = match way {
        Way::Before(border) => ("a.ordinal < $2", "desc", border),
        Way::After(border) => ("a.ordinal > $2", "asc", border),
    };
    let (from, to) = span.days();
    let sql = format!(
        "select {COLUMNS} from applications a {JOINS} where a.year = $1 and {condition}
             and a.received_on >= $3 and a.received_on <= $4 order by a.ordinal {order} limit $5"
    );
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    reader.rows(&sql, values![span.year, border, from, to, most], applications::read)
}

/// The number within the year: «2026-0417» is 417.
fn ordinal(case: &Application) -> i64 {
    case.number.rsplit('-').next().and_then(|text| text.parse().ok()).unwrap_or_default()
}

struct Line {
    href: String,
    number: String,
    registered: String,
    name: String,
    about: String,
    category: &'static str,
    channel: String,
    stage: &'static str,
    tone: &'static str,
}

pub(super) fn registered(case: &Application) -> String {
    case.filed.registered_on.map_or_else(|| "нет".to_owned(), words::brief_day)
}

pub(super) fn channel(case: &Application) -> String {
    let (way, number) = (case.filed.channel.map_or("не указано", Channel::words), &case.filed.outer_number);
    if number.is_empty() { way.to_owned() } else { format!("{way}, № {number}") }
}

fn line(case: &Application) -> Line {
    Line {
        href: format!("/applications/{}", case.id),
        number: case.number.clone(),
        registered: registered(case),
        name: case.name.full(),
        about: format!("{} · {}", case.post_and_subject(), case.school_name),
        category: case.category.words(),
        channel: channel(case),
        stage: case.stage.words(),
        tone: case.stage.tone(),
    }
}

#[derive(Template)]
#[template(path = "intake/book.html")]
struct BookPage {
    frame: Frame,
    form: Form,
    years: Vec<Choice>,
    months: Vec<Choice>,
    span: String,
    lines: Vec<Line>,
    export_href: String,
    word_href: String,
    pdf_href: String,
    first_href: String,
    next_href: String,
}

async fn show(by: Centre, State(app): State<App>, RawQuery(raw): RawQuery) -> Result<Response, Failure> {
    let form = Form::of_urlencoded(raw.unwrap_or_default().as_bytes());
    let span = Span::of(&form, app.today());
    let border: Option<i64> = form.value("after").parse().ok();
    let way = Way::Before(border.unwrap_or(i64::MAX));
    let mut found = app.db.read(move |reader| rows(reader, span, way, PAGE + 1)).await?;
    let has_more = found.len() > PAGE;
    found.truncate(PAGE);
    let form = form.with("year", span.year.to_string());
    let address = |path: &str, after: &str| listing::address(path, &form, &FIELDS, after);
    let next = found.last().filter(|_| has_more).map(|last| address("/intake/book", &ordinal(last).to_string()));
    let this = i64::from(app.today().0.year());
    let names = (1..).zip(words::MONTH_NAMES).map(|(number, name): (i64, _)| (number.to_string(), name));
    let months = names.map(|(number, name)| Choice::new(number, name));
    page::page(&BookPage {
        frame: by.frame(&app, "Журнал регистрации заявлений").trail(&[("/intake", "Приём заявлений")]),
        years: (0..YEARS).map(|back| (this - back).to_string()).map(|year| Choice::new(year.clone(), year)).collect(),
        months: std::iter::once(Choice::new("", "Весь год")).chain(months).collect(),
        span: span.words(),
        lines: found.iter().map(line).collect(),
        export_href: address("/intake/book/export", ""),
        word_href: address("/intake/book/file", ""),
        pdf_href: address("/intake/book/pdf", ""),
        first_href: if border.is_some() { address("/intake/book", "") } else { String::new() },
        next_href: next.unwrap_or_default(),
        form,
    })
}

const SHEET: [(&str, f64); 12] = [
    ("Номер", 12.0),
    ("Получено", 12.0),
    ("Зарегистрировано", 16.0),
    ("Педагог", 36.0),
    ("Должность", 28.0),
    ("Организация", 40.0),
    ("Муниципалитет", 24.0),
    ("Имеющаяся категория", 18.0),
    ("Заявленная категория", 18.0),
    ("Как подано", 24.0),
    ("Результат специалиста до", 16.0),
    ("Состояние", 24.0),
];

async fn export(by: Centre, State(app): State<App>, RawQuery(raw): RawQuery) -> Result<Response, Failure> {
    let span = Span::of(&Form::of_urlencoded(raw.unwrap_or_default().as_bytes()), app.today());
    let mut file = Export::new("Журнал регистрации", &SHEET)?;
    let mut border = 0;
    loop {
        let step = file.next_step();
        let found = app.db.read(move |reader| rows(reader, span, Way::After(border), step)).await?;
        for case in &found {
            write(&mut file, case)?;
        }
        let Some(last) = found.last().filter(|_| found.len() == step) else { break };
        border = ordinal(last);
    }
    let fact =
        Fact::of(kinds::BOOK_TAKEN, format!("скачан журнал регистрации {}, строк: {}", span.words(), file.rows()));
    app.db.act(by.by(), app.now(), move |act| act.record(fact, ())).await?;
    file.answer(&format!("Журнал регистрации {}.xlsx", span.words())).await
}

fn write(file: &mut Export, case: &Application) -> Result<(), Failure> {
    file.row(&[
        Cell::Text(&case.number),
        Cell::Date(case.received_on.0),
        Cell::Text(&registered(case)),
        Cell::Text(&case.name.full()),
        Cell::Text(&case.post_and_subject()),
        Cell::Text(&case.school_name),
        Cell::Text(&case.municipality),
        Cell::Text(case.current_words()),
        Cell::Text(case.category.words()),
        Cell::Text(&channel(case)),
        Cell::Date(case.due_on.0),
        Cell::Text(case.stage.words()),
    ])
}

/// A span too long to be printed.
#[derive(Debug)]
struct TooLong;

impl Refusal for TooLong {
    fn reason(&self) -> String {
        format!("За это время больше {PRINTED} заявлений. Выберите месяц или скачайте журнал таблицей.")
    }
}

async fn word(by: Centre, State(app): State<App>, RawQuery(raw): RawQuery) -> Result<Response, Failure> {
    taken(&by, &app, raw).await?.word(&app, &BOOK).await
}

async fn pdf(by: Centre, State(app): State<App>, RawQuery(raw): RawQuery) -> Result<Response, Failure> {
    taken(&by, &app, raw).await?.pdf(&app, &BOOK).await
}

async fn taken(by: &Centre, app: &App, raw: Option<String>) -> Result<Taken, Failure> {
    let span = Span::of(&Form::of_urlencoded(raw.unwrap_or_default().as_bytes()), app.today());
    let says = data(app, span, &printed_rows(app, span).await?);
    let fact = Fact::of(kinds::BOOK_TAKEN, format!("напечатан журнал регистрации {}", span.words()));
    app.db.act(by.by(), app.now(), move |act| act.record(fact, ())).await?;
    let (shape, name) = (book_paper(&says), named(&says));
    Ok(Taken::now(says, shape, name))
}

/// Applications of a span in the order of their numbers.
///
/// # Errors
/// A conflict when there are more than a paper holds.
pub(super) async fn printed_rows(app: &App, span: Span) -> Result<Vec<Application>, Failure> {
    let found = app.db.read(move |reader| rows(reader, span, Way::After(0), PRINTED + 1)).await?;
    if found.len() > PRINTED {
        return Err(TooLong.into());
    }
    Ok(found)
}
