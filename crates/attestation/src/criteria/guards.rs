//! The guard of one set: only the centre keeps the sets.

use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;

use crate::accounts::Centre;
use crate::context::App;
use crate::platform::doors::Guard;
use crate::platform::failure::Failure;

use super::model::{CriteriaSet, SetId};
use super::store;

/// A set with everything in it, open to the centre.
pub(super) struct CentresSet {
    pub(super) by: Centre,
    pub(super) set: CriteriaSet,
}

impl Guard for CentresSet {
    const WHO: &'static str = "the centre";
}

impl FromRequestParts<App> for CentresSet {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let by = Centre::before(parts, app, "criteria").await?;
        let all = RawPathParams::from_request_parts(parts, app).await.ok();
        let id: Option<SetId> = all.and_then(|all| all.iter().find(|(name, _)| *name == "id")?.1.parse().ok());
        let id = id.ok_or(Failure::Hidden)?;
        let set = app.db.read(move |reader| store::load(reader, id)).await?;
        set.map(|set| Self { by, set }).ok_or(Failure::Hidden)
    }
}
