//! A new version of a term as it is typed: every field read, and the place it would take among the others.

use crate::platform::clock::{Day, Moment};
use crate::platform::form::Form;

use super::term::{Bound, LONGEST, Term, Unit};
use super::versions::{Place, Unfit, Version, in_force, place};

/// A new version that fits.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    /// The version, with its last day found.
    pub(super) new: Version,
    /// Its last day as it was typed; none when it was left to the program.
    pub(super) typed_to: Option<Day>,
    /// Where it stands.
    pub(super) place: Place,
    /// What was in force on its first day before it.
    pub(super) before: Option<Version>,
}

impl Draft {
    /// The same draft among the versions as they stand now.
    pub(super) fn among(mut self, versions: &[Version]) -> Result<Self, Unfit> {
        self.place = place(&spans(versions), self.new.from, self.typed_to)?;
        self.new.to = self.place.to;
        self.before = in_force(versions, self.new.from).cloned();
        Ok(self)
    }
}

fn spans(versions: &[Version]) -> Vec<(Day, Day)> {
    versions.iter().map(|version| (version.from, version.to)).collect()
}

/// A form filled with the version in force.
pub(super) fn filled(version: Option<&Version>) -> Form {
    let Some(version) = version else { return Form::new() };
    let form = Form::new()
        .with("amount", version.term.count.to_string())
        .with("unit", version.term.unit.code())
        .with("bound", version.term.bound.code())
        .with("legal_ref", &version.legal_ref)
        .with("remark", &version.remark);
    if version.term.rolls { form.with("rolls", "yes") } else { form }
}

/// Reads a new version; every fault stands at its field.
pub(super) fn parse(form: &mut Form, versions: &[Version]) -> Option<Draft> {
    let term = term(form);
    let from = day(form, "from", "Укажите первый день новой версии, например 01.01.2027.");
    let typed_to = if form.text("to").is_empty() {
        None
    } else {
        day(form, "to", "Дата записана с ошибкой. Пример: 31.08.2029.")
    };
    let legal_ref = line(form, "legal_ref", true);
    let remark = line(form, "remark", false);
    let (term, from) = (term?, from?);
    let placed = place(&spans(versions), from, typed_to);
    let place = form.check("from", placed)?;
    let before = in_force(versions, from).cloned();
    let same = |was: &Version| was.term == term && was.legal_ref == legal_ref && was.remark == remark;
    if typed_to.is_none() && before.as_ref().is_some_and(same) {
        form.fault(
            "amount",
            "Новая версия ничем не отличается от действующей. Измените срок, основание или замечание.",
        );
    }
    let new = Version {
        from,
        to: place.to,
        term,
        legal_ref,
        remark,
        added_at: Moment::of_micros(0),
        added_by: String::new(),
    };
    form.is_sound().then_some(Draft { new, typed_to, place, before })
}

fn term(form: &mut Form) -> Option<Term> {
    let count = form.text("amount").parse::<u32>().ok().filter(|count| *count <= LONGEST);
    let count = form.check("amount", count.ok_or("Укажите целое число от 0 до 999."));
    let unit = form.check("unit", Unit::parse(&form.text("unit")).ok_or("Выберите, в чём считать срок."));
    let bound = form.check("bound", Bound::parse(&form.text("bound")).ok_or("Выберите, что значит последний день."));
    let rolls = form.ticked("rolls");
    if rolls && bound.is_some_and(|bound| bound != Bound::Max) {
        form.fault(
            "rolls",
            "С выходного переносится только срок «не позднее». Снимите отметку или выберите «не позднее».",
        );
    }
    Some(Term { count: count?, unit: unit?, bound: bound?, rolls })
}

/// A day of our times; anything else is a slip of the hand.
fn day(form: &mut Form, field: &str, wrong: &str) -> Option<Day> {
    let day = Day::typed(&form.text(field)).filter(|day| (2000..=2100).contains(&day.0.year()));
    form.check(field, day.ok_or(wrong))
}

/// The longest text of a field, in letters.
const LONGEST_LINE: usize = 500;

fn line(form: &mut Form, field: &str, needed: bool) -> String {
    let text = form.value(field).split_whitespace().collect::<Vec<_>>().join(" ");
    if needed && text.is_empty() {
        form.fault(field, "Укажите основание: документ, его дату и номер.");
    } else if text.chars().count() > LONGEST_LINE {
        form.fault(field, format!("Здесь больше {LONGEST_LINE} знаков. Сократите."));
    }
    text
}
