//! Guards that prove a person's relation to a case. Whoever has none gets 404, and the journal a row.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use crate::accounts::{Account, Centre, Role, Seat, Signed, SignedIn, path_part};
use crate::applications::{self, Application, Stage, kinds};
use crate::context::App;
use crate::documents::Reading;
use crate::platform::act::{Audience, Fact};
use crate::platform::doors::Guard;
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::Failure;
use crate::platform::ids::Id;
use crate::values;

use super::group::Group;
use super::interest::Undeclared;
use super::model::SpecialistLoad;
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
    /// The teacher whose case it is.
    Teacher,
    /// The coordinator of the municipality the school is in.
    Municipal,
    /// The authority that issues acts.
    Authority,
}

/// A case this person may read: assigned to them, their own, of their school or municipality, or they are the centre or the authority.
pub struct CaseInSight {
    /// The person.
    pub by: Signed,
    /// The case.
    pub case: Application,
    /// What they are to it.
    pub relation: Relation,
    /// Whether papers are open to them: a specialist first declares to have no interest.
    pub declared: bool,
    /// Whether they are its specialist and their opinion is recorded.
    pub done: bool,
}

/// The only way to hold one: be the specialist this application is assigned to.
pub struct AssignedCase {
    /// The specialist.
    pub by: Signed,
    /// The case.
    pub case: Application,
    /// Whether they have declared to have no interest in it.
    pub declared: bool,
    /// Whether their opinion is recorded.
    pub done: bool,
}

/// The same once the specialist has declared to have no interest: whoever has not is told to do it first.
pub struct DeclaredCase {
    /// The specialist.
    pub by: Signed,
    /// The case.
    pub case: Application,
    /// Whether their opinion is recorded: nothing of the case waits for them.
    pub done: bool,
}

/// Any case, for the centre, with who works on it now.
pub struct CentreCase {
    /// The person of the centre.
    pub by: Signed,
    /// The case.
    pub case: Application,
    /// Who works on it.
    pub group: Group,
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
    const WHO: &'static str = "the specialist of the case, its teacher, the coordinator of its school or municipality, the centre, the authority";
}

impl Guard for AssignedCase {
    const WHO: &'static str = "the specialist of the case";
}

impl Guard for DeclaredCase {
    const WHO: &'static str = "the specialist of the case, having declared no interest in it";
}

impl CaseInSight {
    /// Whether the conclusion is open to this person: a teacher reads it once the case is ready for the commission.
    pub const fn sees_conclusion(&self) -> bool {
        match self.relation {
            Relation::Specialist | Relation::Centre | Relation::Authority => true,
            Relation::Teacher => !self.case.stage.is_open() || matches!(self.case.stage, Stage::Ready),
            Relation::Coordinator | Relation::Municipal => false,
        }
    }

    /// Whether this person may open papers of the case.
    ///
    /// # Errors
    /// When they are its specialist and have not declared to have no interest in it.
    pub const fn may_open(&self) -> Result<(), Undeclared> {
        if self.declared { Ok(()) } else { Err(Undeclared) }
    }

    /// How much of its documents the person reads.
    pub const fn reading(&self) -> Reading {
        match self.relation {
            Relation::Specialist => Reading::Work,
            Relation::Authority => Reading::None,
            _ => Reading::Whole,
        }
    }

    /// What of the history of the case is told to this person: of the conclusion to a specialist who may open papers.
    pub const fn audience(&self) -> Audience {
        if matches!(self.relation, Relation::Centre) {
            Audience::Centre
        } else if self.declared && self.sees_conclusion() {
            Audience::Conclusion
        } else {
            Audience::Everybody
        }
    }

    /// Where the person came from: address and name of their list.
    pub const fn list(&self) -> (&'static str, &'static str) {
        match self.relation {
            Relation::Coordinator => ("/school", "Педагоги школы"),
            Relation::Teacher => ("/cabinet", "Личный кабинет"),
            _ => ("/applications", "Аттестация"),
        }
    }

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
        let (own, account) = (by.seat.clone(), by.account.id);
        let found = app
            .db
            .glance(move |reader| {
                let Some(case) = applications::by_id(reader, id)? else { return Ok(None) };
                let relation = relation(reader, &own, account, &case)?;
                Ok::<_, DbError>(relation.map(|standing| (case, standing)))
            })
            .await?;
        match found {
            Some((case, (relation, Own { declared, done }))) => Ok(Self { by, case, relation, declared, done }),
            None => Err(by.turned_away(app, "application", &raw).await),
        }
    }
}

/// How far somebody has come with a case: whoever is not its specialist has nothing to do for its papers.
#[derive(Debug, Clone, Copy)]
struct Own {
    declared: bool,
    done: bool,
}

/// What the holder of a seat is to a case, and how far they have come with it; nothing to most.
fn relation(
    reader: &mut Reader,
    own: &Seat,
    account: Id<Account>,
    case: &Application,
) -> Result<Option<(Relation, Own)>, DbError> {
    let relation = match own.role {
        Role::Centre => Some(Relation::Centre),
        Role::Authority => Some(Relation::Authority),
        Role::Coordinator => (own.organization == Some(case.school)).then_some(Relation::Coordinator),
        Role::Municipal => (own.workplace == case.municipality).then_some(Relation::Municipal),
        Role::Specialist => {
            let sql = "select cast(case when d.ground = '' then 1 else 0 end as bigint), cast(case when g.done_at is null then 0 else 1 end as bigint)
                 from assignments g
                 left join declarations d on d.assignment_id = g.id
                 where g.seat_id = $1 and g.application_id = $2 and g.ended_at is null";
            let found = reader.row(sql, values![own.id, case.id], |row| {
                Ok(Own { declared: row.get::<i64>(0)? == 1, done: row.get::<i64>(1)? == 1 })
            })?;
            return Ok(found.map(|own| (Relation::Specialist, own)));
        }
        Role::Teacher => {
            let sql = "select count(*) from teachers where id = $1 and account_id = $2";
            (reader.count(sql, values![case.teacher, account])? == 1).then_some(Relation::Teacher)
        }
        Role::Member | Role::Admin => None,
    };
    Ok(relation.map(|relation| (relation, Own { declared: true, done: false })))
}

impl FromRequestParts<App> for AssignedCase {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let seen = CaseInSight::from_request_parts(parts, app).await?;
        if seen.relation == Relation::Specialist {
            return Ok(Self { by: seen.by, case: seen.case, declared: seen.declared, done: seen.done });
        }
        let id = seen.case.id.to_string();
        Err(seen.by.turned_away(app, "application", &id).await)
    }
}

impl FromRequestParts<App> for DeclaredCase {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let seat = AssignedCase::from_request_parts(parts, app).await?;
        if seat.declared { Ok(Self { by: seat.by, case: seat.case, done: seat.done }) } else { Err(Undeclared.into()) }
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
            let Some(case) = applications::by_id(reader, id)? else { return Ok(None) };
            let group = store::group(reader, &case)?;
            Ok::<_, DbError>(Some((case, group)))
        });
        let (case, group) = found.await?.ok_or(Failure::Hidden)?;
        Ok(Self { by, case, group })
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
