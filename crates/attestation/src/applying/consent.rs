//! Consent to the processing of data and the agreement on the signature: each a document of its own, on its own page,
//! kept with its version and the moment. Only the teacher gives them.

use askama::Template;
use axum::extract::{FromRequestParts, Path, State};
use axum::http::request::Parts;
use axum::response::Response;

use crate::accounts::{self, Anyone, path_part};
use crate::context::App;
use crate::platform::act::Fact;
use crate::platform::doors::{Doors, Guard};
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::page::{self, Frame};

use super::guards::OwnDraft;
use super::kinds;
use super::tasks::Task;
use super::texts::{self, AGREEMENT, CONSENT, Text};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors
        .get("/drafts/{id}/consents/{text}", show)
        .post("/drafts/{id}/consents/{text}", give)
        .get("/consents/{document}/{edition}", read)
}

/// A text before the teacher it is for.
struct OwnText {
    own: OwnDraft,
    text: &'static Text,
}

impl Guard for OwnText {
    const WHO: &'static str = OwnDraft::WHO;
}

impl FromRequestParts<App> for OwnText {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let own = OwnDraft::from_request_parts(parts, app).await?;
        let code = path_part(parts, app, "text").await;
        let text = if code == Task::Consent.code() {
            &CONSENT
        } else if code == Task::Agreement.code() {
            &AGREEMENT
        } else {
            return Err(Failure::Hidden);
        };
        Ok(Self { own, text })
    }
}

#[derive(Template)]
#[template(path = "applying/consent.html")]
struct ConsentPage {
    frame: Frame,
    form: Form,
    action: String,
    draft: String,
    text: &'static Text,
    edition: String,
    /// Whom a consent is given to; empty at what is no consent.
    operator: String,
    given: String,
}

async fn consent_page(app: &App, asked: &OwnText, form: Form) -> Result<Response, Failure> {
    let (account, text) = (asked.own.draft.account, asked.text);
    let given =
        app.db.glance(move |reader| accounts::consent_given(reader, account, text.document, text.version)).await?;
    let draft = format!("/drafts/{}", asked.own.draft.id);
    let is_consent = std::ptr::eq(text, &raw const CONSENT);
    let task = if is_consent { Task::Consent } else { Task::Agreement };
    let sound = form.faults().is_empty();
    let page = ConsentPage {
        frame: asked
            .own
            .by
            .frame(app, text.title)
            .sound(sound)
            .trail(&[("/cabinet", "Личный кабинет"), (&draft, "Черновик заявления")]),
        form,
        action: super::draft::href(&draft, task),
        draft,
        text,
        edition: accounts::consent_edition(text.version),
        operator: if is_consent { app.config.operator() } else { String::new() },
        given: given.map(|at| app.config.zone.written(at)).unwrap_or_default(),
    };
    if sound { page::page(&page) } else { page::faulty(&page) }
}

async fn show(asked: OwnText, State(app): State<App>) -> Result<Response, Failure> {
    consent_page(&app, &asked, Form::new()).await
}

#[derive(Template)]
#[template(path = "applying/text.html")]
struct TextPage {
    frame: Frame,
    text: &'static Text,
    edition: String,
}

/// A text in the edition somebody agreed to.
async fn read(
    anyone: Anyone,
    State(app): State<App>,
    Path((document, version)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let text = texts::edition(&document, &version).ok_or(Failure::Hidden)?;
    let edition = accounts::consent_edition(text.version);
    page::page(&TextPage { frame: anyone.frame(&app, text.title), text, edition })
}

async fn give(asked: OwnText, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    if !form.ticked("agree") {
        form.fault("agree", "Отметьте, что вы согласны. Без этого заявление не отправить.");
    }
    if !form.is_sound() {
        return consent_page(&app, &asked, form).await;
    }
    let (by, draft, text) = (asked.own.by, asked.own.draft, asked.text);
    let (account, id, address, operator) = (draft.account, draft.id, by.visit.address_text(), app.config.operator());
    app.db
        .act(by.by(), app.now(), move |act| {
            // Agreed to once: the first time is what counts.
            if accounts::consent_given(act, account, text.document, text.version)?.is_none() {
                accounts::give_consent(act, account, (text.document, text.version), (&address, &operator))?;
            }
            let words = format!("принято: {}, редакция {}", text.title, text.version);
            Ok::<_, Failure>(act.record(Fact::of(kinds::AGREED, words).subject("draft", id), ())?)
        })
        .await?;
    Ok(page::go_saying(by.visit.cookies, &format!("/drafts/{id}"), "Согласие сохранено."))
}
