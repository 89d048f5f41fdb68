//! Style sheet, script and icon: inside the binary, named by their content, packed beforehand.

use std::collections::HashMap;
use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use rust_embed::RustEmbed;

use super::failure::Failure;
use super::page::header_text;

#[derive(RustEmbed)]
#[folder = "assets/dist/"]
struct Files;

/// Short name → name with the hash of its content.
static NAMES: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    Files::get("manifest.json").and_then(|file| serde_json::from_slice(&file.data).ok()).unwrap_or_default()
});

/// Where an asset lies, by its short name: `att.css`.
pub fn href(name: &str) -> String {
    format!("/assets/{}", NAMES.get(name).map_or(name, String::as_str))
}

/// Serves an asset, packed when the browser can unpack it; it never changes under its name.
pub async fn serve(Path(name): Path<String>, headers: HeaderMap) -> Result<Response, Failure> {
    if !NAMES.values().any(|known| *known == name) {
        return Err(Failure::Hidden);
    }
    let accepted = header_text(&headers, &header::ACCEPT_ENCODING);
    let packed = [("br", ".br"), ("gzip", ".gz")]
        .into_iter()
        .filter(|(coding, _)| accepted.split(',').any(|one| one.trim().starts_with(coding)))
        .find_map(|(coding, ending)| Files::get(&format!("{name}{ending}")).map(|file| (Some(coding), file)));
    let (coding, file) = packed.or_else(|| Files::get(&name).map(|file| (None, file))).ok_or(Failure::Hidden)?;
    let mut response = file.data.into_owned().into_response();
    let map = response.headers_mut();
    map.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type(&name)));
    map.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    map.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Some(coding) = coding {
        map.insert(header::CONTENT_ENCODING, HeaderValue::from_static(coding));
    }
    Ok(response)
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        _ => "application/octet-stream",
    }
}
