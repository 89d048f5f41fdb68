//! «Педагог уволен»: the coordinator of the school writes the dismissal down, and the case ends before its decision.

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

fn dismissal_page(app: &App, seat: &CaseInSight, form: Form) -> DismissalPage {
    let frame = frame(app, seat, "Педагог уволен", &form);
    DismissalPage { frame, form, id: seat.case.id.to_string(), teacher: seat.case.name.full() }
}

async fn show(CaseOfSchool(seat): CaseOfSchool, State(app): State<App>) -> Result<Response, Failure> {
    seat.case.after(Move::Withdraw)?;
    page::page(&dismissal_page(&app, &seat, Form::new()))
}

async fn send(CaseOfSchool(seat): CaseOfSchool, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    seat.case.after(Move::Withdraw)?;
    let on = new_version::day(&mut form, "on", "Укажите последний день работы, например 20.11.2026.");
    if on.is_some_and(|day| day > app.today()) {
        form.fault("on", "Этот день ещё не наступил. Запишите увольнение, когда оно состоится.");
    }
    let order = new_version::line(&mut form, "order", "Укажите номер приказа об увольнении.");
    let words = new_version::line(&mut form, "words", "");
    let Some(on) = on.filter(|_| form.is_sound()) else {
        return page::faulty(&dismissal_page(&app, &seat, form));
    };
    let ground = Ground::Dismissed(Dismissal { on, order, words });
    end(&app, &seat, ground, "Увольнение записано, заявление отозвано.").await
}
