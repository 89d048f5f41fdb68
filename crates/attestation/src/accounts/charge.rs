//! The guard of a thing that a role keeps: whoever is in charge of it, and the thing itself, found by its part of the path.

use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;

use crate::context::App;
use crate::platform::doors::Guard;
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::Failure;

use super::guards::{Centre, SignedIn};
use super::model::{Role, Signed};
use super::steward::Steward;

/// Those who keep things of the whole system.
pub trait InOffice: Guard + Send + Sized {
    /// This person, when the role lets them keep such things.
    fn of(signed: Signed) -> Result<Self, Box<Signed>>;
}

impl InOffice for Centre {
    fn of(signed: Signed) -> Result<Self, Box<Signed>> {
        if signed.seat.role == Role::Centre { Ok(Self(signed)) } else { Err(Box::new(signed)) }
    }
}

impl InOffice for Steward {
    fn of(signed: Signed) -> Result<Self, Box<Signed>> {
        if matches!(signed.seat.role, Role::Centre | Role::Admin) { Ok(Self(signed)) } else { Err(Box::new(signed)) }
    }
}

/// Somebody before a thing with an id of its own; whoever may not keep it is turned away, and the journal tells.
///
/// # Errors
/// The way to sign-in, or a thing that is not there.
pub(super) async fn before<W: InOffice>(parts: &mut Parts, app: &App, noun: &str) -> Result<W, Failure> {
    let SignedIn(signed) = SignedIn::from_request_parts(parts, app).await?;
    match W::of(signed) {
        Ok(by) => Ok(by),
        Err(signed) => {
            let all = RawPathParams::from_request_parts(parts, app).await.ok();
            let id = all.and_then(|all| all.iter().next().map(|(_, id)| typeable(id))).unwrap_or_default();
            Err(signed.turned_away(app, noun, &id).await)
        }
    }
}

/// Text out of an address with a mark for each sign no keyboard types: nothing is named so, and a database may refuse such
/// signs even to be asked about.
pub(super) fn typeable(text: &str) -> String {
    text.chars().map(|sign| if sign.is_control() { char::REPLACEMENT_CHARACTER } else { sign }).collect()
}

/// A part of the path by its name, `typeable`; empty when it is missing.
pub async fn path_part(parts: &mut Parts, app: &App, name: &str) -> String {
    let all = RawPathParams::from_request_parts(parts, app).await;
    all.ok()
        .and_then(|all| all.iter().find(|(known, _)| *known == name).map(|(_, value)| typeable(value)))
        .unwrap_or_default()
}

/// A thing that stands in somebody's charge.
pub trait Charge: Send + Sized + 'static {
    /// Who keeps it.
    type By: InOffice;
    /// What the journal calls it.
    const NOUN: &'static str;
    /// The part of the path that names it.
    const PART: &'static str = "id";
    /// Whether it is made of several answers that must be of one moment.
    const IS_WHOLE: bool = false;

    /// The thing of this name; none when there is no such thing.
    ///
    /// # Errors
    /// When the database does not answer.
    fn find(reader: &mut Reader, name: &str) -> Result<Option<Self>, DbError>;
}

/// A person in charge of a thing.
pub struct InCharge<T: Charge> {
    /// The person.
    pub by: T::By,
    /// The thing.
    pub it: T,
}

impl<T: Charge> Guard for InCharge<T> {
    const WHO: &'static str = <T::By as Guard>::WHO;
}

impl<T: Charge> FromRequestParts<App> for InCharge<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let by = before(parts, app, T::NOUN).await?;
        let name = path_part(parts, app, T::PART).await;
        let find = move |reader: &mut Reader| T::find(reader, &name);
        let it = if T::IS_WHOLE { app.db.read_whole(find).await? } else { app.db.read(find).await? };
        it.map(|it| Self { by, it }).ok_or(Failure::Hidden)
    }
}
