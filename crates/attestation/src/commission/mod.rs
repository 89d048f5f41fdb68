//! Аттестационная комиссия: commissions by orders, sessions with agenda, attendance and open votes, decisions,
//! protocols that are frozen when signed. What was decided is told to others by `decision_of` and `decisions_waiting`.

mod again;
mod agenda;
mod agenda_paper;
mod attendee;
mod board;
mod cabinet;
mod case;
mod changing;
mod course;
mod deciding;
mod decision;
mod document;
mod extract;
mod guards;
mod lacking;
pub mod laws;
mod leading;
mod letters;
mod member;
mod model;
mod moving;
mod notice;
mod odd_day;
mod one;
mod original_withdrawal;
mod originals;
mod papers;
mod printed;
mod protocol;
mod protocol_pdf;
mod reopening;
mod rules;
mod screen;
mod signing;
mod sitting;
mod sittings;
mod store;
mod summary;
mod taking_off;
mod tally;
mod timely;
mod told;
mod typed;
mod vote;
mod voting;
mod within;
mod wording;
mod wordings;

pub use again::{AfterRefusal, Again, after_refusal, may_apply_again};
pub use agenda::take_off_agenda;
pub use agenda_paper::{AGENDA, agenda_stated};
pub use attendee::{Attendee, BadDay, Denial, may_postpone};
pub use cabinet::take_places;
pub use document::{PROTOCOL, protocol_data, render, stated};
pub use extract::{EXTRACT, extract_stated, extract_to_keep};
pub use guards::{CaseOnAgenda, Part};
pub use lacking::{Lacking, lacking};
pub use model::{Commission, Incomplete, Member, Person, Position, Rules, Shortage, shortages};
pub use printed::protocol_paper;
pub use protocol::keep;
pub use signing::sign;
pub use sittings::when;
pub use store::{
    Correction, Decided, Decision, Extra, Given, Item, Line, NewCommission, NewSitting, PaperKind, ProtocolPaper,
    Sitting, SittingStage, add_member, agenda_of, attendees, composition, correct, corrections, create, decide,
    decision_of, decisions_waiting, mark_present, newest_day, next_sitting, open, papers_of as protocol_papers, plan,
    postpone, presides, put_on_agenda, remove, rules_on, sitting_by_id, unchecked as unchecked_signatures, vote,
};
pub use summary::{SUMMARY, summary_stated};
pub use tally::{Quorum, Tally};
pub use vote::{Choice, Majority, Outcome, Tie};
pub use wording::{asked, decided, granted, refused, sought, sought_for};

use crate::context::App;
use crate::platform::act::{Audience, Kind};
use crate::platform::doors::Doors;

/// What the journal tells of commissions.
pub mod kinds {
    use super::{Audience, Kind};

