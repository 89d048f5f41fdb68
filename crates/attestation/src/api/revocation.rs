//! A token taken back, with a reason: from that moment no request with it is answered.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::accounts::{InCharge, prove_password};
use crate::context::App;
use crate::platform::act::Fact;
use crate::platform::doors::Doors;
use crate::platform::failure::{Failure, Refusal};
use crate::platform::form::Form;
use crate::platform::page::{self, Frame};

use super::model::{AlreadyRevoked, Token};
use super::{kinds, store};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/settings/api/{id}/revocation", show).post("/settings/api/{id}/revocation", revoke)
}

/// The longest reason, in letters.
const LONGEST_REASON: usize = 500;

#[derive(Template)]
#[template(path = "api/revocation.html")]
struct RevocationPage {
    frame: Frame,
    form: Form,
    home: String,
    name: String,
}

fn draw(app: &App, seat: &InCharge<Token>, form: Form) -> Result<Response, Failure> {
    let sound = form.is_sound();
    let home = format!("/settings/api/{}", seat.it.id);
    let page = RevocationPage {
        frame: seat
            .by
            .frame(app, "Отозвать доступ")
            .sound(sound)
            .trail(&[("/settings/api", "Доступ для соседних систем"), (&home, &seat.it.name)]),
        form,
        name: seat.it.name.clone(),
        home,
    };
    if sound { page::page(&page) } else { page::faulty(&page) }
}

/// Why something is taken back or switched off; with a fault at the field when it is empty or too long.
pub(super) fn given_reason(form: &mut Form) -> String {
    let reason = form.text("reason");
    if reason.is_empty() {
        form.fault("reason", "Укажите причину: она останется в журнале.");
    } else if reason.chars().count() > LONGEST_REASON {
        form.fault("reason", format!("Причина слишком длинная. Уложитесь в {LONGEST_REASON} знаков."));
    }
    reason
}

async fn show(seat: InCharge<Token>, State(app): State<App>) -> Result<Response, Failure> {
    seat.it.may_revoke()?;
    draw(&app, &seat, Form::new())
}

async fn revoke(seat: InCharge<Token>, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    seat.it.may_revoke()?;
    let reason = given_reason(&mut form);
    let is_proved = prove_password(&app, &seat.by.account, &mut form).await?;
    if !is_proved || !form.is_sound() {
        return draw(&app, &seat, form.without_passwords());
    }
    let (id, told) = (seat.it.id, format!("доступ «{}» отозван: {reason}", seat.it.name));
    app.db
        .act(seat.by.by(), app.now(), move |act| {
            if !store::revoke(act, id, &reason)? {
                return Err(Failure::Conflict(AlreadyRevoked.reason()));
            }
            Ok(act.record(Fact::of(kinds::REVOKED, told).subject("neighbour", id), ())?)
        })
        .await?;
    Ok(page::go_saying(seat.by.visit.cookies, &format!("/settings/api/{id}"), "Доступ отозван."))
}
