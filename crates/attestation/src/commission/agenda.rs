//! The agenda of a session: ready cases added by ticked boxes, taken off, put first or last.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;

use crate::accounts::InCharge;
use crate::applications::{self, Application};
use crate::context::App;
use crate::organizations;
use crate::platform::act::{Act, Fact};
use crate::platform::doors::Doors;
use crate::platform::engine::DbError;
use crate::platform::failure::Failure;
use crate::platform::form::{Choice, Form};
use crate::platform::ids::Id;
use crate::platform::listing;
use crate::platform::page::{self, Frame};
use crate::platform::words;

use super::board::{ASKED, PAGE, after};
use super::kinds;
use super::sitting::verdict_words;
use super::sittings::when;
use super::store::{self, Extra, Item, Sitting, Sought, Turned};
use super::taking_off;
use super::timely::Untimely;

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/sittings/{id}/agenda", show).post("/sittings/{id}/agenda", change)
}

/// Days after a session within which the last day of a case makes it pressing.
const PRESSING: i64 = 3;
/// Cases of one form at most.
const MOST: usize = 200;
/// Cases of one agenda at most: so many a protocol holds.
const ALL: i64 = super::document::MOST;

struct Line {
    id: String,
    name: String,
    about: String,
    asked: &'static str,
    verdict: String,
    decide_by: String,
    untimely: Option<Untimely>,
    /// What the documents of the case lack; empty when nothing.
    doubted: String,
    /// Whether its last day is that of the session or comes soon after: it is decided there or late.
    is_pressing: bool,
    state: &'static str,
    tone: &'static str,
}

#[derive(Template)]
#[template(path = "commission/agenda.html")]
struct AgendaPage {
    frame: Frame,
    form: Form,
    id: String,
    municipalities: Vec<Choice>,
    /// Whose cases are shown.
    sought: Sought,
    when: String,
    lines: Vec<Line>,
    /// How many cases are ready of those that are asked for; 0 when all ready ones are on this page.
    ready: i64,
    first_href: String,
    next_href: String,
}

fn line(app: &App, sitting: &Sitting, (case, extra): &(Application, Extra), doubted: String) -> Line {
    Line {
        id: case.id.to_string(),
        name: case.name.full(),
        about: format!("{} · {} · №\u{a0}{}", case.post_and_subject(), case.school_name, case.number),
        asked: case.category.words(),
        verdict: verdict_words(extra),
        decide_by: words::day(extra.last_day),
        is_pressing: (sitting.held_on..=sitting.held_on.plus(PRESSING)).contains(&extra.last_day),
        untimely: Untimely::of(sitting.held_on, extra, &app.config.zone),
        doubted,
        state: case.stage.words(),
        tone: case.stage.tone(),
    }
}

async fn show(seat: InCharge<Sitting>, State(app): State<App>, RawQuery(raw): RawQuery) -> Result<Response, Failure> {
    let form = Form::of_urlencoded(raw.unwrap_or_default().as_bytes());
    let (after, sought) = (after(&form), sought(&form));
    let (of, asked) = (seat.it.clone(), sought.clone());
    let read = app.db.read(move |reader| {
        let all = store::candidates(reader, &of, &asked, after, ASKED)?;
        let is_part = all.len() > PAGE || after.is_some() || !asked.is_all();
        let ready = if is_part { store::ready_count(reader, &of, &asked, ALL)? } else { 0 };
        let doubted = applications::doubted(reader, all.iter().map(|(case, _)| case))?;
        Ok::<_, DbError>((all, ready, doubted, organizations::municipalities(reader)?))
    });
    let (mut all, ready, doubted, municipalities) = read.await?;
    let has_more = all.len() > PAGE;
    all.truncate(PAGE);
    let path = format!("/sittings/{}/agenda", seat.it.id);
    let address = |after: &str| listing::address(&path, &form, &["municipality", "surname"], after);
    let (sitting, home) = (&seat.it, format!("/sittings/{}", seat.it.id));
    let next = all.last().filter(|_| has_more);
    let day = words::day(sitting.held_on);
    page::page(&AgendaPage {
        frame: seat.by.frame(&app, "Добавить дела в повестку").trail(&[("/sittings", "Заседания"), (&home, &day)]),
        id: sitting.id.to_string(),
        when: when(sitting),
        next_href: next.map(|(case, extra)| address(&format!("{}.{}", extra.last_day, case.id))).unwrap_or_default(),
        first_href: if after.is_some() { address("") } else { String::new() },
        municipalities: listing::choices(
            "Все муниципалитеты",
            municipalities.iter().map(|name| (name.as_str(), name.as_str())),
        ),
        sought,
        lines: all.iter().zip(doubted).map(|(one, doubted)| line(&app, sitting, one, doubted)).collect(),
        ready,
        form,
    })
}

