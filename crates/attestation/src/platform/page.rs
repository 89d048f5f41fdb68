//! Pages: the frame around every page, and the headers every answer carries.

use std::borrow::Cow;

use askama::Template;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};

use super::assets;
use super::failure::Failure;
use super::visit::{Cookies, SAID};

pub use super::visit::Spoken;

/// A line of a menu or of the breadcrumbs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MenuItem {
    /// Where it leads.
    pub href: Cow<'static, str>,
    /// What it says.
    pub text: Cow<'static, str>,
    /// Whether this is where the person is.
    pub current: bool,
}

impl MenuItem {
    /// A line that leads to `href`.
    pub fn new(href: impl Into<Cow<'static, str>>, text: impl Into<Cow<'static, str>>) -> Self {
        Self { href: href.into(), text: text.into(), current: false }
    }
}

/// Another role the person may step into.
#[derive(Debug, Clone)]
pub struct RoleChoice {
    /// The seat.
    pub seat: String,
    /// The role in words.
    pub text: String,
}

/// The person signed in, as the header shows them.
#[derive(Debug, Clone)]
pub struct Person {
    /// «Орлова О. А.»
    pub name: String,
    /// The role in words.
    pub role: String,
    /// Other roles.
    pub other_roles: Vec<RoleChoice>,
}

/// The frame around every page.
#[derive(Debug, Clone, Default)]
#[allow(clippy::struct_excessive_bools, reason = "each is a part of the frame that is shown or not")]
pub struct Frame {
    /// The page's name.
    pub title: String,
    /// Whether a form on the page came back with faults.
    pub faulty: bool,
    /// The centre's name.
    pub centre: String,
    /// The phone of support with its hours; may be empty.
    pub phone: String,
    /// The menu.
    pub menu: Vec<MenuItem>,
    /// The second-level menu.
    pub sections: Vec<MenuItem>,
    /// Who is signed in.
    pub person: Option<Person>,
    /// The form token.
    pub token: String,
    /// Display settings as classes of the page.
    pub html_class: String,
    /// The style sheet.
    pub css: String,
    /// The script.
    pub js: String,
    /// The icon.
    pub icon: String,
    /// Breadcrumbs.
    pub trail: Vec<MenuItem>,
    /// One sentence about what was just done.
    pub said: Option<String>,
    /// What a person is to be told at home, with the page where it is read.
    pub notice: Option<MenuItem>,
    /// Whether this is a demonstration with invented data.
    pub demo: bool,
    /// Whether it stands before a room: neither the head of the site nor its foot is there.
    pub is_screen: bool,
    /// Whether a code of the second step is asked beside the own password.
    pub asks_code: bool,
}

impl Frame {
    /// An empty frame with the hrefs of style sheet, script and icon.
    pub fn bare(title: &str) -> Self {
        Self {
            title: title.to_owned(),
            css: assets::href("att.css"),
            js: assets::href("att.js"),
            icon: assets::href("favicon.svg"),
            ..Self::default()
        }
    }

    /// The same frame with breadcrumbs.
    #[must_use]
    pub fn trail(mut self, trail: &[(&str, &str)]) -> Self {
        self.trail = trail.iter().map(|(href, text)| MenuItem::new((*href).to_owned(), (*text).to_owned())).collect();
        self
    }

    /// The same frame marked by whether its form is sound.
    #[must_use]
    pub fn sound(mut self, sound: bool) -> Self {
        self.faulty = !sound;
        self
    }
}

/// A page with status 200.
pub fn page(template: &impl Template) -> Result<Response, Failure> {
    page_with(StatusCode::OK, template)
}

/// A page whose form came back with faults: status 422.
pub fn faulty(template: &impl Template) -> Result<Response, Failure> {
    page_with(StatusCode::UNPROCESSABLE_ENTITY, template)
}

/// Most pages are shorter: room for one is taken once, not piece by piece.
const USUAL_PAGE: usize = 32 * 1024;

/// A page with a status of its own.
pub fn page_with(status: StatusCode, template: &impl Template) -> Result<Response, Failure> {
    let mut text = String::with_capacity(USUAL_PAGE);
    template.render_into(&mut text)?;
    let mut response = (status, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], text).into_response();
    response.extensions_mut().insert(Spoken);
    Ok(response)
}

