//! Guards of the register: the whole of a record is seen by the centre alone, the list by those who need to read it.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use crate::accounts::{Centre, Charge, Role, Signed, SignedIn};
use crate::context::App;
use crate::platform::doors::Guard;
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::Failure;

use super::model::Record;
use super::store;

/// Somebody who reads the list: the centre, the authority, a member of a commission, a municipal coordinator.
pub(super) struct RegisterReader {
    pub(super) by: Signed,
    /// The only municipality whose records they read; none: all.
    pub(super) within: Option<String>,
}

impl RegisterReader {
    /// Whether they keep the register too: open a record, write one down, take the list away as a sheet.
    pub(super) fn is_keeper(&self) -> bool {
        self.by.seat.role == Role::Centre
    }
}

impl Guard for RegisterReader {
    const WHO: &'static str = "the centre, the authority, a member of a commission, the coordinator of a municipality";
}

impl FromRequestParts<App> for RegisterReader {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let SignedIn(by) = SignedIn::from_request_parts(parts, app).await?;
        let within = match by.seat.role {
            Role::Centre | Role::Authority | Role::Member => None,
            Role::Municipal if !by.seat.workplace.is_empty() => Some(by.seat.workplace.clone()),
            _ => return Err(Failure::Hidden),
        };
        Ok(Self { by, within })
    }
}

impl Charge for Record {
    type By = Centre;
    const NOUN: &'static str = "register";

    fn find(reader: &mut Reader, name: &str) -> Result<Option<Self>, DbError> {
        name.parse().map_or(Ok(None), |id| store::by_id(reader, id))
    }
}
