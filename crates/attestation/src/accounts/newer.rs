//! A newer edition of the consent: whoever agreed to an older one is told of it at home, reads it and agrees, or stays with
//! the older.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::context::App;
use crate::platform::act::Fact;
use crate::platform::doors::Doors;
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::page::{self, Frame, MenuItem};

use super::consents::{self, EDITIONS, REGISTERED};
use super::guards::SignedIn;
use super::{consent_edition, kinds};

/// Where the newer edition is read and agreed to.
const HOME: &str = "/consent";

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get(HOME, show).post(HOME, agree)
}

/// What a person is told at home.
pub(super) fn notice() -> MenuItem {
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
}

async fn show(person: SignedIn, State(app): State<App>) -> Result<Response, Failure> {
    let id = person.account.id;
    let Some(older) = app.db.glance(move |reader| consents::older(reader, id)).await? else {
        return Ok(page::go("/privacy"));
    };
    page::page(&NewerPage {
        operator: app.config.operator(),
        frame: person.frame(&app, "Новая редакция согласия").trail(&[("/cabinet", "Личный кабинет")]),
        action: HOME,
        version: EDITIONS[0].version,
        edition: consent_edition(EDITIONS[0].version),
        data: EDITIONS[0].data,
        older_href: consents::consent_href(REGISTERED, &older),
        older: consent_edition(&older),
    })
}

async fn agree(person: SignedIn, State(app): State<App>, form: Form) -> Result<Response, Failure> {
    let version = EDITIONS[0].version;
    if form.value("edition") != version {
        return Err(Failure::Conflict(
            "Текст согласия с тех пор изменился. Откройте страницу заново и прочитайте его.".into(),
        ));
    }
    let (id, address, operator) = (person.account.id, person.visit.address_text(), app.config.operator());
    app.db
        .act(person.by(), app.now(), move |act| {
            consents::hold(act, id)?;
            if consents::older(act, id)?.is_none() {
                return Err(Failure::Conflict("Вы уже согласились с этой редакцией.".into()));
            }
            consents::give_consent(act, id, (REGISTERED, version), (&address, &operator))?;
            let words = format!("согласие на обработку персональных данных, редакция от {}", consent_edition(version));
            Ok(act.record(Fact::of(kinds::AGREED, words), ())?)
        })
        .await?;
    Ok(page::go_saying(person.visit.cookies, person.seat.role.home(), "Спасибо, ваше согласие записано."))
}
