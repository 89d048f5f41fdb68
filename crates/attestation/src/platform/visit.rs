//! A visit: what every request brings with it, whoever sends it — cookies, address, display settings, the form token.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;

use axum::extract::{ConnectInfo, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::response::{IntoResponse, Response};
use cookie::{Cookie, SameSite};

use super::failure::Failure;
use super::secret;

/// How cookies are named and guarded: over https they are bound to this host and to https.
#[derive(Debug, Clone, Copy)]
pub struct Cookies {
    /// Whether the site is reached over https.
    pub secure: bool,
}

/// The cookie of the session, of the form token, of a computer known before, of one sentence to say, of display settings.
pub const SESSION: &str = "session";
/// Stands behind the form token.
pub const VISITOR: &str = "visitor";
/// A computer this account was used on before.
pub const DEVICE: &str = "device";
/// One sentence for the next page.
pub const SAID: &str = "said";
/// Size, colours and spacing chosen by the person.
pub const DISPLAY: &str = "display";
/// The form shown again after sign-in: where it is sent, hashed.
pub const KEPT: &str = "kept";
/// The sign-in that waits for a code: the password has fitted, nobody is signed in yet.
pub const HALF: &str = "half";
/// The secret of an invitation or recovery in hand, taken out of the address.
pub const IN_HAND: &str = "in-hand";

impl Cookies {
    /// The full name of a cookie.
    pub fn name(self, short: &str) -> String {
        format!("{}{short}", self.prefix())
    }

    const fn prefix(self) -> &'static str {
        if self.secure { "__Host-att-" } else { "att-" }
    }

    /// Reads a cookie of ours.
    pub fn read(self, headers: &HeaderMap, short: &str) -> Option<String> {
        self.pick(&cookies(headers), short)
    }

    fn pick(self, brought: &[Cookie<'_>], short: &str) -> Option<String> {
        let is_it = |cookie: &&Cookie<'_>| cookie.name().strip_prefix(self.prefix()) == Some(short);
        brought.iter().find(is_it).map(|cookie| cookie.value().to_owned())
    }

    /// A `Set-Cookie` value; `seconds` none: until the browser is closed.
    pub fn set(self, short: &str, value: &str, seconds: Option<i64>) -> HeaderValue {
        let mut cookie = Cookie::build((self.name(short), value.to_owned()))
            .path("/")
            .http_only(true)
            .same_site(SameSite::Lax)
            .secure(self.secure)
            .build();
        if let Some(seconds) = seconds {
            cookie.set_max_age(cookie::time::Duration::seconds(seconds));
        }
        HeaderValue::from_str(&cookie.to_string()).unwrap_or_else(|_| HeaderValue::from_static(""))
    }

    /// A `Set-Cookie` value that removes.
    pub fn drop(self, short: &str) -> HeaderValue {
        self.set(short, "", Some(0))
    }
}

/// Every cookie of a request.
fn cookies(headers: &HeaderMap) -> Vec<Cookie<'_>> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    lines.flat_map(|line| Cookie::split_parse(line).flatten()).collect()
}

/// What a request brings with it; many hold it, and it is one.
#[derive(Debug, Clone)]
pub struct Visit(Arc<Brought>);

impl std::ops::Deref for Visit {
    type Target = Brought;

    fn deref(&self) -> &Brought {
        &self.0
    }
}

impl From<Brought> for Visit {
    fn from(brought: Brought) -> Self {
        Self(Arc::new(brought))
    }
}

/// What is read out of a request for all who answer it.
#[derive(Debug, Clone)]
pub struct Brought {
    /// Cookie rules of this site.
    pub cookies: Cookies,
    /// The token every form carries.
    pub token: String,
    /// The session cookie.
    pub session: Option<String>,
    /// The cookie of a computer known before.
    pub device: Option<String>,
    /// The secret in hand.
    pub in_hand: Option<String>,
    /// The sentence to say once.
    pub said: Option<String>,
    /// Display settings as chosen: words separated by dots.
    pub display: String,
    /// The address the request came from.
    pub address: IpAddr,
    /// The browser, shortened.
    pub agent: String,
    /// The path and query asked for.
    pub asked: String,
}

impl Visit {
    /// The visit put here by `meet`.
    pub fn of(parts: &Parts) -> Result<Self, Failure> {
        parts
            .extensions
            .get::<Self>()
            .cloned()
            .ok_or_else(|| Failure::Broken(anyhow::anyhow!("no visit: nobody has met this request")))
    }

    /// The same visit asking for another path, with a sentence to say.
    #[must_use]
    pub fn sent_again(&self, path: &str, said: &str) -> Self {
        Brought { asked: path.to_owned(), said: Some(said.to_owned()), ..Brought::clone(self) }.into()
    }

    /// The address as text, for the journal.
    pub fn address_text(&self) -> String {
        self.address.to_string()
    }
}

impl<S: Sync> FromRequestParts<S> for Visit {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        Self::of(parts)
    }
}

/// What `meet` needs to know of the site.
#[derive(Debug, Clone)]
pub struct Manners {
    /// Cookie rules.
    pub cookies: Cookies,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub proxies: Vec<IpAddr>,
    /// Under this path programs come, each by a token of its own.
    pub by_token: &'static str,
}

