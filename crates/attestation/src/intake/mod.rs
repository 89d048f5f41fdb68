//! Приём заявлений: the secretary registers, makes remarks, refuses intake on a closed list of grounds, sets term, form and
//! track, and confirms the award of the simplified track.

mod award;
mod guards;
pub mod laws;
mod letters;
mod lists;
mod model;
mod notice;
mod plan;
mod queue;
mod refusal;
mod registration;
mod remarks;
mod schedule;
mod settings;
mod store;
mod timeline;

pub use award::{Award, approve};
pub use lists::{Entry, List, in_force};
pub use model::{Part, Track};
pub use plan::{Plan, set};
pub use refusal::refuse;
pub use registration::register;
pub use remarks::{Answered, NewRemark, answer, ask};
pub use store::{Remark, Scheduled, open_remarks, remarks_of, scheduled};

use crate::context::App;
use crate::platform::act::Kind;
use crate::platform::doors::Doors;

/// What the journal tells of intake.
pub mod kinds {
    use super::Kind;

    /// A submitted application was registered.
    pub const REGISTERED: Kind =
        Kind { code: "intake.registered", label: "Заявление зарегистрировано" };
    /// Remarks were made.
    pub const ASKED: Kind = Kind { code: "intake.asked", label: "Запрошены исправления" };
    /// Remarks were answered.
    pub const ANSWERED: Kind = Kind { code: "intake.answered", label: "Замечания исправлены" };
    /// Intake was refused.
    pub const REFUSED: Kind = Kind { code: "intake.refused", label: "В приёме отказано" };
    /// Term, form and track were set.
    pub const SCHEDULED: Kind = Kind { code: "intake.scheduled", label: "Назначены срок и форма" };
    /// The award of the simplified track was confirmed.
    pub const APPROVED: Kind = Kind { code: "intake.award", label: "Награда подтверждена" };
    /// A dated list was changed.
    pub const LISTED: Kind = Kind { code: "intake.list", label: "Список приёма изменён" };
    /// All of them.
    pub const ALL: &[Kind] = &[REGISTERED, ASKED, ANSWERED, REFUSED, SCHEDULED, APPROVED, LISTED];
}

/// The doors of intake.
pub fn doors() -> Doors<App> {
    let of_case = award::doors(refusal::doors(remarks::doors(registration::doors(Doors::default()))));
    settings::doors(timeline::doors(notice::doors(schedule::doors(queue::doors(of_case)))))
}
