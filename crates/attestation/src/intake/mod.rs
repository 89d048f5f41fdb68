//! Приём заявлений: the secretary registers, makes remarks, refuses intake on a closed list of grounds, sets term, form and
//! track, and confirms the award of the simplified track.

mod announcing;
mod answering;
mod award;
mod award_back;
mod book;
mod book_paper;
mod changed_term;
mod ending;
mod guards;
mod individual;
pub mod laws;
mod letter_of_refusal;
mod letters;
mod lists;
mod model;
mod notice;
mod originals;
mod plan;
mod question;
mod queue;
mod reach;
mod refusal;
mod registration;
mod remarks;
mod rescheduling;
mod schedule;
mod settings;
mod stated;
mod steps;
mod store;
mod timeline;
mod weighing;

pub use announcing::{Waiting, announce};
pub use answering::{Answered, answer};
pub use award::{Award, approve};
pub use book_paper::{BOOK, book_stated};
pub use changed_term::change_term;
pub use individual::{SCHEDULE, schedule_stated, schedule_to_keep};
pub use letter_of_refusal::{REFUSAL, refusal_letter_of, refusal_stated};
pub use lists::{Entry, List, in_force};
pub use model::{Part, Track};
pub use notice::{NOTICE, notice_of, notice_stated};
pub use originals::{Originals, note_originals, originals, originals_told};
pub use plan::{Plan, set};
pub use refusal::refuse;
pub use registration::{late, late_words, register, tell_registered};
pub use remarks::ask;
pub use store::{NewRemark, Remark, Scheduled, open_remarks, remarks_of, scheduled, without_term};

use crate::context::App;
use crate::platform::act::{Audience, Kind};
use crate::platform::doors::Doors;

/// What the journal tells of intake.
pub mod kinds {
    use super::{Audience, Kind};

    /// The Centre was written to about applications that wait to be registered.
    pub const ANNOUNCED: Kind = Kind::of("intake.announced", "Письма Центру о поданных заявлениях");
    /// A submitted application was registered.
    pub const REGISTERED: Kind =
        Kind::of("intake.registered", "Заявление зарегистрировано").told_to(Audience::Everybody);
    /// An application was registered past its term: why.
    pub const LATE: Kind = Kind::of("intake.late", "Зарегистрировано позже срока");
    /// An application was registered on a day earlier than it was written down: why.
    pub const BACKDATED: Kind = Kind::of("intake.backdated", "Зарегистрировано днём раньше внесения");
    /// What the Centre said of the papers of an application that did not come through this system: they are there.
    pub const ORIGINALS: Kind = Kind::of("intake.originals", "Подлинник заявления и согласие есть");
    /// It was registered without them: why.
    pub const WITHOUT: Kind = Kind::of("intake.without", "Зарегистрировано без подлинника или согласия");
    /// Remarks were made.
    pub const ASKED: Kind = Kind::of("intake.asked", "Запрошены исправления").told_to(Audience::Everybody);
    /// Remarks were answered.
    pub const ANSWERED: Kind = Kind::of("intake.answered", "Замечания исправлены").told_to(Audience::Everybody);
    /// Intake was refused.
    pub const REFUSED: Kind = Kind::of("intake.refused", "В приёме отказано").told_to(Audience::Everybody);
    /// Term, form and track were set.
    pub const SCHEDULED: Kind = Kind::of("intake.scheduled", "Назначены срок и форма").told_to(Audience::Everybody);
    /// The term that was set was changed.
    pub const RESCHEDULED: Kind = Kind::of("intake.rescheduled", "Изменены срок и форма").told_to(Audience::Everybody);
    /// A step of the individual schedule was written down.
    pub const STEP: Kind = Kind::of("intake.step", "Шаг графика отмечен").told_to(Audience::Everybody);
    /// The award of the simplified track was confirmed.
    pub const APPROVED: Kind = Kind::of("intake.award", "Награда подтверждена");
    /// The confirmed award was taken back: why.
    pub const TAKEN_BACK: Kind = Kind::of("intake.award_back", "Подтверждение награды отменено");
    /// The book of registration was taken.
    pub const BOOK_TAKEN: Kind = Kind::of("intake.book", "Журнал регистрации скачан").of_list();
    /// A dated list was changed.
    pub const LISTED: Kind = Kind::of("intake.list", "Список приёма изменён");
    /// All of them.
    pub const ALL: &[Kind] = &[
        ANNOUNCED,
        REGISTERED,
        LATE,
        BACKDATED,
        ORIGINALS,
        WITHOUT,
        ASKED,
        ANSWERED,
        REFUSED,
        SCHEDULED,
        RESCHEDULED,
        STEP,
        APPROVED,
        TAKEN_BACK,
        BOOK_TAKEN,
        LISTED,
    ];
}

/// The doors of intake.
pub fn doors() -> Doors<App> {
    let of_case = award::doors(refusal::doors(answering::doors(remarks::doors(registration::doors(Doors::default())))));
    let of_lists = book::doors(queue::doors(award_back::doors(of_case)));
    let of_terms =
        letter_of_refusal::doors(individual::doors(notice::doors(rescheduling::doors(schedule::doors(of_lists)))));
    ending::doors(settings::doors(timeline::doors(steps::doors(of_terms))))
}
