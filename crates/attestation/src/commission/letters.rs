//! What is written to a teacher whose case was put off, and when that is taken back.

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
    parts.extend(way(app, to, case));
    Ok(compose("sitting.postponed", to, "Рассмотрение заявления отложено", &parts, &app.signature())?.about([case.id]))
}

/// The commission considers a case at the session after all, though its teacher was told that it was put off.
pub(super) fn put_off_no_more(app: &App, to: &Addressee, case: &Application, held_on: Day) -> Result<Letter, Failure> {
    let mut parts = vec![
        Part::text(format!("Мы писали, что рассмотрение вашего заявления № {} отложено. Это отменено.", case.number)),
        Part::text(format!("Аттестационная комиссия рассматривает его на заседании {}.", words::day(held_on))),
    ];
    parts.extend(way(app, to, case));
    let title = "Рассмотрение заявления не отложено";
    Ok(compose("sitting.reopened", to, title, &parts, &app.signature())?.about([case.id]))
}

/// The link to the case, for somebody who has a cabinet.
fn way(app: &App, to: &Addressee, case: &Application) -> Option<Part> {
    let link = || Part::link("Открыть заявление", app.link(&format!("/applications/{}", case.id)));
    to.account.is_some().then(link)
}
