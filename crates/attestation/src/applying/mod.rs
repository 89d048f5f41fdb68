//! Подача заявления: the teacher's cabinet, the draft and its tasks, signing and submitting, what was submitted.

mod against;
mod barred;
mod by_hand;
mod cabinet;
mod check;
mod consent;
mod consent_paper;
mod content;
mod corrected;
mod correction;
mod courses;
mod data;
mod draft;
mod eligibility;
mod forgetting;
mod given;
mod guards;
mod helping;
mod indicators;
mod keeping;
mod known;
pub mod laws;
mod letters;
mod looked_at;
mod model;
mod new;
mod on_paper;
mod original;
mod page;
mod papers;
mod petition;
mod printed;
mod proofs;
mod readable;
mod receipt;
mod remarks;
mod said;
mod saving;
mod sections;
mod signed_text;
mod signing;
mod store;
mod submit;
mod tasks;
mod texts;
mod typed;
mod whole;

pub use barred::{Barred, Rulings, barred, too_early};
pub use by_hand::{AGREED, APPLICATION, application_stated, consent_stated};
pub use cabinet::cabinet;
pub use corrected::correct_drafts;
pub use data::data_of;
pub use forgetting::{Wiped, count_drafts, wipe_drafts, wipe_these_drafts};
pub use indicators::task_of;
pub use model::{Held, Known, Needs, Refused, Rule, may_apply};
pub use petition::{PETITION, petition_stated};
pub use printed::papers_of;
pub use proofs::{Proofs, Signing, proofs_of, text_of};
pub use readable::readable;
pub use receipt::{RECEIPT, receipt_stated};
pub use store::{NewDraft, Started, add_document, save_page, start};
pub use submit::{Signed, shown, sign_and_submit};
pub use tasks::Task;
pub use texts::{AGREEMENT, CONSENT};

use crate::context::App;
use crate::platform::act::{Audience, Kind};
use crate::platform::doors::Doors;

/// What the journal tells of drafts and of submitting.
pub mod kinds {
    use super::{Audience, Kind};

    /// A draft was begun.
    pub const STARTED: Kind = Kind::of("draft.started", "Черновик начат");
    /// Something in a draft was changed.
    pub const SAVED: Kind = Kind::of("draft.saved", "Черновик сохранён");
    /// A draft was thrown away.
    pub const REMOVED: Kind = Kind::of("draft.removed", "Черновик удалён");
    /// Whoever filled a draft in for a teacher left it to them.
    pub const LET_GO: Kind = Kind::of("draft.let_go", "Черновик передан педагогу");
    /// The ходатайство of an employer was taken, filled for a draft.
    pub const PETITION_TAKEN: Kind = Kind::of("draft.petition", "Ходатайство для черновика скачано");
    /// A paper to be signed by hand was taken, filled for a draft.
    pub const BY_HAND_TAKEN: Kind = Kind::of("draft.by_hand", "Бумага для подписи скачана");
    /// A person agreed to a text.
    pub const AGREED: Kind = Kind::of("consent.given", "Дано согласие");
    /// An application was signed and submitted.
    pub const SUBMITTED: Kind = Kind::of("application.submitted", "Заявление подано").told_to(Audience::Everybody);
    /// An application was put right and signed anew.
    pub const CORRECTED: Kind = Kind::of("application.corrected", "Заявление исправлено").told_to(Audience::Everybody);
    /// A person took all their data.
    pub const DATA_TAKEN: Kind = Kind::of("data.taken", "Скачаны все свои данные");
    /// A rule of who may apply was changed.
    pub const RULE: Kind = Kind::of("eligibility.rule", "Правило подачи изменено");
    /// All of them.
    pub const ALL: &[Kind] = &[
        RULE,
        STARTED,
        SAVED,
        REMOVED,
        LET_GO,
        PETITION_TAKEN,
        BY_HAND_TAKEN,
        AGREED,
        SUBMITTED,
        CORRECTED,
        DATA_TAKEN,
    ];
}

/// The doors of the teacher's side.
pub fn doors() -> Doors<App> {
    let draft = draft::doors(new::doors(Doors::default()));
    let filled =
        petition::doors(papers::doors(courses::doors(page::doors(consent_paper::doors(consent::doors(draft))))));
    let sent = helping::doors(correction::doors(signing::doors(check::doors(filled))));
    let given = receipt::doors(printed::doors(content::doors(original::doors(by_hand::doors(sent)))));
    eligibility::doors(data::doors(given))
}
