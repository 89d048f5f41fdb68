//! The guard of one organisation: the centre and the administrator keep the list.

use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;

use crate::accounts::{Organization, Steward};
use crate::context::App;
use crate::platform::doors::Guard;
use crate::platform::failure::Failure;
use crate::platform::ids::Id;

use super::model::School;
use super::store;

/// An organisation, open to whoever keeps the list.
pub(super) struct KeptSchool {
    pub(super) by: Steward,
    pub(super) school: School,
}

impl Guard for KeptSchool {
    const WHO: &'static str = Steward::WHO;
}

impl FromRequestParts<App> for KeptSchool {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let by = Steward::before(parts, app, "organization").await?;
        let id = RawPathParams::from_request_parts(parts, app)
            .await
            .ok()
            .and_then(|all| all.iter().find(|(name, _)| *name == "id")?.1.parse().ok());
        let id: Id<Organization> = id.ok_or(Failure::Hidden)?;
        let school = app.db.read(move |reader| store::by_id(reader, id)).await?;
        school.map(|school| Self { by, school }).ok_or(Failure::Hidden)
    }
}
