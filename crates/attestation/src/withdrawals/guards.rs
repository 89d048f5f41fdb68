//! Guards of withdrawals: whoever may end a case, each by their own page.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use crate::assignments::{CaseInSight, Relation};
use crate::context::App;
use crate::platform::doors::Guard;
use crate::platform::failure::Failure;

/// A case before those who may end it: the teacher whose it is, and the centre.
pub(super) struct CaseToWithdraw(pub(super) CaseInSight);

/// A case before the coordinator of its school, who tells that the teacher works there no more.
pub(super) struct CaseOfSchool(pub(super) CaseInSight);

impl Guard for CaseToWithdraw {
    const WHO: &'static str = "the teacher of the case, the centre";
}

impl Guard for CaseOfSchool {
    const WHO: &'static str = "the coordinator of the case's school";
}

async fn related(parts: &mut Parts, app: &App, all: &[Relation]) -> Result<CaseInSight, Failure> {
    let seen = CaseInSight::from_request_parts(parts, app).await?;
    if all.contains(&seen.relation) {
        return Ok(seen);
    }
    let id = seen.case.id.to_string();
    Err(seen.by.turned_away(app, "application", &id).await)
}

impl FromRequestParts<App> for CaseToWithdraw {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        related(parts, app, &[Relation::Teacher, Relation::Centre]).await.map(Self)
    }
}

impl FromRequestParts<App> for CaseOfSchool {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        related(parts, app, &[Relation::Coordinator]).await.map(Self)
    }
}
