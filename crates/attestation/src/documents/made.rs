//! Papers made now: sent as a download, printed as a PDF; reading what a paper states.

use axum::body::Body;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use officedocs::pdf::{self, Paper};
use serde_json::Value;

use crate::platform::clock::Moment;
use crate::platform::failure::Failure;
use crate::platform::page::{SomebodysFile, disposition};

use super::intake::Media;

/// A post or a name that is written by hand.
pub const BLANK: &str = "________________________";

/// A file made now, as a download.
pub fn made(bytes: Vec<u8>, name: &str, media: Media) -> Response {
    let mut response = Body::from(bytes).into_response();
    response.extensions_mut().insert(SomebodysFile);
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(media.mime()));
    response.headers_mut().insert(header::CONTENT_DISPOSITION, disposition(name, false));
    response
}

/// A paper to be printed.
#[derive(Debug)]
pub struct ToPrint {
    /// What is in it.
    pub paper: Paper,
    /// The moment written into the file: a paper of frozen rows gives a moment of theirs, so that it is the same file each time.
    pub at: Moment,
    /// The name of the file.
    pub name: String,
}

impl ToPrint {
    /// The PDF of the paper.
    ///
    /// # Errors
    /// When the paper cannot be written: our fault.
    pub async fn pdf(self) -> Result<Vec<u8>, Failure> {
        rendered(self.paper, self.at).await
    }
}

/// A paper as a PDF, as a download; `at` as in `ToPrint`.
///
/// # Errors
/// When the paper cannot be written: our fault.
pub async fn printed(paper: Paper, at: Moment, name: &str) -> Result<Response, Failure> {
    Ok(made(rendered(paper, at).await?, name, Media::Pdf))
}

/// The bytes of a paper as a PDF; `at` as of `printed`.
///
/// # Errors
/// When the paper cannot be written: our fault.
pub async fn rendered(paper: Paper, at: Moment) -> Result<Vec<u8>, Failure> {
    let bytes = tokio::task::spawn_blocking(move || pdf::render(&paper, at.timestamp())).await;
    Ok(bytes.map_err(anyhow::Error::from)?.map_err(anyhow::Error::from)?)
}

/// A text a paper states: `text(&data, "/протокол/номер")`; empty when it is not there.
pub fn text<'v>(data: &'v Value, at: &str) -> &'v str {
    data.pointer(at).and_then(Value::as_str).unwrap_or_default()
}

/// A number a paper states; nothing is 0.
pub fn number(data: &Value, at: &str) -> i64 {
    data.pointer(at).and_then(Value::as_i64).unwrap_or_default()
}

/// Rows a paper states.
pub fn rows<'v>(data: &'v Value, at: &str) -> &'v [Value] {
    data.pointer(at).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}
