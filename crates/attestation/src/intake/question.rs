//! What the rows are asked about a ground of refusal. It goes with the ground, whatever words the Centre gives it.

use crate::platform::record::{BadColumn, Column, Record};

/// A question about a case that the rows can answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Question {
    /// Whether the post is attested.
    Post,
    /// Whether the term after a refusal of this category is over.
    Refusal,
    /// Whether there is or was the first or the highest category.
    AnyCategory,
    /// Whether the highest category is in force.
    HighestInForce,
    /// Whether the employer's petition is among the documents.
    Petition,
}

impl Question {
    /// Every question.
    pub(super) const ALL: [Self; 5] =
        [Self::Post, Self::Refusal, Self::AnyCategory, Self::HighestInForce, Self::Petition];

    /// As stored.
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Post => "post",
            Self::Refusal => "refusal",
            Self::AnyCategory => "any-category",
            Self::HighestInForce => "highest-in-force",
            Self::Petition => "petition",
        }
    }

    /// As shown: what the system looks up.
    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::Post => "есть ли должность в номенклатуре",
            Self::Refusal => "прошёл ли срок после отказа в этой категории",
            Self::AnyCategory => "есть ли первая или высшая категория",
            Self::HighestInForce => "действует ли высшая категория",
            Self::Petition => "есть ли в деле ходатайство работодателя",
        }
    }

    /// Reads what is stored or sent.
    pub(super) fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }
}

impl Column for Option<Question> {
    fn read(record: &Record<'_>, place: usize) -> Result<Self, BadColumn> {
        let asked = record.text(place)?.is_some_and(|code| !code.is_empty());
        asked.then(|| record.known(place, "question", Question::parse)).transpose()
    }
}
