//! The owner switches the second step off: with the password and a code, unless a role demands it.

use axum::extract::State;
use axum::response::Response;

use crate::context::App;
use crate::platform::act::Fact;
use crate::platform::doors::Doors;
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::page;

use super::asking::{self, Asked};
use super::{Refused, home, letters, store};
use crate::accounts::guards::SignedIn;
use crate::accounts::kinds;
use crate::accounts::model::Signed;
use crate::accounts::proof::prove_password;

const REMOVAL: &str = "/profile/second-step/removal";

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get(REMOVAL, ask).post(REMOVAL, remove)
}

const ASKED: Asked = Asked {
    title: "Выключить второй шаг входа",
    text: "Для входа будет достаточно пароля, запасные коды перестанут действовать. Тот, кто узнает пароль, сможет войти в ваш кабинет.",
    action: REMOVAL,
    button: "Выключить второй шаг",
    is_hard: true,
};

/// Whether this person may switch it off: asked by the page and by its handler alike.
async fn may(app: &App, person: &Signed) -> Result<(), Failure> {
    if !person.second_step {
        return Err(Refused::Off.into());
    }
    if home::is_demanded(app, person).await? { Err(Refused::Demanded.into()) } else { Ok(()) }
}

async fn ask(person: SignedIn, State(app): State<App>) -> Result<Response, Failure> {
    may(&app, &person).await?;
    asking::draw(&app, &person, &ASKED, Form::new())
}

async fn remove(person: SignedIn, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    may(&app, &person).await?;
    if !prove_password(&app, &person.account, &mut form).await? {
        return asking::draw(&app, &person, &ASKED, form);
    }
    let letter = letters::removed(&app, &person.account)?;
    let id = person.account.id;
    app.db
        .act(person.by(), app.now(), move |act| {
            if !store::take_off(act, id)? {
                return Err(Refused::Off.into());
            }
            act.post(&letter)?;
            Ok::<_, Failure>(act.record(Fact::of(kinds::STEP_REMOVED, "второй шаг входа выключен в профиле"), ())?)
        })
        .await?;
    app.bell.ring();
    let said = "Второй шаг входа выключен. На почту отправлено письмо.";
    Ok(page::go_saying(person.visit.cookies, "/profile", said))
}
