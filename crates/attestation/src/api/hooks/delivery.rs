//! A notification: what it tells of and how it stands; how words of the tables are read.

use crate::api::feed::Told;
use crate::platform::clock::Moment;
use crate::platform::ids::Id;
use crate::platform::record::{BadColumn, Column, Record};

use super::address::HookUrl;
use super::model::Watched;

/// A notification.
pub(super) struct Delivery {
    pub(super) id: Id<Delivery>,
    pub(super) what: What,
    /// The number of a case, the code of a record; empty: a trial.
    pub(super) thing: String,
    pub(super) body: String,
    pub(super) state: State,
    pub(super) attempts: i64,
    /// The status of the last answer.
    pub(super) status: Option<i64>,
    /// Why it was not taken the last time.
    pub(super) error: String,
    pub(super) made_at: Moment,
    pub(super) tried_at: Option<Moment>,
}

/// What a notification tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    Case,
    Entry,
    /// Nothing: whether it arrives is looked at.
    Trial,
}

impl What {
    /// As stored; of what stands in the feed, as it is called there.
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Case => "application",
            Self::Entry => "record",
            Self::Trial => "trial",
        }
    }

    fn parse(code: &str) -> Option<Self> {
        [Self::Case, Self::Entry, Self::Trial].into_iter().find(|one| one.code() == code)
    }

    pub(super) fn of(told: &Told) -> Self {
        match told {
            Told::Case(..) => Self::Case,
            Told::Entry(..) => Self::Entry,
        }
    }
}

/// How a notification stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    Waiting,
    Taken,
    /// A trial that was not taken: it is not sent again.
    Failed,
}

impl State {
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Taken => "taken",
            Self::Failed => "failed",
        }
    }

    fn parse(code: &str) -> Option<Self> {
        [Self::Waiting, Self::Taken, Self::Failed].into_iter().find(|one| one.code() == code)
    }
}

impl Delivery {
    /// What it is about, in words.
    pub(super) fn about(&self) -> String {
        match self.what {
            What::Case => format!("Дело {}", self.thing),
            What::Entry => format!("Запись {}", self.thing),
            What::Trial => "Пробное".to_owned(),
        }
    }

    /// How it stands: the words and their tone.
    pub(super) fn state_in_words(&self) -> (&'static str, &'static str) {
        match self.state {
            State::Taken => ("принято", "green"),
            State::Failed => ("не принято", "red"),
            State::Waiting if self.attempts > 0 => ("не принято, отправим снова", "yellow"),
            State::Waiting => ("ждёт", "grey"),
        }
    }

    /// What was answered the last time, in words.
    pub(super) fn answer(&self) -> String {
        match (self.status, self.error.as_str()) {
            (None, "") => "ещё не отправлено".to_owned(),
            (Some(status), "") => status.to_string(),
            (_, why) => why.to_owned(),
        }
    }
}

macro_rules! stored {
    ($($one:ty: $read:expr),*) => { $(
        impl Column for $one {
            fn read(record: &Record<'_>, place: usize) -> Result<Self, BadColumn> {
                record.known(place, stringify!($one), $read)
            }
        }
    )* };
}

stored!(Watched: Watched::parse, What: What::parse, State: State::parse, HookUrl: HookUrl::kept);
