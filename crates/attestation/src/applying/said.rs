//! What a teacher says of an earlier category: the Centre checks it.

use crate::applications::Category;

/// The category a teacher says to have or to have had.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    /// Категории нет и не было.
    Never,
    /// Действует первая.
    First,
    /// Действует высшая.
    Highest,
    /// Была первая.
    FirstOver,
    /// Была высшая.
    HighestOver,
}

impl Said {
    /// Codes and words, as they are asked.
    pub(super) const CHOICES: &[(&str, &str)] = &[
        ("none", "Категории нет и не было"),
        ("first", "Действует первая"),
        ("highest", "Действует высшая"),
        ("first-over", "Была первая, срок закончился"),
        ("highest-over", "Была высшая, срок закончился"),
    ];

    /// Reads what is sent.
    pub fn parse(code: &str) -> Option<Self> {
        match code {
            "none" => Some(Self::Never),
            "first" => Some(Self::First),
            "highest" => Some(Self::Highest),
            "first-over" => Some(Self::FirstOver),
            "highest-over" => Some(Self::HighestOver),
            _ => None,
        }
    }

    /// How one of the first two categories is said of, in force or over; none of the others.
    pub(super) const fn of(category: Category, is_in_force: bool) -> Option<Self> {
        match (category, is_in_force) {
            (Category::First, true) => Some(Self::First),
            (Category::First, false) => Some(Self::FirstOver),
            (Category::Highest, true) => Some(Self::Highest),
            (Category::Highest, false) => Some(Self::HighestOver),
            _ => None,
        }
    }

    /// As it is sent.
    pub(super) const fn code(self) -> &'static str {
        let (code, _) = Self::CHOICES[self as usize];
        code
    }

    /// The category in force.
    pub(super) const fn holds(self) -> Option<Category> {
        match self {
            Self::First => Some(Category::First),
            Self::Highest => Some(Category::Highest),
            Self::Never | Self::FirstOver | Self::HighestOver => None,
        }
    }

    /// What the rules of applying go by: one that is over counts like a first one, it opens what asks for any earlier category
    /// and nothing that asks for one in force.
    pub(super) const fn counts_as(self) -> Option<Category> {
        match self {
            Self::Never => None,
            Self::First | Self::FirstOver | Self::HighestOver => Some(Category::First),
            Self::Highest => Some(Category::Highest),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_those_that_are_asked() {
        for (code, _) in Said::CHOICES {
            assert_eq!(Said::parse(code).map(Said::code), Some(*code));
        }
        assert_eq!(Said::parse("methodist"), None);
    }
}
