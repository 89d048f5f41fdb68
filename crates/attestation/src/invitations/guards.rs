//! Who may touch an invitation: whoever may issue it, and whoever holds its link in hand.

use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};

use crate::accounts::{self, Account, Anyone, Email, Signed, SignedIn};
use crate::context::App;
use crate::platform::doors::Guard;
use crate::platform::failure::Failure;
use crate::platform::ids::Id;
use crate::platform::secret::LinkSecret;

use super::join::{self, Closed};
use super::model::Invitation;
use super::scope::Scope;
use super::store;

/// Somebody who invites people.
pub(super) struct Inviter {
    pub(super) by: Signed,
    pub(super) scope: Scope,
}

impl Guard for Inviter {
    const WHO: &'static str = "the centre, the administrator, the coordinator of a school or municipality";
}

impl FromRequestParts<App> for Inviter {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let SignedIn(by) = SignedIn::from_request_parts(parts, app).await?;
        let scope = Scope::of(&by.seat).ok_or(Failure::Hidden)?;
        Ok(Self { by, scope })
    }
}

/// The coordinator of a municipality, who invites coordinators of its schools.
pub(super) struct MunicipalInviter {
    pub(super) by: Signed,
    pub(super) municipality: String,
}

impl Guard for MunicipalInviter {
    const WHO: &'static str = "the coordinator of a municipality";
}

impl FromRequestParts<App> for MunicipalInviter {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let Inviter { by, scope } = Inviter::from_request_parts(parts, app).await?;
        match scope {
            Scope::Municipality(municipality) => Ok(Self { by, municipality }),
            Scope::Everybody | Scope::School(_) => Err(Failure::Hidden),
        }
    }
}

/// An invitation, and somebody who may issue one like it.
pub(super) struct InvitationInSight {
    pub(super) by: Signed,
    pub(super) scope: Scope,
    pub(super) invitation: Invitation,
}

impl Guard for InvitationInSight {
    const WHO: &'static str = "the centre, the administrator, the coordinator of its school or municipality";
}

impl FromRequestParts<App> for InvitationInSight {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let SignedIn(by) = SignedIn::from_request_parts(parts, app).await?;
        let Path(raw) = Path::<String>::from_request_parts(parts, app).await.map_err(|_| Failure::Hidden)?;
        let Some(scope) = Scope::of(&by.seat) else {
            return Err(by.turned_away(app, "invitation", &raw).await);
        };
        let id: Id<Invitation> = raw.parse().map_err(|_| Failure::Hidden)?;
        let invitation = app.db.read(move |reader| store::by_id(reader, id)).await?.ok_or(Failure::Hidden)?;
        if !scope.sees(&invitation) {
            return Err(by.turned_away(app, "invitation", &raw).await);
        }
        Ok(Self { by, scope, invitation })
    }
}

/// A link that works, held in the short cookie; every other link explains itself instead.
pub(super) struct InHand {
    pub(super) anyone: Anyone,
    pub(super) invitation: Invitation,
    /// The hash of the link.
    pub(super) link: String,
    /// The cabinet its address has already.
    pub(super) account: Option<Account>,
}

impl Guard for InHand {
    const WHO: &'static str = "whoever holds an invitation's link";
}

impl FromRequestParts<App> for InHand {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Response> {
        let anyone = Anyone::from_request_parts(parts, app).await.map_err(IntoResponse::into_response)?;
        match held(app, &anyone).await.map_err(IntoResponse::into_response)? {
            Ok((invitation, link, account)) => Ok(Self { anyone, invitation, link, account }),
            Err(closed) => Err(join::closed_page(app, &anyone, &closed).unwrap_or_else(IntoResponse::into_response)),
        }
    }
}

impl InHand {
    /// Whether the person signed in here is the one the invitation is for.
    pub(super) fn is_owner(&self) -> bool {
        match (&self.anyone.signed, &self.account) {
            (Some(signed), Some(account)) => signed.account.id == account.id,
            _ => false,
        }
    }
}

type Held = (Invitation, String, Option<Account>);

/// The invitation in hand, or why its link is closed.
pub(super) async fn held(app: &App, anyone: &Anyone) -> Result<Result<Held, Closed>, Failure> {
    let Some(secret) = anyone.visit.in_hand.as_deref().and_then(LinkSecret::parse) else {
        return Ok(Err(Closed::Unknown));
    };
    let (link, asked) = (secret.hash(), secret.hash());
    let found = app
        .db
        .read(move |reader| {
            let Some((invitation, dropped)) = store::by_link(reader, &asked)? else {
                return Ok(None);
            };
            let account = match Email::parse(&invitation.email) {
                Ok(email) => accounts::account_with_email(reader, &email)?,
                Err(_) => None,
            };
            let late = invitation.is_first_run() && accounts::first_centre_exists(reader)?;
            Ok::<_, Failure>(Some((invitation, dropped, account, late)))
        })
        .await?;
    let Some((invitation, dropped, account, late)) = found else {
        return Ok(Err(Closed::Unknown));
    };
    let closed = if invitation.redeemed_at.is_some() {
        Some(Closed::Used)
    } else if invitation.revoked_at.is_some() {
        Some(Closed::Revoked)
    } else if dropped {
        Some(Closed::Superseded { first_run: invitation.is_first_run() })
    } else if late {
        Some(Closed::Late)
    } else if invitation.expires_at <= app.now() {
        Some(Closed::Expired {
            last_day: invitation.last_day(app),
            renews: (!invitation.is_first_run()).then_some(invitation.id),
        })
    } else {
        None
    };
    Ok(closed.map_or_else(|| Ok((invitation, link, account)), Err))
}
