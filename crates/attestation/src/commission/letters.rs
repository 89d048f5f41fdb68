//! What is written to a teacher whose case was put off.

use crate::applications::Application;
use crate::context::App;
use crate::platform::clock::Day;
use crate::platform::failure::Failure;
use crate::platform::letter::{Addressee, Part, compose};
use crate::platform::outbox::Letter;
use crate::platform::words;

/// The commission put the case off: until when and why.
pub(super) fn put_off(
    app: &App,
    to: &Addressee,
    case: &Application,
    held_on: Day,
    (until, reason): (Day, &str),
) -> Result<Letter, Failure> {
    let mut parts = vec![
        Part::text(format!(
            "Аттестационная комиссия {} отложила рассмотрение вашего заявления № {} до {}.",
            words::day(held_on),
            case.number,
            words::day(until)
        )),
        Part::text(format!("Причина: {reason}")),
        Part::text("Подавать заявление снова не нужно. Если нужны документы, принесите их до этого дня."),
    ];
    if to.account.is_some() {
        parts.push(Part::link("Открыть заявление", app.link(&format!("/applications/{}", case.id))));
    }
    Ok(compose("sitting.postponed", to, "Рассмотрение заявления отложено", &parts, &app.signature())?.about([case.id]))
}