    /// A commission was written down.
    pub const CREATED: Kind = Kind::of("commission.created", "Комиссия внесена");
    /// What was written of a commission was put right.
    pub const CHANGED: Kind = Kind::of("commission.changed", "Комиссия исправлена");
    /// The last day of a commission was set by an order.
    pub const ENDED: Kind = Kind::of("commission.ended", "Последний день комиссии записан");
    /// A commission that was a mistake was removed.
    pub const REMOVED: Kind = Kind::of("commission.removed", "Ошибочная комиссия убрана");
    /// A row about a member was added.
    pub const MEMBER: Kind = Kind::of("commission.member", "Состав комиссии изменён");
    /// A cabinet was tied to the place of a member.
    pub const CABINET: Kind = Kind::of("commission.cabinet", "Кабинет члена комиссии связан");
    /// A number the commission is measured by was changed.
    pub const RULE: Kind = Kind::of("commission.rule", "Правило комиссии изменено");
    /// How decisions are worded was changed.
    pub const WORDING: Kind = Kind::of("commission.wording", "Слова решений изменены");
    /// A session was planned.
    pub const PLANNED: Kind = Kind::of("sitting.planned", "Заседание назначено");
    /// The agenda was taken as a file.
    pub const AGENDA_TAKEN: Kind = Kind::of("sitting.agenda_taken", "Повестка скачана");
    /// A session was moved.
    pub const MOVED: Kind = Kind::of("sitting.moved", "Заседание перенесено");
    /// The agenda was sent to those who come.
    pub const TOLD_OF: Kind = Kind::of("sitting.agenda_sent", "Повестка разослана");
    /// A session was opened.
    pub const OPENED: Kind = Kind::of("sitting.opened", "Заседание открыто");
    /// A session was cancelled.
    pub const CANCELLED: Kind = Kind::of("sitting.cancelled", "Заседание отменено");
    /// Who is present was marked.
    pub const PRESENT: Kind = Kind::of("sitting.present", "Явка отмечена");
    /// Whoever leads a session without chair and deputy was named.
    pub const LED: Kind = Kind::of("sitting.leader", "Ведущий заседания назван");
    /// Cases were put on an agenda.
    pub const AGENDA: Kind = Kind::of("agenda.added", "Дело включено в повестку").told_to(Audience::Everybody);
    /// A case was taken off an agenda.
    pub const TAKEN_OFF: Kind = Kind::of("agenda.removed", "Дело снято с повестки").told_to(Audience::Everybody);
    /// The agenda was put in another order.
    pub const ORDER: Kind = Kind::of("agenda.order", "Порядок повестки изменён");
    /// A case was opened by a member or at a session.
    pub const LOOKED: Kind = Kind::opening("agenda.case", "Дело открыто на заседании");
    /// A vote was given or changed.
    pub const VOTED: Kind = Kind::of("sitting.vote", "Голос записан").told_to(Audience::Nobody);
    /// A case was decided.
    pub const DECIDED: Kind = Kind::of("sitting.decision", "Решение комиссии");
    /// A decision was taken off while the session went on.
    pub const REOPENED: Kind = Kind::of("sitting.reopened", "Решение комиссии отменено до подписания протокола");
    /// A decision was told: from the signature of the protocol on everybody of the case knows it.
    pub const TOLD: Kind = Kind::of("sitting.told", "Решение комиссии сообщено").told_to(Audience::Everybody);
    /// The protocol was signed.
    pub const SIGNED: Kind = Kind::of("sitting.protocol", "Протокол подписан");
    /// The protocol was downloaded.
    pub const PROTOCOL_TAKEN: Kind = Kind::of("sitting.protocol_taken", "Протокол скачан");
    /// The summary of a session was taken as a file.
    pub const SUMMARY_TAKEN: Kind = Kind::of("sitting.summary_taken", "Сводная ведомость скачана");
    /// A scan or a signature was attached to a protocol.
    pub const ATTACHED: Kind = Kind::of("sitting.attached", "К протоколу приложен файл");
    /// A file of a protocol was marked as attached by mistake.
    pub const WITHDRAWN: Kind = Kind::of("sitting.paper_withdrawn", "Файл протокола приложен по ошибке");
    /// A correction was written beside a protocol.
    pub const CORRECTED: Kind = Kind::of("sitting.correction", "Исправление к протоколу");
    /// All of them.
    pub const ALL: &[Kind] = &[
        CREATED,
        CHANGED,
        ENDED,
        REMOVED,
        MEMBER,
        CABINET,
        RULE,
        WORDING,
        PLANNED,
        AGENDA_TAKEN,
        MOVED,
        TOLD_OF,
        OPENED,
        CANCELLED,
        PRESENT,
        LED,
        AGENDA,
        TAKEN_OFF,
        ORDER,
        LOOKED,
        VOTED,
        DECIDED,
        REOPENED,
        TOLD,
        SIGNED,
        PROTOCOL_TAKEN,
        SUMMARY_TAKEN,
        ATTACHED,
        WITHDRAWN,
        CORRECTED,
    ];
}

/// The doors of commissions and their sessions.
pub fn doors() -> Doors<App> {
    let commissions = wordings::doors(rules::doors(changing::doors(cabinet::doors(member::doors(one::doors(
        board::doors(Doors::default()),
    ))))));
    let sessions = agenda_paper::doors(notice::doors(moving::doors(agenda::doors(leading::doors(course::doors(
        sitting::doors(sittings::doors(commissions)),
    ))))));
    let cases = screen::doors(papers::doors(reopening::doors(deciding::doors(voting::doors(case::doors(sessions))))));
    let decided = decision::doors(original_withdrawal::doors(originals::doors(protocol::doors(cases))));
    extract::doors(summary::doors(decided))
}
