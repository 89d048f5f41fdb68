//! Приглашения: a person is invited to a role, a letter carries a one-time link, the person registers by it.
//! A teacher may ask for such a link without being invited while the centre keeps public registration open.
//! Role and school live in the row, never in the link; the state is read off the row and its newest letter.

mod accept;
mod board;
mod guards;
mod issue;
mod join;
pub mod laws;
mod letters;
mod model;
mod new;
mod one;
mod registration;
mod schools;
mod scope;
mod store;
mod switch;
mod teacher;
mod typed;
mod way_in;
mod window;

pub use issue::{first_run_link, invite, issue};
pub use model::{Invitation, NewInvitation, Refused, State};
pub use store::{is_registration_open, open_among, open_of_role};
pub use way_in::WayIn;

use crate::context::App;
use crate::platform::act::Kind;
use crate::platform::doors::Doors;

/// What the journal tells of invitations.
pub mod kinds {
    use super::Kind;

    /// An invitation was issued.
    pub const ISSUED: Kind = Kind::of("invitation.issued", "Приглашение отправлено");
    /// It was sent again with a new link.
    pub const RESENT: Kind = Kind::of("invitation.resent", "Приглашение отправлено повторно");
    /// It was revoked.
    pub const REVOKED: Kind = Kind::of("invitation.revoked", "Приглашение отозвано");
    /// A person registered by it, or took one more role.
    pub const ACCEPTED: Kind = Kind::of("invitation.accepted", "Приглашение принято");
    /// The link for the first cabinet of the centre was printed.
    pub const FIRST_RUN: Kind = Kind::of("invitation.first_run", "Ссылка первого запуска");
    /// A teacher asked for a link by public registration.
    pub const ASKED: Kind = Kind::of("registration.asked", "Запрошена регистрация");
    /// Public registration was opened or closed.
    pub const TURNED: Kind = Kind::of("registration.turned", "Регистрация педагогов");
    /// All of them.
    pub const ALL: &[Kind] = &[ISSUED, RESENT, REVOKED, ACCEPTED, FIRST_RUN, ASKED, TURNED];
}

/// The doors of invitations.
pub fn doors() -> Doors<App> {
    let centre = one::doors(new::doors(schools::doors(board::doors(Doors::default()))));
    switch::doors(registration::doors(window::doors(join::doors(centre))))
}
