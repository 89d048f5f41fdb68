//! Spare codes: ten at a time, shown once, kept hashed like passwords.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::context::App;
use crate::platform::act::Fact;
use crate::platform::doors::Doors;
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::page::{self, Frame};
use crate::platform::secret;

use super::asking::{self, Asked};
use super::code::{spare_codes, spare_groups};
use super::{HOME, Refused, frame, letters, store};
use crate::accounts::guards::SignedIn;
use crate::accounts::model::Signed;
use crate::accounts::proof::prove_password;
use crate::accounts::{kinds, password};

const CODES: &str = "/profile/second-step/codes";

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get(CODES, ask).post(CODES, renew)
}

const ASKED: Asked = Asked {
    title: "Новые запасные коды",
    text: "Система сделает десять новых запасных кодов и покажет их один раз. Прежние сразу перестанут действовать.",
    action: CODES,
    button: "Сделать новые коды",
    is_hard: false,
};

/// Spare codes just made, with what is kept of them.
pub(super) struct Made {
    shown: Vec<String>,
    kept: Kept,
}

/// What is kept of spare codes.
#[derive(Clone)]
pub(super) struct Kept {
    pub(super) salt: String,
    pub(super) hashes: Vec<String>,
}

impl Made {
    pub(super) fn kept(&self) -> Kept {
        self.kept.clone()
    }
}

/// Makes ten codes and their hashes.
pub(super) async fn make(app: &App) -> Result<Made, Failure> {
    let (codes, salt) = (spare_codes()?, secret::cookie_secret()?);
    let shown = codes.iter().map(|code| spare_groups(code)).collect();
    let hashes = password::spare_hashes(app, codes, salt.clone()).await?;
    Ok(Made { shown, kept: Kept { salt, hashes } })
}

#[derive(Template)]
#[template(path = "accounts/second_step/codes.html")]
struct CodesPage {
    frame: Frame,
    codes: Vec<String>,
}

/// The page with codes that are not shown again.
pub(super) fn shown_once(app: &App, person: &Signed, made: &Made, title: &str) -> Result<Response, Failure> {
    let frame = frame(app, person, title, &[(HOME, "Второй шаг входа")]);
    page::page(&CodesPage { frame, codes: made.shown.clone() })
}

async fn ask(person: SignedIn, State(app): State<App>) -> Result<Response, Failure> {
    if person.second_step { asking::draw(&app, &person, &ASKED, Form::new()) } else { Err(Refused::Off.into()) }
}

async fn renew(person: SignedIn, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    if !person.second_step {
        return Err(Refused::Off.into());
    }
    if !prove_password(&app, &person.account, &mut form).await? {
        return asking::draw(&app, &person, &ASKED, form);
    }
    let made = make(&app).await?;
    let letter = letters::spare(&app, &person.account)?;
    let (id, kept) = (person.account.id, made.kept());
    app.db
        .act(person.by(), app.now(), move |act| {
            if !store::put_spare(act, id, &kept.salt, &kept.hashes)? {
                return Err(Refused::Off.into());
            }
            act.post(&letter)?;
            Ok::<_, Failure>(act.record(Fact::of(kinds::SPARE_CODES, "сделаны новые запасные коды"), ())?)
        })
        .await?;
    app.bell.ring();
    shown_once(&app, &person, &made, "Новые запасные коды")
}
