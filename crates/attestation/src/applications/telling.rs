//! A case as letters name it.

use crate::platform::words;

use super::model::Application;

impl Application {
    /// «дело 2026-0417, учитель, заявленная категория: высшая».
    pub fn told(&self) -> String {
        format!("дело {}, {}, заявленная категория: {}", self.number, words::inside(&self.post), self.category.words())
    }
}
