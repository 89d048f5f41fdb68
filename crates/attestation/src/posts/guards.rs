//! The guard of one post: only the centre keeps the list.

use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;

use crate::accounts::Centre;
use crate::context::App;
use crate::platform::doors::Guard;
use crate::platform::engine::DbError;
use crate::platform::failure::Failure;

use super::store::{self, Former, Post};

/// A post with its former names, open to the centre.
pub(super) struct CentresPost {
    pub(super) by: Centre,
    pub(super) post: Post,
    pub(super) former: Vec<Former>,
}

impl Guard for CentresPost {
    const WHO: &'static str = "the centre";
}

impl FromRequestParts<App> for CentresPost {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let by = Centre::before(parts, app, "post").await?;
        let all = RawPathParams::from_request_parts(parts, app).await.ok();
        let code = all.and_then(|all| all.iter().find(|(name, _)| *name == "code").map(|(_, code)| code.to_owned()));
        let code = code.ok_or(Failure::Hidden)?;
        let found = app
            .db
            .read(move |reader| Ok::<_, DbError>((store::by_code(reader, &code)?, store::names_of(reader, &code)?)));
        let (post, former) = found.await?;
        Ok(Self { by, post: post.ok_or(Failure::Hidden)?, former })
    }
}
