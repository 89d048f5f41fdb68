//! What is seen of every request: one line in the log and one count. Neither holds the path itself,
//! which may carry the secret of a link, nor anything else a person sent.

use std::time::Instant;

use axum::Router;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderValue, Method};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use tracing::Instrument;

use super::metrics::Metrics;

/// The header that carries the number of a request, so that people and the log can name the same one.
pub const REQUEST_ID: &str = "x-request-id";

/// The site, watched.
pub fn watched(router: Router, metrics: Metrics) -> Router {
    router.layer(from_fn_with_state(metrics, see))
}

async fn see(State(metrics): State<Metrics>, request: Request, next: Next) -> Response {
    let id = uuid::Uuid::now_v7().simple().to_string();
    let method = known(request.method());
    let door =
        request.extensions().get::<MatchedPath>().map_or_else(|| "none".to_owned(), |path| path.as_str().to_owned());
    let span = tracing::info_span!("request", id);
    let start = Instant::now();
    let mut response = next.run(request).instrument(span).await;
    let took = start.elapsed();
    let status = response.status().as_u16();
    metrics.count(method, &door, status, took);
    let milliseconds = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
    tracing::info!(method, door, status, milliseconds, id, "request");
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    response
}

/// A method may be any word: those nobody answers are counted as one.
fn known(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::POST => "POST",
        Method::HEAD => "HEAD",
        _ => "other",
    }
}
