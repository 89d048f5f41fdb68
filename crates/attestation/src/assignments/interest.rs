//! What a specialist declares before opening a case: no interest in it, or which. Pure.

use crate::platform::failure::Refusal;
use crate::platform::form::Choice;

/// The edition of `TEXT`; a row keeps which one was agreed to.
pub(super) const EDITION: &str = "1";

/// What a specialist declares by one press.
/// Source: приказ Минпросвещения России от 24.03.2023 № 196, commissions avoid a conflict of interest; the words are our own.
pub(super) const TEXT: &str = "Я не работаю вместе с этим педагогом, не его родственник, не начальник и не подчинённый. \
Ничто другое не мешает мне судить о его работе беспристрастно.";

/// What the interest is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ground {
    /// They work in the same organisation.
    SameSchool,
    /// They are relatives.
    Relative,
    /// One is the other's superior.
    Superior,
    /// Something else, told in words.
    Other,
}

impl Ground {
    /// Every ground, in the order they are shown.
    pub const ALL: [Self; 4] = [Self::SameSchool, Self::Relative, Self::Superior, Self::Other];

    /// As stored and sent.
    pub const fn code(self) -> &'static str {
        match self {
            Self::SameSchool => "same_school",
            Self::Relative => "relative",
            Self::Superior => "superior",
            Self::Other => "other",
        }
    }

    /// As shown.
    pub const fn words(self) -> &'static str {
        match self {
            Self::SameSchool => "работаем в одной организации",
            Self::Relative => "родственники или свойственники",
            Self::Superior => "один из нас начальник другого",
            Self::Other => "другое",
        }
    }

    /// Reads what is stored or sent.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|ground| ground.code() == code)
    }

    /// As the form offers them.
    pub(super) fn choices() -> Vec<Choice> {
        Self::ALL.iter().map(|ground| Choice::new(ground.code(), ground.words())).collect()
    }
}

/// What a specialist declares of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Declaration {
    /// No interest: the case is opened.
    NoInterest,
    /// An interest: the case goes back to the centre.
    Interest {
        /// Which.
        ground: Ground,
        /// The specialist's own words; may be empty unless the ground is another one.
        words: String,
    },
}

impl Declaration {
    /// In words, as the journal and letters tell it.
    pub fn told(&self) -> String {
        match self {
            Self::NoInterest => "заявлено: личной заинтересованности нет".to_owned(),
            Self::Interest { ground, words } if words.is_empty() => {
                format!("названа личная заинтересованность: {}", ground.words())
            }
            Self::Interest { ground, words } => {
                format!("названа личная заинтересованность: {} — {words}", ground.words())
            }
        }
    }
}

/// The specialist has not declared anything yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Undeclared;

impl Refusal for Undeclared {
    fn reason(&self) -> String {
        "Сначала ответьте на странице дела, нет ли у вас личной заинтересованности. \
До этого документы не открываются и заключение не готовится."
            .to_owned()
    }
}
