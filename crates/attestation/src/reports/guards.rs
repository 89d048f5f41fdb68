//! Guards of reports: who reads them, and whose cases are counted for this person.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use crate::accounts::{Role, Signed, SignedIn, path_part};
use crate::context::App;
use crate::platform::doors::Guard;
use crate::platform::failure::Failure;

use super::model::Scope;
use super::report::Report;

/// Somebody who reads reports, with the scope of what is counted for them.
pub(super) struct ReportReader {
    pub(super) by: Signed,
    pub(super) scope: Scope,
}

/// One report that says something to this person.
pub(super) struct OneReport {
    pub(super) reader: ReportReader,
    pub(super) report: Report,
}

impl Guard for ReportReader {
    const WHO: &'static str =
        "the centre, the authority, a member of a commission, the coordinator of a municipality or of a school";
}

impl Guard for OneReport {
    const WHO: &'static str =
        "the centre, the authority, a member of a commission, the coordinator of a municipality or of a school";
}

impl FromRequestParts<App> for ReportReader {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let SignedIn(by) = SignedIn::from_request_parts(parts, app).await?;
        let place = by.seat.workplace.clone();
        let scope = match (by.seat.role, by.seat.organization) {
            (Role::Centre | Role::Authority | Role::Member, _) => Scope::All,
            (Role::Municipal, _) if !place.is_empty() => Scope::Municipality(place),
            (Role::Coordinator, Some(school)) => Scope::School(school, place),
            _ => return Err(Failure::Hidden),
        };
        Ok(Self { by, scope })
    }
}

impl FromRequestParts<App> for OneReport {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let reader = ReportReader::from_request_parts(parts, app).await?;
        let report = Report::parse(&path_part(parts, app, "name").await);
        let report = report.filter(|report| report.is_for(&reader.scope)).ok_or(Failure::Hidden)?;
        Ok(Self { reader, report })
    }
}
