//! The guard of people and of the house: staff of the centre, and the administrator, who sees no case.

use std::ops::Deref;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use crate::context::App;
use crate::platform::doors::Guard;
use crate::platform::failure::Failure;

use super::charge::{self, InOffice};
use super::guards::SignedIn;
use super::model::Signed;

/// Whoever keeps people and the house: staff of the centre or the administrator.
pub struct Steward(pub Signed);

impl Guard for Steward {
    const WHO: &'static str = "the centre, the administrator";
}

impl Deref for Steward {
    type Target = Signed;

    fn deref(&self) -> &Signed {
        &self.0
    }
}

impl FromRequestParts<App> for Steward {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let SignedIn(signed) = SignedIn::from_request_parts(parts, app).await?;
        Self::of(signed).map_err(|_| Failure::Hidden)
    }
}

impl Steward {
    /// A steward before a thing with an id of its own; anybody else is turned away, and the journal tells.
    pub async fn before(parts: &mut Parts, app: &App, noun: &str) -> Result<Self, Failure> {
        charge::before(parts, app, noun).await
    }
}
