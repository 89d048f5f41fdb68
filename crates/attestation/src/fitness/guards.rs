//! The guard of one teacher of the own school: another school's is not there, and the journal tells.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use crate::accounts::{Coordinator, path_part};
use crate::context::App;
use crate::platform::doors::Guard;
use crate::platform::engine::DbError;
use crate::platform::failure::{Failure, Refusal};
use crate::platform::ids::Id;
use crate::platform::page::Frame;

use super::model::{Case, Held, Worker};
use super::rules::Rules;
use super::stage::{Move, Stage};
use super::store;

/// A teacher of the coordinator's own school in one post.
pub(super) struct OwnWorker {
    pub(super) by: Coordinator,
    pub(super) worker: Worker,
}

/// The attestation under way of a teacher of the own school, with the rules it began under.
pub(super) struct OwnCase {
    pub(super) by: Coordinator,
    pub(super) worker: Worker,
    pub(super) case: Case,
    pub(super) rules: Rules,
    /// Another attestation has begun since.
    pub(super) is_followed: bool,
}

/// The attestation under way, otherwise the last one when it is closed: what was written down in it may be put right.
pub(super) struct LastCase(pub(super) OwnCase);

/// An attestation that is over, whatever has begun since: its papers are made again, and what was written down in it is put right.
pub(super) struct EarlierCase(pub(super) OwnCase);

impl Guard for EarlierCase {
    const WHO: &'static str = "the coordinator of the teacher's school";
}

impl Guard for OwnWorker {
    const WHO: &'static str = "the coordinator of the teacher's school";
}

impl Guard for OwnCase {
    const WHO: &'static str = "the coordinator of the teacher's school";
}

impl Guard for LastCase {
    const WHO: &'static str = "the coordinator of the teacher's school";
}

/// Nothing is under way.
#[derive(Debug)]
struct NotBegun;

impl Refusal for NotBegun {
    fn reason(&self) -> String {
        "Аттестация этого работника не идёт. Запланируйте её на его странице.".to_owned()
    }
}

impl OwnWorker {
    /// The address of the teacher's page.
    pub(super) fn home(&self) -> String {
        home(self.worker.held())
    }

    /// A page about this teacher.
    pub(super) fn frame(&self, app: &App, title: &str) -> Frame {
        framed(app, &self.by, &self.worker, title)
    }
}

impl OwnCase {
    /// The address of the page that tells of it: the teacher's own until another attestation has begun.
    pub(super) fn home(&self) -> String {
        if self.is_followed { earlier(self.worker.held(), &self.case) } else { home(self.worker.held()) }
    }

    /// A page about this teacher.
    pub(super) fn frame(&self, app: &App, title: &str) -> Frame {
        framed(app, &self.by, &self.worker, title)
    }

    /// Whether a move may be made now.
    pub(super) fn may(&self, mv: Move) -> Result<(), Failure> {
        self.case.stage.after(mv)?;
        Ok(())
    }
}

/// The address of a teacher's page.
pub(super) fn home(of: Held) -> String {
    format!("/school/fitness/{of}")
}

/// The address of an attestation that is over.
pub(super) fn earlier(of: Held, case: &Case) -> String {
    format!("{}/earlier/{}", home(of), case.id)
}

fn framed(app: &App, by: &Coordinator, worker: &Worker, title: &str) -> Frame {
    by.frame(app, title).trail(&[
        ("/school", "Педагоги школы"),
        ("/school/fitness", "Соответствие должности"),
        (&home(worker.held()), &worker.name.short()),
    ])
}

impl FromRequestParts<App> for OwnWorker {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let raw = path_part(parts, app, "id").await;
        let by = match Coordinator::from_request_parts(parts, app).await {
            Ok(by) => by,
            Err(Failure::Hidden) => return Err(turned_away(parts, app, &raw).await),
            Err(other) => return Err(other),
        };
        let Some(of) = Held::parse(&raw) else { return Err(Failure::Hidden) };
        let found = app.db.glance(move |reader| store::held(reader, of)).await?;
        match found.filter(|worker| worker.school == by.school) {
            Some(worker) => Ok(Self { by, worker }),
            None => Err(by.turned_away(app, "teacher", &raw).await),
        }
    }
}

/// Somebody in another role.
async fn turned_away(parts: &mut Parts, app: &App, raw: &str) -> Failure {
    match crate::accounts::SignedIn::from_request_parts(parts, app).await {
        Ok(signed) => signed.turned_away(app, "teacher", raw).await,
        Err(failure) => failure,
    }
}

impl FromRequestParts<App> for OwnCase {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let OwnWorker { by, mut worker } = OwnWorker::from_request_parts(parts, app).await?;
        let Some(case) = worker.case.take() else { return Err(NotBegun.into()) };
        with_rules(app, by, worker, case, false).await
    }
}

impl FromRequestParts<App> for EarlierCase {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let OwnWorker { by, worker } = OwnWorker::from_request_parts(parts, app).await?;
        let id: Id<Case> = path_part(parts, app, "case").await.parse().map_err(|_| Failure::Hidden)?;
        let of = worker.clone();
        let found = app.db.glance(move |reader| {
            let newest = store::history(reader, &of, 1)?.pop();
            Ok::<_, DbError>(store::ended(reader, &of, id)?.zip(newest))
        });
        let (case, newest) = found.await?.ok_or(Failure::Hidden)?;
        let is_followed = newest.id != case.id;
        Ok(Self(with_rules(app, by, worker, case, is_followed).await?))
    }
}

impl FromRequestParts<App> for LastCase {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let OwnWorker { by, mut worker } = OwnWorker::from_request_parts(parts, app).await?;
        let case = if let Some(case) = worker.case.take() {
            case
        } else {
            let of = worker.clone();
            let last = app.db.glance(move |reader| store::history(reader, &of, 1)).await?.pop();
            last.filter(|case| case.stage == Stage::Closed).ok_or(NotBegun)?
        };
        Ok(Self(with_rules(app, by, worker, case, false).await?))
    }
}

async fn with_rules(
    app: &App,
    by: Coordinator,
    worker: Worker,
    case: Case,
    is_followed: bool,
) -> Result<OwnCase, Failure> {
    let read = app.db.read(move |reader| {
        let rules = store::rules_of(reader, &case)?;
        Ok::<_, DbError>((case, rules))
    });
    let (case, rules) = read.await?;
    Ok(OwnCase { by, worker, case, rules, is_followed })
}
