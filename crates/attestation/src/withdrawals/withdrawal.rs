//! An application taken back: by the teacher with a reason, or written down by the centre with the ground.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::applications::Move;
use crate::assignments::{CaseInSight, Relation};
use crate::context::App;
use crate::platform::doors::Doors;
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::page::{self, Frame};

use super::ending;
use super::guards::CaseToWithdraw;
use super::model::Ground;

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/applications/{id}/withdrawal", show).post("/applications/{id}/withdrawal", withdraw)
}

#[derive(Template)]
#[template(path = "withdrawals/withdrawal.html")]
struct WithdrawalPage {
    frame: Frame,
    form: Form,
    id: String,
    teacher: String,
    is_own: bool,
}

async fn show(CaseToWithdraw(seat): CaseToWithdraw, State(app): State<App>) -> Result<Response, Failure> {
    seat.case.after(Move::Withdraw)?;
    page::page(&withdrawal_page(&app, &seat, Form::new()))
}

fn withdrawal_page(app: &App, seat: &CaseInSight, form: Form) -> WithdrawalPage {
    let is_own = seat.relation == Relation::Teacher;
    let frame = frame(app, seat, "Отзыв заявления", &form);
    WithdrawalPage { frame, form, id: seat.case.id.to_string(), teacher: seat.case.name.full(), is_own }
}

/// The frame of a page by which a case is ended.
pub(super) fn frame(app: &App, seat: &CaseInSight, title: &str, form: &Form) -> Frame {
    let home = format!("/applications/{}", seat.case.id);
    seat.by.frame(app, title).sound(form.is_sound()).trail(&[seat.list(), (&home, &seat.case.name.short())])
}

async fn withdraw(
    CaseToWithdraw(seat): CaseToWithdraw,
    State(app): State<App>,
    mut form: Form,
) -> Result<Response, Failure> {
    let ground = form.text("ground");
    if ground.is_empty() {
        let missing = if seat.relation == Relation::Teacher {
            "Напишите причину, например: подам заявление позже."
        } else {
            "Напишите основание, например: заявление педагога от 20.11.2026."
        };
        form.fault("ground", missing);
    }
    if !form.is_sound() {
        return page::faulty(&withdrawal_page(&app, &seat, form));
    }
    let ground = if seat.relation == Relation::Teacher { Ground::Own(ground) } else { Ground::Paper(ground) };
    end(&app, &seat, ground, "Заявление отозвано.").await
}

/// Ends the case and goes back to it.
pub(super) async fn end(app: &App, seat: &CaseInSight, ground: Ground, said: &str) -> Result<Response, Failure> {
    let (case, house) = (seat.case.clone(), app.clone());
    let done = app.db.act(seat.by.by(), app.now(), move |act| {
        let told = ending::withdraw(act, &house, &case, &ground)?;
        Ok::<_, Failure>(act.end(told, ()))
    });
    done.await?;
    app.bell.ring();
    Ok(page::go_saying(seat.by.visit.cookies, &format!("/applications/{}", seat.case.id), said))
}
