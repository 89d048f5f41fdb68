//! A new secret for an address, with the own password; the one before it signs nothing from then on.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::accounts::{InCharge, prove_password};
use crate::context::App;
use crate::platform::doors::Doors;
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::page::{self, Frame};

use super::model::Hook;
use super::new::shown_once;
use super::{kinds, one, signing, store};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/settings/hooks/{id}/secret", show).post("/settings/hooks/{id}/secret", renew)
}

#[derive(Template)]
#[template(path = "api/hooks/secret.html")]
struct SecretPage {
    frame: Frame,
    form: Form,
    name: String,
    home: String,
}

fn draw(app: &App, seat: &InCharge<Hook>, form: Form) -> Result<Response, Failure> {
    let sound = form.is_sound();
    let home = one::home(&seat.it);
    let page = SecretPage {
        frame: seat
            .by
            .frame(app, "Новый секрет")
            .sound(sound)
            .trail(&[("/settings/api", "Доступ для соседних систем"), (&home, "Адрес уведомлений")]),
        form,
        name: seat.it.token.name.clone(),
        home,
    };
    if sound { page::page(&page) } else { page::faulty(&page) }
}

async fn show(seat: InCharge<Hook>, State(app): State<App>) -> Result<Response, Failure> {
    draw(&app, &seat, Form::new())
}

async fn renew(seat: InCharge<Hook>, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    if !prove_password(&app, &seat.by.account, &mut form).await? {
        return draw(&app, &seat, form.without_passwords());
    }
    let (home, name) = (one::home(&seat.it), seat.it.token.name.clone());
    let (secret, hook) = (signing::new_secret()?, seat.it);
    let new = secret.clone();
    app.db
        .act(seat.by.by(), app.now(), move |act| {
            if !store::renew(act, hook.id, (&hook.secret, &new))? {
                return Err(Failure::Conflict(
                    "Секрет этого адреса только что сменили в другом окне. Если нужен ещё один, сделайте его заново."
                        .to_owned(),
                ));
            }
            Ok(act.record(kinds::fact(kinds::RENEWED, &hook, "секрет уведомлений заменён"), ())?)
        })
        .await?;
    shown_once(&app, &seat.by, "Новый секрет", (name, secret), home)
}
