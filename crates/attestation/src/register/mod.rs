//! Реестр категорий: who holds which category, since when and until when; an extract of it that anybody can check.

mod check;
mod code;
mod compared;
mod correction;
mod export;
mod extract;
mod guards;
mod lasting;
pub mod laws;
mod list;
mod model;
mod new;
mod one;
mod public;
mod school;
mod standing;
mod store;
mod switch;
mod typed;

pub use code::CheckCode;
pub use extract::squares;
pub use model::{Entry, FactKey, NewRecord, Record};
pub use standing::{CategoryTerm, ends_in, last_day, term_of};
pub use store::{
    Filter, add_all, add_each, by_code, former_posts, named_among, newest_of, of_people, page as search,
    search_is_open, search_words, terms,
};
pub use typed::{BEFORE_DECISION, NOT_YET, fits_act, fits_decision};

use crate::context::App;
use crate::platform::act::{Fact, Kind};
use crate::platform::doors::Doors;
use crate::platform::ids::Id;

/// What the journal tells of the register.
pub mod kinds {
    use super::Kind;

    /// A record was written down.
    pub const ADDED: Kind = Kind::of("register.added", "Запись реестра внесена");
    /// A record was put right by a newer one.
    pub const CORRECTED: Kind = Kind::of("register.corrected", "Запись реестра исправлена");
    /// A record was taken back by a newer one.
    pub const REVOKED: Kind = Kind::of("register.revoked", "Запись реестра отменена");
    /// Somebody opened a record.
    pub const OPENED: Kind = Kind::opening("register.opened", "Запись реестра открыта");
    /// Somebody opened an extract.
    pub const EXTRACTED: Kind = Kind::opening("register.extracted", "Выписка из реестра открыта");
    /// The register was written to a file.
    pub const EXPORTED: Kind = Kind::of("register.exported", "Реестр выгружен").of_list();
    /// The search open to everybody was switched on or off.
    pub const SWITCHED: Kind = Kind::of("register.switched", "Открытый поиск по реестру изменён");
    /// For how long a category is given was changed.
    pub const LASTING: Kind = Kind::of("register.lasting", "Изменён срок действия категории");
    /// All of them.
    pub const ALL: &[Kind] = &[ADDED, CORRECTED, REVOKED, OPENED, EXTRACTED, EXPORTED, SWITCHED, LASTING];
}

/// The row of the journal about a record written down: «Орлова Ольга Андреевна: высшая, Учитель, с 28 ноября 2025».
pub fn added(id: Id<Record>, new: &NewRecord) -> Fact {
    let day = crate::platform::words::day(new.granted_on);
    let words = format!("{}: {} с {day}, акт № {}", new.name.full(), new.category.words(), new.act_number);
    Fact::of(kinds::ADDED, words).subject("register", id)
}

/// The doors of the register.
pub fn doors() -> Doors<App> {
    correction::doors(new::doors(one::doors(extract::doors(list::doors(export::doors(Doors::default()))))))
        .and(check::doors(school::doors(public::doors(switch::doors(lasting::doors(Doors::default()))))))
}
