//! Итоговое заключение: the centre's template, the specialist's file in versions, the result «соответствует» / «не соответствует».

mod answers;
mod common;
mod filling;
mod guards;
pub mod laws;
mod letters;
mod members;
mod model;
mod overview;
mod result;
mod store;
pub mod tags;
mod template_web;
mod web;

pub use answers::{MADE, stated};
pub use filling::{blank_stated, filled_for as filled};
pub use model::{
    Attached, Denial, Opinion, Recorded, SetAside, Verdict, common_verdict, in_force, may_attach, may_record,
};
pub use store::{
    Finding, KeptFile, Outcome, add_template, attach, attached, give_back, newest_template, opinions_of, put_in_force,
    record, recorded, released_of, results_of,
};
pub use template_web::BLANK;

use crate::context::App;
use crate::platform::act::{Audience, Kind};
use crate::platform::doors::Doors;

/// What the journal tells of conclusions.
pub mod kinds {
    use super::{Audience, Kind};

    /// A new version of the template.
    pub const TEMPLATE_ADDED: Kind = Kind::of("template.added", "Новый шаблон заключения");
    /// The template was downloaded, blank or filled.
    pub const TEMPLATE_TAKEN: Kind = Kind::opening("template.taken", "Шаблон заключения скачан");
    /// A conclusion was attached.
    pub const ATTACHED: Kind = Kind::of("conclusion.attached", "Заключение прикреплено").told_to(Audience::Conclusion);
    /// Answers were saved on the way to a conclusion.
    pub const SAVED: Kind = Kind::of("conclusion.saved", "Ответы заключения сохранены").told_to(Audience::Nobody);
    /// A conclusion was opened.
    pub const OPENED: Kind = Kind::opening("conclusion.opened", "Заключение открыто");
    /// One specialist of a group has said what they found; others have still to say.
    pub const OPINION: Kind = Kind::of("opinion.recorded", "Мнение специалиста записано");
    /// The result was recorded.
    pub const RECORDED: Kind = Kind::of("result.recorded", "Результат записан").told_to(Audience::Conclusion);
    /// The centre returned the result.
    pub const RETURNED: Kind = Kind::of("result.returned", "Результат возвращён");
    /// All of them.
    pub const ALL: &[Kind] = &[TEMPLATE_ADDED, TEMPLATE_TAKEN, ATTACHED, SAVED, OPENED, OPINION, RECORDED, RETURNED];
}

/// The doors of conclusions.
pub fn doors() -> Doors<App> {
    common::doors(answers::doors(result::doors(web::doors(template_web::doors(Doors::default())))))
}
