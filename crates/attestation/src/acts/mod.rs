//! Распорядительные акты: what the commission decided is gathered into an act, issued, written into the register,
//! told to people by letters that wait for a hand, and published.

mod beside;
mod board;
mod body;
mod cases;
mod correction;
mod correction_paper;
mod extract;
mod guards;
mod issuing;
pub mod laws;
mod letter_of_refusal;
mod letters;
mod line;
mod model;
mod new;
mod one;
mod paper;
mod printed;
mod public;
mod publication;
mod replacement;
mod sending;
mod signature;
mod signing;
mod store;
mod terms;
mod unchecked;

pub use board::WAITING_FORMS;
pub use body::{issuer, name_issuer};
pub use correction_paper::{CORRECTION, correction_stated};
pub use extract::{EXTRACT, extract_of, extract_to_keep};
pub use guards::{CaseOfAct, CentresAct, Desk, OnDesk, OpenAct};
pub use issuing::{Correction, Counts, Signed, begin, correct, issue, publish};
pub use letter_of_refusal::{LETTER, letter_stated};
pub use line::Decided;
pub use model::{ActStage, Decree, Denial};
pub use paper::{ORDER, stated};
pub use store::{Ahead, Chosen, newest_number};
pub use unchecked::Unchecked;

use crate::context::App;
use crate::platform::act::{Audience, Kind};
use crate::platform::doors::Doors;
use crate::platform::engine::{DbError, Reader};
use crate::platform::ids::Id;

/// What the journal tells of acts.
pub mod kinds {
    use super::{Audience, Kind};

    /// A draft was begun.
    pub const BEGUN: Kind = Kind::of("act.begun", "Проект акта создан");
    /// Cases were put into a draft or taken out of it.
    pub const GATHERED: Kind = Kind::of("act.gathered", "Состав акта изменён");
    /// A draft was dropped.
    pub const DROPPED: Kind = Kind::of("act.dropped", "Проект акта удалён");
    /// Somebody took the draft as a document.
    pub const DRAWN: Kind = Kind::of("act.drawn", "Проект приказа скачан");
    /// An act was issued.
    pub const ISSUED: Kind = Kind::of("act.issued", "Акт издан");
    /// A case got its act.
    pub const ENTERED: Kind = Kind::of("act.entered", "По делу издан акт").told_to(Audience::Everybody);
    /// Letters of an act were let go.
    pub const RELEASED: Kind = Kind::of("act.released", "Письма по акту отправлены");
    /// An act was published.
    pub const PUBLISHED: Kind = Kind::of("act.published", "Акт опубликован");
    /// The act of a case was published.
    pub const SHOWN: Kind = Kind::of("act.shown", "Акт по делу опубликован").told_to(Audience::Everybody);
    /// An act that puts another right was written down.
    pub const CORRECTED: Kind = Kind::of("act.corrected", "Акт исправлен другим");
    /// A signature was attached to an issued act, or marked as attached by mistake.
    pub const SIGNATURE: Kind = Kind::of("act.signature", "Электронная подпись акта приложена или снята");
    /// Another file took the place of one attached to an issued act by mistake.
    pub const REPLACED: Kind = Kind::of("act.replaced", "Файл акта заменён");
    /// The centre said who issues acts.
    pub const NAMED: Kind = Kind::of("act.body", "Указано, кто издаёт акты");
    /// Somebody opened an act or its file.
    pub const OPENED: Kind = Kind::of("act.opened", "Акт открыт");
    /// All of them.
    pub const ALL: &[Kind] = &[
        BEGUN, GATHERED, DROPPED, DRAWN, ISSUED, ENTERED, RELEASED, PUBLISHED, SHOWN, CORRECTED, SIGNATURE, REPLACED,
        NAMED, OPENED,
    ];
}

/// The doors of acts.
pub fn doors() -> Doors<App> {
    let desk = one::doors(cases::doors(new::doors(board::doors(Doors::default()))));
    let steps = correction::doors(publication::doors(sending::doors(signature::doors(replacement::doors(
        signing::doors(Doors::default()),
    )))));
    let papers = letter_of_refusal::doors(extract::doors(public::doors(Doors::default())));
    desk.and(steps).and(body::doors(paper::doors(correction_paper::doors(papers))))
}

/// The act a case is in and its line there; none while the case waits for one.
pub fn of_case(
    reader: &mut Reader,
    case: Id<crate::applications::Application>,
) -> Result<Option<(Decree, Decided)>, DbError> {
    let Some(decree) = store::of_case(reader, case)?.filter(Decree::is_issued) else { return Ok(None) };
    Ok(store::entry_of(reader, case)?.map(|line| (decree, line)))
}

/// An act by its id.
pub fn by_id(reader: &mut Reader, id: Id<Decree>) -> Result<Option<Decree>, DbError> {
    store::by_id(reader, id)
}

/// Drafts of acts that wait to be issued, the oldest first, with the number of cases in each; `most` at most.
pub fn drafts(reader: &mut Reader, most: i64) -> Result<Vec<(Decree, i64)>, DbError> {
    store::drafts(reader, most)
}

/// What is left to do with decisions of signed protocols.
pub fn ahead(reader: &mut Reader) -> Result<Ahead, DbError> {
    store::ahead(reader)
}

/// How many decisions wait for an act.
pub fn waiting(reader: &mut Reader) -> Result<i64, DbError> {
    store::waiting_count(reader)
}
