//! Правила: settings of the trade kept as dated versions, each list of them on one page of the Centre with its check.
//! A room names its rules, their words and their fields in a `Book`; the page, the check and the writing stand here.

mod amount;
mod web;

pub use amount::Amount;
pub use web::doors;

use crate::platform::act::Kind;
use crate::platform::form::{Choice, Form};
use crate::platform::version_rows::Dated;

/// What the journal tells of every list of rules.
pub mod kinds {
    use super::Kind;

    /// A version that had not begun was taken back.
    pub const WITHDRAWN: Kind = Kind::of("rule.withdrawn", "Версия правила отозвана");
    /// All of them.
    pub const ALL: &[Kind] = &[WITHDRAWN];
}

/// A field in which a rule is typed.
#[derive(Debug, Clone)]
pub struct Ask {
    /// The field's name.
    pub name: &'static str,
    /// The question.
    pub label: &'static str,
    /// What to know before answering; may be empty.
    pub hint: &'static str,
    /// Whether a whole sentence is typed.
    pub is_long: bool,
    /// What there is to choose from; empty for a line of text.
    pub choices: Vec<Choice>,
}

/// A list of rules and how they are told and typed.
pub trait Book: Dated {
    /// The address of its page.
    const PAGE: &'static str;
    /// The address of the check of a new version.
    const CHECK: &'static str;
    /// The address at which a version that has not begun is taken back.
    const WITHDRAWAL: &'static str;
    /// The title of its page.
    const TITLE: &'static str;
    /// What to know of these rules.
    const ABOUT: &'static str;
    /// What the journal tells of a new version.
    const KIND: Kind;
    /// What the journal calls a rule.
    const NOUN: &'static str;

    /// Why a new version does not begin on a day that is past; none: it may, because what has begun keeps its own.
    const NOT_PAST: Option<&'static str> = None;

    /// Every rule, in the order it is shown: its code and what it is.
    fn rules() -> Vec<(&'static str, &'static str)>;

    /// The fields of its value.
    fn asks() -> Vec<Ask>;

    /// Reads the value of a rule; every fault stands at its field. A rule not chosen has no code.
    fn typed(form: &mut Form, code: Option<&str>) -> Option<Self::Value>;

    /// What a rule says, in words.
    fn words(code: &str, value: &Self::Value) -> String;

    /// Why a value is asked about before it is written down: it may say the opposite of what it stands for. None: it need not be.
    fn doubt(_: &str, _: &Self::Value) -> Option<&'static str> {
        None
    }

    /// Whom a new version touches and whom it does not, a sentence; `since` is its first day in words.
    fn touches(since: &str) -> String;
}
