//! Who may apply for which category: rules without input or output. What a category asks for is a dated setting.

use crate::applications::Category;
use crate::platform::clock::Day;
use crate::platform::failure::Refusal;
use crate::platform::words;

/// What a category asks of whoever applies for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// Nothing: experience and breaks in work do not matter.
    Nothing,
    /// First or highest, held now or once, for any post.
    Once,
    /// Highest, in force, for any post.
    ValidHighest,
}

impl Needs {
    /// Everything that may be asked.
    pub const ALL: [Self; 3] = [Self::Nothing, Self::Once, Self::ValidHighest];

    /// As stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::Once => "once",
            Self::ValidHighest => "valid_highest",
        }
    }

    /// As shown.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Nothing => "категория не нужна; стаж и перерыв в работе значения не имеют",
            Self::Once => "нужна первая или высшая категория по любой должности, действующая или прежняя",
            Self::ValidHighest => "нужна действующая высшая категория по любой должности",
        }
    }

    /// Reads what is stored or sent.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|needs| needs.code() == code)
    }
}

/// The rule of a category in force on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// The category.
    pub category: Category,
    /// What it asks for.
    pub needs: Needs,
    /// The document it rests on.
    pub legal_ref: String,
    /// What is not certain about it; empty when it was checked.
    pub remark: String,
}

/// A category a person has or had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// The category.
    pub category: Category,
    /// The post in words.
    pub post: String,
    /// The day of the decision; none when the person only says so.
    pub granted_on: Option<Day>,
    /// The last day; none when there is no end.
    pub valid_to: Option<Day>,
    /// The act in words; may be empty.
    pub act: String,
}

impl Held {
    /// Whether it is in force on a day.
    pub fn is_valid(&self, day: Day) -> bool {
        self.valid_to.is_none_or(|last| last >= day)
    }

    /// «высшая, учитель, без ограничения срока».
    pub fn words(&self) -> String {
        let until =
            self.valid_to.map_or_else(|| "без ограничения срока".to_owned(), |day| format!("до {}", words::day(day)));
        format!("{}, {}, {until}", self.category.words(), words::inside(&self.post))
    }
}

/// What is known of a person who would apply.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Known {
    /// Categories held now or once.
    pub held: Vec<Held>,
    /// Applications that wait for a decision: code of the post, category, number.
    pub open: Vec<(String, Category, String)>,
    /// Categories refused, with the first day on which each may be asked for again.
    pub refused: Vec<(Category, Day)>,
}

/// Why an application cannot be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refused {
    /// No rule is in force on this day.
    NoRule,
    /// Neither first nor highest was ever held.
    NeverHeld,
    /// Highest is not in force.
    NoHighest,
    /// The same application waits for a decision.
    Open(String),
    /// It was refused, and the term is not over.
    TooEarly(Day),
}

impl Refused {
    /// What is to be answered before this can be said of a person to whom the register does not open it; none when no answer
    /// changes it.
    pub const fn asks(&self) -> Option<&'static str> {
        match self {
            Self::NeverHeld => Some(
                "Нужна первая или высшая категория, действующая или прежняя. Ответьте ниже, какая категория у вас.",
            ),
            Self::NoHighest => {
                Some("Нужна действующая высшая категория по любой должности. Ответьте ниже, какая категория у вас.")
            }
            Self::NoRule | Self::Open(_) | Self::TooEarly(_) => None,
        }
    }
}

impl Refusal for Refused {
    fn reason(&self) -> String {
        match self {
            Self::NoRule => "На сегодня не задано правило для этой категории. Позвоните в Центр.".to_owned(),
            Self::NeverHeld => {
                "Для высшей категории нужна первая или высшая, действующая или прежняя. Подайте заявление на первую."
                    .to_owned()
            }
            Self::NoHighest => {
                "Нужна действующая высшая категория по любой должности. Сначала подайте заявление на высшую.".to_owned()
            }
            Self::Open(number) => format!(
                "Ваше заявление № {number} на эту должность и категорию ещё рассматривают. Дождитесь решения или отзовите его."
            ),
            Self::TooEarly(day) => format!(
                "В этой категории вам отказали, а новое заявление принимают не сразу. Его можно подать с {}.",
                words::day(*day)
            ),
        }
    }
}

