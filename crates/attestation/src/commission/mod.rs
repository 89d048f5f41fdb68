//! Аттестационная комиссия: commissions by orders, sessions with agenda, attendance and open votes, decisions,
//! protocols that are frozen when signed. What was decided is told to others by `decision_of` and `decisions_waiting`.

mod again;
mod agenda;
mod attendee;
mod board;
mod case;
mod deciding;
mod decision;
mod document;
mod guards;
pub mod laws;
mod letters;
mod member;
mod model;
mod one;
mod papers;
mod printed;
mod protocol;
mod rules;
mod screen;
mod sitting;
mod sittings;
mod store;
mod typed;
mod vote;
mod voting;
mod wording;

pub use again::{Again, may_apply_again};
pub use attendee::{Attendee, BadDay, Denial, may_postpone};
pub use document::{PROTOCOL, protocol_data, render, stated};
pub use guards::{CaseOnAgenda, Part};
pub use model::{Commission, Incomplete, Member, Person, Position, Rules, Shortage, shortages};
pub use printed::protocol_paper;
pub use protocol::keep;
pub use store::{
    Correction, Decision, Extra, Given, Item, Line, NewCommission, NewSitting, Sitting, SittingStage, add_member,
    agenda_of, attendees, close, composition, correct, corrections, create, decide, decision_of, decisions_waiting,
    mark_present, open, plan, postpone, put_on_agenda, remove, rules_on, sitting_by_id, vote,
};
pub use vote::{Choice, Outcome, Quorum, Tally};
pub use wording::{asked, decided, granted, refused, sought};

use crate::context::App;
use crate::platform::act::Kind;
use crate::platform::doors::Doors;

/// What the journal tells of commissions.
pub mod kinds {
    use super::Kind;

    /// A commission was written down.
    pub const CREATED: Kind = Kind { code: "commission.created", label: "Комиссия внесена" };
    /// A row about a member was added.
    pub const MEMBER: Kind = Kind { code: "commission.member", label: "Состав комиссии изменён" };
    /// A number the commission is measured by was changed.
    pub const RULE: Kind = Kind { code: "commission.rule", label: "Правило комиссии изменено" };
    /// A session was planned.
    pub const PLANNED: Kind = Kind { code: "sitting.planned", label: "Заседание назначено" };
    /// A session was opened.
    pub const OPENED: Kind = Kind { code: "sitting.opened", label: "Заседание открыто" };
    /// A session was cancelled.
    pub const CANCELLED: Kind = Kind { code: "sitting.cancelled", label: "Заседание отменено" };
    /// Who is present was marked.
    pub const PRESENT: Kind = Kind { code: "sitting.present", label: "Явка отмечена" };
    /// Cases were put on an agenda.
    pub const AGENDA: Kind = Kind { code: "agenda.added", label: "Дело включено в повестку" };
    /// A case was taken off an agenda.
    pub const TAKEN_OFF: Kind = Kind { code: "agenda.removed", label: "Дело снято с повестки" };
    /// The agenda was put in another order.
    pub const ORDER: Kind = Kind { code: "agenda.order", label: "Порядок повестки изменён" };
    /// A case was opened by a member or at a session.
    pub const LOOKED: Kind = Kind { code: "agenda.case", label: "Дело открыто на заседании" };
    /// A vote was given or changed.
    pub const VOTED: Kind = Kind { code: "sitting.vote", label: "Голос записан" };
    /// A case was decided.
    pub const DECIDED: Kind = Kind { code: "sitting.decision", label: "Решение комиссии" };
    /// The protocol was signed.
    pub const SIGNED: Kind = Kind { code: "sitting.protocol", label: "Протокол подписан" };
    /// The protocol was downloaded.
    pub const PROTOCOL_TAKEN: Kind = Kind { code: "sitting.protocol_taken", label: "Протокол скачан" };
    /// A correction was written beside a protocol.
    pub const CORRECTED: Kind =
        Kind { code: "sitting.correction", label: "Исправление к протоколу" };
    /// All of them.
    pub const ALL: &[Kind] = &[
        CREATED,
        MEMBER,
        RULE,
        PLANNED,
        OPENED,
        CANCELLED,
        PRESENT,
        AGENDA,
        TAKEN_OFF,
        ORDER,
        LOOKED,
        VOTED,
        DECIDED,
        SIGNED,
        PROTOCOL_TAKEN,
        CORRECTED,
    ];
}

/// The doors of commissions and their sessions.
pub fn doors() -> Doors<App> {
    let commissions = rules::doors(member::doors(one::doors(board::doors(Doors::default()))));
    let sessions = agenda::doors(sitting::doors(sittings::doors(commissions)));
    let cases = screen::doors(papers::doors(deciding::doors(voting::doors(case::doors(sessions)))));
    decision::doors(protocol::doors(cases))
}
