//! What was submitted, for everybody of the case; the page that says it was done, for its teacher.

use askama::Template;
use axum::extract::{FromRequestParts, State};
use axum::http::request::Parts;
use axum::response::Response;

use crate::accounts;
use crate::applications::{self, kinds::OPENED};
use crate::assignments::{CaseInSight, Relation};
use crate::context::App;
use crate::platform::act::Fact;
use crate::platform::doors::{Doors, Guard};
use crate::platform::engine::DbError;
use crate::platform::failure::Failure;
use crate::platform::page::{self, Frame};
use crate::platform::words;

use super::courses::{self, Line};
use super::store::{self, Reply, Signature};
use super::tasks::Task;

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/applications/{id}/application", show).get("/applications/{id}/submitted", done)
}

/// A case before the teacher whose it is.
pub(super) struct OwnCase(pub(super) CaseInSight);

impl Guard for OwnCase {
    const WHO: &'static str = "the teacher of the case";
}

impl FromRequestParts<App> for OwnCase {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let seen = CaseInSight::from_request_parts(parts, app).await?;
        if seen.relation == Relation::Teacher {
            return Ok(Self(seen));
        }
        let id = seen.case.id.to_string();
        Err(seen.by.turned_away(app, "application", &id).await)
    }
}

/// Answers under one heading.
struct Part {
    title: String,
    answers: Vec<Reply>,
}

struct SignatureLines {
    signed: String,
    hash: String,
    edition: String,
}

#[derive(Template)]
#[template(path = "applying/content.html")]
struct ContentPage {
    frame: Frame,
    id: String,
    name: String,
    number: String,
    received: String,
    parts: Vec<Part>,
    courses: Vec<Line>,
    signature: Option<SignatureLines>,
    is_own: bool,
}

/// Answers a specialist does not need: how to reach the teacher and their СНИЛС.
pub(super) fn is_private(one: &Reply) -> bool {
    let fields = Task::Person.fields();
    one.part == Task::Person.words() && fields.iter().any(|field| field.label == one.question)
}

fn parts_of(answers: Vec<Reply>) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for one in answers {
        match parts.last_mut().filter(|part| part.title == one.part) {
            Some(part) => part.answers.push(one),
            None => parts.push(Part { title: one.part.clone(), answers: vec![one] }),
        }
    }
    parts
}

fn signature_lines(app: &App, one: &Signature) -> SignatureLines {
    SignatureLines {
        signed: app.config.zone.written(one.signed_at),
        hash: one.hash.clone(),
        edition: accounts::consent_edition(&one.agreement),
    }
}

async fn show(seen: CaseInSight, State(app): State<App>) -> Result<Response, Failure> {
    let id = seen.case.id;
    let fact = Fact::of(OPENED, "открыто заявление педагога").application(id);
    app.db.act(seen.by.by(), app.now(), move |act| act.record(fact, ())).await?;
    let (mut answers, courses, signature) = app
        .db
        .glance(move |reader| {
            Ok::<_, DbError>((
                store::answers_of(reader, id)?,
                store::courses_of_case(reader, id)?,
                store::signature_of(reader, id)?,
            ))
        })
        .await?;
    if seen.relation == Relation::Specialist {
        answers.retain(|one| !is_private(one));
    }
    let home = format!("/applications/{id}");
    page::page(&ContentPage {
        frame: seen.by.frame(&app, "Заявление").trail(&[seen.list(), (&home, &seen.case.name.short())]),
        id: id.to_string(),
        name: seen.case.name.full(),
        number: seen.case.number.clone(),
        received: words::day(seen.case.received_on),
        parts: parts_of(answers),
        courses: courses.iter().map(courses::line).collect(),
        signature: signature.map(|one| signature_lines(&app, &one)),
        is_own: seen.relation == Relation::Teacher,
    })
}

#[derive(Template)]
#[template(path = "applying/submitted.html")]
struct SubmittedPage {
    frame: Frame,
    id: String,
    number: String,
    received: String,
    consider_by: String,
    decide_by: String,
}

async fn done(own: OwnCase, State(app): State<App>) -> Result<Response, Failure> {
    let case = &own.0.case;
    let id = case.id;
    let (consider_by, decide_by) = app.db.glance(move |reader| applications::last_days(reader, id)).await?;
    page::page(&SubmittedPage {
        frame: own.0.by.frame(&app, "Заявление подано").trail(&[("/cabinet", "Личный кабинет")]),
        id: id.to_string(),
        number: case.number.clone(),
        received: words::day(case.received_on),
        consider_by: words::day(consider_by),
        decide_by: words::day(decide_by),
    })
}
