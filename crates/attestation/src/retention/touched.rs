//! «Кого затронуло»: every teacher whose cases a person has opened within a period, each once, as a list and a sheet.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use officedocs::table::Cell;

use crate::accounts::Centre;
use crate::audit::{self, Filter, Touched};
use crate::context::App;
use crate::platform::act::Fact;
use crate::platform::doors::Doors;
use crate::platform::engine::DbError;
use crate::platform::export::Export;
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::listing;
use crate::platform::page::{self, Frame};
use crate::platform::words;

use super::exposure::{FIELDS, filter, lists, narrowed};
use super::kinds;

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/journal/exposure/people", show).get("/journal/exposure/people/export", export)
}

/// Rows of one page.
const PAGE: usize = 20;
const HOME: &str = "/journal/exposure/people";

struct Line {
    name: String,
    times: String,
    first: String,
    last: String,
}

#[derive(Template)]
#[template(path = "retention/touched.html")]
struct TouchedPage {
    frame: Frame,
    asked: String,
    lines: Vec<Line>,
    /// How many lists were taken, in words; empty when none.
    lists: String,
    back_href: String,
    export_href: String,
    first: String,
    next: String,
}

/// What is asked; none when it is not about a person, or when something is wrong with it.
async fn asked(app: &App, form: &mut Form) -> Result<Option<Filter>, Failure> {
    let found = filter(app, form).await?;
    Ok(found.filter(|one| one.people.is_some()).map(|one| Filter { lists: Vec::new(), after: None, ..one }))
}

fn border(form: &Form) -> Option<(String, String)> {
    form.value("after").split_once('.').map(|(name, id)| (name.to_owned(), id.to_owned()))
}

fn line(app: &App, one: &Touched) -> Line {
    let zone = &app.config.zone;
    Line {
        name: one.name.full(),
        times: words::counted(one.times.unsigned_abs(), "раз", "раза", "раз"),
        first: zone.brief(one.first),
        last: zone.brief(one.last),
    }
}

async fn show(by: Centre, State(app): State<App>, RawQuery(raw): RawQuery) -> Result<Response, Failure> {
    let mut form = Form::of_urlencoded(raw.unwrap_or_default().as_bytes());
    let back = listing::address("/journal/exposure", &form, &FIELDS, "");
    let Some(filter) = asked(&app, &mut form).await? else {
        return Ok(page::go(&back));
    };
    let (after, kinds_of_lists) = (border(&form), lists(&app));
    let is_first = after.is_none();
    let read = app.db.read(move |reader| {
        let rows = audit::touched(reader, &filter, after.as_ref(), PAGE + 1)?;
        Ok::<_, DbError>((rows, audit::lists_taken(reader, &filter, &kinds_of_lists)?))
    });
    let (mut rows, taken) = read.await?;
    let fact = Fact::of(kinds::EXPOSURE, format!("просмотрено, кого затронуло: {}", narrowed(&form)));
    app.db.act(by.by(), app.now(), move |act| act.record(fact, ())).await?;
    let has_next = rows.len() > PAGE;
    rows.truncate(PAGE);
    let last = rows.last().filter(|_| has_next).map(|one| format!("{}.{}", one.name_key, one.id));
    page::page(&TouchedPage {
        frame: by
            .frame(&app, "Кого затронуло")
            .trail(&[("/journal", "Журнал"), ("/journal/exposure", "Кто открывал дела")]),
        asked: narrowed(&form),
        lines: rows.iter().map(|one| line(&app, one)).collect(),
        lists: if taken == 0 {
            String::new()
        } else {
            words::counted(taken.unsigned_abs(), "список", "списка", "списков")
        },
        export_href: listing::address("/journal/exposure/people/export", &form, &FIELDS, ""),
        first: if is_first { String::new() } else { listing::address(HOME, &form, &FIELDS, "") },
        next: last.map(|last| listing::address(HOME, &form, &FIELDS, &last)).unwrap_or_default(),
        back_href: back,
    })
}

const COLUMNS: [(&str, f64); 4] =
    [("Педагог", 40.0), ("Сколько раз открывали", 22.0), ("Впервые", 18.0), ("В последний раз", 18.0)];

async fn export(by: Centre, State(app): State<App>, RawQuery(raw): RawQuery) -> Result<Response, Failure> {
    let mut form = Form::of_urlencoded(raw.unwrap_or_default().as_bytes());
    let Some(filter) = asked(&app, &mut form).await? else {
        return Ok(page::go(&listing::address("/journal/exposure", &form, &FIELDS, "")));
    };
    let mut file = Export::new("Кого затронуло", &COLUMNS)?;
    let mut after: Option<(String, String)> = None;
    loop {
        let (asked, step, from) = (filter.clone(), file.next_step(), after.clone());
        let rows = app.db.read(move |reader| audit::touched(reader, &asked, from.as_ref(), step)).await?;
        for one in &rows {
            let shown = line(&app, one);
            file.row(&[
                Cell::Text(&shown.name),
                Cell::Text(&shown.times),
                Cell::Text(&shown.first),
                Cell::Text(&shown.last),
            ])?;
        }
        let Some(last) = rows.last().filter(|_| rows.len() == step) else {
            break;
        };
        after = Some((last.name_key.clone(), last.id.clone()));
    }
    let told = format!("выгружено, кого затронуло: {}, строк: {}", narrowed(&form), file.rows());
    let fact = Fact::of(kinds::EXPOSURE, told);
    app.db.act(by.by(), app.now(), move |act| act.record(fact, ())).await?;
    file.answer(&format!("Кого затронуло {}.xlsx", app.today())).await
}
