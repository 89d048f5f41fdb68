//! The centre assigns many cases at once: those ticked in its list go to one specialist.
//! Each case is sent with the hands it was in when it was shown: what moved meanwhile is named, nothing is done silently.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::accounts::Centre;
use crate::applications::{self, Application};
use crate::context::App;
use crate::platform::doors::Doors;
use crate::platform::engine::DbError;
use crate::platform::failure::{Failure, Refusal};
use crate::platform::form::Form;
use crate::platform::ids::Id;
use crate::platform::page::{self, Frame};
use crate::platform::words;

use super::choice::{self, SpecialistLine};
use super::group::Unplaced;
use super::model::{SpecialistLoad, conflict};
use super::store::{self, MOST_PICKED, Picked};
use super::web::{chosen, reason_from, specialists};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.post("/assignments/selection", select).post("/assignments", confirm)
}

struct CaseLine {
    /// Id and hands, sent back with the form.
    sent: String,
    href: String,
    name: String,
    about: String,
    current: String,
    /// What its documents lack; empty when nothing.
    doubted: String,
    /// Why it cannot be given; empty when it can.
    trouble: String,
}

#[derive(Template)]
#[template(path = "assignments/selection.html")]
struct SelectionPage {
    frame: Frame,
    form: Form,
    count: String,
    lines: Vec<CaseLine>,
    specialists: Vec<SpecialistLine>,
    needs_reason: bool,
    offers_rest: bool,
}

/// A case as it was sent: its id and in whose hands it was shown; none when it was only ticked in a list.
struct Sent {
    id: Id<Application>,
    hands: Option<String>,
}

fn sent_cases(form: &Form) -> Vec<Sent> {
    let mut all: Vec<Sent> = Vec::new();
    for text in form.all("case") {
        let (id, hands) =
            text.split_once('~').map_or((text.as_str(), None), |(id, hands)| (id, Some(hands.to_owned())));
        if let Ok(id) = id.parse()
            && all.iter().all(|known| known.id != id)
        {
            all.push(Sent { id, hands });
        }
    }
    all
}

/// Why a case cannot be given to anybody now.
fn closed(one: &Picked) -> Option<String> {
    if let Err(no) = one.case.after(one.group.next_move()) {
        return Some(no.reason());
    }
    let is_full = !one.group.is_single() && one.group.free() == 0;
    is_full.then(|| Unplaced::Full.reason())
}

/// Whether somebody has to leave the case for another to come.
fn is_taken(one: &Picked) -> bool {
    one.group.is_single() && !one.group.members.is_empty()
}

/// The cases that were sent, and what the documents of each lack.
async fn picked(app: &App, sent: &[Sent]) -> Result<(Vec<Picked>, Vec<String>), Failure> {
    let ids: Vec<Id<Application>> = sent.iter().map(|one| one.id).collect();
    let read = app.db.read(move |reader| {
        let cases = store::picked(reader, &ids)?;
        let doubted = applications::doubted(reader, cases.iter().map(|one| &one.case))?;
        Ok((cases, doubted))
    });
    let found: Result<_, DbError> = read.await;
    Ok(found?)
}

async fn select(by: Centre, State(app): State<App>, form: Form) -> Result<Response, Failure> {
    let sent = sent_cases(&form);
    let cookies = by.visit.cookies;
    if sent.is_empty() {
        let said = "Отметьте в списке дела, которые нужно назначить.";
        return Ok(page::go_saying(cookies, "/applications", said));
    }
    if sent.len() > MOST_PICKED {
        let said = format!("За один раз можно назначить не больше {MOST_PICKED} дел.");
        return Ok(page::go_saying(cookies, "/applications", &said));
    }
    let (cases, doubted) = picked(&app, &sent).await?;
    let all = specialists(&app, &of(&cases)).await?;
    let shown = cases.iter().zip(doubted);
    let lines = shown.map(|(one, doubted)| line(one, doubted, closed(one).unwrap_or_default())).collect();
    page::page(&selection_page(&app, &by, Form::new(), (cases, lines), &all))
}

fn of(picked: &[Picked]) -> Vec<Application> {
    picked.iter().map(|one| one.case.clone()).collect()
}

fn selection_page(
    app: &App,
    by: &Centre,
    form: Form,
    (cases, lines): (Vec<Picked>, Vec<CaseLine>),
    all: &[SpecialistLoad],
) -> SelectionPage {
    let frame = by.frame(app, "Назначение специалиста");
    let needs_reason = cases.iter().any(is_taken);
    let offers_rest = !form.is_sound() && lines.iter().any(|one: &CaseLine| !one.trouble.is_empty());
    let cases: Vec<Application> = cases.into_iter().map(|one| one.case).collect();
    SelectionPage {
        frame: frame.sound(form.is_sound()).trail(&[("/applications", "Дела")]),
        count: words::counted(cases.len() as u64, "дело", "дела", "дел"),
        specialists: choice::lines(all, &cases),
        form,
        lines,
        needs_reason,
        offers_rest,
    }
}

