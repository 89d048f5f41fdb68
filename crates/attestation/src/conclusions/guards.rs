//! Who may see a conclusion and take its blank: the specialist of the case and the centre; not the school. Whoever sees it is told
//! who has prepared it: specialists sign it, and the file they bring bears their names.

use std::ops::Deref;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use crate::accounts::{Role, Seat, Signed, SignedIn, path_part};
use crate::assignments::{CaseInSight, CentreCase, Relation};
use crate::context::App;
use crate::platform::doors::Guard;
use crate::platform::failure::Failure;
use crate::platform::ids::Id;

use super::model::Attached;

/// A case whose conclusion this person may see.
pub(super) struct ConclusionCase(CaseInSight);

/// One version of a conclusion this person may see.
pub(super) struct ConclusionVersion {
    /// The case.
    pub case: ConclusionCase,
    /// Which version.
    pub version: i64,
}

/// Somebody who works with conclusions: a specialist or staff of the centre.
pub(super) struct Concluder(pub(super) Signed);

impl Guard for Concluder {
    const WHO: &'static str = "a specialist, the centre";
}

impl Guard for ConclusionCase {
    const WHO: &'static str = "the specialist of the case, the centre";
}

impl Guard for ConclusionVersion {
    const WHO: &'static str = ConclusionCase::WHO;
}

impl Deref for ConclusionCase {
    type Target = CaseInSight;

    fn deref(&self) -> &CaseInSight {
        &self.0
    }
}

impl FromRequestParts<App> for Concluder {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let SignedIn(signed) = SignedIn::from_request_parts(parts, app).await?;
        match signed.seat.role {
            Role::Specialist | Role::Centre => Ok(Self(signed)),
            _ => Err(signed.turned_away(app, "template", "blank").await),
        }
    }
}

impl FromRequestParts<App> for ConclusionCase {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let seen = CaseInSight::from_request_parts(parts, app).await?;
        if seen.sees_conclusion() {
            seen.may_open()?;
            return Ok(Self(seen));
        }
        let id = seen.case.id.to_string();
        Err(seen.by.turned_away(app, "conclusion", &id).await)
    }
}

impl ConclusionCase {
    /// The same proof, when a handler of the centre shows the page again.
    pub(super) fn of_centre(case: CentreCase) -> Self {
        Self(CaseInSight { by: case.by, case: case.case, relation: Relation::Centre, declared: true, done: false })
    }

    /// Whether this person reads what the centre has returned to a specialist, and why: the centre, and that specialist.
    pub(super) fn reads_returned(&self, to: Id<Seat>) -> bool {
        match self.relation {
            Relation::Centre => true,
            Relation::Specialist => to == self.by.seat.id,
            _ => false,
        }
    }

    /// Whether a conclusion is open to this person: until the result is recorded a specialist sees only their own,
    /// so that opinions of a group stay independent.
    pub(super) fn sees(&self, one: &Attached) -> bool {
        self.relation != Relation::Specialist || one.seat == self.by.seat.id || !self.case.stage.takes_documents()
    }
}

impl From<crate::assignments::DeclaredCase> for ConclusionCase {
    fn from(seat: crate::assignments::DeclaredCase) -> Self {
        Self(CaseInSight {
            by: seat.by,
            case: seat.case,
            relation: Relation::Specialist,
            declared: true,
            done: seat.done,
        })
    }
}

impl FromRequestParts<App> for ConclusionVersion {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let case = ConclusionCase::from_request_parts(parts, app).await?;
        let version = path_part(parts, app, "version").await.parse().map_err(|_| Failure::Hidden)?;
        Ok(Self { case, version })
    }
}
