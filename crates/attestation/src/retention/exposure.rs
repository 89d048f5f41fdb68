//! «Кто открывал дела»: for a person and a period — whose personal files they opened and which lists they took; for a case —
//! who opened it.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use officedocs::table::Cell;

use crate::accounts::Centre;
use crate::audit::{self, Filter, Row};
use crate::context::App;
use crate::platform::act::Fact;
use crate::platform::doors::Doors;
use crate::platform::engine::{DbError, Reader};
use crate::platform::export::Export;
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::listing;
use crate::platform::page::{self, Frame};

use super::{kinds, store};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/journal/exposure", show).get("/journal/exposure/export", export)
}

/// Rows of one page.
const PAGE: usize = 20;
/// Fields of the filter.
pub(super) const FIELDS: [&str; 4] = ["who", "case", "from", "to"];

/// An opening in words.
struct Line {
    at: String,
    who: String,
    role: &'static str,
    /// What there is to read of it: the case, or the record of the register; empty when it is something else.
    href: String,
    number: String,
    /// Whose it is; empty when it is a list.
    whose: String,
    words: String,
    address: String,
}

#[derive(Template)]
#[template(path = "retention/exposure.html")]
struct ExposurePage {
    frame: Frame,
    form: Form,
    /// Whether anything was asked for.
    is_asked: bool,
    lines: Vec<Line>,
    export_href: String,
    /// Everybody whose cases were opened, each once; empty when no person was asked about.
    people_href: String,
    first: String,
    next: String,
}

/// Reads what was asked for; none when nothing was. A name or number nobody has is a fault at its field.
pub(super) async fn filter(app: &App, form: &mut Form) -> Result<Option<Filter>, Failure> {
    if form.text("who").is_empty() && form.text("case").is_empty() {
        if !form.text("from").is_empty() || !form.text("to").is_empty() {
            form.fault("who", "Укажите, кто открывал дела, или номер дела.");
        }
        return Ok(None);
    }
    let asked = audit::filter_of(app, form).await?;
    let openings = app.kinds.iter().filter(|kind| kind.is_opening).map(|kind| kind.code).collect();
    Ok(form.is_sound().then_some(Filter { openings, lists: lists(app), ..asked }))
}

/// Codes of the kinds by which lists of people are taken as files.
pub(super) fn lists(app: &App) -> Vec<&'static str> {
    app.kinds.iter().filter(|kind| kind.is_list).map(|kind| kind.code).collect()
}

/// Openings of a filter, each with the name of the teacher whose case it is.
fn openings(reader: &mut Reader, filter: &Filter, most: usize) -> Result<Vec<(Row, String)>, DbError> {
    let rows = audit::rows(reader, filter, most)?;
    let each = |of: fn(&Row) -> String| {
        let ids: BTreeSet<String> = rows.iter().map(of).filter(|id| !id.is_empty()).collect();
        ids.into_iter().collect::<Vec<_>>()
    };
    let (cases, teachers) =
        (each(|row| row.case.map(|id| id.to_string()).unwrap_or_default()), each(|row| row.teacher.clone()));
    let records = each(|row| row.record.clone());
    let whose: BTreeMap<String, String> = store::whose(reader, &cases)?.into_iter().collect();
    let people: BTreeMap<String, String> = store::named(reader, &teachers)?.into_iter().collect();
    let recorded: BTreeMap<String, String> = store::recorded(reader, &records)?.into_iter().collect();
    let named = |row: &Row| {
        let of_case = row.case.and_then(|id| whose.get(&id.to_string()));
        let of_person = || people.get(&row.teacher).or_else(|| recorded.get(&row.record));
        of_case.or_else(of_person).cloned().unwrap_or_default()
    };
    let with_name = |row: Row| {
        let whose = named(&row);
        (row, whose)
    };
    Ok(rows.into_iter().map(with_name).collect())
}

fn line(app: &App, (row, whose): &(Row, String)) -> Line {
    Line {
        at: app.config.zone.brief(row.at),
        who: match &row.who {
            Some(name) => name.full(),
            None if row.neighbour.is_empty() => "Система".to_owned(),
            None => row.neighbour.clone(),
        },
        role: match row.role {
            Some(role) => role.words(),
            None if row.neighbour.is_empty() => "",
            None => "соседняя система",
        },
        href: match row.case {
            Some(id) => format!("/applications/{id}"),
            None if row.record.is_empty() => String::new(),
            None => format!("/register/{}", row.record),
        },
        number: row.number.clone(),
        whose: whose.clone(),
        words: what(app, row, whose),
        address: row.address.clone(),
    }
}

