//! What people type about commissions and sessions, read field by field; each fault stands at its field.

use crate::platform::form::Form;
use crate::platform::new_version;

use super::model::Commission;
use super::store::NewSitting;
pub(super) use crate::platform::new_version::{day, line};

/// A text of several lines; a fault with `missing` when it is empty and needed.
pub(super) fn text(form: &mut Form, field: &str, missing: &str) -> String {
    new_version::text(form, field, missing, "")
}

/// A session as it is typed in the fields `held_on`, `begins`, `place`; none with faults, or without a commission.
pub(super) fn sitting(form: &mut Form, commission: Option<&Commission>) -> Option<NewSitting> {
    let held_on = day(form, "held_on", "Укажите день заседания, например 30.11.2026.");
    let begins = time(form, "begins");
    let place = line(form, "place", "Укажите, где пройдёт заседание.");
    let (commission, held_on) = (commission?, held_on?);
    if !commission.is_in_force(held_on) {
        form.fault("held_on", format!("Комиссия действует {}. Выберите день в этом сроке.", commission.span()));
    }
    let begins = begins?;
    form.is_sound().then_some(NewSitting { commission: commission.id, held_on, begins, place })
}

/// A time of day: «9:30», «09:30», «9.30».
pub(super) fn time(form: &mut Form, field: &str) -> Option<String> {
    let text = form.text(field);
    let read = text.split_once([':', '.']).and_then(|(hour, minute)| {
        let fits = minute.len() == 2 && !hour.is_empty() && hour.len() <= 2;
        let (hour, minute) = (hour.parse::<u8>().ok()?, minute.parse::<u8>().ok()?);
        (fits && hour < 24 && minute < 60).then(|| format!("{hour:02}:{minute:02}"))
    });
    let fault = if text.is_empty() {
        "Укажите время начала, например 10:00."
    } else {
        "Такого времени нет. Напишите часы и минуты, например 10:00."
    };
    form.check(field, read.ok_or(fault))
}
