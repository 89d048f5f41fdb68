//! Long texts keep themselves while they are typed: the script sends the form as it stands, marked. Nothing in it is
//! checked, and what was kept so is not finished until its author saves it.

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use super::form::Form;
use super::rehearsal;

/// The mark of a text that is kept and not finished, whatever is filled in.
const UNFINISHED: &str = "unfinished";

/// Whether a form was sent by the script while it is typed. One that comes back after sign-in is only shown.
pub fn is_typing(form: &Form) -> bool {
    form.value("do") == "autosave" && !rehearsal::is_on()
}

/// Fields as a form carries them, with the mark that nobody has said them to be finished.
pub fn unfinished(written: &str) -> String {
    format!("{written}&{UNFINISHED}=yes")
}

/// Whether what was kept is not finished.
pub fn is_unfinished(form: &Form) -> bool {
    form.ticked(UNFINISHED)
}

/// What is to be done with a text that was sent while it is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Nothing: it is there already.
    Same,
    /// Nothing: another window has saved over what was seen.
    Elsewhere,
    /// It is the first of its typing: the journal is told, as of the saving that will end it.
    First,
    /// The typing goes on.
    Further,
}

impl Step {
    /// Upon the version and the text that are there; none of `seen`: upon whatever is there.
    pub fn upon((version, there): (i64, &str), seen: Option<i64>, written: &str) -> Self {
        if there == written {
            Self::Same
        } else if seen.is_some_and(|seen| seen != version) {
            Self::Elsewhere
        } else if is_unfinished(&Form::of_urlencoded(there.as_bytes())) {
            Self::Further
        } else {
            Self::First
        }
    }
}

/// What the script says of a text that is kept: «Сохранено в 14:05».
pub fn kept(version: i64, hour: &str) -> Response {
    answer(StatusCode::OK, version, &format!("Сохранено в {hour}"))
}

/// What the script says when another window has saved meanwhile, and what to press then.
pub fn elsewhere(version: i64, said: &str) -> Response {
    answer(StatusCode::CONFLICT, version, said)
}

fn answer(status: StatusCode, version: i64, said: &str) -> Response {
    let body = json!({"version": version, "said": said}).to_string();
    (status, [(header::CONTENT_TYPE, "application/json")], body).into_response()
}
