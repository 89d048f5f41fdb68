//! Должности: which posts may be attested, what each was called before. A post that is renamed stays the same post,
//! so a category given under the old name stays valid.

mod ending;
mod guards;
mod list;
mod model;
mod one;
mod renaming;
mod store;
mod typed;

pub use model::{Former, Post};
pub use store::{all, earlier_names, former_names};

use crate::context::App;
use crate::platform::act::Kind;
use crate::platform::doors::Doors;

/// What the journal tells of posts.
pub mod kinds {
    use super::Kind;

    /// A post was added.
    pub const ADDED: Kind = Kind::of("post.added", "Должность добавлена");
    /// A post was renamed.
    pub const RENAMED: Kind = Kind::of("post.renamed", "Должность переименована");
    /// A post is offered no more.
    pub const ENDED: Kind = Kind::of("post.ended", "Должность исключена");
    /// A post is offered again.
    pub const RETURNED: Kind = Kind::of("post.returned", "Должность возвращена в список");
    /// A renaming or an exclusion was a mistake and was taken back.
    pub const TAKEN_BACK: Kind = Kind::of("post.taken-back", "Изменение должности отменено");
    /// What a post rests on was put right.
    pub const BASIS: Kind = Kind::of("post.basis", "Основание должности изменено");
    /// All of them.
    pub const ALL: &[Kind] = &[ADDED, RENAMED, ENDED, RETURNED, TAKEN_BACK, BASIS];
}

/// The doors of posts.
pub fn doors() -> Doors<App> {
    renaming::doors(ending::doors(one::doors(list::doors(Doors::default()))))
}