/// Whether this person may apply for a category and a post on a day.
/// Source: приказ Минпросвещения России от 24.03.2023 № 196; a category is given for a post.
pub fn may_apply(category: Category, post_code: &str, known: &Known, rules: &[Rule], day: Day) -> Result<(), Refused> {
    let rule = rules.iter().find(|rule| rule.category == category).ok_or(Refused::NoRule)?;
    let basic = |held: &&Held| matches!(held.category, Category::First | Category::Highest);
    match rule.needs {
        Needs::Nothing => {}
        Needs::Once if known.held.iter().any(|held| basic(&held)) => {}
        Needs::Once => return Err(Refused::NeverHeld),
        Needs::ValidHighest => {
            let has = known.held.iter().any(|held| held.category == Category::Highest && held.is_valid(day));
            if !has {
                return Err(Refused::NoHighest);
            }
        }
    }
    if let Some((.., number)) = known.open.iter().find(|(post, open, _)| post == post_code && *open == category) {
        return Err(Refused::Open(number.clone()));
    }
    match known.refused.iter().filter(|(refused, _)| *refused == category).map(|(_, from)| *from).max() {
        Some(from) if day < from => Err(Refused::TooEarly(from)),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().expect("a day")
    }

    fn rules() -> Vec<Rule> {
        let needs = [Needs::Nothing, Needs::Once, Needs::ValidHighest, Needs::ValidHighest];
        Category::ALL
            .into_iter()
            .zip(needs)
            .map(|(category, needs)| Rule { category, needs, legal_ref: String::new(), remark: String::new() })
            .collect()
    }

    fn held(category: Category, valid_to: Option<&str>) -> Held {
        let valid_to = valid_to.map(day);
        Held { category, post: "Учитель".to_owned(), granted_on: None, valid_to, act: String::new() }
    }

    /// What is said of first, highest, methodist, mentor, for the post P27 on 23 November 2026.
    fn said(known: &Known) -> [Option<Refused>; 4] {
        Category::ALL.map(|category| may_apply(category, "P27", known, &rules(), day("2026-11-23")).err())
    }

    #[test]
    fn what_is_held_opens_categories() {
        let never = || Some(Refused::NeverHeld);
        let lacks = || Some(Refused::NoHighest);
        let rows = [
            (vec![], [None, never(), lacks(), lacks()]),
            (vec![held(Category::First, None)], [None, None, lacks(), lacks()]),
            (vec![held(Category::First, Some("2019-05-01"))], [None, None, lacks(), lacks()]),
            (vec![held(Category::Highest, Some("2026-11-23"))], [None, None, None, None]),
            (vec![held(Category::Highest, Some("2026-11-22"))], [None, None, lacks(), lacks()]),
            (vec![held(Category::Highest, None)], [None, None, None, None]),
            (vec![held(Category::Mentor, None)], [None, never(), lacks(), lacks()]),
        ];
        for (held, expected) in rows {
            let known = Known { held, ..Known::default() };
            assert_eq!(said(&known), expected, "{known:?}");
        }
    }

    #[test]
    fn a_refusal_shuts_the_same_category_until_its_day() {
        for (from, expected) in
            [("2026-11-24", Some(Refused::TooEarly(day("2026-11-24")))), ("2026-11-23", None), ("2025-01-01", None)]
        {
            let known = Known {
                held: vec![held(Category::Highest, None)],
                refused: vec![(Category::Highest, day("2024-01-01")), (Category::Highest, day(from))],
                ..Known::default()
            };
            assert_eq!(said(&known), [None, expected, None, None], "{from}");
        }
    }

    #[test]
    fn an_open_application_shuts_its_post_and_category_alone() {
        let open = |post: &str| Known {
            held: vec![held(Category::Highest, None)],
            open: vec![(post.to_owned(), Category::Mentor, "2026-0001".to_owned())],
            ..Known::default()
        };
        assert_eq!(said(&open("P27")), [None, None, None, Some(Refused::Open("2026-0001".to_owned()))]);
        assert_eq!(said(&open("P01")), [None, None, None, None]);
    }

    #[test]
    fn without_a_rule_nothing_is_taken() {
        let said = may_apply(Category::First, "P27", &Known::default(), &[], day("2030-01-01"));
        assert_eq!(said, Err(Refused::NoRule));
    }
}
