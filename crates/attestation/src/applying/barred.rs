//! What the rules say against an application that others write down: on paper, in a sheet, sent by a neighbour.

use crate::applications::{self, NewApplication};
use crate::commission;
use crate::platform::clock::Day;
use crate::platform::engine::{DbError, Reader};
use crate::platform::words;

use super::model::{Held, Known, Refused, may_apply};
use super::{eligibility, known};

/// A rule that is against an application.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Barred {
    why: Refused,
    rule: String,
}

impl Barred {
    /// The sentence with the rule it rests on.
    pub fn told(&self) -> String {
        let rule = &self.rule;
        match &self.why {
            Refused::NoRule => "На день получения не задано правило, кто может подать на эту категорию.".to_owned(),
            Refused::NeverHeld => format!(
                "Для высшей категории нужна первая или высшая, действующая или прежняя: ни в реестре, ни в заявлении её нет ({rule})."
            ),
            Refused::NoHighest => format!(
                "Нужна действующая высшая категория по любой должности: ни в реестре, ни в заявлении её нет ({rule})."
            ),
            Refused::Open(number) => format!("На эту должность и категорию уже есть заявление, дело {number}."),
            Refused::TooEarly(from) => too_early(*from),
        }
    }
}

/// The sentence about a category refused before, which may be asked for again from this day on.
pub fn too_early(from: Day) -> String {
    format!(
        "В этой категории педагогу отказали. Подать заявление снова можно с {} («Настройки» → «Сроки», «Подать новое заявление на ту же категорию»).",
        words::day(from)
    )
}

/// What is against an application by the rules of the day it was received: by the register, by the category it names
/// itself, and by earlier refusals. An open one for the same is not looked for: it is told apart when the row is written.
///
/// # Errors
/// When the database does not answer.
pub fn barred(reader: &mut Reader, new: &NewApplication) -> Result<Option<Barred>, DbError> {
    let rules = eligibility::rules_on(reader, new.received_on)?;
    let mut known = Known { held: known::held(reader, &new.teacher.name, new.teacher.born)?, ..Known::default() };
    let named = |category| Held { category, post: String::new(), granted_on: None, valid_to: None, act: String::new() };
    known.held.extend(new.current_category.map(named));
    if let Some(owner) = applications::snils_owner(reader, &new.teacher.snils)? {
        let again = commission::may_apply_again(reader, &[owner.id])?;
        known.refused = again.into_iter().map(|one| (one.category, one.from)).collect();
    }
    let Err(why) = may_apply(new.category, &new.post_code, &known, &rules, new.received_on) else { return Ok(None) };
    let rule = rules.iter().find(|rule| rule.category == new.category);
    Ok(Some(Barred { why, rule: rule.map(|rule| rule.legal_ref.clone()).unwrap_or_default() }))
}
