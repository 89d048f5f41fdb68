//! An address of notifications and what is sent there: what it is told of, how it stands, when it is tried again.

use jiff::SignedDuration;

use crate::api::feed::Told;
use crate::api::model::{Scope, Token};
use crate::platform::clock::{Day, Moment};
use crate::platform::failure::Refusal;
use crate::platform::ids::Id;
use crate::platform::outbox;

use super::address::HookUrl;

/// What an address is told of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Watched {
    /// Of everything in the feed.
    All,
    /// Of applications.
    Applications,
    /// Of records of the register.
    Records,
}

impl Watched {
    /// Every one.
    pub const ALL: [Self; 3] = [Self::All, Self::Applications, Self::Records];

    /// As stored and as sent by the form.
    pub const fn code(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Applications => "application",
            Self::Records => "record",
        }
    }

    /// As shown.
    pub const fn words(self) -> &'static str {
        match self {
            Self::All => "О заявлениях и о записях реестра",
            Self::Applications => "Только о заявлениях",
            Self::Records => "Только о записях реестра",
        }
    }

    /// Reads what is stored or sent.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    /// Whether it is told of such a change.
    pub(super) fn wants(self, told: &Told) -> bool {
        match (self, told) {
            (Self::All, _) | (Self::Applications, Told::Case(..)) | (Self::Records, Told::Entry(..)) => true,
            (Self::Applications, Told::Entry(..)) | (Self::Records, Told::Case(..)) => false,
        }
    }
}

/// An address of notifications.
pub(in crate::api) struct Hook {
    pub(in crate::api) id: Id<Hook>,
    /// The neighbour's token: its bounds are those of what is told.
    pub(in crate::api) token: Token,
    pub(in crate::api) url: HookUrl,
    pub(in crate::api) watched: Watched,
    /// What notifications are signed with, as the neighbour has it.
    pub(super) secret: String,
    pub(super) made_at: Moment,
    /// The last row of the journal looked at.
    pub(super) seen: (Moment, String),
    /// Changes are not sent before this moment.
    pub(super) next_at: Moment,
    /// Tries in a row that failed, and the first of them.
    pub(super) failures: i64,
    pub(super) failing_since: Option<Moment>,
    /// When and why it was switched off.
    pub(super) off: Option<(Moment, String)>,
}

/// Addresses of one token at most.
pub(super) const MOST: usize = 5;
/// An address that fails is switched off after so many tries in a row, when the first of them is so long ago.
const TRIES: i64 = 10;
const FAILING: SignedDuration = SignedDuration::from_hours(3 * 24);

/// What a failed try leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum After {
    /// It is tried again, not before this moment.
    Later(Moment),
    /// It is switched off.
    Off,
}

impl Hook {
    /// What one more failed try leads to.
    pub(super) fn failed(&self, now: Moment) -> After {
        after(self.failures + 1, now.since(self.failing_since.unwrap_or(now)), now)
    }

    /// Whether anything is sent there on a day.
    pub(super) fn works(&self, today: Day) -> bool {
        self.off.is_none() && self.token.works(today) && self.token.scopes.contains(&Scope::ReadChanges)
    }

    /// How it stands on a day: the words and their tone.
    pub(in crate::api) fn state(&self, today: Day) -> (&'static str, &'static str) {
        if self.off.is_some() {
            ("отключён", "grey")
        } else if !self.token.works(today) {
            ("доступ не действует", "grey")
        } else if self.failures > 0 {
            ("не отвечает", "red")
        } else {
            ("работает", "green")
        }
    }

    /// Whether a notification may be sent for trial.
    pub(super) fn may_try(&self, today: Day) -> Result<(), Refused> {
        if self.off.is_some() {
            return Err(Refused::IsOff);
        }
        works(&self.token, today)
    }

    /// Whether it may be switched off.
    pub(super) fn may_stop(&self) -> Result<(), Refused> {
        if self.off.is_some() { Err(Refused::IsOff) } else { Ok(()) }
    }

    /// Whether it may be switched on.
    pub(super) fn may_resume(&self, today: Day) -> Result<(), Refused> {
        if self.off.is_none() {
            return Err(Refused::IsOn);
        }
        works(&self.token, today)
    }
}

fn after(failures: i64, lasting: SignedDuration, now: Moment) -> After {
    if failures >= TRIES && lasting >= FAILING { After::Off } else { After::Later(now.plus(outbox::pause(failures))) }
}

fn works(token: &Token, today: Day) -> Result<(), Refused> {
    if token.works(today) { Ok(()) } else { Err(Refused::TokenIsOver) }
}

/// Whether a token that has so many addresses may get another.
pub(super) fn may_add(token: &Token, already: usize, today: Day) -> Result<(), Refused> {
    works(token, today)?;
    if !token.scopes.contains(&Scope::ReadChanges) {
        Err(Refused::NoChanges)
    } else if already >= MOST {
        Err(Refused::TooMany)
    } else {
        Ok(())
    }
}

/// Why something is not done with an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refused {
    /// The token does not work.
    TokenIsOver,
    /// The token does not read the feed.
    NoChanges,
    /// The token has as many as it may.
    TooMany,
    /// The token has this one.
    Known,
    /// It is switched off.
    IsOff,
    /// It is not.
    IsOn,
    /// It is on, so that it is not taken out of the list.
    Works,
    /// A trial waits already.
    TrialWaits,
}

impl Refusal for Refused {
    fn reason(&self) -> String {
        match self {
            Self::TokenIsOver => "Доступ этой системы не действует, поэтому ей ничего не отправляют. Если он нужен, откройте новый.",
            Self::NoChanges => {
                "У этого доступа нет права читать ленту изменений, а уведомления рассказывают о том же. Откройте доступ с этим правом."
            }
            Self::TooMany => "У одного доступа бывает не больше пяти адресов. Отключите лишний или откройте системе ещё один доступ.",
            Self::Known => "На этот адрес уведомления уже отправляются. Если адрес отключён, включите его снова.",
            Self::IsOff => "Этот адрес отключён. Включите его, и уведомления пойдут дальше.",
            Self::IsOn => "Этот адрес и так включён.",
            Self::Works => "Этот адрес включён. Сначала отключите его, потом уберите.",
            Self::TrialWaits => "Пробное уведомление уже ждёт отправки. Обновите страницу через несколько секунд.",
        }
        .to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_silent_address_is_switched_off_after_three_days() {
        let now = Moment::of_micros(0);
        let hours = SignedDuration::from_hours;
        assert_eq!(after(1, hours(0), now), After::Later(now.plus(SignedDuration::from_mins(1))));
        assert_eq!(after(9, hours(200), now), After::Later(now.plus(SignedDuration::from_mins(256))));
        assert_eq!(after(10, hours(71), now), After::Later(now.plus(SignedDuration::from_mins(512))));
        assert_eq!(after(10, hours(72), now), After::Off);
        assert_eq!(after(40, hours(71), now), After::Later(now.plus(hours(12))));
    }
}
