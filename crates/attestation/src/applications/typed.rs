//! Who a teacher is, as it is typed. Faults stand at their fields.

use crate::accounts::name_from;
use crate::platform::clock::Day;
use crate::platform::dated::{day_from, fits_birth};
use crate::platform::form::Form;
use crate::platform::names::FullName;

use super::model::Snils;

/// Reads the name fields, `born` and `snils`; none when one of them has a fault.
pub fn person_from(form: &mut Form, today: Day) -> Option<(FullName, Day, Snils)> {
    let name = name_from(form);
    let born =
        day_from(form, "born", "Укажите дату рождения.").and_then(|day| form.check("born", fits_birth(day, today)));
    let snils = Snils::parse(form.value("snils"));
    let snils = form.check("snils", snils);
    Some((name?, born?, snils?))
}