fn sought(form: &Form) -> Sought {
    Sought { municipality: form.text("municipality"), surname: form.text("surname") }
}

fn ticked<T>(form: &Form, field: &str) -> Vec<Id<T>> {
    let mut all: Vec<Id<T>> = Vec::new();
    for id in form.all(field).iter().filter_map(|one| one.parse().ok()) {
        if !all.contains(&id) {
            all.push(id);
        }
    }
    all
}

async fn change(seat: InCharge<Sitting>, State(app): State<App>, form: Form) -> Result<Response, Failure> {
    let (cases, items) = (ticked::<Application>(&form, "case"), ticked::<Item>(&form, "item"));
    let (what, sought) = (form.value("do").to_owned(), sought(&form));
    let home = format!("/sittings/{}", seat.it.id);
    let cookies = seat.by.visit.cookies;
    let (is_adding, is_all) = (what == "add", what == "all");
    if !is_all && (if is_adding { cases.is_empty() } else { items.is_empty() }) {
        let to = if is_adding { format!("{home}/agenda") } else { home };
        return Ok(page::go_saying(cookies, &to, "Отметьте дела в списке."));
    }
    if cases.len() > MOST || items.len() > MOST {
        let said = format!("За один раз можно отметить не больше {MOST} дел.");
        return Ok(page::go_saying(cookies, &home, &said));
    }
    let sitting = seat.it.clone();
    if what == "remove" {
        return taking_off::send(&app, &seat, &form, items).await;
    }
    let done = app.db.act(seat.by.by(), app.now(), move |act| {
        let said = match what.as_str() {
            "add" => add(act, &sitting, &cases)?,
            "all" => {
                let ready = store::candidates(act, &sitting, &sought, None, (ALL - sitting.cases).max(0))?;
                put(act, &sitting, &ready.into_iter().map(|(case, _)| case).collect::<Vec<_>>())?
            }
            "first" => turn(act, &sitting, &items, Turned::First)?,
            _ => turn(act, &sitting, &items, Turned::Last)?,
        };
        let fact = Fact::of(kinds::ORDER, format!("повестка изменена: {said}")).subject("sitting", sitting.id);
        Ok::<_, Failure>(act.record(fact, said)?)
    });
    let said = done.await?;
    Ok(page::go_saying(cookies, &home, &said))
}

pub(super) fn counted(number: usize) -> String {
    words::counted(number as u64, "дело", "дела", "дел")
}

fn add(act: &mut Act<'_>, sitting: &Sitting, cases: &[Id<Application>]) -> Result<String, Failure> {
    let mut all = Vec::new();
    for id in cases {
        all.push(applications::by_id(act, *id)?.ok_or(Failure::Hidden)?);
    }
    put(act, sitting, &all)
}

fn put(act: &mut Act<'_>, sitting: &Sitting, all: &[Application]) -> Result<String, Failure> {
    let put = store::put_on_agenda(act, sitting, all)?;
    let day = words::day(sitting.held_on);
    let (added, there) = (counted(put.len()), all.len() - put.len());
    act.note_all(put.into_iter().map(|case| {
        Fact::of(kinds::AGENDA, format!("дело включено в повестку заседания {day}"))
            .application(case.id)
            .subject("sitting", sitting.id)
    }))?;
    let there =
        if there == 0 { String::new() } else { format!(" Уже в этой повестке: {}.", counted(there)) };
    Ok(format!("В повестку добавлено: {added}.{there}"))
}

/// Takes a case that goes no further off the agenda it waits on, and tells why; nothing when it waits on none.
///
/// # Errors
/// When the database does not answer.
pub fn take_off_agenda(act: &mut Act<'_>, case: &Application, why: &str) -> Result<(), Failure> {
    if let Some((sitting, day)) = store::take_off(act, case)? {
        let words = format!("дело снято с повестки заседания {}: {why}", words::day(day));
        act.note(Fact::of(kinds::TAKEN_OFF, words).application(case.id).subject("sitting", sitting))?;
    }
    Ok(())
}

fn turn(act: &mut Act<'_>, sitting: &Sitting, items: &[Id<Item>], to: Turned) -> Result<String, Failure> {
    if store::reorder(act, sitting, items, to)? != items.len() as u64 {
        return Err(Failure::Conflict(
            "Повестку этого заседания уже нельзя изменить: она другая или заседание завершено.".into(),
        ));
    }
    let place = if to == Turned::First { "в начало" } else { "в конец" };
    Ok(format!("Перенесено {place} повестки: {}.", counted(items.len())))
}
