//! Обращения о персональных данных: what people ask about their own data, the day by which they are answered, everything
//! the system keeps of them, and the answer.
//! Source: 152-ФЗ, ст. 14, 20 — a person may know what is kept of them, have it put right, stopped or erased.

mod answer;
mod correction;
mod guards;
mod keeping;
pub mod laws;
mod letters;
mod list;
mod model;
mod new;
mod one;
mod stopping;
mod store;

pub use model::{Answered, Inquiry, NewInquiry, Person, Wish};
pub use store::{add, answer, by_id, set_person};

use crate::context::App;
use crate::platform::act::{Audience, Kind};
use crate::platform::doors::Doors;

/// What the journal tells of inquiries.
pub mod kinds {
    use super::{Audience, Kind};

    /// An inquiry was written down.
    pub const ADDED: Kind = Kind::of("inquiry.added", "Записано обращение о персональных данных");
    /// Whose data they are was found.
    pub const FOUND: Kind = Kind::of("inquiry.found", "Найден человек по обращению");
    /// A teacher, or a record of the register, was shown among those found, with the day of birth.
    pub const SHOWN: Kind = Kind::opening("inquiry.shown", "Показан среди найденных по обращению");
    /// Everything kept of a person who is no teacher was taken.
    pub const TAKEN: Kind = Kind::of("inquiry.taken", "Скачаны данные по обращению").of_list();
    /// Everything kept of a teacher was taken.
    pub const TEACHER_TAKEN: Kind = Kind::opening("inquiry.taken_teacher", "Скачаны данные педагога по обращению");
    /// The page of a teacher's data was opened.
    pub const OPENED: Kind = Kind::opening("teacher.opened", "Открыты данные педагога");
    /// It was answered.
    pub const ANSWERED: Kind = Kind::of("inquiry.answered", "Дан ответ на обращение о персональных данных");
    /// A teacher's data were put right, and why.
    pub const CORRECTED: Kind = Kind::of("teacher.corrected", "Исправлены данные педагога");
    /// The same, in the history of each of the teacher's open cases, without the reason.
    pub const CASE_CORRECTED: Kind =
        Kind::of("application.person_corrected", "Исправлены данные педагога в деле").told_to(Audience::Everybody);
    /// What could be was stopped or erased at a person's request.
    pub const STOPPED: Kind = Kind::of("inquiry.stopped", "Обработка данных прекращена по обращению");
    /// All of them.
    pub const ALL: &[Kind] =
        &[ADDED, FOUND, SHOWN, TAKEN, TEACHER_TAKEN, OPENED, ANSWERED, CORRECTED, CASE_CORRECTED, STOPPED];
}

/// The doors of inquiries.
pub fn doors() -> Doors<App> {
    stopping::doors(correction::doors(answer::doors(one::doors(new::doors(list::doors(Doors::default()))))))
}
