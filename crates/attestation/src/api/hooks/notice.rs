//! The body of a notification: what it is, when it happened, and the row of the feed as the feed itself gives it.

use serde::Serialize;

use crate::api::shape::{ChangeShown, moment};
use crate::platform::clock::Moment;

use super::delivery::What;

/// What is sent.
#[derive(Serialize)]
struct Notice<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    timestamp: &'a str,
    data: Option<&'a ChangeShown>,
}

const fn kind(what: What) -> &'static str {
    match what {
        What::Case => "application.changed",
        What::Entry => "record.changed",
        What::Trial => "trial",
    }
}

/// Of a change.
pub(super) fn of_change(what: What, shown: &ChangeShown) -> serde_json::Result<String> {
    serde_json::to_string(&Notice { kind: kind(what), timestamp: &shown.at, data: Some(shown) })
}

/// Of nothing.
pub(super) fn trial(now: Moment) -> serde_json::Result<String> {
    serde_json::to_string(&Notice { kind: kind(What::Trial), timestamp: &moment(now), data: None })
}
