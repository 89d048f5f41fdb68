//! The journal's page and its file.

use std::sync::Arc;

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use officedocs::table::Cell;

use crate::context::App;
use crate::platform::act::{Fact, Kind};
use crate::platform::clock::Zone;
use crate::platform::doors::Doors;
use crate::platform::engine::DbError;
use crate::platform::export::Export;
use crate::platform::failure::Failure;
use crate::platform::form::{Choice, Form};
use crate::platform::listing;
use crate::platform::page::{self, Frame};

use super::guards::JournalReader;
use super::store::{self, Filter, MOST_PEOPLE, Row};
use super::{kinds, seals};

/// The doors of the journal; `known` are the kinds of acts of every feature, to be named and filtered by.
pub fn doors(known: Vec<Kind>) -> Doors<App> {
    let known: Arc<[Kind]> = known.into();
    let for_file = known.clone();
    seals::doors(Doors::default())
        .get("/journal", move |by: JournalReader, app: State<App>, query: RawQuery| show(by, app, query, known))
        .get("/journal/export", move |by: JournalReader, app: State<App>, query: RawQuery| {
            export(by, app, query, for_file)
        })
}

/// Rows of one page.
const PAGE: usize = 50;
/// Fields of the filter.
const FIELDS: [&str; 6] = ["from", "to", "who", "case", "act", "outcome"];

struct Line {
    at: String,
    /// «Смирнова О. И. (специалист) · Дело открыто».
    what: String,
    case_href: String,
    number: String,
    words: String,
    address: String,
    refused: bool,
}

#[derive(Template)]
#[template(path = "audit/journal.html")]
struct JournalPage {
    frame: Frame,
    form: Form,
    acts: Vec<Choice>,
    outcomes: Vec<Choice>,
    reads_cases: bool,
    reads_openings: bool,
    /// The last seal in words; empty for those who keep no list of seals, and when there is none.
    seal: String,
    lines: Vec<Line>,
    export_href: String,
    first_href: String,
    next_href: String,
}

/// What the fields `from`, `to`, `who`, `case` ask for; a name or number nobody has is a fault at its field.
///
/// # Errors
/// When the database does not answer.
pub async fn filter_of(app: &App, form: &mut Form) -> Result<Filter, Failure> {
    let (from, to) = listing::period(form, &app.config.zone);
    let (who, number) = (form.text("who"), form.text("case"));
    let (name, case) = (who.clone(), number.clone());
    let found = app.db.read(move |reader| {
        let people = if name.is_empty() { None } else { Some(store::people(reader, &name)?) };
        let case = if case.is_empty() { None } else { store::case_numbered(reader, &case)? };
        Ok::<_, DbError>((people, case))
    });
    let (people, case) = found.await?;
    if people.as_ref().is_some_and(Vec::is_empty) {
        form.fault(
            "who",
            "Человека или ключа доступа с таким именем в системе нет. Проверьте, как записана фамилия или название.",
        );
    }
    if people.as_ref().is_some_and(|people| people.len() > MOST_PEOPLE) {
        form.fault("who", "Подходит слишком много людей. Добавьте имя или отчество.");
    }
    if case.is_none() && !number.is_empty() {
        form.fault("case", "Дела с таким номером нет. Пример номера: 2026-0417.");
    }
    Ok(Filter { from, to, people, case, after: listing::after(form.value("after")), ..Filter::default() })
}

/// Reads the filter of the journal: of acts and outcomes those it knows.
async fn filter(app: &App, by: &JournalReader, form: &mut Form, known: &[Kind]) -> Result<Filter, Failure> {
    if !by.reads_cases() {
        *form = std::mem::take(form).with("case", "");
    }
    let asked = filter_of(app, form).await?;
    let (act, outcome) = (form.text("act"), form.text("outcome"));
    Ok(Filter {
        act: if known.iter().any(|kind| kind.code == act) { act } else { String::new() },
        without_cases: !by.reads_cases(),
        without_schools: !by.reads_schools(),
        outcome: if matches!(outcome.as_str(), "done" | "refused") { outcome } else { String::new() },
        ..asked
    })
}

async fn show(
    by: JournalReader,
    State(app): State<App>,
    query: RawQuery,
    known: Arc<[Kind]>,
) -> Result<Response, Failure> {
    let mut form = Form::of_urlencoded(query.0.unwrap_or_default().as_bytes());
    let filter = filter(&app, &by, &mut form, &known).await?;
    let (rows, next_href) = if form.is_sound() {
        let found = one_page(&app, &form, filter.clone()).await?;
        let fact = Fact::of(kinds::OPENED, format!("открыт журнал{}", narrowed(&form, &known)));
        app.db.act(by.0.by(), app.now(), move |act| act.record(fact, ())).await?;
        found
    } else {
        (Vec::new(), String::new())
    };
    let sound = form.is_sound();
    let journal = JournalPage {
        frame: by.0.frame(&app, "Журнал").sound(sound),
        acts: act_choices(&known),
        outcomes: listing::choices("Все", [("done", "Сделано"), ("refused", "Отказано")]),
        reads_cases: by.reads_cases(),
        reads_openings: by.reads_openings(),
        seal: if by.keeps_seals() { seals::head(&app.db, &app.config.zone).await? } else { String::new() },
        lines: rows.iter().map(|row| line(row, &app.config.zone, &known)).collect(),
        export_href: listing::address("/journal/export", &form, &FIELDS, ""),
        first_href: if filter.after.is_some() {
            listing::address("/journal", &form, &FIELDS, "")
        } else {
            String::new()
        },
        next_href,
        form,
    };
    if sound { page::page(&journal) } else { page::faulty(&journal) }
}

