//! What is known of a post, and what may be taken back of it. No input or output.

use crate::platform::clock::{Day, Moment};
use crate::platform::failure::Refusal;
use crate::platform::ids::Id;
use crate::platform::names::key;
use crate::platform::words;

/// A post as the centre sees it.
#[derive(Debug, Clone)]
pub struct Post {
    /// «P27».
    pub code: String,
    /// Its name today.
    pub name: String,
    /// The document it rests on.
    pub legal_ref: String,
    /// What is not certain about it; empty when it was checked.
    pub remark: String,
    /// The first day it is attested.
    pub since: Day,
    /// From this day it is offered no more.
    pub ended_on: Option<Day>,
}

/// A former name of a post.
#[derive(Debug, Clone)]
pub struct Former {
    /// Its row.
    pub id: String,
    /// Whose.
    pub code: String,
    /// The name.
    pub name: String,
    /// From this day the post is called otherwise.
    pub until: Day,
    /// By which document.
    pub legal_ref: String,
    /// When the post was renamed; the beginning of time when the name came with the program.
    pub added_at: Moment,
}

/// Days on which a post was out of the list.
#[derive(Debug, Clone)]
pub(super) struct Break {
    pub(super) id: Id<Self>,
    /// The first day without it.
    pub(super) ended_on: Day,
    /// By which document it went; empty when that was not asked for.
    pub(super) ended_ref: String,
    /// When that was written down.
    pub(super) ended_at: Moment,
    /// Since when it is back, and by which document.
    pub(super) returned: Option<(Day, String)>,
}

/// What has happened with a post since a moment.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Since {
    /// Applications for it that have come.
    pub(super) came: i64,
    /// Decisions of the commission about it.
    pub(super) decided: i64,
}

/// Why something said of a post cannot be taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum Refused {
    #[error("Это название внесено при установке системы, отменять нечего.")]
    OfProgram,
    #[error("Под новым названием комиссия уже решала. Отменить переименование нельзя: переименуйте должность ещё раз.")]
    Decided,
    #[error(
        "После переименования по этой должности уже поданы заявления. Отменить его нельзя: переименуйте должность ещё раз."
    )]
    Came,
    #[error("Исключение записано не сегодня: верните должность с указанием дня и основания.")]
    NotToday,
}

impl Refusal for Refused {
    fn reason(&self) -> String {
        self.to_string()
    }
}

impl Former {
    /// Whether the renaming that gave this name up may be taken back: the same day as a mistake, later while no application
    /// has come since; never after a decision under the new name.
    pub(super) fn may_be_taken_back(&self, since: Since, today: Moment) -> Result<(), Refused> {
        match since {
            _ if self.added_at == Moment::of_micros(0) => Err(Refused::OfProgram),
            Since { decided, .. } if decided > 0 => Err(Refused::Decided),
            Since { came, .. } if came > 0 && self.added_at < today => Err(Refused::Came),
            _ => Ok(()),
        }
    }
}

impl Break {
    /// Whether the exclusion may be taken back as a mistake: the same day.
    pub(super) fn may_be_taken_back(&self, today: Moment) -> Result<(), Refused> {
        if self.ended_at < today { Err(Refused::NotToday) } else { Ok(()) }
    }
}

/// What there is to ask about a new name before a post is called so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Doubt {
    /// It differs from the present one in capitals, hyphens or spaces only.
    Spelling,
    /// The post was called so until this day.
    Again(Day),
}

impl Doubt {
    /// The doubt about a name of a post, if any.
    pub(super) fn of(post: &Post, former: &[Former], name: &str) -> Option<Self> {
        let new = key(name);
        if new == key(&post.name) {
            return Some(Self::Spelling);
        }
        former.iter().find(|one| key(&one.name) == new).map(|one| Self::Again(one.until))
    }

    /// What it is, in words.
    pub(super) fn words(self) -> String {
        match self {
            Self::Spelling => "Новое название отличается от нынешнего только заглавными буквами, дефисами или пробелами. Нынешнее написание среди прежних названий не останется.".to_owned(),
            Self::Again(until) => {
                let until = words::day(until);
                format!("Так должность уже называлась до {until}. Если тогда её переименовали по ошибке, вернитесь и отмените переименование: ошибочное название не останется среди прежних.")
            }
        }
    }

    /// What is to be confirmed.
    pub(super) const fn question(self) -> &'static str {
        match self {
            Self::Spelling => "Да, меняется только написание",
            Self::Again(_) => "Да, должность снова так называется",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_renaming_is_taken_back_while_nothing_rests_on_it() {
        let at = Moment::of_micros;
        let one = |added_at| Former {
            id: String::new(),
            code: "P26".to_owned(),
            name: "Тьютор".to_owned(),
            until: "2026-11-01".parse().expect("a day"),
            legal_ref: String::new(),
            added_at,
        };
        let since = |came, decided| Since { came, decided };
        let today = at(100);
        assert_eq!(one(at(0)).may_be_taken_back(since(0, 0), today), Err(Refused::OfProgram));
        assert_eq!(one(at(50)).may_be_taken_back(since(0, 0), today), Ok(()));
        assert_eq!(one(at(50)).may_be_taken_back(since(1, 0), today), Err(Refused::Came));
        assert_eq!(one(at(100)).may_be_taken_back(since(1, 0), today), Ok(()));
        assert_eq!(one(at(100)).may_be_taken_back(since(1, 1), today), Err(Refused::Decided));
    }
}
