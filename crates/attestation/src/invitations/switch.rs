//! The switch of public registration: open or closed, since when and by whom.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::accounts::Steward;
use crate::context::App;
use crate::organizations;
use crate::platform::act::Fact;
use crate::platform::doors::Doors;
use crate::platform::engine::DbError;
use crate::platform::failure::{Failure, Refusal};
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

/// There is no organization a teacher could choose.
#[derive(Debug)]
struct NoSchools;

impl Refusal for NoSchools {
    fn reason(&self) -> String {
        "В системе нет ни одной организации: педагогу не из чего выбрать свою школу. Сначала внесите организации, потом откройте регистрацию.".to_owned()
    }
}

#[derive(Template)]
#[template(path = "invitations/switch.html")]
struct SwitchPage {
    frame: Frame,
    is_open: bool,
    /// Whether there is an organization to choose.
    has_schools: bool,
    history: Vec<Event>,
}

async fn show(by: Steward, State(app): State<App>) -> Result<Response, Failure> {
    let read = app
        .db
        .read(move |reader| Ok::<_, DbError>((store::turns(reader, MOST_TURNS)?, organizations::is_any(reader)?)));
    let (turns, has_schools) = read.await?;
    let event = |turn: &Turn| Event {
        when: app.config.zone.written(turn.at),
        text: format!("{}: {}", if turn.is_open { "Открыта" } else { "Закрыта" }, turn.by.short()),
    };
    page::page(&SwitchPage {
        frame: by
            .frame(&app, "Регистрация педагогов")
            .trail(&[("/cabinet", "Личный кабинет"), ("/settings", "Настройки")]),
        has_schools,
        is_open: turns.first().is_some_and(|turn| turn.is_open),
        history: turns.iter().map(event).collect(),
    })
}

async fn turn(by: Steward, State(app): State<App>, form: Form) -> Result<Response, Failure> {
    let is_open = form.value("open") == "yes";
    app.db
        .act(by.by(), app.now(), move |act| {
            if is_open && !organizations::is_any(act)? {
                return Err(NoSchools.into());
            }
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
