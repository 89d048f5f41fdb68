//! The seals of the journal as the Centre and the administrator see them: the last one on the journal's page, all of them
//! as a file that is kept outside.

use axum::body::Body;
use axum::extract::{FromRequestParts, State};
use axum::http::request::Parts;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;

use crate::accounts::{Role, Signed, SignedIn};
use crate::context::App;
use crate::platform::act::Fact;
use crate::platform::clock::Zone;
use crate::platform::db::Db;
use crate::platform::doors::{Doors, Guard};
use crate::platform::engine::DbError;
use crate::platform::failure::Failure;
use crate::platform::page::disposition;
use crate::platform::seal::{self, HEADING, Seal};

use super::kinds;

/// Seals read at a time.
const STEP: i64 = 500;

/// Somebody who keeps the list of seals: whoever would ask why the journal differs from it.
pub(super) struct SealKeeper(Signed);

impl SealKeeper {
    /// Whether people of this role keep it.
    pub(super) fn is(role: Role) -> bool {
        matches!(role, Role::Centre | Role::Admin)
    }
}

impl Guard for SealKeeper {
    const WHO: &'static str = "the centre, the administrator";
}

impl FromRequestParts<App> for SealKeeper {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let SignedIn(by) = SignedIn::from_request_parts(parts, app).await?;
        if Self::is(by.seat.role) { Ok(Self(by)) } else { Err(Failure::Hidden) }
    }
}

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/journal/seals", list)
}

/// «Журнал опечатан: до записи № 1204, 28.11.2026 12:00, отпечаток 5F1C-…»; empty when nothing was sealed yet.
pub(super) async fn head(db: &Db, zone: &Zone) -> Result<String, Failure> {
    let last = db.glance(seal::last).await?;
    Ok(last.map_or_else(String::new, |seal| told(&seal, zone)))
}

fn told(seal: &Seal, zone: &Zone) -> String {
    format!("Журнал опечатан: до записи №\u{a0}{}, {}, отпечаток {}", seal.last, zone.brief(seal.at), seal.print())
}

async fn list(by: SealKeeper, State(app): State<App>) -> Result<Response, Failure> {
    let last = app.db.glance(seal::last).await?;
    let words = last.map_or_else(
        || "скачан список печатей журнала: печатей ещё нет".to_owned(),
        |seal| format!("скачан список печатей журнала, последняя №\u{a0}{}", seal.number),
    );
    app.db.act(by.0.by(), app.now(), move |act| act.record(Fact::of(kinds::SEALS_TAKEN, words), ())).await?;
    let name = format!("Печати журнала {}.csv", app.today());
    let mut response = Body::from_stream(lines(app.db.clone())).into_response();
    let map = response.headers_mut();
    map.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8"));
    map.insert(header::CONTENT_DISPOSITION, disposition(&name, false));
    Ok(response)
}

/// The lines of the list, read while they are sent.
fn lines(db: Db) -> impl futures::Stream<Item = Result<Bytes, DbError>> {
    let begin = (db, Some((0, String::new())));
    let rest = futures::stream::try_unfold(begin, |(db, after)| async move {
        let Some((number, hash)) = after else { return Ok(None) };
        let seals = db.read(move |reader| seal::after(reader, number, &hash, STEP)).await?;
        let text: String = seals.iter().map(seal::written).collect();
        let next = seals.last().map(|seal| (seal.number, seal.hash.clone()));
        Ok::<_, DbError>(Some((Bytes::from(text), (db, next))))
    });
    futures::StreamExt::chain(futures::stream::once(async { Ok(Bytes::from_static(HEADING.as_bytes())) }), rest)
}
