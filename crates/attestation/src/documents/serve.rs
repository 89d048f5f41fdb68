//! Showing a file: streamed, as an attachment unless it may be shown in place, in a box where it cannot run.

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use filestore::{FileStore, Key, Reading};

use crate::platform::failure::Failure;
use crate::platform::page::{SomebodysFile, disposition, header_text};
use crate::platform::upload::store_failure;

/// Whether a file of this media type may be shown in a page.
pub fn shown_inline(media_type: &str) -> bool {
    matches!(media_type, "application/pdf" | "image/jpeg" | "image/png")
}

/// Streams a kept file, whole or the one range asked for. The caller has proved who may see it.
pub async fn serve(
    files: &FileStore,
    headers: &HeaderMap,
    file_key: &str,
    name: &str,
    media_type: &str,
    inline: bool,
) -> Result<Response, Failure> {
    let key = Key::parse(file_key)
        .ok_or_else(|| Failure::Broken(anyhow::anyhow!("a row names a file by something that is no hash")))?;
    let asked = range(header_text(headers, &header::RANGE));
    let reading: Reading = match asked {
        Some((from, to)) => match files.read_range(&key, from..to).await {
            Err(filestore::StoreError::BadRange { .. }) => {
                return Ok(StatusCode::RANGE_NOT_SATISFIABLE.into_response());
            }
            other => other.map_err(store_failure)?,
        },
        None => files.read(&key).await.map_err(store_failure)?,
    };
    let (size, sent) = (reading.size, reading.range.clone());
    let mut response = Body::from_stream(reading.stream).into_response();
    if asked.is_some() {
        *response.status_mut() = StatusCode::PARTIAL_CONTENT;
    }
    response.extensions_mut().insert(SomebodysFile);
    let map = response.headers_mut();
    let text = |value: String| HeaderValue::from_str(&value).unwrap_or_else(|_| HeaderValue::from_static("0"));
    if asked.is_some() {
        map.insert(header::CONTENT_RANGE, text(format!("bytes {}-{}/{size}", sent.start, sent.end.saturating_sub(1))));
    }
    map.insert(header::CONTENT_LENGTH, text((sent.end - sent.start).to_string()));
    map.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    map.insert(header::CONTENT_TYPE, text(media_type.to_owned()));
    map.insert(header::CONTENT_DISPOSITION, disposition(name, inline && shown_inline(media_type)));
    map.insert(header::CONTENT_ENCODING, HeaderValue::from_static("identity"));
    Ok(response)
}

/// `bytes=from-to` as a half-open range; several ranges, or one from the end, are answered with the whole file.
fn range(text: &str) -> Option<(u64, u64)> {
    let (from, to) = text.strip_prefix("bytes=")?.split_once('-')?;
    let from = from.parse().ok()?;
    let to = if to.is_empty() { u64::MAX } else { to.parse::<u64>().ok()?.checked_add(1)? };
    (from < to).then_some((from, to))
}

#[cfg(test)]
mod tests {
    use super::range;

    #[test]
    fn ranges() {
        assert_eq!(range("bytes=0-99"), Some((0, 100)));
        assert_eq!(range("bytes=100-"), Some((100, u64::MAX)));
        assert_eq!(range("bytes=-5"), None);
        assert_eq!(range("bytes=0-1,5-6"), None);
        assert_eq!(range("bytes=9-3"), None);
    }
}
