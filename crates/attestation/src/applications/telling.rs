//! A case as letters name it, and the way a teacher follows it.

use crate::context::App;
use crate::platform::letter::{Addressee, Part};
use crate::platform::words;

use super::model::Application;

impl Application {
    /// «дело 2026-0417, учитель, заявленная категория: высшая».
    pub fn told(&self) -> String {
        format!("дело {}, {}, заявленная категория: {}", self.number, words::inside(&self.post), self.category.words())
    }
}

/// Where a teacher with a cabinet follows the case; those without one are told to ring up.
pub fn way_on(app: &App, to: &Addressee, case: &Application) -> Part {
    if to.account.is_some() {
        Part::link("Открыть дело", app.link(&format!("/applications/{}", case.id)))
    } else {
        Part::text("Если что-то непонятно, позвоните в Центр и назовите номер дела.")
    }
}
