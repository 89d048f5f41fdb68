//! What was submitted, for everybody of the case; the page that says it was done, for its teacher.

use askama::Template;
use axum::extract::{FromRequestParts, State};
use axum::http::request::Parts;
use axum::response::Response;

use crate::accounts;
use crate::applications::{self, Application, kinds::OPENED};
use crate::assignments::{CaseInSight, Relation};
use crate::commission::CaseOnAgenda;
use crate::context::App;
use crate::platform::act::Fact;
use crate::platform::doors::{Doors, Guard};
use crate::platform::engine::DbError;
use crate::platform::failure::Failure;
use crate::platform::page::{self, Frame};
use crate::platform::words;

use super::courses::{self, Line};
use super::store::{self, Course, Reply, Signature};
use super::tasks::Task;
use super::whole;
use super::{consent_paper, correction};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors
        .get("/applications/{id}/application", show)
        .get("/sittings/{id}/cases/{item}/application", show_on_agenda)
        .get("/applications/{id}/submitted", done)
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

/// A case before whoever has handed it in: the teacher whose it is, or the coordinator of their school who has filed its original on
/// paper and gives the teacher what they are to have in hand.
pub(super) struct HandedIn(pub(super) CaseInSight);

impl Guard for HandedIn {
    const WHO: &'static str = "the teacher of the case, the coordinator of its school for an original on paper";
}

impl FromRequestParts<App> for HandedIn {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let seen = CaseInSight::from_request_parts(parts, app).await?;
        if gets_receipt(app, &seen).await? {
            return Ok(Self(seen));
        }
        let id = seen.case.id.to_string();
        Err(seen.by.turned_away(app, "application", &id).await)
    }
}

/// Whether the receipt is given to whoever reads this case.
async fn gets_receipt(app: &App, seen: &CaseInSight) -> Result<bool, DbError> {
    let id = seen.case.id;
    match seen.relation {
        Relation::Teacher => Ok(true),
        Relation::Coordinator => app.db.glance(move |reader| correction::is_helped_on_paper(reader, id)).await,
        _ => Ok(false),
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
    /// The address of the case, for this person.
    home: String,
    /// The address of the application as PDF; empty when it is not given.
    pdf: String,
    name: String,
    number: String,
    received: String,
    parts: Vec<Part>,
    courses: Vec<Line>,
    signature: Option<SignatureLines>,
    /// The address of the receipt, for the teacher whose it is and the coordinator of the school.
    receipt: String,
    /// The address of the consent it was signed with; empty when it is not given.
    consent: String,
}

/// Answers a specialist and a member do not need: how to reach the teacher and their СНИЛС.
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
    seen.may_open()?;
    let id = seen.case.id;
    let fact = Fact::of(OPENED, "открыто заявление педагога").application(id);
    app.db.act(seen.by.by(), app.now(), move |act| act.record(fact, ())).await?;
    let mut told = told(&app, &seen.case).await?;
    if seen.relation == Relation::Specialist {
        told.answers.retain(|one| !is_private(one));
    }
    let home = format!("/applications/{id}");
    let frame = seen.by.frame(&app, "Заявление").trail(&[seen.list(), (&home, &seen.case.name.short())]);
    let pdf = if told.answers.is_empty() { String::new() } else { format!("{home}/application/pdf") };
    let has_consent = told.signature.is_some() && consent_paper::is_for(seen.relation);
    let consent = if has_consent { format!("{home}/consent") } else { String::new() };
    let has_receipt = gets_receipt(&app, &seen).await?;
    let page = content(&app, &seen.case, told, frame, (home, pdf, has_receipt));
    page::page(&ContentPage { consent, ..page })
}

/// What a commission reads of the application, without how to reach the teacher.
async fn show_on_agenda(seen: CaseOnAgenda, State(app): State<App>) -> Result<Response, Failure> {
    seen.opened(&app, "открыто заявление педагога").await?;
    let case = &seen.line.case;
    let mut told = told(&app, case).await?;
    told.answers.retain(|one| !is_private(one));
    let (session, home) = (format!("/sittings/{}", seen.sitting.id), seen.home());
    let trail =
        [("/sittings", "Заседания"), (&session, &*words::day(seen.sitting.held_on)), (&home, &case.name.short())];
    let frame = seen.by.frame(&app, "Заявление").trail(&trail);
    page::page(&content(&app, case, told, frame, (home.clone(), String::new(), false)))
}

/// What the teacher has told in an application.
struct Told {
    answers: Vec<Reply>,
    courses: Vec<Course>,
    signature: Option<Signature>,
}

async fn told(app: &App, case: &Application) -> Result<Told, Failure> {
    let id = case.id;
    let read = app.db.glance(move |reader| {
        Ok::<_, DbError>(Told {
            answers: store::answers_of(reader, id)?,
            courses: store::courses_of_case(reader, id)?,
            signature: store::signature_of(reader, id)?,
        })
    });
    Ok(read.await?)
}

fn content(
    app: &App,
    case: &Application,
    told: Told,
    frame: Frame,
    (home, pdf, has_receipt): (String, String, bool),
) -> ContentPage {
    ContentPage {
        frame,
        receipt: if has_receipt { format!("{home}/receipt") } else { String::new() },
        consent: String::new(),
        home,
        pdf,
        name: whole::signed_name(&told.answers).map_or_else(|| case.name.full(), str::to_owned),
        number: case.number.clone(),
        received: words::day(case.received_on),
        parts: parts_of(told.answers),
        courses: told.courses.iter().map(courses::line).collect(),
        signature: told.signature.map(|one| signature_lines(app, &one)),
    }
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
