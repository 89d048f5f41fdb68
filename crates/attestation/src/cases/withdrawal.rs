//! An application taken back by the teacher: the centre writes it down with the ground.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::applications::{self, Move, Mover, kinds};
use crate::assignments::{self, CentreCase};
use crate::context::App;
use crate::platform::act::Fact;
use crate::platform::doors::Doors;
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::page::{self, Frame};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/applications/{id}/withdrawal", show).post("/applications/{id}/withdrawal", withdraw)
}

#[derive(Template)]
#[template(path = "cases/withdrawal.html")]
struct WithdrawalPage {
    frame: Frame,
    form: Form,
    id: String,
    teacher: String,
}

async fn show(seat: CentreCase, State(app): State<App>) -> Result<Response, Failure> {
    seat.case.stage.after(Move::Withdraw)?;
    page::page(&withdrawal_page(&app, &seat, Form::new()))
}

fn withdrawal_page(app: &App, seat: &CentreCase, form: Form) -> WithdrawalPage {
    let home = format!("/applications/{}", seat.case.id);
    let frame = seat
        .by
        .frame(app, "Отзыв заявления")
        .sound(form.is_sound())
        .trail(&[("/applications", "Аттестация"), (&home, &seat.case.name.short())]);
    WithdrawalPage { frame, form, id: seat.case.id.to_string(), teacher: seat.case.name.full() }
}

async fn withdraw(seat: CentreCase, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    let ground = form.text("ground");
    if ground.is_empty() {
        form.fault("ground", "Напишите основание, например: заявление педагога от 20.11.2026.");
    }
    if !form.is_sound() {
        return page::faulty(&withdrawal_page(&app, &seat, form));
    }
    let (case, inner) = (seat.case.clone(), app.clone());
    app.db
        .act(seat.by.by(), app.now(), move |act| {
            applications::step(act, &case, Move::Withdraw)?;
            // A specialist whose result is recorded has nothing left to do in the case.
            if case.stage.mover() == Mover::Specialist {
                assignments::close(act, &inner, &case, "заявление отозвано")?;
            }
            Ok::<_, Failure>(
                act.record(
                    Fact::of(kinds::WITHDRAWN, format!("заявление отозвано: {ground}")).application(case.id),
                    (),
                )?,
            )
        })
        .await?;
    app.bell.ring();
    Ok(page::go_saying(seat.by.visit.cookies, &format!("/applications/{}", seat.case.id), "Заявление отозвано."))
}
