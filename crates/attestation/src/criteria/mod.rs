//! Наборы показателей: by what a teacher's results are described and a specialist's conclusion is made.
//! A set is published as a version and never changes after; a case keeps the set it began under.

mod changing;
mod coverage;
mod draft;
mod evaluate;
mod federal;
mod findings;
mod guards;
mod head;
mod indicator;
pub mod laws;
mod list;
mod model;
mod one;
mod publication;
mod row;
mod saving;
mod sheet;
mod store;
mod trial;
mod typed;

pub use coverage::{Gap, gaps};
pub use evaluate::{Answer, Answers, Fault, Subtotal, Tally, Unanswered, evaluate};
pub use federal::{federal, worded_of};
pub use model::{Covers, CriteriaSet, Indicator, Measure, Opt, Row, RowKind, Scoring, SetId, State};
pub use store::{headings, kept_set, load, set_for, set_of_case};

use crate::context::App;
use crate::platform::act::Kind;
use crate::platform::doors::Doors;

/// What the journal tells of criteria sets.
pub mod kinds {
    use super::Kind;

    /// A draft was begun.
    pub const DRAFTED: Kind = Kind::of("criteria.drafted", "Черновик набора показателей начат");
    /// A draft was changed.
    pub const CHANGED: Kind = Kind::of("criteria.changed", "Черновик набора показателей изменён");
    /// A draft was discarded.
    pub const DISCARDED: Kind = Kind::of("criteria.discarded", "Черновик набора показателей удалён");
    /// A set was published.
    pub const PUBLISHED: Kind = Kind::of("criteria.published", "Набор показателей опубликован");
    /// A set that had not begun was taken back.
    pub const WITHDRAWN: Kind = Kind::of("criteria.withdrawn", "Набор показателей снят с публикации");
    /// All of them.
    pub const ALL: &[Kind] = &[DRAFTED, CHANGED, DISCARDED, PUBLISHED, WITHDRAWN];
}

/// The doors of criteria sets.
pub fn doors() -> Doors<App> {
    let doors = one::doors(list::doors(Doors::default()));
    sheet::doors(trial::doors(publication::doors(row::doors(indicator::doors(draft::doors(doors))))))
}