/// Meets every request before `next` does: reads the cookies, refuses forms sent from other sites, gives a visitor's cookie.
/// Where programs come it does none of the three.
pub async fn meet(manners: &Manners, mut request: Request, next: impl AsyncFnOnce(Request) -> Response) -> Response {
    // No cookie is read where programs come, so that a browser brings nothing there which could be abused from another site.
    let is_program = request.uri().path().starts_with(manners.by_token);
    let changes = request.method() != Method::GET && request.method() != Method::HEAD;
    if changes && !is_program && is_foreign(request.headers()) {
        return Failure::Malformed(
            "Запрос пришёл с другого сайта, и система его не приняла. Откройте страницу заново и повторите.",
        )
        .into_response();
    }
    let headers = request.headers();
    let brought = if is_program { Vec::new() } else { cookies(headers) };
    let cookie = |short: &str| manners.cookies.pick(&brought, short);
    let known = cookie(VISITOR).filter(|value| value.len() == 64);
    let fresh = known.is_none() && !is_program;
    let visitor = match known.map_or_else(secret::cookie_secret, Ok) {
        Ok(visitor) => visitor,
        Err(error) => return Failure::from(error).into_response(),
    };
    let said = cookie(SAID).filter(|_| request.method() == Method::GET);
    let visit = Visit::from(Brought {
        cookies: manners.cookies,
        token: secret::hash(&format!("form:{visitor}")),
        session: cookie(SESSION),
        device: cookie(DEVICE),
        in_hand: cookie(IN_HAND),
        said: said.as_deref().map(decoded),
        display: cookie(DISPLAY).unwrap_or_default(),
        address: address(&request, &manners.proxies),
        agent: headers
            .get(header::USER_AGENT)
            .and_then(|value| value.to_str().ok())
            .unwrap_or("")
            .chars()
            .take(200)
            .collect(),
        asked: request.uri().path_and_query().map_or("/", |asked| asked.as_str()).to_owned(),
    });
    request.extensions_mut().insert(visit);
    let mut response = next(request).await;
    if fresh {
        response.headers_mut().append(header::SET_COOKIE, manners.cookies.set(VISITOR, &visitor, None));
    }
    if said.is_some() && response.extensions().get::<Spoken>().is_some() {
        response.headers_mut().append(header::SET_COOKIE, manners.cookies.drop(SAID));
    }
    response
}

/// Put on a response whose page has said the sentence that was waiting.
#[derive(Clone, Copy)]
pub struct Spoken;

fn decoded(text: &str) -> String {
    percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// Whether a browser says that the request was started by another site.
fn is_foreign(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text("sec-fetch-site") {
        return !matches!(site, "same-origin" | "none");
    }
    let Some(origin) = text("origin") else {
        return false;
    };
    let host = text("host").unwrap_or_default();
    origin.split_once("://").is_none_or(|(_, from)| from != host)
}

fn address(request: &Request, proxies: &[IpAddr]) -> IpAddr {
    let peer = request
        .extensions()
        .get::<ConnectInfo<SocketAddr>>()
        .map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |info| info.0.ip());
    if !proxies.contains(&peer) {
        return peer;
    }
    // Every header line counts, and only what trusted proxies have added at the end is believed: what is not an address
    // there hides whoever stands before it.
    let lines = request.headers().get_all("x-forwarded-for").iter();
    let hops: Vec<&str> = lines.filter_map(|value| value.to_str().ok()).flat_map(|line| line.split(',')).collect();
    let mut read = hops.iter().rev().map(|hop| hop.trim().parse::<IpAddr>().ok());
    read.find(|hop| hop.is_none_or(|hop| !proxies.contains(&hop))).flatten().unwrap_or(peer)
}

#[cfg(test)]
mod tests {
    use axum::body::Body;

    use super::*;

    /// The address of a request that came from `peer` with these lines.
    fn seen(peer: &str, lines: &[&str]) -> String {
        let mut request = Request::new(Body::empty());
        request.extensions_mut().insert(ConnectInfo(SocketAddr::new(peer.parse().unwrap(), 40_000)));
        for line in lines {
            request.headers_mut().append("x-forwarded-for", HeaderValue::from_bytes(line.as_bytes()).unwrap());
        }
        address(&request, &["10.0.0.2".parse().unwrap(), "10.0.0.3".parse().unwrap()]).to_string()
    }

    #[test]
    fn only_what_a_proxy_of_ours_has_added_is_believed() {
        assert_eq!(seen("192.0.2.7", &["198.51.100.1"]), "192.0.2.7", "nobody else is believed");
        assert_eq!(seen("10.0.0.2", &["198.51.100.1, 192.0.2.7"]), "192.0.2.7", "the last one is what the proxy saw");
        assert_eq!(seen("10.0.0.2", &["198.51.100.1", "192.0.2.7, 10.0.0.3"]), "192.0.2.7", "through two proxies");
        assert_eq!(seen("10.0.0.2", &["198.51.100.1, неизвестно"]), "10.0.0.2");
        assert_eq!(seen("10.0.0.2", &["198.51.100.1, 192.0.2.7:4711"]), "10.0.0.2", "nothing is guessed");
        assert_eq!(seen("10.0.0.2", &[]), "10.0.0.2");
    }
}
