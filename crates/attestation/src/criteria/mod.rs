//! Наборы показателей: by what a teacher's results are described and a specialist's conclusion is made.
//! A set is published as a version and never changes after; a case keeps the set it began under.

mod evaluate;
mod guards;
mod list;
mod model;
mod one;
mod store;

pub use evaluate::{Answer, Answers, Fault, Subtotal, Tally, Unanswered, evaluate};
pub use model::{Covers, CriteriaSet, Indicator, Measure, Opt, Row, RowKind, Scoring, SetId, State};
pub use store::{load, set_for, set_of_case};

use crate::context::App;
use crate::platform::doors::Doors;

/// The doors of criteria sets.
pub fn doors() -> Doors<App> {
    one::doors(list::doors(Doors::default()))
}
