//! An application taken back: by the teacher with a reason, or written down by the centre with the ground.

use askama::Template;
use axum::extract::{FromRequestParts, State};
use axum::http::request::Parts;
use axum::response::Response;

use crate::applications::{self, Move, Mover, kinds};
use crate::assignments::{self, CaseInSight, Relation};
use crate::context::App;
use crate::platform::act::Fact;
use crate::platform::doors::{Doors, Guard};
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::page::{self, Frame};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/applications/{id}/withdrawal", show).post("/applications/{id}/withdrawal", withdraw)
}

/// A case before those who may end it: the teacher whose it is, and the centre.
struct CaseToWithdraw(CaseInSight);

impl Guard for CaseToWithdraw {
    const WHO: &'static str = "the teacher of the case, the centre";
}

impl FromRequestParts<App> for CaseToWithdraw {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let seen = CaseInSight::from_request_parts(parts, app).await?;
        if matches!(seen.relation, Relation::Teacher | Relation::Centre) {
            return Ok(Self(seen));
        }
        let id = seen.case.id.to_string();
        Err(seen.by.turned_away(app, "application", &id).await)
    }
}

#[derive(Template)]
#[template(path = "cases/withdrawal.html")]
struct WithdrawalPage {
    frame: Frame,
    form: Form,
    id: String,
    teacher: String,
    is_own: bool,
}

async fn show(CaseToWithdraw(seat): CaseToWithdraw, State(app): State<App>) -> Result<Response, Failure> {
    seat.case.stage.after(Move::Withdraw)?;
    page::page(&withdrawal_page(&app, &seat, Form::new()))
}

fn withdrawal_page(app: &App, seat: &CaseInSight, form: Form) -> WithdrawalPage {
    let home = format!("/applications/{}", seat.case.id);
    let frame = seat
        .by
        .frame(app, "Отзыв заявления")
        .sound(form.is_sound())
        .trail(&[seat.list(), (&home, &seat.case.name.short())]);
    let is_own = seat.relation == Relation::Teacher;
    WithdrawalPage { frame, form, id: seat.case.id.to_string(), teacher: seat.case.name.full(), is_own }
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
    let (case, inner) = (seat.case.clone(), app.clone());
    let whose = if seat.relation == Relation::Teacher {
        "заявление отозвано педагогом"
    } else {
        "заявление отозвано"
    };
    app.db
        .act(seat.by.by(), app.now(), move |act| {
            applications::step(act, &case, Move::Withdraw)?;
            // A specialist whose result is recorded has nothing left to do in the case.
            if case.stage.mover() == Mover::Specialist {
                assignments::close(act, &inner, &case, "заявление отозвано")?;
            }
            Ok::<_, Failure>(
                act.record(Fact::of(kinds::WITHDRAWN, format!("{whose}: {ground}")).application(case.id), ())?,
            )
        })
        .await?;
    app.bell.ring();
    Ok(page::go_saying(seat.by.visit.cookies, &format!("/applications/{}", seat.case.id), "Заявление отозвано."))
}