fn line(one: &Picked, doubted: String, trouble: String) -> CaseLine {
    let case = &one.case;
    CaseLine {
        sent: format!("{}~{}", case.id, one.group.hands()),
        href: format!("/applications/{}", case.id),
        name: case.name.full(),
        about: format!("{} · {} · {}", case.number, case.post, case.school_name),
        current: one.group.words(),
        doubted,
        trouble,
    }
}

/// Why this case does not go to this specialist; none when it goes, or is theirs already.
fn trouble(one: &Picked, sent: &[Sent], to: &SpecialistLoad) -> Option<String> {
    if one.group.has(to.seat) {
        return None;
    }
    let now = one.group.hands();
    let shown = sent.iter().find(|sent| sent.id == one.case.id).and_then(|sent| sent.hands.clone());
    if shown.is_some_and(|shown| shown != now) {
        return Some("пока вы выбирали, дело передали другому".to_owned());
    }
    closed(one).or_else(|| conflict(to, &one.case).map(|why| format!("конфликт интересов: {why}")))
}

async fn confirm(by: Centre, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    let sent = sent_cases(&form);
    if sent.is_empty() || sent.len() > MOST_PICKED {
        return Err(Failure::Hidden);
    }
    let (cases, doubted) = picked(&app, &sent).await?;
    let all = specialists(&app, &of(&cases)).await?;
    let to = chosen(&mut form, &all).cloned();
    let lines: Vec<CaseLine> = cases
        .iter()
        .zip(doubted)
        .map(|(one, doubted)| {
            let why = to.as_ref().map_or_else(|| closed(one), |to| trouble(one, &sent, to));
            line(one, doubted, why.unwrap_or_default())
        })
        .collect();
    let good: Vec<Picked> =
        (cases.iter().zip(&lines)).filter(|(_, line)| line.trouble.is_empty()).map(|(one, _)| one.clone()).collect();
    let taken_over = |one: &Picked| is_taken(one) && to.as_ref().is_some_and(|to| !one.group.has(to.seat));
    let reason = reason_from(&mut form, "reason", good.iter().any(taken_over));
    if good.len() < cases.len() && to.is_some() && !form.ticked("rest") {
        let said = words::counted((cases.len() - good.len()) as u64, "дело", "дела", "дел");
        form.fault("cases", format!("Назначить нельзя: {said}, причины указаны в списке. Ничего пока не назначено."));
    }
    match to {
        Some(to) if form.is_sound() => give(&app, &by, &to, good, reason).await,
        _ => page::faulty(&selection_page(&app, &by, form, (cases, lines), &all)),
    }
}

async fn give(
    app: &App,
    by: &Centre,
    to: &SpecialistLoad,
    cases: Vec<Picked>,
    reason: String,
) -> Result<Response, Failure> {
    let cookies = by.visit.cookies;
    let (already, new): (Vec<Picked>, Vec<Picked>) = cases.into_iter().partition(|one| one.group.has(to.seat));
    let name = to.name.short();
    let count = |number: usize| words::counted(number as u64, "дело", "дела", "дел");
    let said = match (new.len(), already.len()) {
        (0, 0) => "Ни одно дело не назначено.".to_owned(),
        (0, had) => format!("Эти дела уже у специалиста {name}: {}.", count(had)),
        (given, 0) => format!("Специалисту {name} назначено: {}.", count(given)),
        (given, had) => format!("Специалисту {name} назначено: {}. Было раньше: {}.", count(given), count(had)),
    };
    if !new.is_empty() {
        let (inner, to) = (app.clone(), to.clone());
        app.db
            .act(by.by(), app.now(), move |act| {
                for one in &new {
                    if store::group(act, &one.case)?.hands() != one.group.hands() {
                        return Err(Failure::Conflict(format!(
                            "Дело {} только что передали другому. Ничего не назначено: отметьте дела заново.",
                            one.case.number
                        )));
                    }
                }
                let cases: Vec<Application> = new.into_iter().map(|one| one.case).collect();
                let told = store::hand_over(act, &inner, &to, &cases, (None, &reason))?;
                let told = told.ok_or_else(|| Failure::Conflict("Эти дела уже у специалиста.".into()))?;
                Ok(act.end(told, ()))
            })
            .await?;
        app.bell.ring();
    }
    Ok(page::go_saying(cookies, "/applications", &said))
}
