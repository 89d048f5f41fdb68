//! Уведомления: an address at which a neighbour is told of what has changed, so that it need not ask the feed. What is
//! told are rows of the feed, within the bounds of the neighbour's token, signed, in turn, until they are taken.

mod add;
mod address;
mod delivery;
mod guards;
mod letters;
mod model;
mod new;
mod notice;
mod one;
mod rounds;
mod secret;
mod signing;
mod store;

use crate::context::App;
use crate::platform::clock::Day;
use crate::platform::doors::Doors;

use super::model::Token;

pub use add::{NewHook, add};
pub use address::HookUrl;
pub(super) use model::Hook;
pub use model::Watched;
pub use rounds::{once_round, rounds};
pub(super) use store::of_token;

/// What the journal tells of addresses of notifications.
pub(super) mod kinds {
    use super::Hook;
    use crate::platform::act::{Fact, Kind};

    /// An address was added.
    pub(in crate::api) const ADDED: Kind = Kind::of("hook.added", "Адрес уведомлений добавлен");
    /// It was given a new secret.
    pub(in crate::api) const RENEWED: Kind = Kind::of("hook.renewed", "Секрет уведомлений заменён");
    /// A trial was asked for.
    pub(in crate::api) const TRIED: Kind = Kind::of("hook.tried", "Пробное уведомление");
    /// It was switched off, by somebody or by itself.
    pub(in crate::api) const STOPPED: Kind = Kind::of("hook.stopped", "Уведомления отключены");
    /// It was switched on again.
    pub(in crate::api) const RESUMED: Kind = Kind::of("hook.resumed", "Уведомления включены снова");
    /// It was taken out of the list, with what was sent there.
    pub(in crate::api) const REMOVED: Kind = Kind::of("hook.removed", "Адрес уведомлений убран");

    /// A row of the journal about an address. Only its server is named: the rest of it may hold a word for two.
    pub(super) fn fact(kind: Kind, hook: &Hook, words: &str) -> Fact {
        let told = format!("{words}; сервер {}, доступ «{}»", hook.url.server(), hook.token.name);
        Fact::of(kind, told).subject("hook", hook.id)
    }
}

/// Whether a token that has so many addresses may get another today.
pub(super) fn may_add(token: &Token, already: usize, today: Day) -> bool {
    model::may_add(token, already, today).is_ok()
}

/// The doors of notifications.
pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    secret::doors(one::doors(new::doors(doors)))
}