/// After a change: go there.
pub fn go(to: &str) -> Response {
    Redirect::to(to).into_response()
}

/// After a change: go there and say one sentence.
pub fn go_saying(cookies: Cookies, to: &str, sentence: &str) -> Response {
    let mut response = go(to);
    let said = percent_encoding::utf8_percent_encode(sentence, percent_encoding::NON_ALPHANUMERIC).to_string();
    response.headers_mut().append(header::SET_COOKIE, cookies.set(SAID, &said, Some(60)));
    response
}

const CSP: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; media-src 'self'; frame-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; report-uri /csp-reports; report-to csp";
/// Where browsers tell what the policy has stopped; named in the policy for old ones, by a header of its own for new ones.
pub const REPORTS: &str = "/csp-reports";
const ENDPOINTS: &str = "csp=\"/csp-reports\"";
/// A file of somebody's shown in a page: it may not run or fetch anything, and only our own page may frame it.
const FILE_CSP: &str = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; frame-ancestors 'self'";

/// Marks an answer that carries somebody's file.
#[derive(Clone, Copy)]
pub struct SomebodysFile;

/// The headers every answer carries.
pub fn headers(response: &mut Response, https: bool) {
    let is_file = response.extensions().get::<SomebodysFile>().is_some();
    let map = response.headers_mut();
    let mut put = |name: header::HeaderName, value: &'static str| {
        map.insert(name, HeaderValue::from_static(value));
    };
    put(header::CONTENT_SECURITY_POLICY, if is_file { FILE_CSP } else { CSP });
    if !is_file {
        put(header::HeaderName::from_static("reporting-endpoints"), ENDPOINTS);
    }
    put(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    put(header::X_FRAME_OPTIONS, if is_file { "SAMEORIGIN" } else { "DENY" });
    put(header::HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    put(header::HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    put(header::REFERRER_POLICY, "same-origin");
    put(header::HeaderName::from_static("permissions-policy"), "camera=(), microphone=(), geolocation=(), payment=()");
    if https {
        put(header::STRICT_TRANSPORT_SECURITY, "max-age=31536000; includeSubDomains");
    }
    if !map.contains_key(header::CACHE_CONTROL) {
        map.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
}

/// `Content-Disposition` for a file with a name of any letters (RFC 6266, RFC 8187).
pub fn disposition(file_name: &str, inline: bool) -> HeaderValue {
    let kind = if inline { "inline" } else { "attachment" };
    let safe: String =
        file_name.chars().map(|sign| if sign.is_control() || is_tricky(sign) { '_' } else { sign }).take(180).collect();
    let ascii: String = safe
        .chars()
        .map(|sign| if sign.is_ascii_alphanumeric() || ".-_ ".contains(sign) { sign } else { '_' })
        .collect();
    let encoded = percent_encoding::utf8_percent_encode(&safe, percent_encoding::NON_ALPHANUMERIC);
    HeaderValue::from_str(&format!("{kind}; filename=\"{ascii}\"; filename*=UTF-8''{encoded}"))
        .unwrap_or_else(|_| HeaderValue::from_static("attachment"))
}

/// Signs that end a path or turn the direction of writing.
fn is_tricky(sign: char) -> bool {
    matches!(sign, '/' | '\\' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The first value of a request header as text.
pub fn header_text<'h>(headers: &'h HeaderMap, name: &header::HeaderName) -> &'h str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

/// A sheet just written, streamed from its temporary file.
///
/// # Errors
/// When the file cannot be read back.
pub fn sheet(mut file: std::fs::File, name: &str) -> Result<Response, Failure> {
    use std::io::Seek;
    let size = file
        .seek(std::io::SeekFrom::End(0))
        .and_then(|size| file.rewind().map(|()| size))
        .map_err(anyhow::Error::from)?;
    let stream = tokio_util::io::ReaderStream::with_capacity(tokio::fs::File::from_std(file), 128 * 1024);
    let mut response = axum::body::Body::from_stream(stream).into_response();
    response.extensions_mut().insert(SomebodysFile);
    let map = response.headers_mut();
    map.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    );
    map.insert(header::CONTENT_LENGTH, HeaderValue::from(size));
    map.insert(header::CONTENT_DISPOSITION, disposition(name, false));
    Ok(response)
}
