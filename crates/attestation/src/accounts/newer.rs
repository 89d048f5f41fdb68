//! A newer edition of the consent, or another operator: whoever agreed to an older one, or with another operator, is told of it
//! at home, reads it and agrees, or stays with the older.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::config::Config;
use crate::context::App;
use crate::platform::act::Fact;
use crate::platform::doors::Doors;
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::page::{self, Frame, MenuItem};

use super::consents::{self, EDITIONS, Older, REGISTERED};
use super::guards::SignedIn;
use super::{consent_edition, kinds};

/// Where the newer edition is read and agreed to.
const HOME: &str = "/consent";

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get(HOME, show).post(HOME, agree)
}

/// What a person is told at home.
pub(super) fn notice(older: &Older, config: &Config) -> MenuItem {
    if !older.operator.is_empty() {
        let words = format!(
            "Согласие на обработку персональных данных вы давали другому оператору. Теперь это {}: прочитайте согласие и подтвердите",
            config.centre_name
        );
        return MenuItem::new(HOME, words);
    }
    let edition = consent_edition(EDITIONS[0].version);
    let words = format!(
        "Изменился текст согласия на обработку персональных данных, редакция от {edition}: прочитайте и подтвердите"
    );
    MenuItem::new(HOME, words)
}

#[derive(Template)]
#[template(path = "accounts/newer.html")]
struct NewerPage {
    frame: Frame,
    /// Whom the consent is given to.
    operator: String,
    action: &'static str,
    version: &'static str,
    edition: String,
    data: &'static str,
    older: String,
    older_href: String,
    /// Whom it was given to, when that was another operator; empty otherwise.
    other: String,
}

async fn show(person: SignedIn, State(app): State<App>) -> Result<Response, Failure> {
    let (id, house) = (person.account.id, app.clone());
    let read = app.db.glance(move |reader| consents::older(reader, id, &house.config));
    let Some(older) = read.await? else {
        return Ok(page::go("/privacy"));
    };
    let title = if older.operator.is_empty() {
        "Новая редакция согласия"
    } else {
        "Согласие новому оператору"
    };
    page::page(&NewerPage {
        operator: app.config.operator(),
        frame: person.frame(&app, title).trail(&[("/cabinet", "Личный кабинет")]),
        action: HOME,
        version: EDITIONS[0].version,
        edition: consent_edition(EDITIONS[0].version),
        data: EDITIONS[0].data,
        older_href: consents::consent_href(REGISTERED, &older.version),
        older: consent_edition(&older.version),
        other: older.operator,
    })
}

async fn agree(person: SignedIn, State(app): State<App>, form: Form) -> Result<Response, Failure> {
    let version = EDITIONS[0].version;
    if form.value("edition") != version {
        return Err(Failure::Conflict(
            "Текст согласия с тех пор изменился. Откройте страницу заново и прочитайте его.".into(),
        ));
    }
    let (id, address, house) = (person.account.id, person.visit.address_text(), app.clone());
    app.db
        .act(person.by(), app.now(), move |act| {
            consents::hold(act, id)?;
            if consents::older(act, id, &house.config)?.is_none() {
                return Err(Failure::Conflict("Вы уже согласились с этой редакцией.".into()));
            }
            consents::give_consent(act, id, (REGISTERED, version), (&address, &house.config.operator()))?;
            let words = format!("согласие на обработку персональных данных, редакция от {}", consent_edition(version));
            Ok(act.record(Fact::of(kinds::AGREED, words), ())?)
        })
        .await?;
    Ok(page::go_saying(person.visit.cookies, person.seat.role.home(), "Спасибо, ваше согласие записано."))
}
