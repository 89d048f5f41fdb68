//! What browsers tell of the content policy: a page of ours asked for something the policy forbids. Either a fault of a
//! page or somebody's code in it. A line of the log for each, without anything of people: no query, no part of a path
//! that may be an id or a secret.

use std::sync::Mutex;

use axum::body::Body;
use axum::extract::{FromRequestParts, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use jiff::SignedDuration;
use serde_json::Value;

use crate::context::App;
use crate::platform::clock::Moment;
use crate::platform::doors::{Doors, Guard};
use crate::platform::page::REPORTS;

/// Bytes of one message at most, and violations read out of it.
const LARGEST: usize = 32 * 1024;
const MOST: usize = 10;
/// Lines of the log in a minute at most: a page that is broken for everybody, or somebody who makes reports up, fills no disk.
const LINES: u32 = 60;
const MINUTE: SignedDuration = SignedDuration::from_mins(1);

/// Whoever sends a report: nothing is asked of them and nothing is given.
struct Browser;

impl Guard for Browser {
    const WHO: &'static str = "anybody's browser";
}

impl FromRequestParts<App> for Browser {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(_: &mut Parts, _: &App) -> Result<Self, Self::Rejection> {
        Ok(Self)
    }
}

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.post(REPORTS, take)
}

/// Takes a report: 204 whatever it tells, 413 when it is too long.
async fn take(_: Browser, State(app): State<App>, body: Body) -> StatusCode {
    static SAID: Said = Said(Mutex::new((Moment::of_micros(0), 0)));
    let Ok(message) = axum::body::to_bytes(body, LARGEST).await else {
        return StatusCode::PAYLOAD_TOO_LARGE;
    };
    for one in told(&message) {
        if SAID.may_say(app.now()) {
            let Violation { directive, page, blocked } = one;
            tracing::warn!(directive, page, blocked, "a browser refused what the content policy forbids");
        }
    }
    StatusCode::NO_CONTENT
}

/// How much was said in this minute.
struct Said(Mutex<(Moment, u32)>);

impl Said {
    fn may_say(&self, now: Moment) -> bool {
        let mut said = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if now.since(said.0).abs() >= MINUTE {
            *said = (now, 0);
        }
        said.1 = said.1.saturating_add(1);
        said.1 <= LINES
    }
}

/// What was forbidden, where.
#[derive(Debug, PartialEq, Eq)]
struct Violation {
    directive: String,
    page: String,
    blocked: String,
}

/// The violations a message tells of, in either of its two forms; none when it is something else.
fn told(message: &[u8]) -> Vec<Violation> {
    let Ok(message) = serde_json::from_slice::<Value>(message) else { return Vec::new() };
    if let Some(body) = message.get("csp-report") {
        return vec![violation(body, ["effective-directive", "document-uri", "blocked-uri"])];
    }
    let reports = message.as_array().map(Vec::as_slice).unwrap_or_default();
    reports
        .iter()
        .filter(|report| report.get("type").and_then(Value::as_str) == Some("csp-violation"))
        .filter_map(|report| report.get("body"))
        .map(|body| violation(body, ["effectiveDirective", "documentURL", "blockedURL"]))
        .take(MOST)
        .collect()
}

fn violation(body: &Value, [directive, page, blocked]: [&str; 3]) -> Violation {
    let text = |name: &str| body.get(name).and_then(Value::as_str).unwrap_or_default();
    let is_directive = |text: &str| text.len() <= 40 && is_word(text);
    let directive = text(directive);
    Violation {
        directive: if is_directive(directive) { directive.to_owned() } else { "other".to_owned() },
        page: door_of(text(page)),
        blocked: origin_of(text(blocked)),
    }
}

fn is_word(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|sign| sign.is_ascii_lowercase() || sign == b'-')
}

/// Signs of a part of a path at most: what is longer is no word of ours.
const LONGEST: usize = 20;

/// The path of a page without what stands for a row or a secret: «/applications/…/remarks».
fn door_of(page: &str) -> String {
    let Ok(url) = url::Url::parse(page) else { return "other".to_owned() };
    let parts = url.path().split('/').skip(1).take(6);
    let shown = parts.map(|part| if part.len() <= LONGEST && (part.is_empty() || is_word(part)) { part } else { "…" });
    shown.fold(String::new(), |path, part| path + "/" + part)
}

/// Where the forbidden thing lies: its origin, or what it is when it lies in the page itself.
fn origin_of(blocked: &str) -> String {
    if blocked.len() <= LONGEST && is_word(blocked) {
        return blocked.to_owned();
    }
    match url::Url::parse(blocked).map(|url| url.origin()) {
        Ok(origin) if origin.is_tuple() => origin.ascii_serialization().chars().take(100).collect(),
        Ok(_) => blocked
            .split(':')
            .next()
            .filter(|scheme| is_word(scheme))
            .unwrap_or("other")
            .chars()
            .take(LONGEST)
            .collect(),
        Err(_) => "other".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(directive: &str, page: &str, blocked: &str) -> Violation {
        Violation { directive: directive.to_owned(), page: page.to_owned(), blocked: blocked.to_owned() }
    }

    #[test]
    fn both_forms_of_a_report_are_read_without_anything_of_people() {
        let old = br#"{"csp-report": {"document-uri": "https://att.example.ru/join/7K2M9QXW7K2M9QXW7K2M9QXW7K2M?a=b",
            "effective-directive": "script-src-elem", "blocked-uri": "https://evil.example:8443/a.js?name=x", "script-sample": "secret"}}"#;
        assert_eq!(told(old), [seen("script-src-elem", "/join/…", "https://evil.example:8443")]);
        let new = br#"[{"type": "csp-violation", "body": {"documentURL": "https://att.example.ru/applications/0192f0c0-0000-7000-8000-00000000000a/remarks#x",
            "effectiveDirective": "style-src-attr", "blockedURL": "inline"}}, {"type": "deprecation", "body": {}},
            {"type": "csp-violation", "body": {"documentURL": "https://att.example.ru/", "effectiveDirective": "img-src", "blockedURL": "data:image/png;base64,AAAA"}}]"#;
        assert_eq!(
            told(new),
            [seen("style-src-attr", "/applications/…/remarks", "inline"), seen("img-src", "/", "data")]
        );
    }

    #[test]
    fn what_is_made_up_says_nothing() {
        for message in ["", "{}", "[]", "7", "\"csp-report\"", "[1, {\"type\": \"csp-violation\"}]"] {
            assert_eq!(told(message.as_bytes()), [], "{message}");
        }
        let odd =
            br#"{"csp-report": {"document-uri": "not an address", "effective-directive": "a\nb", "blocked-uri": 7}}"#;
        assert_eq!(told(odd), [seen("other", "other", "other")]);
        let many = format!("[{}]", vec!["{\"type\": \"csp-violation\", \"body\": {}}"; 50].join(","));
        assert_eq!(told(many.as_bytes()).len(), MOST);
    }

    #[test]
    fn so_much_is_said_in_a_minute_and_no_more() {
        let said = Said(Mutex::new((Moment::of_micros(0), 0)));
        let now = Moment::of_micros(1_795_417_200_000_000);
        let times = |at: Moment| (0..100).filter(|_| said.may_say(at)).count();
        assert_eq!(times(now), 60);
        assert_eq!(times(now.plus(SignedDuration::from_secs(59))), 0);
        assert_eq!(times(now.plus(MINUTE)), 60);
        assert_eq!(times(now), 60, "a clock that was put back");
    }
}
