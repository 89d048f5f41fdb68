//! The guard of one record: the whole of it is seen by the centre alone.

use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;

use crate::accounts::Centre;
use crate::context::App;
use crate::platform::doors::Guard;
use crate::platform::failure::Failure;
use crate::platform::ids::Id;

use super::model::Record;
use super::store;

/// A record, open to the centre.
pub(super) struct CentresRecord {
    pub(super) by: Centre,
    pub(super) record: Record,
}

impl Guard for CentresRecord {
    const WHO: &'static str = "the centre";
}

impl FromRequestParts<App> for CentresRecord {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let by = Centre::before(parts, app, "register").await?;
        let id = RawPathParams::from_request_parts(parts, app)
            .await
            .ok()
            .and_then(|all| all.iter().find(|(name, _)| *name == "id")?.1.parse().ok());
        let id: Id<Record> = id.ok_or(Failure::Hidden)?;
        let record = app.db.glance(move |reader| store::by_id(reader, id)).await?;
        record.map(|record| Self { by, record }).ok_or(Failure::Hidden)
    }
}
