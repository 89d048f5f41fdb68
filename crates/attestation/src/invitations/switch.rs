//! The switch of public registration: open or closed, since when and by whom.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::accounts::Steward;
use crate::context::App;
use crate::platform::act::Fact;
use crate::platform::doors::Doors;
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::page::{self, Frame};

use super::store::Turn;
use super::{kinds, store};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/settings/registration", show).post("/settings/registration", turn)
}

/// Turns shown.
const MOST_TURNS: i64 = 20;

struct Event {
    when: String,
    text: String,
}

#[derive(Template)]
#[template(path = "invitations/switch.html")]
struct SwitchPage {
    frame: Frame,
    is_open: bool,
    history: Vec<Event>,
}

async fn show(by: Steward, State(app): State<App>) -> Result<Response, Failure> {
    let turns = app.db.read(move |reader| store::turns(reader, MOST_TURNS)).await?;
    let event = |turn: &Turn| Event {
        when: app.config.zone.written(turn.at),
        text: format!("{}: {}", if turn.is_open { "Открыта" } else { "Закрыта" }, turn.by.short()),
    };
    page::page(&SwitchPage {
        frame: by
            .frame(&app, "Регистрация педагогов")
            .trail(&[("/cabinet", "Личный кабинет"), ("/settings", "Настройки")]),
        is_open: turns.first().is_some_and(|turn| turn.is_open),
        history: turns.iter().map(event).collect(),
    })
}

async fn turn(by: Steward, State(app): State<App>, form: Form) -> Result<Response, Failure> {
    let is_open = form.value("open") == "yes";
    app.db
        .act(by.by(), app.now(), move |act| {
            if !store::turn(act, is_open)? {
                return Err(Failure::Conflict(
                    "Регистрацию уже переключил кто-то другой. Откройте страницу заново.".into(),
                ));
            }
            let words = if is_open {
                "регистрация педагогов открыта"
            } else {
                "регистрация педагогов закрыта"
            };
            Ok(act.record(Fact::of(kinds::TURNED, words), ())?)
        })
        .await?;
    let said = if is_open {
        "Регистрация открыта: на главной странице появилась кнопка «Зарегистрироваться»."
    } else {
        "Регистрация закрыта: кабинет получают только по приглашению."
    };
    Ok(page::go_saying(by.visit.cookies, "/settings/registration", said))
}
