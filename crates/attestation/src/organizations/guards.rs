//! The guard of one organisation: only the centre keeps the list.

use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;

use crate::accounts::{Centre, Organization};
use crate::context::App;
use crate::platform::doors::Guard;
use crate::platform::failure::Failure;
use crate::platform::ids::Id;

use super::model::School;
use super::store;

/// An organisation, open to the centre.
pub(super) struct CentresSchool {
    pub(super) by: Centre,
    pub(super) school: School,
}

impl Guard for CentresSchool {
    const WHO: &'static str = "the centre";
}

impl FromRequestParts<App> for CentresSchool {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let by = Centre::before(parts, app, "organization").await?;
        let id = RawPathParams::from_request_parts(parts, app)
            .await
            .ok()
            .and_then(|all| all.iter().find(|(name, _)| *name == "id")?.1.parse().ok());
        let id: Id<Organization> = id.ok_or(Failure::Hidden)?;
        let school = app.db.read(move |reader| store::by_id(reader, id)).await?;
        school.map(|school| Self { by, school }).ok_or(Failure::Hidden)
    }
}
