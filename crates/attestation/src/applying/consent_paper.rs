//! The consent that was given with an application, as a paper of its own: who, to whom, the text that was agreed to, when and how.
//! Source: 152-ФЗ, ст. 9 — the operator proves that the consent was given.

use axum::extract::{FromRequestParts, State};
use axum::http::request::Parts;
use axum::response::Response;
use officedocs::pdf::{Block, Paper};

use crate::accounts::{self, Consent};
use crate::applications::Application;
use crate::assignments::{CaseInSight, Relation};
use crate::context::App;
use crate::documents::made::{ToPrint, printed};
use crate::platform::doors::{Doors, Guard};
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::{Failure, Refusal};

use super::store;
use super::texts::{self, CONSENT, Text};
use super::whole;

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/applications/{id}/consent", paper)
}

/// Whether this person may take the consent away: its teacher, the coordinator of the school, the Centre.
pub(super) const fn is_for(relation: Relation) -> bool {
    matches!(relation, Relation::Teacher | Relation::Coordinator | Relation::Centre)
}

/// A case before those who may take its consent away.
struct Consented(CaseInSight);

impl Guard for Consented {
    const WHO: &'static str = "the teacher of the case, the coordinator of the school, the centre";
}

impl FromRequestParts<App> for Consented {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let seen = CaseInSight::from_request_parts(parts, app).await?;
        if is_for(seen.relation) {
            return Ok(Self(seen));
        }
        let id = seen.case.id.to_string();
        Err(seen.by.turned_away(app, "application", &id).await)
    }
}

/// There is no consent of the cabinet to print.
#[derive(Debug)]
struct NotHere;

impl Refusal for NotHere {
    fn reason(&self) -> String {
        "Это заявление подписано не в личном кабинете: согласие педагога дано на бумаге. Если его скан внесён, он среди документов дела.".to_owned()
    }
}

/// The consent an application was signed with, and the text of that edition.
fn consent_of(reader: &mut Reader, case: &Application) -> Result<Option<(Consent, &'static Text)>, DbError> {
    let Some(signature) = store::signature_of(reader, case.id)? else { return Ok(None) };
    let all = accounts::consents_of(reader, signature.account)?;
    let given =
        all.into_iter().rev().find(|one| one.document == CONSENT.document && one.given_at <= signature.signed_at);
    Ok(given.and_then(|one| texts::edition(&one.document, &one.version).map(|text| (one, text))))
}

async fn paper(Consented(seen): Consented, State(app): State<App>) -> Result<Response, Failure> {
    let case = seen.case.clone();
    let read =
        app.db.read(move |reader| Ok::<_, DbError>((consent_of(reader, &case)?, store::answers_of(reader, case.id)?)));
    let (found, answers) = read.await?;
    let (consent, text) = found.ok_or(NotHere)?;
    seen.opened(&app, "скачано согласие на обработку персональных данных").await?;
    let name = whole::signed_name(&answers).map_or_else(|| seen.case.name.full(), str::to_owned);
    let made = made(&app, (&seen.case, name), &consent, text);
    printed(made.paper, made.at, &made.name).await
}

fn made(app: &App, (case, name): (&Application, String), consent: &Consent, text: &Text) -> ToPrint {
    let fact = |name: &str, said: String| (name.to_owned(), said);
    let written = |at| app.config.zone.written(at);
    // As the page named them then; who the Centre is now, where that was not kept.
    let whom = if consent.operator.is_empty() { app.config.operator() } else { consent.operator.clone() };
    let facts = vec![
        fact("Кто даёт согласие", name),
        fact("Кому", whom),
        fact("К заявлению", format!("№\u{a0}{}", case.number)),
    ];
    let mut how = vec![
        fact("Редакция текста", accounts::consent_edition(text.version)),
        fact("Дано", written(consent.given_at)),
        fact(
            "Как дано",
            format!(
                "в личном кабинете педагога в электронной системе «Аттестация», после входа по логину и паролю, отметкой «{}»",
                text.words
            ),
        ),
    ];
    how.extend(consent.withdrawn_at.map(|at| fact("Отозвано", written(at))));
    let mut blocks = vec![Block::Title(text.title.to_owned()), Block::Facts(facts)];
    blocks.extend(text.paragraphs.iter().map(|one| Block::text(*one)));
    blocks.push(Block::Heading("Когда и как дано согласие".to_owned()));
    blocks.push(Block::Facts(how));
    ToPrint {
        paper: Paper { title: text.title.to_owned(), organization: app.config.centre_name.clone(), blocks },
        at: consent.given_at,
        name: format!("Согласие {}.pdf", case.number),
    }
}
