//! The page before a change of a second step that is on: what will happen, and the question for the password and a code.

use askama::Template;
use axum::response::Response;

use crate::accounts::model::Signed;
use crate::context::App;
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::page::{self, Frame};

use super::{HOME, frame};

/// A change that is asked about.
pub(super) struct Asked {
    /// The heading.
    pub(super) title: &'static str,
    /// What will happen.
    pub(super) text: &'static str,
    /// Where the form goes.
    pub(super) action: &'static str,
    /// The words of the button.
    pub(super) button: &'static str,
    /// Whether it takes something away.
    pub(super) is_hard: bool,
}

#[derive(Template)]
#[template(path = "accounts/second_step/asking.html")]
struct AskingPage<'a> {
    frame: Frame,
    form: Form,
    asked: &'a Asked,
}

/// The page of the question, with the faults of the form.
pub(super) fn draw(app: &App, person: &Signed, asked: &Asked, form: Form) -> Result<Response, Failure> {
    let sound = form.is_sound();
    let frame = frame(app, person, asked.title, &[(HOME, "Второй шаг входа")]).sound(sound);
    let page = AskingPage { frame, form: form.without_passwords(), asked };
    if sound { page::page(&page) } else { page::faulty(&page) }
}
