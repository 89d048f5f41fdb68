//! Жалобы: a complaint against a decision of the commission or a refused intake, the day by which it is answered, the answer.
//! The stage of the case does not change.

mod answer;
mod filing;
mod guards;
pub mod laws;
mod letters;
mod list;
mod model;
mod store;

pub use answer::answer;
pub use filing::{NewComplaint, file};
pub use guards::may_read;
pub use model::{Against, Answered, Complaint, Refused};
pub use store::{of_case, open_of};

use crate::context::App;
use crate::platform::act::{Audience, Kind};
use crate::platform::doors::Doors;

/// What the journal tells of complaints.
pub mod kinds {
    use super::{Audience, Kind};

    /// A complaint was filed.
    pub const FILED: Kind = Kind::of("complaint.filed", "Подана жалоба").told_to(Audience::Everybody);
    /// It was answered.
    pub const ANSWERED: Kind = Kind::of("complaint.answered", "Дан ответ на жалобу").told_to(Audience::Everybody);
    /// Complaints of a case were opened, or their files taken.
    pub const OPENED: Kind = Kind::opening("complaint.opened", "Жалоба открыта");
    /// All of them.
    pub const ALL: &[Kind] = &[FILED, ANSWERED, OPENED];
}

/// The doors of complaints.
pub fn doors() -> Doors<App> {
    answer::doors(filing::doors(list::doors(Doors::default())))
}
