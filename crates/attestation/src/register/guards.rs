//! Guards of the register: the list is seen by those who need to read it, the whole of a record by the centre, the authority
//! and the coordinator of its municipality; only the centre changes anything.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use crate::accounts::{Centre, Charge, Role, Signed, SignedIn, path_part};
use crate::context::App;
use crate::platform::doors::Guard;
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::Failure;
use crate::platform::names;

use super::model::Record;
use super::store;

/// Somebody who reads the list: the centre, the authority, a member of a commission, a municipal coordinator.
pub(super) struct RegisterReader {
    pub(super) by: Signed,
    /// The only municipality whose records they read; none: all.
    pub(super) within: Option<String>,
}

impl RegisterReader {
    /// This person, when the role reads the register.
    fn of(by: Signed) -> Option<Self> {
        let within = match by.seat.role {
            Role::Centre | Role::Authority | Role::Member => None,
            Role::Municipal if !by.seat.workplace.is_empty() => Some(by.seat.workplace.clone()),
            _ => return None,
        };
        Some(Self { by, within })
    }

    /// Whether they keep the register too: write a record down, put it right, take it back.
    pub(super) fn is_keeper(&self) -> bool {
        self.by.seat.role == Role::Centre
    }

    /// Whether they open records and take the list away as a sheet; a member of a commission reads the list alone.
    pub(super) fn opens(&self) -> bool {
        self.by.seat.role != Role::Member
    }

    /// Whether a record is among those they read.
    pub(super) fn sees(&self, record: &Record) -> bool {
        self.within.as_deref().is_none_or(|own| names::key(own) == names::key(&record.municipality))
    }
}

impl Guard for RegisterReader {
    const WHO: &'static str = "the centre, the authority, a member of a commission, the coordinator of a municipality";
}

impl FromRequestParts<App> for RegisterReader {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let SignedIn(by) = SignedIn::from_request_parts(parts, app).await?;
        Self::of(by).ok_or(Failure::Hidden)
    }
}

/// Whoever of them takes the list away.
pub(super) struct RegisterTaker(pub(super) RegisterReader);

impl Guard for RegisterTaker {
    const WHO: &'static str = "the centre, the authority, the coordinator of a municipality";
}

impl FromRequestParts<App> for RegisterTaker {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let reader = RegisterReader::from_request_parts(parts, app).await?;
        if reader.opens() { Ok(Self(reader)) } else { Err(Failure::Hidden) }
    }
}

/// A record before somebody who may read the whole of it.
pub(super) struct RecordInSight {
    pub(super) by: RegisterReader,
    pub(super) it: Record,
}

impl Guard for RecordInSight {
    const WHO: &'static str = "the centre, the authority, the coordinator of the record's municipality";
}

impl FromRequestParts<App> for RecordInSight {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let SignedIn(signed) = SignedIn::from_request_parts(parts, app).await?;
        let id = path_part(parts, app, "id").await;
        let Some(by) = RegisterReader::of(signed.clone()).filter(RegisterReader::opens) else {
            return Err(signed.turned_away(app, Record::NOUN, &id).await);
        };
        let name = id.clone();
        let it = app.db.read(move |reader| Record::find(reader, &name)).await?.ok_or(Failure::Hidden)?;
        if by.sees(&it) { Ok(Self { by, it }) } else { Err(signed.turned_away(app, Record::NOUN, &id).await) }
    }
}

impl Charge for Record {
    type By = Centre;
    const NOUN: &'static str = "register";

    fn find(reader: &mut Reader, name: &str) -> Result<Option<Self>, DbError> {
        name.parse().map_or(Ok(None), |id| store::by_id(reader, id))
    }
}
