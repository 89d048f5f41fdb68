//! What is typed about a post; every fault stands at its field.

use crate::platform::clock::Day;
use crate::platform::form::Form;
use crate::platform::words;

use super::store::NewPost;

/// Letters of a name or of a basis at most.
const LONGEST: usize = 300;

/// Reads a name, the day from which it is in force and the document it rests on. A later day than today is refused:
/// the list says what is attested now.
pub(super) fn post(form: &mut Form, today: Day) -> Option<NewPost> {
    let name = name(form);
    let since = past_day(form, "since", today);
    let legal_ref = basis(form, "legal_ref");
    form.is_sound().then_some(NewPost { name: name?, since: since?, legal_ref: legal_ref? })
}

/// Signs a name has beside letters, digits and spaces.
const SIGNS: &str = "-–—,.()«»\"/№";

/// A name as the list of posts has it: it needs letters, and no signs that no name has.
fn name(form: &mut Form) -> Option<String> {
    let name = line(form, "name", "Напишите название должности, как в номенклатуре.")?;
    let strange = name.chars().find(|sign| !sign.is_alphanumeric() && *sign != ' ' && !SIGNS.contains(*sign));
    if !name.chars().any(char::is_alphabetic) {
        form.fault("name", "В названии должности нет букв. Напишите его словами, как в номенклатуре.");
        return None;
    }
    if let Some(sign) = strange {
        form.fault("name", format!("В названии стоит знак «{sign}», в названиях должностей его нет. Уберите его."));
        return None;
    }
    Some(name)
}

/// The document something rests on.
pub(super) fn basis(form: &mut Form, field: &str) -> Option<String> {
    line(form, field, "Укажите основание: документ, его дату и номер.")
}

/// What is not certain; empty when all was checked.
pub(super) fn remark(form: &mut Form) -> Option<String> {
    if form.text("remark").is_empty() { Some(String::new()) } else { line(form, "remark", "") }
}

/// A day of our times, not later than today.
pub(super) fn past_day(form: &mut Form, field: &str, today: Day) -> Option<Day> {
    let day = Day::typed(&form.text(field)).filter(|day| (2000..=2100).contains(&day.0.year()));
    let day = form.check(field, day.ok_or("Укажите день, например 01.09.2026."))?;
    if day > today {
        form.fault(field, "Этот день ещё не наступил. Внесите изменение, когда оно вступит в силу.");
        return None;
    }
    Some(day)
}

/// A day not earlier than another one of the post; `what` is what began on it: «Должность действует».
pub(super) fn not_before(form: &mut Form, field: &str, day: Day, (first, what): (Day, &str)) -> Option<Day> {
    if day < first {
        let first = words::day(first);
        form.fault(field, format!("{what} с {first}. Укажите этот день или более поздний."));
        return None;
    }
    Some(day)
}

fn line(form: &mut Form, field: &str, missing: &str) -> Option<String> {
    let text = form.value(field).split_whitespace().collect::<Vec<_>>().join(" ");
    if text.is_empty() {
        form.fault(field, missing);
        return None;
    }
    if text.chars().count() > LONGEST {
        form.fault(field, format!("Здесь больше {LONGEST} знаков. Сократите."));
        return None;
    }
    Some(text)
}
