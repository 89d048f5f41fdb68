//! All open cases of a specialist go to another; when the specialist leaves, the role is closed after that.

use axum::extract::State;
use axum::response::Response;

use crate::accounts::{self, Signed};
use crate::applications::Application;
use crate::context::App;
use crate::platform::act::{Act, Done, Fact};
use crate::platform::doors::Doors;
use crate::platform::engine::DbError;
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::ids::Id;
use crate::platform::page;
use crate::platform::words;

use super::group::Unplaced;
use super::guards::SpecialistSeat;
use super::list::{self, ListFilter};
use super::model::{SpecialistLoad, conflict};
use super::web::{chosen, reason_from, specialists};
use super::workload::specialist_page;
use super::{kinds, letters, store};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.post("/workload/{seat}/handover", hand_over)
}

/// Cases handed over at once; nobody has so many, and one act stays short.
const MOST: i64 = 1_000;

/// What is to be done, once the form is sound.
struct Handover {
    from: SpecialistLoad,
    to: Option<SpecialistLoad>,
    cases: Vec<Application>,
    reason: String,
    close: bool,
}

async fn hand_over(desk: SpecialistSeat, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    let cases = open_cases(&app, &desk).await?;
    let close = form.ticked("close");
    let mut to = None;
    if cases.is_empty() && !close {
        form.fault(
            "close",
            "Дел в работе у специалиста нет, передавать нечего. Чтобы закрыть роль, поставьте эту отметку.",
        );
    } else if !cases.is_empty() {
        let all = specialists(&app, &cases).await?;
        to = chosen(&mut form, &all).cloned();
        if to.as_ref().is_some_and(|to| to.seat == desk.who.seat) {
            form.fault("seat", "Это тот же специалист. Выберите другого.");
        }
        if let Some(to) = &to {
            let (from, other) = (desk.who.seat, to.seat);
            let shared: Result<_, DbError> = app.db.read(move |reader| store::shared(reader, from, other)).await;
            if let Some(named) = named_conflicts(to, &cases, &shared?) {
                form.fault("seat", named);
            }
        }
    }
    let reason = reason_from(&mut form, "reason", true);
    if !form.is_sound() {
        return page::faulty(&specialist_page(&app, &desk, form, "").await?);
    }
    let SpecialistSeat { by, who: from } = desk;
    let plan = Handover { from, to, cases, reason, close };
    carry_out(&app, &by, plan).await
}

async fn open_cases(app: &App, desk: &SpecialistSeat) -> Result<Vec<Application>, Failure> {
    let seat = desk.who.seat;
    let filter = ListFilter { waiting: true, ..ListFilter::default() };
    let read = app.db.read(move |reader| list::assigned_to(reader, seat, &filter, MOST));
    let cases: Result<_, DbError> = read.await;
    Ok(cases?)
}

/// Cases named in a refusal; how many more there are is said after them.
const NAMED: usize = 10;

fn named_conflicts(to: &SpecialistLoad, cases: &[Application], shared: &[Id<Application>]) -> Option<String> {
    let bad: Vec<String> = cases
        .iter()
        .filter_map(|case| {
            let both = shared.contains(&case.id).then(|| Unplaced::Member.to_string());
            let why = conflict(to, case).map(|why| why.to_string()).or(both)?;
            Some(format!("{} ({}) — {why}", case.number, case.name.short()))
        })
        .collect();
    if bad.is_empty() {
        return None;
    }
    let more = match bad.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" и ещё {more}"),
    };
    let named = bad[..bad.len().min(NAMED)].join("; ");
    Some(format!(
        "Конфликт интересов, ничего не передано: {named}{more}. Передайте эти дела по одному другому специалисту или выберите другого."
    ))
}

async fn carry_out(app: &App, by: &Signed, plan: Handover) -> Result<Response, Failure> {
    let count = words::counted(plan.cases.len() as u64, "дело", "дела", "дел");
    let mut said = Vec::new();
    if let Some(to) = &plan.to {
        said.push(format!("Специалисту {} передано: {count}.", to.name.short()));
    }
    if plan.close {
        said.push(format!("Роль специалиста {} закрыта.", plan.from.name.short()));
    }
    let back = if plan.close { "/workload".to_owned() } else { format!("/workload/{}", plan.from.seat) };
    let inner = app.clone();
    app.db.act(by.by(), app.now(), move |act| in_act(act, &inner, &plan)).await?;
    app.bell.ring();
    Ok(page::go_saying(by.visit.cookies, &back, &said.join(" ")))
}

fn in_act(act: &mut Act<'_>, app: &App, plan: &Handover) -> Result<Done<()>, Failure> {
    let from = plan.from.name.short();
    if let Some(to) = &plan.to {
        for case in &plan.cases {
            if !store::members(act, case.id)?.iter().any(|one| one.seat == plan.from.seat) {
                return Err(Failure::Conflict(
                    "Пока вы работали, часть дел передали другому. Ничего не изменено: откройте страницу заново."
                        .into(),
                ));
            }
        }
        store::hand_over(act, app, to, &plan.cases, (Some(plan.from.seat), &plan.reason))?;
        let count = words::counted(plan.cases.len() as u64, "дело", "дела", "дел");
        let fact = Fact::of(kinds::HANDED_OVER, format!("от {from} к {}: {count}", to.name.short()))
            .subject("seat", plan.from.seat);
        let told = act.note(fact)?;
        if !plan.close {
            return Ok(act.end(told, ()));
        }
    }
    if list::counts_of(act, plan.from.seat, app.today())?.waiting > 0 {
        return Err(Failure::Conflict(
            "У специалиста ещё остались дела в работе. Передайте их и закройте роль снова.".into(),
        ));
    }
    if !accounts::end_seat(act, plan.from.seat, &plan.reason)? {
        return Err(Failure::Conflict("Эта роль уже закрыта.".into()));
    }
    let addressee = store::addressee(act, &plan.from)?;
    act.post(&letters::role_closed(app, &addressee)?)?;
    let fact = Fact::of(accounts::kinds::SEAT_ENDED, format!("закрыта роль специалиста {from}: {}", plan.reason));
    Ok(act.record(fact.subject("seat", plan.from.seat), ())?)
}
