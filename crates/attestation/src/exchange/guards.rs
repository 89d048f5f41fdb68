//! The guard of one sheet that was sent in: only the centre sees it.

use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;

use crate::accounts::Centre;
use crate::context::App;
use crate::platform::doors::Guard;
use crate::platform::failure::Failure;
use crate::platform::ids::Id;

use super::model::Import;
use super::store;

/// A sheet that was sent in, open to the centre.
pub(super) struct CentresImport {
    pub(super) by: Centre,
    pub(super) import: Import,
}

impl Guard for CentresImport {
    const WHO: &'static str = "the centre";
}

impl FromRequestParts<App> for CentresImport {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let by = Centre::before(parts, app, "import").await?;
        let id = RawPathParams::from_request_parts(parts, app)
            .await
            .ok()
            .and_then(|all| all.iter().find(|(name, _)| *name == "id")?.1.parse().ok());
        let id: Id<Import> = id.ok_or(Failure::Hidden)?;
        let import = app.db.read(move |reader| store::by_id(reader, id)).await?;
        import.map(|import| Self { by, import }).ok_or(Failure::Hidden)
    }
}