/// What was opened: where the journal has the name alone, what kind of thing was done to it.
fn what(app: &App, row: &Row, whose: &str) -> String {
    let kind = app.kinds.iter().find(|kind| kind.code == row.act && row.words == whose);
    kind.map_or_else(|| row.words.clone(), |kind| kind.label.to_owned())
}

/// «: кто — Смирнова, с — 01.11.2026».
pub(super) fn narrowed(form: &Form) -> String {
    let names = ["кто", "дело", "с", "по"];
    let said = FIELDS.iter().zip(names).map(|(field, name)| (name, form.text(field)));
    let said: Vec<String> =
        said.filter(|(_, value)| !value.is_empty()).map(|(name, value)| format!("{name} — {value}")).collect();
    said.join(", ")
}

async fn show(by: Centre, State(app): State<App>, RawQuery(raw): RawQuery) -> Result<Response, Failure> {
    let mut form = Form::of_urlencoded(raw.unwrap_or_default().as_bytes());
    let filter = filter(&app, &mut form).await?;
    let (is_asked, is_first) = (filter.is_some(), filter.as_ref().is_none_or(|filter| filter.after.is_none()));
    let mut rows = Vec::new();
    if let Some(filter) = filter {
        rows = app.db.read(move |reader| openings(reader, &filter, PAGE + 1)).await?;
        let fact = Fact::of(kinds::EXPOSURE, format!("просмотрено, кто открывал дела: {}", narrowed(&form)));
        app.db.act(by.by(), app.now(), move |act| act.record(fact, ())).await?;
    }
    let has_next = rows.len() > PAGE;
    rows.truncate(PAGE);
    let border = rows.last().filter(|_| has_next).map(|(row, _)| listing::border(row.at, row.id));
    let next = border.map(|border| listing::address("/journal/exposure", &form, &FIELDS, &border));
    let sound = form.is_sound();
    let page = ExposurePage {
        frame: by.frame(&app, "Кто открывал дела").sound(sound).trail(&[("/journal", "Журнал")]),
        is_asked,
        lines: rows.iter().map(|row| line(&app, row)).collect(),
        export_href: listing::address("/journal/exposure/export", &form, &FIELDS, ""),
        people_href: if form.text("who").is_empty() {
            String::new()
        } else {
            listing::address("/journal/exposure/people", &form, &FIELDS, "")
        },
        first: if is_first { String::new() } else { listing::address("/journal/exposure", &form, &FIELDS, "") },
        next: next.unwrap_or_default(),
        form,
    };
    if sound { page::page(&page) } else { page::faulty(&page) }
}

const COLUMNS: [(&str, f64); 7] = [
    ("Когда", 18.0),
    ("Кто открывал", 36.0),
    ("Роль", 18.0),
    ("Чьё дело", 36.0),
    ("Номер дела", 12.0),
    ("Что открыто", 60.0),
    ("Адрес сети", 18.0),
];

async fn export(by: Centre, State(app): State<App>, RawQuery(raw): RawQuery) -> Result<Response, Failure> {
    let mut form = Form::of_urlencoded(raw.unwrap_or_default().as_bytes());
    let Some(mut filter) = filter(&app, &mut form).await? else {
        return Ok(page::go(&listing::address("/journal/exposure", &form, &FIELDS, "")));
    };
    filter.after = None;
    let mut file = Export::new("Кто открывал дела", &COLUMNS)?;
    loop {
        let (asked, step) = (filter.clone(), file.next_step());
        let rows = app.db.read(move |reader| openings(reader, &asked, step)).await?;
        for row in &rows {
            let one = line(&app, row);
            let cells = [one.at.as_str(), &one.who, one.role, &one.whose, &one.number, &one.words, &one.address];
            file.row(&cells.map(Cell::Text))?;
        }
        let Some((last, _)) = rows.last().filter(|_| rows.len() == step) else {
            break;
        };
        filter.after = Some((last.at, last.id));
    }
    let told = format!("выгружено, кто открывал дела: {}, строк: {}", narrowed(&form), file.rows());
    let fact = Fact::of(kinds::EXPOSURE, told);
    app.db.act(by.by(), app.now(), move |act| act.record(fact, ())).await?;
    file.answer(&format!("Кто открывал дела {}.xlsx", app.today())).await
}
