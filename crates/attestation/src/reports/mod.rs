//! Отчёты: what was filed, decided and late, who is loaded, how long it takes, where categories are given.
//! A report is a table with the rule it is counted by; it keeps no rows of its own and changes nothing.

mod chart;
mod figures;
mod found;
mod guards;
mod list;
mod model;
mod months;
mod one;
mod paper;
mod report;
mod sheet;
mod store;
mod tables;
mod years;

pub use paper::{REPORT, WIDE, report_stated, wide_stated};

use crate::context::App;
use crate::platform::act::Kind;
use crate::platform::doors::Doors;

/// What the journal tells of reports.
pub mod kinds {
    use super::Kind;

    /// A report was taken away as a file.
    pub const TAKEN: Kind = Kind::of("report.taken", "Отчёт скачан");
    /// All of them.
    pub const ALL: &[Kind] = &[TAKEN];
}

/// The doors of reports.
pub fn doors() -> Doors<App> {
    paper::doors(sheet::doors(one::doors(list::doors(Doors::default()))))
}
