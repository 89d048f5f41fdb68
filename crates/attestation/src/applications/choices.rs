//! Posts as filters offer them, «Все должности» first.

use std::sync::Arc;

use crate::context::App;
use crate::platform::choices::List;
use crate::platform::engine::DbError;
use crate::platform::listing;

use super::posts;

/// Every post there ever was, after «Все должности»: lists have rows of those that are attested no more.
///
/// # Errors
/// When the database does not answer.
pub async fn post_choices(app: &App) -> Result<Arc<List>, DbError> {
    let made = match app.posts.find(app.now()) {
        Ok(kept) => return Ok(kept),
        Err(made) => made,
    };
    let posts = app.db.glance(posts::posts_ever).await?;
    let named = posts.into_iter().map(|one| (one.code, one.name));
    Ok(app.posts.keep(made, listing::choices("Все должности", named)))
}
