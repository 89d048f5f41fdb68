//! A person, and one of a person's roles, in the hands of whoever keeps cabinets.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use crate::accounts::{Account, Seat, Signed, Steward, path_part};
use crate::context::App;
use crate::platform::doors::Guard;
use crate::platform::failure::Failure;
use crate::platform::ids::Id;

use super::model::{Held, Person};
use super::store;

/// A person, open to the centre and to the administrator.
pub(super) struct KeptPerson {
    pub(super) by: Signed,
    pub(super) person: Person,
}

/// One of a person's roles.
pub(super) struct KeptRole {
    pub(super) by: Signed,
    pub(super) person: Person,
    pub(super) held: Held,
}

impl Guard for KeptPerson {
    const WHO: &'static str = Steward::WHO;
}

impl Guard for KeptRole {
    const WHO: &'static str = Steward::WHO;
}

impl FromRequestParts<App> for KeptPerson {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let Steward(by) = Steward::before(parts, app, "account").await?;
        let id: Id<Account> = path_part(parts, app, "id").await.parse().map_err(|_| Failure::Hidden)?;
        let today = app.today();
        let person = app.db.read(move |reader| store::person(reader, id, today)).await?.ok_or(Failure::Hidden)?;
        Ok(Self { by, person })
    }
}

impl FromRequestParts<App> for KeptRole {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let KeptPerson { by, person } = KeptPerson::from_request_parts(parts, app).await?;
        let id: Id<Seat> = path_part(parts, app, "seat").await.parse().map_err(|_| Failure::Hidden)?;
        let held = person.role(id).cloned().ok_or(Failure::Hidden)?;
        Ok(Self { by, person, held })
    }
}
