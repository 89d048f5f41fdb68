//! Обмен: tables that come in as sheets, shown as a dry run first and taken once when confirmed; one application typed by hand.

mod board;
mod cells;
mod doubts;
mod entered;
mod fields;
mod filed;
mod filing;
mod guards;
mod holders;
mod import;
mod intake;
mod known;
mod model;
mod numbers;
mod one;
mod people;
mod plan;
mod reasons;
mod schools;
mod show;
mod store;
mod taking;
mod teachers;

pub use import::{Report, Unreadable, import_file};
pub use model::{Entry, Import, Kind, Plan, Planned, Spot};

use crate::context::App;
use crate::platform::act;
use crate::platform::doors::Doors;

/// What the journal tells of sheets.
pub mod kinds {
    use super::act::Kind;

    /// A sheet was sent in.
    pub const SENT: Kind = Kind::of("import.sent", "Таблица загружена на проверку");
    /// Its good rows were taken.
    pub const TAKEN: Kind = Kind::of("import.taken", "Таблица внесена");
    /// An application was written down against a rule: which, and why.
    pub const DESPITE: Kind = Kind::of("application.despite", "Заявление внесено вопреки правилу");
    /// All of them.
    pub const ALL: &[Kind] = &[SENT, TAKEN, DESPITE];
}

/// The doors of exchange.
pub fn doors() -> Doors<App> {
    entered::doors(filed::doors(one::doors(show::doors(intake::doors(board::doors(Doors::default()))))))
}
