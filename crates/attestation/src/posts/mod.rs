//! Должности: which posts may be attested, what each was called before. A post that is renamed stays the same post,
//! so a category given under the old name stays valid.

mod guards;
mod list;
mod one;
mod store;
mod typed;

pub use store::{Former, Post, all, earlier_names, former_names};

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
    /// All of them.
    pub const ALL: &[Kind] = &[ADDED, RENAMED, ENDED, RETURNED];
}

/// The doors of posts.
pub fn doors() -> Doors<App> {
    one::doors(list::doors(Doors::default()))
}
