//! «Второй шаг входа»: after the password a code of an application on the owner's phone. Everybody may switch it on; where
//! the installation demands it of a role, nothing else opens until it is set up.

mod asking;
mod awaited;
mod code;
mod demand;
pub(super) mod half;
mod home;
mod letters;
mod removal;
mod setting;
mod spare;
mod store;
mod taking;

pub(super) use code::NO_CODE;
pub(super) use demand::Demand;
pub use store::is_on;
pub(super) use taking::{FIELD, prove};

use crate::context::App;
use crate::platform::act::{Act, Fact};
use crate::platform::doors::Doors;
use crate::platform::failure::{Failure, Refusal};
use crate::platform::page::Frame;

use super::model::{Account, Signed};
use super::{kinds, sessions};

/// Its page; whoever must set it up is led here.
pub(super) const HOME: &str = "/profile/second-step";

/// Why nothing is done about the second step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Refused {
    /// A role of theirs demands it.
    Demanded,
    /// It is not switched on.
    Off,
}

impl Refusal for Refused {
    fn reason(&self) -> String {
        match self {
            Self::Demanded => "Ваша роль открывает данные многих людей, поэтому второй шаг входа снять нельзя. Сменили телефон — настройте второй шаг на новом.",
            Self::Off => "Второй шаг входа не включён. Включить его можно в профиле.",
        }
        .to_owned()
    }
}

/// Takes the second step off somebody who has lost the phone and the spare codes: every session ends, a letter goes to the
/// person. What the journal is to be told; none when it was not on.
///
/// # Errors
/// When the letter cannot be written or the database does not answer.
pub fn take_off(act: &mut Act<'_>, app: &App, account: &Account, reason: &str) -> Result<Option<Fact>, Failure> {
    if !store::take_off(act, account.id)? {
        return Ok(None);
    }
    sessions::end_all(act, account.id, "")?;
    act.post(&letters::taken_off(app, account, reason)?)?;
    let fact = Fact::of(kinds::STEP_TAKEN_OFF, format!("{}: {reason}", account.name.full()));
    Ok(Some(fact.subject("account", account.id)))
}

/// The frame of a page of the second step; whoever must set it up has nowhere else to go yet.
fn frame(app: &App, person: &Signed, title: &str, above: &[(&str, &str)]) -> Frame {
    let frame = person.frame(app, title);
    if person.must_set_up {
        return frame;
    }
    let mut trail = vec![("/cabinet", "Личный кабинет"), ("/profile", "Профиль")];
    trail.extend_from_slice(above);
    frame.trail(&trail)
}

/// The doors of the second step.
pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    removal::doors(spare::doors(setting::doors(home::doors(awaited::doors(doors)))))
}
