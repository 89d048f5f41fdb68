//! A thing within a session, or within a case on its agenda, found by its own part of the path: whoever sees the whole sees it.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use crate::accounts::path_part;
use crate::context::App;
use crate::platform::doors::Guard;
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::Failure;

/// A thing that stands within another.
pub(super) trait Within: Send + Sized + 'static {
    /// The guard of the whole.
    type Of: Guard + FromRequestParts<App, Rejection = Failure> + Send;
    /// What the whole is found by.
    type Place: Send + 'static;
    /// The part of the path that names the thing.
    const PART: &'static str;

    /// What this whole is found by.
    fn place(whole: &Self::Of) -> Self::Place;

    /// The thing of this name; none when the whole holds no such thing.
    ///
    /// # Errors
    /// When the database does not answer.
    fn find(reader: &mut Reader, place: Self::Place, name: &str) -> Result<Option<Self>, DbError>;
}

/// Somebody who sees the whole, with the thing.
pub(super) struct Inside<T: Within> {
    /// The whole, as this person sees it.
    pub(super) seen: T::Of,
    /// The thing.
    pub(super) it: T,
}

impl<T: Within> Guard for Inside<T> {
    const WHO: &'static str = <T::Of as Guard>::WHO;
}

impl<T: Within> FromRequestParts<App> for Inside<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let seen = T::Of::from_request_parts(parts, app).await?;
        let (place, name) = (T::place(&seen), path_part(parts, app, T::PART).await);
        let it = app.db.read(move |reader| T::find(reader, place, &name)).await?;
        Ok(Self { seen, it: it.ok_or(Failure::Hidden)? })
    }
}
