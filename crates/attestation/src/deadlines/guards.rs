//! The guard of one clock: only the centre keeps the terms.

use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;

use crate::accounts::Centre;
use crate::context::App;
use crate::platform::doors::Guard;
use crate::platform::failure::Failure;
use crate::platform::version_rows;
use crate::platform::versions::Version;

use super::clock::{self, Clock};
use super::store::Terms;
use super::term::Term;

/// A clock with every version of its term, open to the centre.
pub(super) struct CentresClock {
    pub(super) by: Centre,
    pub(super) clock: &'static Clock,
    pub(super) versions: Vec<Version<Term>>,
}

impl Guard for CentresClock {
    const WHO: &'static str = "the centre";
}

impl FromRequestParts<App> for CentresClock {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let by = Centre::before(parts, app, "term").await?;
        let all = RawPathParams::from_request_parts(parts, app).await.ok();
        let code = all.and_then(|all| all.iter().find(|(name, _)| *name == "code").map(|(_, code)| code.to_owned()));
        let clock = code.and_then(|code| clock::of_term(&code)).ok_or(Failure::Hidden)?;
        let versions = app.db.read(move |reader| version_rows::of::<Terms>(reader, clock.code)).await?;
        Ok(Self { by, clock, versions })
    }
}
