//! How a question of a case is worded, and a decision that was written down before its words were kept: after the procedure,
//! not after any act. How decisions are worded now is in `wordings.rs`.

use crate::applications::{Application, Category};
use crate::platform::clock::Day;
use crate::platform::words;

use super::store::Item;
use super::vote::Outcome;

/// «первой квалификационной категории», «квалификационной категории «педагог-методист»».
pub(super) fn of_what(category: Category) -> String {
    match category {
        Category::First => "первой квалификационной категории".to_owned(),
        Category::Highest => "высшей квалификационной категории".to_owned(),
        Category::Methodist | Category::Mentor => format!("квалификационной категории «{}»", category.words()),
    }
}

/// «первую квалификационную категорию», «квалификационную категорию «педагог-методист»».
pub(super) fn what(category: Category) -> String {
    match category {
        Category::First => "первую квалификационную категорию".to_owned(),
        Category::Highest => "высшую квалификационную категорию".to_owned(),
        Category::Methodist | Category::Mentor => format!("квалификационную категорию «{}»", category.words()),
    }
}

/// « по должности «учитель»»; the categories of methodist and mentor are worded without a post.
pub(super) fn for_post(category: Category, post: &str) -> String {
    match category {
        Category::First | Category::Highest => format!(" по должности «{}»", words::inside(post)),
        Category::Methodist | Category::Mentor => String::new(),
    }
}

/// What a case is about, in the genitive: «первой квалификационной категории по должности «учитель»».
pub fn sought(case: &Application) -> String {
    sought_for(case.category, &case.post)
}

/// The same of a category and a post.
pub fn sought_for(category: Category, post: &str) -> String {
    format!("{}{}", of_what(category), for_post(category, post))
}

/// The question of a case: «об установлении первой квалификационной категории по должности «учитель»».
pub fn asked(case: &Application) -> String {
    format!("об установлении {}", sought(case))
}

/// What grants a category: «установить первую квалификационную категорию по должности «учитель»».
pub fn granted(category: Category, post: &str) -> String {
    format!("установить {}{}", what(category), for_post(category, post))
}

/// What refuses it: «отказать в установлении первой квалификационной категории по должности «учитель»».
pub fn refused(category: Category, post: &str) -> String {
    format!("отказать в установлении {}{}", of_what(category), for_post(category, post))
}

/// The decision of a case, without its reason.
pub fn decided(case: &Application, outcome: Outcome, until: Option<Day>) -> String {
    match (outcome, until) {
        (Outcome::Granted, _) => granted(case.category, &case.post),
        (Outcome::Refused, _) => refused(case.category, &case.post),
        (Outcome::Postponed, Some(day)) => format!("отложить рассмотрение до {}", words::day(day)),
        (Outcome::Postponed, None) => "отложить рассмотрение".to_owned(),
    }
}

/// The decision of a case as it was written down, without its reason; none while there is none.
pub(super) fn said(case: &Application, item: &Item) -> Option<String> {
    let outcome = item.outcome?;
    let is_kept = !item.wording.is_empty();
    Some(if is_kept { item.wording.clone() } else { decided(case, outcome, item.postponed_to) })
}
