//! Сроки: the clocks of an application as dated settings, counted over an editable production calendar,
//! and the centre's pages for both. A change is a new version; what has begun keeps the days it began with.

mod calendar;
mod clock;
mod draft;
mod guards;
mod handing;
pub mod laws;
mod list;
mod one;
pub mod running;
mod store;
mod term;
mod waiting;
mod whole_year;
mod year;
mod year_text;

pub use calendar::{Calendar, Exceptional};
pub use clock::{
    ANSWER_COMPLAINT, ANSWER_INTAKE, ANSWER_PERSON, APPLY_AGAIN, APPLY_BEFORE, APPROVE_SCHEDULE, ARCHIVE, CONDUCT,
    CONSIDER, Clock, DECIDE, ERASE_PERSON, GROUP, HAND_SCHEDULE, ISSUE, NAMED_END, OF_CASES, POST_SCHEDULE, PUBLISH,
    PUT_RIGHT, REGISTER, REGISTER_PORTAL, RESULT, named,
};
pub use handing::{choose_handing, hands_schedules};
pub use store::{Ends, Rules, basis_on, calendar, in_force_on, last_days, unchecked_year};
pub use term::{Bound, Term, Unit, back_from, end_of};
pub use waiting::Waiting;

use crate::context::App;
use crate::platform::act::Kind;
use crate::platform::doors::Doors;

/// What the journal tells of terms and of the calendar.
pub mod kinds {
    use super::Kind;

    /// A new version of a term was put in force.
    pub const PUBLISHED: Kind = Kind::of("deadline.published", "Срок изменён");
    /// A version of a term that had not begun was taken back.
    pub const WITHDRAWN: Kind = Kind::of("deadline.withdrawn", "Версия срока отозвана");
    /// A day was marked in the production calendar.
    pub const MARKED: Kind = Kind::of("calendar.marked", "День календаря отмечен");
    /// The mark was taken off a day.
    pub const UNMARKED: Kind = Kind::of("calendar.unmarked", "Отметка дня снята");
    /// A year of the production calendar was recorded as a whole.
    pub const YEAR: Kind = Kind::of("calendar.year", "Год календаря записан");
    /// All of them.
    pub const ALL: &[Kind] = &[PUBLISHED, WITHDRAWN, MARKED, UNMARKED, YEAR];
}

/// The doors of terms and of the calendar.
pub fn doors() -> Doors<App> {
    whole_year::doors(year::doors(one::doors(list::doors(Doors::default()))))
}
