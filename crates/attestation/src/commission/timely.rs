//! Whether a session stands within the days of a case: its attestation as the Centre has set it, the specialists' result,
//! and the last day for the decision; and whether they are set at all.

use crate::platform::clock::{Day, Zone};
use crate::platform::words;

use super::store::Extra;

/// Why the day of a session does not suit a case. It is said, not refused: the Centre moves the session or changes the term.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Untimely {
    /// The attestation has not begun.
    Early(Day),
    /// The specialists' result was recorded after it.
    Unread(Day),
    /// It is over by then.
    AfterTerm(Day),
    /// The last day for the decision is over by then.
    Late(Day),
    /// No term and no form are set: the teacher was told of none.
    Unset,
}

impl Untimely {
    /// What is wrong with a session of this day; none when nothing is.
    pub(super) fn of(held_on: Day, extra: &Extra, zone: &Zone) -> Option<Self> {
        let recorded = extra.result_at.map(|at| zone.day(at)).filter(|day| *day > held_on);
        match (extra.starts_on, recorded) {
            (Some(starts_on), _) if held_on < starts_on => Some(Self::Early(starts_on)),
            (_, Some(day)) => Some(Self::Unread(day)),
            _ if held_on > extra.lawful_day => Some(Self::Late(extra.lawful_day)),
            _ if held_on > extra.last_day => Some(Self::AfterTerm(extra.last_day)),
            (None, _) => Some(Self::Unset),
            _ => None,
        }
    }

    /// The tag of a list.
    pub(super) const fn tag(self) -> &'static str {
        match self {
            Self::Early(_) | Self::Unread(_) => "рано",
            Self::AfterTerm(_) | Self::Late(_) => "поздно",
            Self::Unset => "без срока",
        }
    }

    /// The same in words.
    pub(super) fn words(self) -> String {
        match self {
            Self::Early(day) => format!("заседание раньше начала аттестации, {}", words::day(day)),
            Self::Unread(day) => format!("заседание раньше результата специалистов, {}", words::day(day)),
            Self::AfterTerm(day) => format!("заседание позже конца аттестации, {}", words::day(day)),
            Self::Unset => "срок и форма аттестации не назначены, педагогу о них не сообщали".to_owned(),
            Self::Late(day) => format!("заседание позже последнего дня решения, {}", words::day(day)),
        }
    }
}
