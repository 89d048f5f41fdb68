//! What is typed about a post; every fault stands at its field.

use crate::platform::clock::Day;
use crate::platform::form::Form;

use super::store::NewPost;

/// Letters of a name or of a basis at most.
const LONGEST: usize = 300;

/// Reads a name, the day from which it is in force and the document it rests on. A later day than today is refused:
/// the list says what is attested now.
pub(super) fn post(form: &mut Form, today: Day) -> Option<NewPost> {
    let name = line(form, "name", "Напишите название должности, как в номенклатуре.");
    let since = past_day(form, "since", today);
    let legal_ref = line(form, "legal_ref", "Укажите основание: документ, его дату и номер.");
    form.is_sound().then_some(NewPost { name: name?, since: since?, legal_ref: legal_ref? })
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