/// The rows of a page and the address of the next one; empty when there is none.
async fn one_page(app: &App, form: &Form, filter: Filter) -> Result<(Vec<Row>, String), Failure> {
    let read = app.db.read(move |reader| store::rows(reader, &filter, PAGE + 1));
    let mut rows: Vec<Row> = read.await.map_err(|error: DbError| Failure::from(error))?;
    let has_next = rows.len() > PAGE;
    rows.truncate(PAGE);
    let next = rows
        .last()
        .filter(|_| has_next)
        .map(|last| listing::address("/journal", form, &FIELDS, &listing::border(last.at, last.id)));
    Ok((rows, next.unwrap_or_default()))
}

fn act_choices(known: &[Kind]) -> Vec<Choice> {
    let mut acts: Vec<(&str, &str)> = known.iter().map(|kind| (kind.code, kind.label)).collect();
    acts.sort_by_key(|(_, label)| label.to_lowercase());
    listing::choices("Все", acts)
}

/// «: кто — Смирнова, дело — 2026-0417»; empty when nothing is chosen.
fn narrowed(form: &Form, known: &[Kind]) -> String {
    let names = ["с", "по", "кто", "дело", "действие", "исход"];
    let said: Vec<String> = FIELDS
        .iter()
        .zip(names)
        .map(|(field, name)| (name, form.text(field)))
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name} — {}", label(&value, known)))
        .collect();
    if said.is_empty() { String::new() } else { format!(": {}", said.join(", ")) }
}

fn label(code: &str, known: &[Kind]) -> String {
    let kind = known.iter().find(|kind| kind.code == code);
    match code {
        "done" => "сделано".to_owned(),
        "refused" => "отказано".to_owned(),
        _ => kind.map_or(code, |kind| kind.label).to_owned(),
    }
}

fn who(row: &Row) -> String {
    match (&row.who, row.role) {
        (Some(name), Some(role)) => format!("{} ({})", name.short(), role.words()),
        (Some(name), None) => name.short(),
        (None, _) if !row.neighbour.is_empty() => format!("{} (соседняя система)", row.neighbour),
        (None, _) if row.address.is_empty() => "Система".to_owned(),
        (None, _) => "Без входа".to_owned(),
    }
}

fn line(row: &Row, zone: &Zone, known: &[Kind]) -> Line {
    Line {
        at: zone.brief(row.at),
        what: format!("{} · {}", who(row), label(&row.act, known)),
        case_href: row.case.map(|id| format!("/applications/{id}")).unwrap_or_default(),
        number: row.number.clone(),
        words: row.words.clone(),
        address: row.address.clone(),
        refused: row.refused,
    }
}

const COLUMNS: [(&str, f64); 8] = [
    ("Когда", 18.0),
    ("Кто", 28.0),
    ("Роль", 18.0),
    ("Действие", 28.0),
    ("Исход", 12.0),
    ("Дело", 12.0),
    ("Подробности", 60.0),
    ("Адрес сети", 18.0),
];

async fn export(
    by: JournalReader,
    State(app): State<App>,
    query: RawQuery,
    known: Arc<[Kind]>,
) -> Result<Response, Failure> {
    let mut form = Form::of_urlencoded(query.0.unwrap_or_default().as_bytes());
    let mut filter = filter(&app, &by, &mut form, &known).await?;
    if !form.is_sound() {
        return Ok(page::go(&listing::address("/journal", &form, &FIELDS, "")));
    }
    filter.after = None;
    let mut file = Export::new("Журнал", &COLUMNS)?;
    loop {
        let (asked, step) = (filter.clone(), file.next_step());
        let read = app.db.read(move |reader| store::rows(reader, &asked, step));
        let rows: Vec<Row> = read.await.map_err(|error: DbError| Failure::from(error))?;
        for row in &rows {
            write(&mut file, row, &app.config.zone, &known)?;
        }
        let Some(last) = rows.last().filter(|_| rows.len() == step) else {
            break;
        };
        filter.after = Some((last.at, last.id));
    }
    let words = format!("выгружен журнал{}, строк: {}", narrowed(&form, &known), file.rows());
    let fact = Fact::of(kinds::EXPORTED, words);
    app.db.act(by.0.by(), app.now(), move |act| act.record(fact, ())).await?;
    file.answer(&format!("Журнал {}.xlsx", app.today())).await
}

fn write(file: &mut Export, row: &Row, zone: &Zone, known: &[Kind]) -> Result<(), Failure> {
    let at = zone.brief(row.at);
    let name = row.who.as_ref().map_or_else(|| who(row), crate::platform::names::FullName::full);
    let role = row.role.map_or("", |role| role.words());
    let act = label(&row.act, known);
    let outcome = if row.refused { "отказано" } else { "сделано" };
    let cells = [at.as_str(), &name, role, &act, outcome, &row.number, &row.words, &row.address];
    file.row(&cells.map(Cell::Text))
}
