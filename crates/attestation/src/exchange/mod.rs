//! Обмен: tables that come in as sheets, shown as a dry run first and taken once when confirmed; one application typed by hand.

mod board;
mod cells;
mod differing;
mod doubts;
mod entered;
mod fields;
mod filed;
mod filing;
mod folded;
mod guards;
mod holders;
mod import;
mod intake;
mod known;
mod made;
mod model;
mod numbers;
mod one;
mod parts;
mod people;
mod place;
mod plan;
mod posts;
mod reasons;
mod schools;
mod show;
mod store;
mod taking;
mod teachers;

pub use import::{Report, Unreadable, import_file};
pub use model::{Entry, Import, Kind, Plan, Planned, Spot};
pub use parts::TakeByParts;

use crate::context::App;
use crate::platform::act;
use crate::platform::doors::Doors;

/// What the journal tells of sheets.
pub mod kinds {
    use super::act::Kind;

    /// A sheet was sent in.
    pub const SENT: Kind = Kind::of("import.sent", "Таблица загружена на проверку");
    /// A long one is taken by parts: it was begun.
    pub const BEGUN: Kind = Kind::of("import.begun", "Внесение таблицы начато");
    /// One of its parts is there.
    pub const PART: Kind = Kind::of("import.part", "Внесена часть таблицы");
    /// Its good rows were taken.
    pub const TAKEN: Kind = Kind::of("import.taken", "Таблица внесена");
    /// An application was written down against a rule: which, and why.
    pub const DESPITE: Kind = Kind::of("application.despite", "Заявление внесено вопреки правилу");
    /// All of them.
    pub const ALL: &[Kind] = &[SENT, BEGUN, PART, TAKEN, DESPITE];
}

/// The doors of exchange.
pub fn doors() -> Doors<App> {
    entered::doors(filed::doors(one::doors(show::doors(intake::doors(board::doors(Doors::default()))))))
}
