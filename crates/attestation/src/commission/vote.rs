//! A vote, what is decided, and the rules of the majority and of a tie, in words.

use crate::platform::record::{BadColumn, Column, Record};

/// A vote, given openly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Choice {
    /// За.
    For,
    /// Против.
    Against,
    /// Воздержался.
    Abstained,
}

impl Choice {
    /// Every choice.
    pub const ALL: [Self; 3] = [Self::For, Self::Against, Self::Abstained];

    /// As stored and sent.
    pub const fn code(self) -> &'static str {
        match self {
            Self::For => "for",
            Self::Against => "against",
            Self::Abstained => "abstained",
        }
    }

    /// As shown.
    pub const fn words(self) -> &'static str {
        match self {
            Self::For => "за",
            Self::Against => "против",
            Self::Abstained => "воздерживается",
        }
    }

    /// As a button.
    pub(super) const fn button(self) -> &'static str {
        match self {
            Self::For => "За",
            Self::Against => "Против",
            Self::Abstained => "Воздержаться",
        }
    }

    /// Reads what is stored or sent.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|choice| choice.code() == code)
    }
}

impl Column for Choice {
    fn read(record: &Record<'_>, place: usize) -> Result<Self, BadColumn> {
        record.known(place, "vote", Self::parse)
    }
}

/// What was decided about a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Категория установлена.
    Granted,
    /// В категории отказано.
    Refused,
    /// Рассмотрение отложено.
    Postponed,
}

impl Outcome {
    /// As stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Granted => "granted",
            Self::Refused => "refused",
            Self::Postponed => "postponed",
        }
    }

    /// As shown in a list.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Granted => "установлена",
            Self::Refused => "отказано",
            Self::Postponed => "отложено",
        }
    }

    /// The colour of its tag; the words carry the meaning.
    pub const fn tone(self) -> &'static str {
        match self {
            Self::Granted => "green",
            Self::Refused => "red",
            Self::Postponed => "yellow",
        }
    }

    /// Reads what is stored.
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Granted, Self::Refused, Self::Postponed].into_iter().find(|one| one.code() == code)
    }
}

impl Column for Option<Outcome> {
    fn read(record: &Record<'_>, place: usize) -> Result<Self, BadColumn> {
        let Some(code) = record.get::<Option<String>>(place)? else { return Ok(None) };
        Outcome::parse(&code).map(Some).ok_or_else(|| BadColumn::new(place, format!("no outcome {code}")))
    }
}

/// What votes in favour are counted against: a rule of the Centre (приказ № 196 does not settle it for us, not checked).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Majority {
    /// Against those who voted against: who abstains stands on neither side.
    OfVotes,
    /// Against everybody present who votes: who abstains has not voted in favour.
    OfPresent,
}

impl Majority {
    /// As shown.
    pub const fn words(self) -> &'static str {
        match self {
            Self::OfVotes => "«за» сравнивают с «против», воздержавшихся не считают",
            Self::OfPresent => "«за» сравнивают с остальными присутствующими",
        }
    }
}

/// What an even vote means: a rule of the Centre. That it is for the teacher is a regional order, not checked against приказ № 196.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tie {
    /// For the teacher.
    ForTeacher,
    /// The vote of the chair decides; for the teacher when there is none on either side.
    ByChair,
}

impl Tie {
    /// As shown.
    pub const fn words(self) -> &'static str {
        match self {
            Self::ForTeacher => "решение в пользу педагога",
            Self::ByChair => {
                "решает голос председателя; если он не голосовал или воздержался, решение в пользу педагога"
            }
        }
    }

    /// How an even vote is settled when the chair has voted so.
    pub const fn settled(self, chair: Option<Choice>) -> Settled {
        match (self, chair) {
            (Self::ByChair, Some(Choice::For)) => Settled::ChairFor,
            (Self::ByChair, Some(Choice::Against)) => Settled::ChairAgainst,
            _ => Settled::ForTeacher,
        }
    }
}

/// How an even vote is settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Settled {
    /// For the teacher.
    ForTeacher,
    /// By the vote of the chair, in favour.
    ChairFor,
    /// By the vote of the chair, against.
    ChairAgainst,
}

impl Settled {
    /// As stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::ForTeacher => "teacher",
            Self::ChairFor => "chair_for",
            Self::ChairAgainst => "chair_against",
        }
    }

    /// Reads what is stored.
    pub fn parse(code: &str) -> Option<Self> {
        [Self::ForTeacher, Self::ChairFor, Self::ChairAgainst].into_iter().find(|one| one.code() == code)
    }

    /// How it will be, before a decision.
    pub(super) const fn coming(self) -> &'static str {
        match self {
            Self::ForTeacher => "решение принимается в пользу педагога",
            Self::ChairFor => "решает голос председателя, он «за»",
            Self::ChairAgainst => "решает голос председателя, он «против»",
        }
    }

    /// How it was, as a protocol says it.
    pub(super) const fn past(self) -> &'static str {
        match self {
            Self::ForTeacher => "решение принято в пользу педагога",
            Self::ChairFor => "решил голос председателя, он голосовал «за»",
            Self::ChairAgainst => "решил голос председателя, он голосовал «против»",
        }
    }

    /// A sentence of how it was, as pages say it.
    pub fn told(self) -> String {
        format!("Голоса разделились поровну: {}.", self.past())
    }
}

impl Column for Option<Settled> {
    fn read(record: &Record<'_>, place: usize) -> Result<Self, BadColumn> {
        let Some(code) = record.get::<Option<String>>(place)? else { return Ok(None) };
        Settled::parse(&code).map(Some).ok_or_else(|| BadColumn::new(place, format!("no tie {code}")))
    }
}
