//! Who people are: accounts and their seats (roles), sign-in in one step or two, sessions, recovery of a password, the profile.
//! A person may hold several seats and acts in one at a time; every guard of the house begins here.

mod address;
mod admission;
mod charge;
mod closing;
mod common_passwords;
mod consents;
mod devices;
mod guards;
mod kept;
mod keys;
pub mod laws;
pub mod letters;
mod login;
mod menu;
mod model;
mod newer;
mod password;
mod profile;
mod proof;
mod recovery;
mod second_step;
mod sessions;
mod steward;
mod store;
mod throttle;
mod typed;

pub use admission::session_cookie;
pub use charge::{Charge, InCharge, InOffice, path_part};
pub use closing::{close_account, end_seat, is_last_of_centre, move_teacher, reopen_account};
pub use consents::{
    Consent, EDITIONS, Edition, Older, REGISTERED, consent_given, consent_href, consent_words, consents_of,
    give_consent, withdraw_consents,
};
pub use guards::{Anyone, Centre, Coordinator, SignedIn, Specialist};
pub use kept::{Keeper, drop_kept, keep_typed, page_of};
pub use model::{Account, Organization, Role, Seat, Signed};
pub use password::{Password, hash};
pub use proof::prove_password;
pub use recovery::post_recovery_link;
pub use second_step::{is_on as has_second_step, take_off as take_second_step_off};
pub use sessions::{change_seat, end_all, open};
pub use steward::Steward;
pub use store::{
    AddressAt, NewAccount, account_named, account_with_email, coordinators_of, create, first_centre_exists, free_login,
    give_posts, give_seat, holders_among, holds, is_open, login_taken, may_be_forgotten, name_of, people_of_seats,
    rename, staff_of_centre,
};
pub use throttle::{count_miss, count_try, pass_address, pass_tries};
pub use typed::{Email, Login, Phone, name_from, password_from, suggestion_choices};

use crate::context::App;
use crate::platform::act::Kind;
use crate::platform::clock::Day;
use crate::platform::doors::Doors;
use crate::platform::words;

/// The version of the consent text people agree to.
pub const CONSENT_VERSION: &str = "2026-11-29";

/// An edition of the consent in words: «1 ноября 2026».
pub fn consent_edition(version: &str) -> String {
    Day::typed(version).map_or_else(|| version.to_owned(), words::day)
}

/// What the journal tells of accounts.
pub mod kinds {
    use super::Kind;

    /// A person signed in.
    pub const SIGNED_IN: Kind = Kind::of("session.opened", "Вход в систему");
    /// A person signed out, here or everywhere.
    pub const SIGNED_OUT: Kind = Kind::of("session.ended", "Выход из системы");
    /// Another role was chosen.
    pub const ROLE_CHOSEN: Kind = Kind::of("session.role", "Смена роли");
    /// The password fitted, and a code of the second step was asked for.
    pub const CODE_ASKED: Kind = Kind::of("session.code", "Спрошен код второго шага");
    /// A code was given before a weighty act, or did not fit.
    pub const CODE_GIVEN: Kind = Kind::of("second_step.code", "Код второго шага перед важным действием");
    /// The second step is being set up.
    pub const STEP_BEGUN: Kind = Kind::of("second_step.begun", "Начата настройка второго шага входа");
    /// The second step was set up.
    pub const STEP_SET: Kind = Kind::of("second_step.set", "Второй шаг входа настроен");
    /// The owner has switched it off.
    pub const STEP_REMOVED: Kind = Kind::of("second_step.removed", "Второй шаг входа выключен");
    /// Staff have taken it off.
    pub const STEP_TAKEN_OFF: Kind = Kind::of("second_step.taken_off", "Второй шаг входа снят сотрудником");
    /// Spare codes were made anew.
    pub const SPARE_CODES: Kind = Kind::of("second_step.spare", "Новые запасные коды");
    /// A sign-in was refused.
    pub const REFUSED: Kind = Kind::of("session.refused", "Неудачный вход");
    /// A link for a new password was asked for.
    pub const RECOVERY_ASKED: Kind = Kind::of("password.recovery", "Запрошено восстановление пароля");
    /// The password was changed.
    pub const PASSWORD_CHANGED: Kind = Kind::of("password.changed", "Пароль изменён");
    /// The address was changed, or its change was asked for.
    pub const EMAIL_CHANGED: Kind = Kind::of("email.changed", "Смена адреса почты");
    /// Profile data were changed.
    pub const PROFILE_CHANGED: Kind = Kind::of("profile.changed", "Профиль изменён");
    /// Somebody else's thing was asked for and not shown.
    pub const FOREIGN: Kind = Kind::of("access.refused", "Отказ в доступе");
    /// A newer edition of the consent was agreed to.
    pub const AGREED: Kind = Kind::of("consent.renewed", "Согласие с новой редакцией");
    /// A role was closed.
    pub const SEAT_ENDED: Kind = Kind::of("seat.ended", "Роль закрыта");
    /// All of them.
    pub const ALL: &[Kind] = &[
        SEAT_ENDED,
        SIGNED_IN,
        SIGNED_OUT,
        ROLE_CHOSEN,
        REFUSED,
        RECOVERY_ASKED,
        PASSWORD_CHANGED,
        EMAIL_CHANGED,
        PROFILE_CHANGED,
        AGREED,
        FOREIGN,
        CODE_ASKED,
        CODE_GIVEN,
        STEP_BEGUN,
        STEP_SET,
        STEP_REMOVED,
        STEP_TAKEN_OFF,
        SPARE_CODES,
    ];
}

/// The doors of accounts.
pub fn doors() -> Doors<App> {
    login::doors(kept::doors(Doors::default()))
        .and(recovery::doors(Doors::default()))
        .and(newer::doors(profile::doors(Doors::default())))
        .and(second_step::doors(Doors::default()))
}
