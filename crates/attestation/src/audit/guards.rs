//! Who reads the journal, and how much of it.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use crate::accounts::{Role, Signed, SignedIn};
use crate::context::App;
use crate::platform::doors::Guard;
use crate::platform::failure::Failure;

use super::seals::SealKeeper;

/// Somebody who reads the journal. The administrator reads what is about no case: the content of cases is not theirs.
pub(super) struct JournalReader(pub(super) Signed);

impl JournalReader {
    /// Whether rows about cases are theirs to read.
    pub(super) fn reads_cases(&self) -> bool {
        self.0.seat.role != Role::Admin
    }

    /// Whether rows about schools' own attestations are theirs to read: only whoever answers for the whole system sees those.
    pub(super) fn reads_schools(&self) -> bool {
        self.0.seat.role == Role::Centre
    }

    /// Whether they see the last seal and take the list of seals.
    pub(super) fn keeps_seals(&self) -> bool {
        SealKeeper::is(self.0.seat.role)
    }

    /// Whether they may see who opened whose case.
    pub(super) fn reads_openings(&self) -> bool {
        self.0.seat.role == Role::Centre
    }
}

impl Guard for JournalReader {
    const WHO: &'static str =
        "the centre; the authority without schools' own attestations; the administrator without cases besides";
}

impl FromRequestParts<App> for JournalReader {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let SignedIn(by) = SignedIn::from_request_parts(parts, app).await?;
        match by.seat.role {
            Role::Centre | Role::Authority | Role::Admin => Ok(Self(by)),
            _ => Err(Failure::Hidden),
        }
    }
}
