//! A letter or a failed job in the hands of whoever keeps the house.

use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;

use crate::accounts::{Centre, Signed, Steward};
use crate::context::App;
use crate::platform::doors::Guard;
use crate::platform::engine::DbError;
use crate::platform::failure::Failure;
use crate::platform::ids::Id;
use crate::platform::jobs::{self, Queued};
use crate::platform::outbox::{self, Kept, Letter};

/// A letter, for the centre and the administrator.
pub struct KeptLetter {
    /// Who looks at it.
    pub by: Signed,
    /// The letter.
    pub letter: Kept,
}

/// A job that was given up, for the centre and the administrator.
pub struct FailedJob {
    /// Who looks at it.
    pub by: Signed,
    /// The job.
    pub job: Id<Queued>,
    /// Its name; none: it is not a failed one any more.
    pub name: Option<String>,
}

/// A letter, for the centre alone: what it says and whether it leaves is no business of the administrator.
pub struct CentresLetter {
    /// Who looks at it.
    pub by: Centre,
    /// The letter.
    pub letter: Kept,
}

impl Guard for CentresLetter {
    const WHO: &'static str = Centre::WHO;
}

impl Guard for KeptLetter {
    const WHO: &'static str = Steward::WHO;
}

impl Guard for FailedJob {
    const WHO: &'static str = Steward::WHO;
}

async fn id_of<T>(parts: &mut Parts, app: &App) -> Result<Id<T>, Failure> {
    let all = RawPathParams::from_request_parts(parts, app).await;
    let all = all.map_err(|_| Failure::Hidden)?;
    let id = all.iter().find(|(name, _)| *name == "id");
    id.and_then(|(_, id)| id.parse().ok()).ok_or(Failure::Hidden)
}

impl FromRequestParts<App> for KeptLetter {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let Steward(by) = Steward::before(parts, app, "letter").await?;
        Ok(Self { by, letter: letter_of(parts, app).await? })
    }
}

impl FromRequestParts<App> for CentresLetter {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let by = Centre::before(parts, app, "letter").await?;
        Ok(Self { by, letter: letter_of(parts, app).await? })
    }
}

async fn letter_of(parts: &mut Parts, app: &App) -> Result<Kept, Failure> {
    let id: Id<Letter> = id_of(parts, app).await?;
    let found: Result<_, DbError> = app.db.read(move |reader| outbox::by_id(reader, id)).await;
    found?.ok_or(Failure::Hidden)
}

impl FromRequestParts<App> for FailedJob {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let Steward(by) = Steward::before(parts, app, "job").await?;
        let job: Id<Queued> = id_of(parts, app).await?;
        let read = app.db.read(move |reader| jobs::failed_name(reader, job));
        let found: Result<_, DbError> = read.await;
        let name = found?;
        Ok(Self { by, job, name })
    }
}
