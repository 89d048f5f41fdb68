//! Cases of the archive whose term is over, the oldest first; those that are chosen go into an act of erasure.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;

use crate::accounts::Centre;
use crate::context::App;
use crate::platform::act::Fact;
use crate::platform::doors::Doors;
use crate::platform::engine::DbError;
use crate::platform::failure::Failure;
use crate::platform::form::{Choice, Form};
use crate::platform::listing;
use crate::platform::page::{self, Frame};
use crate::platform::words;

use super::erasure::{self, Erasure};
use super::kinds;
use super::model::{Sort, Version, kept_until};
use super::store::{self, OverCase};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/retention", show).post("/retention", draw_up)
}

/// Rows of one page.
const PAGE: usize = 20;

struct Line {
    id: String,
    name: String,
    number: String,
    post: String,
    school: String,
    over: String,
    until: String,
    is_ticked: bool,
}

#[derive(Template)]
#[template(path = "retention/due.html")]
struct DuePage {
    frame: Frame,
    form: Form,
    lines: Vec<Line>,
    /// Acts the chosen cases may go into: a new one and the drafts.
    acts: Vec<Choice>,
    term: String,
    first: String,
    next: String,
}

fn line(app: &App, versions: &[Version], one: &OverCase, ticked: &[String]) -> Line {
    let (id, over) = (one.case.id.to_string(), app.config.zone.day(one.over_at));
    Line {
        is_ticked: ticked.contains(&id),
        id,
        name: one.case.name.full(),
        number: one.case.number.clone(),
        post: one.case.post_and_subject(),
        school: one.case.school_name.clone(),
        over: words::day(over),
        until: kept_until(versions, Sort::CASES, over).map(words::day).unwrap_or_default(),
    }
}

async fn show(by: Centre, State(app): State<App>, RawQuery(raw): RawQuery) -> Result<Response, Failure> {
    let form = Form::of_urlencoded(raw.unwrap_or_default().as_bytes());
    draw(&app, &by, form).await
}

async fn draw(app: &App, by: &Centre, form: Form) -> Result<Response, Failure> {
    let after = listing::after(form.value("after"));
    let (today, zone) = (app.today(), app.config.zone.clone());
    let read = app.db.read(move |reader| {
        let versions = store::versions(reader)?;
        let most = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
        let rows = store::past_term(reader, &versions, (today, &zone), after, most)?;
        Ok::<_, DbError>((versions, rows, erasure::drafts(reader)?))
    });
    let (versions, mut rows, drafts) = read.await?;
    let has_next = rows.len() > PAGE;
    rows.truncate(PAGE);
    let next = rows
        .last()
        .filter(|_| has_next)
        .map(|last| listing::address("/retention", &Form::new(), &[], &listing::border(last.over_at, last.case.id)));
    let term = versions.iter().find(|one| one.sort.code == Sort::CASES && one.is_in_force(today));
    let sound = form.is_sound();
    let (ticked, chosen) =
        (form.all("case"), |one: &Erasure| Choice::new(one.id.to_string(), format!("Проект акта {}", one.called())));
    let page = DuePage {
        frame: by.frame(app, "Хранение дел").sound(sound),
        form,
        lines: rows.iter().map(|one| line(app, &versions, one, &ticked)).collect(),
        acts: std::iter::once(Choice::new("", "Новый акт")).chain(drafts.iter().map(chosen)).collect(),
        term: term.map_or_else(|| "на сегодня не задан".to_owned(), Version::term),
        first: after.map(|_| "/retention".to_owned()).unwrap_or_default(),
        next: next.unwrap_or_default(),
    };
    if sound { page::page(&page) } else { page::faulty(&page) }
}

/// The chosen cases go into a new act of erasure, or into a draft.
async fn draw_up(by: Centre, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    let mut cases = form.all("case");
    cases.sort_unstable();
    cases.dedup();
    if cases.is_empty() {
        form.fault("case", "Отметьте хотя бы одно дело.");
        return draw(&app, &by, form).await;
    }
    let (into, today, zone) = (form.value("act").parse().ok(), app.today(), app.config.zone.clone());
    let done = app.db.act(by.by(), app.now(), move |act| {
        let count = cases.len() as u64;
        let (id, kind, what) = match into {
            Some(id) => {
                erasure::add(act, id, &cases, (today, &zone))?;
                (id, kinds::ERASURE_CHANGED, "в акт об уничтожении добавлено")
            }
            None => {
                (erasure::draw(act, &cases, (today, &zone))?, kinds::ERASURE_DRAWN, "подготовлен акт об уничтожении")
            }
        };
        let told = format!("{what}: {}", words::counted(count, "дело", "дела", "дел"));
        Ok::<_, Failure>(act.record(Fact::of(kind, told).subject("erasure", id), id)?)
    });
    match done.await {
        Ok(id) => {
            let said = "Дела внесены в акт. Проверьте состав и запишите комиссию.";
            Ok(page::go_saying(by.visit.cookies, &format!("/retention/erasures/{id}"), said))
        }
        Err(Failure::Denied(why)) => {
            form.fault("case", why.reason());
            draw(&app, &by, form).await
        }
        Err(other) => Err(other),
    }
}
