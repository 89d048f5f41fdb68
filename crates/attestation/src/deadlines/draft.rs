//! A new version of a term as it is typed: every field read, and the place it would take among the others.

use crate::platform::clock::{Day, Moment};
use crate::platform::form::Form;
use crate::platform::new_version::{self, Draft};
use crate::platform::versions::Version;

use super::clock::{APPLY_AGAIN, Clock};
use super::term::{Bound, LONGEST, Term, Unit};

/// A form filled with the version in force.
pub(super) fn filled(version: Option<&Version<Term>>) -> Form {
    let Some(version) = version else { return Form::new() };
    let form = Form::new()
        .with("amount", version.value.count.to_string())
        .with("unit", version.value.unit.code())
        .with("bound", version.value.bound.code())
        .with("legal_ref", &version.legal_ref)
        .with("remark", &version.remark);
    if version.value.rolls { form.with("rolls", "yes") } else { form }
}

/// Reads a new version of a clock's term; every fault stands at its field. `began` is the moment this day began.
pub(super) fn parse(
    form: &mut Form,
    clock: &Clock,
    versions: &[Version<Term>],
    (today, began): (Day, Moment),
) -> Option<Draft<Term>> {
    let term = term(form);
    if clock.is_fixed() && term.is_some_and(|term| term != Term::SAME_DAY) {
        form.fault(
            "amount",
            "Этот срок не меняют: система всегда считает его одинаково. Изменить можно основание и то, что не сверено.",
        );
    }
    let same = "Новая версия ничем не отличается от действующей. Измените срок, основание или замечание.";
    let draft = new_version::draft(form, term, versions, ("amount", same), began)?;
    // A refusal keeps no day of its own: it is counted by the rule whenever it is asked for.
    if clock.code == APPLY_AGAIN && draft.new.from < today {
        form.fault(
            "from",
            "Об отказах с этого дня педагогам уже сообщили другой день. Выберите сегодняшний день или более поздний.",
        );
        return None;
    }
    Some(draft)
}

/// The days of the version that says just what is sent; none when there is no such version.
pub(super) fn standing(sent: &mut Form, versions: &[Version<Term>]) -> Option<String> {
    let (term, stated) = (term(sent)?, new_version::stated(sent));
    new_version::standing(sent, versions, (&term, &stated))
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
