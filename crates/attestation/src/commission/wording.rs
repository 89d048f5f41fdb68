//! How a question and a decision are worded in a protocol: wording of our own after the procedure, not of any act.

use crate::applications::{Application, Category};
use crate::platform::clock::Day;
use crate::platform::words;

use super::vote::Outcome;

/// «первой квалификационной категории», «квалификационной категории «педагог-методист»».
fn of_what(category: Category) -> String {
    match category {
        Category::First => "первой квалификационной категории".to_owned(),
        Category::Highest => "высшей квалификационной категории".to_owned(),
        Category::Methodist | Category::Mentor => format!("квалификационной категории «{}»", category.words()),
    }
}

/// «первую квалификационную категорию», «квалификационную категорию «педагог-методист»».
fn what(category: Category) -> String {
    match category {
        Category::First => "первую квалификационную категорию".to_owned(),
        Category::Highest => "высшую квалификационную категорию".to_owned(),
        Category::Methodist | Category::Mentor => format!("квалификационную категорию «{}»", category.words()),
    }
}

fn post(case: &Application) -> String {
    format!("по должности «{}»", words::inside(&case.post))
}

/// The question of a case: «об установлении первой квалификационной категории по должности «учитель»».
pub fn asked(case: &Application) -> String {
    format!("об установлении {} {}", of_what(case.category), post(case))
}

/// The decision of a case, without its reason.
pub fn decided(case: &Application, outcome: Outcome, until: Option<Day>) -> String {
    match (outcome, until) {
        (Outcome::Granted, _) => format!("установить {} {}", what(case.category), post(case)),
        (Outcome::Refused, _) => format!("отказать в установлении {} {}", of_what(case.category), post(case)),
        (Outcome::Postponed, Some(day)) => format!("отложить рассмотрение до {}", words::day(day)),
        (Outcome::Postponed, None) => "отложить рассмотрение".to_owned(),
    }
}
