//! What the rules say against an application that others write down: on paper, in a sheet, sent by a neighbour.

use crate::applications::{self, Category, NewApplication};
use crate::commission;
use crate::deadlines::{self, APPLY_BEFORE, Calendar, Term};
use crate::platform::clock::Day;
use crate::platform::engine::{DbError, Reader};
use crate::platform::words;

use super::eligibility;
use super::known::Holders;
use super::model::{Held, Known, Refused, Rule, may_apply};

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

/// What is asked before others' applications of a day are written down: the rules, and what the register holds of people.
#[derive(Debug)]
pub struct Rulings {
    day: Day,
    rules: Vec<Rule>,
    held: Holders,
    advice: Option<Term>,
    calendar: Calendar,
}

impl Rulings {
    /// Reads it for everybody with these names, as they are compared, or these СНИЛС: the same number of questions for some
    /// hundreds.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn read(reader: &mut Reader, (names, snils): (&[&str], &[&str]), day: Day) -> Result<Self, DbError> {
        Ok(Self {
            day,
            rules: eligibility::rules_on(reader, day)?,
            held: Holders::read(reader, names, snils)?,
            advice: deadlines::in_force_on(reader, &[APPLY_BEFORE], day)?.pop().map(|(_, term)| term),
            calendar: deadlines::calendar(reader)?,
        })
    }

    fn held(&self, new: &NewApplication) -> Vec<Held> {
        self.held.of(&[&new.teacher.name.key()], (new.teacher.born, new.teacher.snils.as_str()))
    }

    /// What is against an application by the register, by the category it names itself, and by earlier refusals. An open
    /// one for the same is not looked for: it is told apart when the row is written.
    pub fn barred(&self, new: &NewApplication, refused: Vec<(Category, Day)>) -> Option<Barred> {
        let named =
            |category| Held { category, post: String::new(), granted_on: None, valid_to: None, act: String::new() };
        let held = self.held(new).into_iter().chain(new.current_category.map(named)).collect();
        let known = Known { held, refused, ..Known::default() };
        let why = may_apply(new.category, &new.post_code, &known, &self.rules, self.day).err()?;
        let rule = self.rules.iter().find(|rule| rule.category == new.category);
        Some(Barred { why, rule: rule.map(|rule| rule.legal_ref.clone()).unwrap_or_default() })
    }

    /// What is only advised of the day of an application whose teacher holds a category with an end.
    pub fn advised(&self, new: &NewApplication) -> Option<String> {
        let term = self.advice?;
        self.held(new).iter().find_map(|one| {
            let end = one.valid_to.filter(|end| *end >= self.day)?;
            let by = deadlines::back_from(end, term, &self.calendar);
            let (held, end) = (one.category.words(), words::brief_day(end));
            (self.day > by).then(|| {
                format!(
                    "Имеющаяся категория ({held}) действует до {end}: новое заявление советуют подать до {}.",
                    words::brief_day(by)
                )
            })
        })
    }
}

/// What is against one application by the rules of the day it was received; see `Rulings::barred`.
///
/// # Errors
/// When the database does not answer.
pub fn barred(reader: &mut Reader, new: &NewApplication) -> Result<Option<Barred>, DbError> {
    let rulings = Rulings::read(reader, (&[&new.teacher.name.key()], &[new.teacher.snils.as_str()]), new.received_on)?;
    let mut refused = Vec::new();
    if let Some(owner) = applications::snils_owner(reader, &new.teacher.snils)? {
        let again = commission::may_apply_again(reader, &[owner.id])?;
        refused.extend(again.into_iter().map(|one| (one.category, one.from)));
    }
    Ok(rulings.barred(new, refused))
}
