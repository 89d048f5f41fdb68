//! Guards of acts: the desk of those who prepare and sign them, one act on it, a published one for everybody.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use crate::accounts::{Anyone, Role, Signed, SignedIn, path_part};
use crate::assignments::{CaseInSight, Relation};
use crate::context::App;
use crate::platform::doors::Guard;
use crate::platform::engine::DbError;
use crate::platform::failure::Failure;
use crate::platform::ids::Id;

use super::line::Decided;
use super::model::{ActStage, Decree};
use super::store;

/// Who works with acts: the centre and the authority.
pub struct Desk(pub Signed);

/// An act on that desk.
pub struct OnDesk {
    /// The person.
    pub by: Signed,
    /// The act.
    pub decree: Decree,
}

/// An act in the hands of the centre, which prepares and publishes it.
pub struct CentresAct {
    /// The person of the centre.
    pub by: Signed,
    /// The act.
    pub decree: Decree,
}

/// A published act, for everybody.
pub struct OpenAct {
    /// Who looks.
    pub by: Anyone,
    /// The act.
    pub decree: Decree,
}

/// A case with the act it is in, once that is issued, for whoever may see the case but the specialist.
pub struct CaseOfAct {
    /// The case and the person.
    pub seen: CaseInSight,
    /// The act.
    pub decree: Decree,
    /// The line of the case in it.
    pub line: Decided,
}

impl Guard for Desk {
    const WHO: &'static str = "the centre, the authority";
}

impl Guard for OnDesk {
    const WHO: &'static str = "the centre, the authority";
}

impl Guard for CentresAct {
    const WHO: &'static str = "the centre";
}

impl Guard for OpenAct {
    const WHO: &'static str = "anyone, once the act is published";
}

impl Guard for CaseOfAct {
    const WHO: &'static str =
        "the teacher of the case, the coordinator of its school or municipality, the centre, the authority";
}

impl FromRequestParts<App> for Desk {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let SignedIn(by) = SignedIn::from_request_parts(parts, app).await?;
        if matches!(by.seat.role, Role::Centre | Role::Authority) { Ok(Self(by)) } else { Err(Failure::Hidden) }
    }
}

/// The act of the path, for these roles; anybody else is turned away, and the journal tells.
async fn act_for(parts: &mut Parts, app: &App, roles: &[Role]) -> Result<(Signed, Decree), Failure> {
    let SignedIn(by) = SignedIn::from_request_parts(parts, app).await?;
    let raw = path_part(parts, app, "id").await;
    if !roles.contains(&by.seat.role) {
        return Err(by.turned_away(app, "act", &raw).await);
    }
    let id: Id<Decree> = raw.parse().map_err(|_| Failure::Hidden)?;
    let found: Result<_, DbError> = app.db.glance(move |reader| store::by_id(reader, id)).await;
    let decree = found?.filter(|decree| decree.stage != ActStage::Dropped).ok_or(Failure::Hidden)?;
    Ok((by, decree))
}

impl FromRequestParts<App> for OnDesk {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let (by, decree) = act_for(parts, app, &[Role::Centre, Role::Authority]).await?;
        Ok(Self { by, decree })
    }
}

impl FromRequestParts<App> for CentresAct {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let (by, decree) = act_for(parts, app, &[Role::Centre]).await?;
        Ok(Self { by, decree })
    }
}

impl FromRequestParts<App> for OpenAct {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let by = Anyone::from_request_parts(parts, app).await?;
        let id: Id<Decree> = path_part(parts, app, "id").await.parse().map_err(|_| Failure::Hidden)?;
        let found: Result<_, DbError> = app.db.glance(move |reader| store::by_id(reader, id)).await;
        let decree = found?.filter(|decree| decree.stage == ActStage::Published).ok_or(Failure::Hidden)?;
        Ok(Self { by, decree })
    }
}

impl FromRequestParts<App> for CaseOfAct {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let seen = CaseInSight::from_request_parts(parts, app).await?;
        let id = seen.case.id;
        if seen.relation == Relation::Specialist {
            return Err(seen.by.turned_away(app, "application", &id.to_string()).await);
        }
        let read = app.db.glance(move |reader| {
            let Some(decree) = store::of_case(reader, id)?.filter(Decree::is_issued) else { return Ok(None) };
            Ok::<_, DbError>(store::entry_of(reader, id)?.map(|line| (decree, line)))
        });
        let (decree, line) = read.await?.ok_or(Failure::Hidden)?;
        Ok(Self { seen, decree, line })
    }
}
