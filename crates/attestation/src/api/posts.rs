//! The list of posts by whose codes neighbours ask. It tells of no person, so no token is needed.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use crate::accounts::Anyone;
use crate::context::App;
use crate::platform::doors::Doors;
use crate::platform::engine::DbError;
use crate::posts;

use super::problem::{Problem, json};
use super::shape::{PostShown, PostsShown};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/api/v1/posts", list)
}

/// Должности, которые аттестует Центр, с кодами и прежними названиями. Ключ не нужен.
#[utoipa::path(
    get,
    path = "/api/v1/posts",
    tag = "about",
    responses((status = 200, description = "Все должности по алфавиту", body = PostsShown))
)]
pub(super) async fn list(by: Anyone, State(app): State<App>) -> Result<Response, Problem> {
    drop(by);
    let read = app.db.read(|reader| Ok::<_, DbError>((posts::all(reader)?, posts::former_names(reader)?)));
    let (all, former) = read.await?;
    let items = all.into_iter().map(|post| PostShown::of(post, &former)).collect();
    json(StatusCode::OK, &PostsShown { items })
}
