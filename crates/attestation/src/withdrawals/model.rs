//! Why an application goes no further, in words for the journal and for letters.

use crate::platform::clock::Day;
use crate::platform::words;

/// The school tells that the teacher works there no more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dismissal {
    /// The last day of work.
    pub on: Day,
    /// The number of the order.
    pub order: String,
    /// Anything else; may be empty.
    pub words: String,
}

/// Why an application goes no further.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ground {
    /// The teacher takes it back, for this reason.
    Own(String),
    /// The Centre writes the withdrawal down, on this ground.
    Paper(String),
    /// The teacher was dismissed before the decision.
    /// Source: a category is set for a teacher who works on the day of the decision; dismissal ends the case.
    Dismissed(Dismissal),
}

impl Ground {
    /// What has happened, in short.
    pub(super) const fn short(&self) -> &'static str {
        match self {
            Self::Own(_) | Self::Paper(_) => "заявление отозвано",
            Self::Dismissed(_) => "педагог уволен",
        }
    }

    /// As the journal tells it.
    pub(super) fn told(&self) -> String {
        match self {
            Self::Own(reason) => format!("заявление отозвано педагогом: {reason}"),
            Self::Paper(ground) => format!("заявление отозвано: {ground}"),
            Self::Dismissed(one) => format!("заявление отозвано: {}", one.told()),
        }
    }
}

impl Dismissal {
    /// «педагог уволен 20 ноября 2026, приказ № 45-к. Переехал».
    pub(super) fn told(&self) -> String {
        let more = if self.words.is_empty() { String::new() } else { format!(". {}", self.words) };
        format!("педагог уволен {}, приказ №\u{a0}{}{more}", words::day(self.on), self.order)
    }
}
