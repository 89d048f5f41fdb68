//! «Педагог уволен»: the coordinator of the school writes the dismissal down, and the case ends before its decision. It cannot be
//! taken back, so a page in between repeats whose it is, the day and the order.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::applications::Move;
use crate::assignments::CaseInSight;
use crate::context::App;
use crate::platform::doors::Doors;
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::new_version;
use crate::platform::page::{self, Frame};
use crate::platform::words;

use super::guards::CaseOfSchool;
use super::model::{Dismissal, Ground};
use super::withdrawal::{end, frame};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/applications/{id}/dismissal", show).post("/applications/{id}/dismissal", send)
}

#[derive(Template)]
#[template(path = "withdrawals/dismissal.html")]
struct DismissalPage {
    frame: Frame,
    form: Form,
    id: String,
    teacher: String,
}

#[derive(Template)]
#[template(path = "withdrawals/dismissal_check.html")]
struct CheckPage {
    frame: Frame,
    form: Form,
    id: String,
    facts: Vec<(&'static str, String)>,
}

fn dismissal_page(app: &App, seat: &CaseInSight, form: Form) -> DismissalPage {
    let frame = frame(app, seat, "Педагог уволен", &form);
    DismissalPage { frame, form, id: seat.case.id.to_string(), teacher: seat.case.name.full() }
}

async fn show(CaseOfSchool(seat): CaseOfSchool, State(app): State<App>) -> Result<Response, Failure> {
    seat.case.after(Move::Withdraw)?;
    page::page(&dismissal_page(&app, &seat, Form::new()))
}

/// What will be written down, before it is.
fn check_page(app: &App, seat: &CaseInSight, form: Form, dismissal: Dismissal) -> CheckPage {
    let case = &seat.case;
    let mut facts = vec![
        ("Педагог", case.name.full()),
        ("Дело", format!("№\u{a0}{}, получено {}", case.number, words::day(case.received_on))),
        ("Последний день работы", words::day(dismissal.on)),
        ("Номер приказа", dismissal.order),
    ];
    if !dismissal.words.is_empty() {
        facts.push(("Пояснение", dismissal.words));
    }
    let frame = frame(app, seat, "Проверьте увольнение", &form);
    CheckPage { frame, form, id: case.id.to_string(), facts }
}

async fn send(CaseOfSchool(seat): CaseOfSchool, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    seat.case.after(Move::Withdraw)?;
    let on = new_version::day(&mut form, "on", "Укажите последний день работы, например 20.11.2026.");
    if on.is_some_and(|day| day > app.today()) {
        form.fault("on", "Этот день ещё не наступил. Запишите увольнение, когда оно состоится.");
    }
    let received = seat.case.received_on;
    if on.is_some_and(|day| day < received) {
        let day = words::day(received);
        form.fault("on", format!("Заявление получено {day}, а это день до него: уволенный не подаёт заявления. Проверьте день, месяц и год."));
    }
    let order = new_version::line(&mut form, "order", "Укажите номер приказа об увольнении.");
    let more = new_version::line(&mut form, "words", "");
    let Some(on) = on.filter(|_| form.is_sound()) else {
        return page::faulty(&dismissal_page(&app, &seat, form));
    };
    if form.ticked("back") {
        return page::page(&dismissal_page(&app, &seat, form));
    }
    let dismissal = Dismissal { on, order, words: more };
    if !form.ticked("confirmed") {
        return page::page(&check_page(&app, &seat, form, dismissal));
    }
    end(&app, &seat, Ground::Dismissed(dismissal), "Увольнение записано, заявление отозвано.").await
}
