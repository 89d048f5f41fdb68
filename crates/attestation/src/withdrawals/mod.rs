//! Отзыв заявления: the teacher takes it back, the Centre writes the withdrawal down, or the school tells that the teacher
//! works there no more. The case ends, comes off the agenda, and everybody who worked on it is written to.

mod dismissal;
mod ending;
mod guards;
mod letters;
mod model;
mod withdrawal;

pub use ending::withdraw;
pub use model::{Dismissal, Ground};

use crate::context::App;
use crate::platform::doors::Doors;

/// The doors of withdrawals.
pub fn doors() -> Doors<App> {
    dismissal::doors(withdrawal::doors(Doors::default()))
}
