//! Соответствие занимаемой должности: the organisation's own attestation, led by the coordinator of a school. The centre
//! sets the rules for all schools and decides nothing here. Who is due and who is exempt follows from what is known of each teacher and from the register.

mod acts;
mod after;
mod beside;
mod categories;
mod corrected_days;
mod correction;
mod course;
mod cycle;
mod day_off;
mod earlier;
mod facts;
mod guards;
mod heard;
mod joining;
mod late;
pub mod laws;
mod leaving;
mod list;
mod model;
mod new;
mod one;
mod order;
mod papers;
mod people;
mod plan;
mod posts;
mod presentation;
mod printed;
mod put_right;
mod refused;
mod reminders;
mod rules;
mod schedule;
mod session;
mod sessions;
mod settings;
mod signing;
mod stage;
mod standing;
mod stating;
mod step;
mod steps;
mod store;
mod templates;
mod thresholds;
mod to_do;
mod votes;

pub use acts::{
    Order, acquaint, add_post, close, exempt, extract, file, hold, know, list, order, plan, postpone, reschedule, show,
    write,
};
pub use guards::page_of;
pub use model::{Case, Facts, Ground, Held, Presentation, Worker};
pub use reminders::Reminders;
pub use stage::{Denial, Move, Stage};
pub use store::by_id;
pub use templates::{PAPERS, sample};
pub use thresholds::Thresholds;
pub use votes::{Session, Votes};

use crate::context::App;
use crate::platform::act::Kind;
use crate::platform::doors::Doors;

/// What the journal tells of attestations for fitness.
pub mod kinds {
    use super::Kind;

    /// A worker was added to those of the school.
    pub const ENLISTED: Kind = Kind::of("fitness.enlisted", "Соответствие: работник добавлен");
    /// What is known of a teacher was written down.
    pub const FACTS_CHANGED: Kind = Kind::of("fitness.facts", "Соответствие: сведения о работнике");
    /// One more post of a worker.
    pub const POST_ADDED: Kind = Kind::of("fitness.post", "Соответствие: ещё одна должность");
    /// An attestation began.
    pub const PLANNED: Kind = Kind::of("fitness.planned", "Соответствие: запланировано");
    /// The order was issued.
    pub const ORDERED: Kind = Kind::of("fitness.ordered", "Соответствие: приказ");
    /// The worker was acquainted with the order.
    pub const LISTED: Kind = Kind::of("fitness.listed", "Соответствие: ознакомление с приказом");
    /// A new day was set.
    pub const RESCHEDULED: Kind = Kind::of("fitness.rescheduled", "Соответствие: новый день заседания");
    /// The presentation was written.
    pub const WRITTEN: Kind = Kind::of("fitness.written", "Соответствие: представление составлено");
    /// The presentation was shown.
    pub const SHOWN: Kind = Kind::of("fitness.shown", "Соответствие: представление показано");
    /// The worker filed information.
    pub const FILED: Kind = Kind::of("fitness.filed", "Соответствие: сведения работника");
    /// The session was held.
    pub const HELD: Kind = Kind::of("fitness.held", "Соответствие: заседание");
    /// What was typed was put right.
    pub const CORRECTED: Kind = Kind::of("fitness.corrected", "Соответствие: исправление");
    /// The extract was made.
    pub const EXTRACTED: Kind = Kind::of("fitness.extracted", "Соответствие: выписка");
    /// The worker was acquainted with the extract.
    pub const ACQUAINTED: Kind = Kind::of("fitness.acquainted", "Соответствие: ознакомление с выпиской");
    /// The attestation ended.
    pub const CLOSED: Kind = Kind::of("fitness.closed", "Соответствие: закончено");
    /// The attestation is not held.
    pub const EXEMPTED: Kind = Kind::of("fitness.exempted", "Соответствие: не проводится");
    /// The session was put off.
    pub const POSTPONED: Kind = Kind::of("fitness.postponed", "Соответствие: отложено");
    /// A worker was taken off the list of the school.
    pub const REMOVED: Kind = Kind::of("fitness.removed", "Соответствие: работник убран из списка");
    /// A paper was made.
    pub const PAPER_TAKEN: Kind = Kind::opening("fitness.paper", "Соответствие: документ скачан");
    /// A teacher's page was opened.
    pub const OPENED: Kind = Kind::opening("fitness.opened", "Соответствие: сведения открыты");
    /// A number of attestations for fitness was changed by the Centre.
    pub const RULE: Kind = Kind::of("fitness.rule", "Соответствие: правило изменено");
    /// Coordinators were reminded of what runs out in their schools.
    pub const REMINDED: Kind = Kind::of("fitness.reminded", "Соответствие: напоминания");
    /// All of them.
    pub const ALL: &[Kind] = &[
        RULE,
        REMINDED,
        ENLISTED,
        FACTS_CHANGED,
        POST_ADDED,
        PLANNED,
        ORDERED,
        LISTED,
        RESCHEDULED,
        WRITTEN,
        SHOWN,
        FILED,
        HELD,
        CORRECTED,
        EXTRACTED,
        ACQUAINTED,
        CLOSED,
        EXEMPTED,
        POSTPONED,
        REMOVED,
        PAPER_TAKEN,
        OPENED,
    ];
}

/// The doors of attestations for fitness.
pub fn doors() -> Doors<App> {
    let first = papers::doors(posts::doors(facts::doors(one::doors(new::doors(list::doors(Doors::default()))))));
    let second = correction::doors(session::doors(presentation::doors(schedule::doors(signing::doors(order::doors(
        plan::doors(first),
    ))))));
    settings::doors(leaving::doors(after::doors(earlier::doors(second))))
}
