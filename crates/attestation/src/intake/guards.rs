//! Guards of intake: an entry of a list for the centre, the remarks of a case for those who may read or answer them.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use crate::accounts::{Centre, Charge, Signed};
use crate::applications::Application;
use crate::assignments::{CaseInSight, Relation};
use crate::context::App;
use crate::platform::doors::Guard;
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::Failure;

use super::lists::{self, Entry};

impl Charge for Entry {
    type By = Centre;
    const NOUN: &'static str = "intake-entry";

    fn find(reader: &mut Reader, name: &str) -> Result<Option<Self>, DbError> {
        Ok(lists::all(reader)?.into_iter().find(|one| one.id.to_string() == name))
    }
}

/// A case whose remarks this person reads: everybody who sees the case but its specialist, who has none of them.
pub(super) struct RemarkedCase {
    pub(super) by: Signed,
    pub(super) case: Application,
    pub(super) relation: Relation,
}

impl Guard for RemarkedCase {
    const WHO: &'static str =
        "the teacher of the case, the coordinator of its school or municipality, the centre, the authority";
}

impl FromRequestParts<App> for RemarkedCase {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let CaseInSight { by, case, relation, .. } = CaseInSight::from_request_parts(parts, app).await?;
        if relation == Relation::Specialist {
            let id = case.id.to_string();
            return Err(by.turned_away(app, "application", &id).await);
        }
        Ok(Self { by, case, relation })
    }
}

/// A case whose remarks this person answers: its teacher, the coordinator of its school on their behalf, or the centre from paper.
pub(super) struct AnswerableCase {
    pub(super) by: Signed,
    pub(super) case: Application,
    pub(super) relation: Relation,
}

impl Guard for AnswerableCase {
    const WHO: &'static str = "the teacher of the case, the coordinator of its school, the centre";
}

impl FromRequestParts<App> for AnswerableCase {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let RemarkedCase { by, case, relation } = RemarkedCase::from_request_parts(parts, app).await?;
        if matches!(relation, Relation::Teacher | Relation::Coordinator | Relation::Centre) {
            return Ok(Self { by, case, relation });
        }
        let id = case.id.to_string();
        Err(by.turned_away(app, "application", &id).await)
    }
}
