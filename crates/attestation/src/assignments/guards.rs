//! Guards that prove a person's relation to a case. Whoever has none gets 404, and the journal a row.

use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;

use crate::accounts::{Centre, Role, Seat, Signed, SignedIn};
use crate::applications::{self, Application, kinds};
use crate::context::App;
use crate::platform::act::Fact;
use crate::platform::doors::Guard;
use crate::platform::engine::DbError;
use crate::platform::failure::Failure;
use crate::platform::ids::Id;
use crate::values;

use super::model::SpecialistLoad;
use super::store::Assigned;
use super::{load, store};

/// What a person is to a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// The specialist it is assigned to.
    Specialist,
    /// The coordinator of the teacher's school.
    Coordinator,
    /// The centre.
    Centre,
}

/// A case this person may read: assigned to them, of their school, or they are the centre.
pub struct CaseInSight {
    /// The person.
    pub by: Signed,
    /// The case.
    pub case: Application,
    /// What they are to it.
    pub relation: Relation,
}

/// The only way to hold one: be the specialist this application is assigned to.
pub struct AssignedCase {
    /// The specialist.
    pub by: Signed,
    /// The case.
    pub case: Application,
}

/// Any case, for the centre, with who works on it now.
pub struct CentreCase {
    /// The person of the centre.
    pub by: Signed,
    /// The case.
    pub case: Application,
    /// Who works on it.
    pub current: Option<Assigned>,
}

/// A specialist whose role is open, for the centre.
pub struct SpecialistSeat {
    /// The person of the centre.
    pub by: Signed,
    /// The specialist with their load.
    pub who: SpecialistLoad,
}

impl Guard for CentreCase {
    const WHO: &'static str = "the centre";
}

impl Guard for SpecialistSeat {
    const WHO: &'static str = "the centre";
}

impl Guard for CaseInSight {
    const WHO: &'static str = "the specialist of the case, the coordinator of its school, the centre";
}

impl Guard for AssignedCase {
    const WHO: &'static str = "the specialist of the case";
}

impl CaseInSight {
    /// Writes down that the case was opened: a personal file was read.
    pub async fn opened(&self, app: &App, what: &str) -> Result<(), Failure> {
        let fact = Fact::of(kinds::OPENED, what).application(self.case.id);
        Ok(app.db.act(self.by.by(), app.now(), move |act| act.record(fact, ())).await?)
    }
}

impl FromRequestParts<App> for CaseInSight {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let SignedIn(by) = SignedIn::from_request_parts(parts, app).await?;
        let raw = path_part(parts, app, "id").await;
        let Ok(id) = raw.parse::<Id<Application>>() else {
            return Err(Failure::Hidden);
        };
        let (seat, role, school) = (by.seat.id, by.seat.role, by.seat.organization);
        let found = app
            .db
            .glance(move |reader| {
                let Some(case) = applications::by_id(reader, id)? else { return Ok(None) };
                let relation = match role {
                    Role::Centre => Some(Relation::Centre),
                    Role::Coordinator => (school == Some(case.school)).then_some(Relation::Coordinator),
                    Role::Specialist => {
                        let held = reader.count("select count(*) from assignments where seat_id = $1 and application_id = $2 and ended_at is null", values![seat, id])?;
                        (held == 1).then_some(Relation::Specialist)
                    }
                };
                Ok::<_, DbError>(relation.map(|relation| (case, relation)))
            })
            .await?;
        match found {
            Some((case, relation)) => Ok(Self { by, case, relation }),
            None => Err(by.turned_away(app, "application", &raw).await),
        }
    }
}

impl FromRequestParts<App> for AssignedCase {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let seen = CaseInSight::from_request_parts(parts, app).await?;
        if seen.relation == Relation::Specialist {
            return Ok(Self { by: seen.by, case: seen.case });
        }
        let id = seen.case.id.to_string();
        Err(seen.by.turned_away(app, "application", &id).await)
    }
}

impl FromRequestParts<App> for CentreCase {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let Centre(by) = Centre::before(parts, app, "application").await?;
        let Ok(id) = path_part(parts, app, "id").await.parse::<Id<Application>>() else {
            return Err(Failure::Hidden);
        };
        let found = app.db.read(move |reader| {
            let case = applications::by_id(reader, id)?;
            Ok::<_, DbError>((case, store::current(reader, id)?))
        });
        let (case, current) = found.await?;
        let case = case.ok_or(Failure::Hidden)?;
        Ok(Self { by, case, current })
    }
}

impl FromRequestParts<App> for SpecialistSeat {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let Centre(by) = Centre::before(parts, app, "seat").await?;
        let Ok(id) = path_part(parts, app, "seat").await.parse::<Id<Seat>>() else {
            return Err(Failure::Hidden);
        };
        let today = app.today();
        let found: Result<_, DbError> = app.db.read(move |reader| load::load_of(reader, id, today)).await;
        let who = found?.ok_or(Failure::Hidden)?;
        Ok(Self { by, who })
    }
}

/// A part of the path by its name; empty when it is missing.
pub async fn path_part(parts: &mut Parts, app: &App, name: &str) -> String {
    let all = RawPathParams::from_request_parts(parts, app).await;
    all.ok()
        .and_then(|all| all.iter().find(|(known, _)| *known == name).map(|(_, value)| value.to_owned()))
        .unwrap_or_default()
}
