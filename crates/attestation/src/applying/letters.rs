//! What is written to a teacher who has applied.

use crate::applications::Application;
use crate::context::App;
use crate::platform::clock::Day;
use crate::platform::failure::Failure;
use crate::platform::letter::{Addressee, Part, compose};
use crate::platform::outbox::Letter;
use crate::platform::words;

/// The application was submitted: its number and the last days.
pub(super) fn submitted(
    app: &App,
    to: &Addressee,
    case: &Application,
    (consider_by, decide_by): (Day, Day),
) -> Result<Letter, Failure> {
    let parts = [
        Part::text(format!(
            "Ваше заявление № {} подано {}. Категория: {}, должность: {}.",
            case.number,
            words::day(case.received_on),
            case.category.words(),
            words::inside(&case.post)
        )),
        Part::text(format!("Ответ о сроке и форме аттестации — до {}.", words::day(consider_by))),
        Part::text(format!("Решение комиссии — до {}.", words::day(decide_by))),
        Part::link("Открыть заявление", app.link(&format!("/applications/{}", case.id))),
        Part::link("Скачать расписку", app.link(&format!("/applications/{}/receipt", case.id))),
    ];
    let subject = format!("Заявление № {} подано", case.number);
    Ok(compose("application.submitted", to, &subject, &parts, &app.signature())?.about([case.id]))
}
