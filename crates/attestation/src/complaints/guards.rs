//! Guards of complaints: who reads those of a case, who files one, who answers it.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use crate::accounts::path_part;
use crate::assignments::{CaseInSight, Relation};
use crate::context::App;
use crate::platform::act::Fact;
use crate::platform::doors::Guard;
use crate::platform::failure::Failure;

use super::model::Complaint;
use super::{kinds, store};

/// Whether somebody of this relation to a case reads its complaints.
pub const fn may_read(relation: Relation) -> bool {
    matches!(relation, Relation::Teacher | Relation::Centre | Relation::Authority)
}

/// A case whose complaints this person reads.
pub(super) struct ComplainedCase(pub(super) CaseInSight);

/// A case in which this person files a complaint.
pub(super) struct CaseToComplain(pub(super) CaseInSight);

/// A complaint of a case before whoever reads it.
pub(super) struct ComplaintInSight {
    pub(super) seen: CaseInSight,
    pub(super) it: Complaint,
}

/// A complaint before the centre, which answers it.
pub(super) struct ComplaintToAnswer {
    pub(super) seen: CaseInSight,
    pub(super) it: Complaint,
}

impl Guard for ComplainedCase {
    const WHO: &'static str = "the teacher of the case, the centre, the authority";
}

impl Guard for CaseToComplain {
    const WHO: &'static str = "the teacher of the case, the centre";
}

impl Guard for ComplaintInSight {
    const WHO: &'static str = ComplainedCase::WHO;
}

impl Guard for ComplaintToAnswer {
    const WHO: &'static str = "the centre";
}

impl ComplainedCase {
    /// Writes down that complaints of the case were opened.
    pub(super) async fn opened(&self, app: &App) -> Result<(), Failure> {
        opened(&self.0, app, "открыты жалобы по делу").await
    }
}

/// Writes down that something of the complaints of a case was opened.
pub(super) async fn opened(seen: &CaseInSight, app: &App, what: &str) -> Result<(), Failure> {
    let fact = Fact::of(kinds::OPENED, what).application(seen.case.id);
    Ok(app.db.act(seen.by.by(), app.now(), move |act| act.record(fact, ())).await?)
}

async fn related(parts: &mut Parts, app: &App, fits: fn(Relation) -> bool) -> Result<CaseInSight, Failure> {
    let seen = CaseInSight::from_request_parts(parts, app).await?;
    if fits(seen.relation) {
        return Ok(seen);
    }
    let id = seen.case.id.to_string();
    Err(seen.by.turned_away(app, "application", &id).await)
}

async fn complaint(parts: &mut Parts, app: &App, seen: &CaseInSight) -> Result<Complaint, Failure> {
    let id = path_part(parts, app, "complaint").await.parse().map_err(|_| Failure::Hidden)?;
    let case = seen.case.id;
    app.db.read(move |reader| store::by_id(reader, case, id)).await?.ok_or(Failure::Hidden)
}

impl FromRequestParts<App> for ComplainedCase {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        related(parts, app, may_read).await.map(Self)
    }
}

impl FromRequestParts<App> for CaseToComplain {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        related(parts, app, |relation| matches!(relation, Relation::Teacher | Relation::Centre)).await.map(Self)
    }
}

impl FromRequestParts<App> for ComplaintInSight {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let seen = related(parts, app, may_read).await?;
        let it = complaint(parts, app, &seen).await?;
        Ok(Self { seen, it })
    }
}

impl FromRequestParts<App> for ComplaintToAnswer {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let seen = related(parts, app, |relation| relation == Relation::Centre).await?;
        let it = complaint(parts, app, &seen).await?;
        Ok(Self { seen, it })
    }
}
