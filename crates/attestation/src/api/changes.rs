//! The feed of what has changed, in turn: a neighbour keeps the cursor and comes back with it.

use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::Response;

use crate::context::App;
use crate::platform::act::Entry as Row;
use crate::platform::clock::Moment;
use crate::platform::doors::Doors;
use crate::platform::ids::Id;

use super::asked::{Asked, CURSOR};
use super::cursor;
use super::feed::{self, SETTLED};
use super::guards::{Neighbour, ReadsChanges};
use super::problem::{Problem, json};
use super::shape::{ChangeShown, ChangesShown};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/api/v1/changes", list)
}

/// Rows of the journal looked through for one answer.
const ROWS: usize = 200;
/// The id before every other: where the feed begins.
const START: &str = "00000000-0000-0000-0000-000000000000";

/// Лента изменений: что произошло с заявлениями и записями реестра, по порядку. Отстаёт на минуту.
#[utoipa::path(
    get,
    path = "/api/v1/changes",
    tag = "changes",
    params(("cursor" = Option<String>, Query, description = "Метка из поля next прошлого ответа. Без неё лента начинается сначала.")),
    responses((status = 200, description = "Изменения по порядку", body = ChangesShown)),
    security(("token" = ["changes:read"]))
)]
pub(super) async fn list(
    by: Neighbour<ReadsChanges>,
    State(app): State<App>,
    RawQuery(raw): RawQuery,
) -> Result<Response, Problem> {
    let mut asked = Asked::of(raw.as_deref(), &[CURSOR]);
    let after = asked.cursor_of_time::<Id<Row>>();
    asked.sound()?;
    let after = after.map_or((Moment::of_micros(0), START.to_owned()), |(at, id)| (at, id.to_string()));
    let (from, until) = (after.clone(), app.now().plus(-SETTLED));
    let most = i64::try_from(ROWS).unwrap_or(i64::MAX);
    let found = app.db.read(move |reader| feed::changes(reader, &from, until, most)).await?;
    let (at, id) = found.last().map_or(after, |last| (last.at, last.id.to_string()));
    let more = found.len() == ROWS;
    let bounds = &by.token.bounds;
    let items = found.iter().filter(|change| change.is_within(bounds)).filter_map(ChangeShown::of).collect();
    let next = cursor::written(&at.micros().to_string(), id);
    json(StatusCode::OK, &ChangesShown { items, next, more })
}
