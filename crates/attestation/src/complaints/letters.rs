//! What is written about a complaint.

use crate::applications::Application;
use crate::context::App;
use crate::invitations::WayIn;
use crate::platform::failure::Failure;
use crate::platform::letter::{Addressee, Part, compose};
use crate::platform::outbox::Letter;
use crate::platform::words;

use super::model::{Answered, Complaint};

/// To the teacher: the centre has written the complaint down.
pub(super) fn filed(
    app: &App,
    (to, way): (&Addressee, WayIn),
    case: &Application,
    one: &Complaint,
) -> Result<Letter, Failure> {
    let mut parts = vec![
        Part::text(format!(
            "Записана ваша жалоба на {}, получена {}: {}.",
            one.against.words(),
            words::day(one.filed_on),
            case.told()
        )),
        Part::text(format!("Ответ будет до {}.", words::day(one.due_on))),
    ];
    parts.extend(way.on(app, to, case));
    let subject = format!("Жалоба записана, дело {}", case.number);
    Ok(compose("complaint.filed", to, &subject, &parts, &app.signature())?.about([case.id]))
}

/// To the centre: the teacher has filed a complaint.
pub(super) fn to_centre(app: &App, to: &Addressee, case: &Application, one: &Complaint) -> Result<Letter, Failure> {
    let parts = [
        Part::text(format!("Педагог {} подал жалобу на {}: {}.", case.name.full(), one.against.words(), case.told())),
        Part::text(format!("Ответить нужно до {}.", words::day(one.due_on))),
        Part::link("Открыть жалобу", app.link(&format!("/applications/{}/complaints", case.id))),
    ];
    let subject = format!("Жалоба, дело {}: ответить до {}", case.number, words::day(one.due_on));
    Ok(compose("complaint.centre", to, &subject, &parts, &app.signature())?.about([case.id]))
}

/// To the teacher: the answer.
pub(super) fn answered(
    app: &App,
    (to, way): (&Addressee, WayIn),
    case: &Application,
    (one, answer): (&Complaint, &Answered),
) -> Result<Letter, Failure> {
    let mut parts = vec![
        Part::text(format!(
            "{} Центр ответил на вашу жалобу от {} на {}: {}.",
            words::day(answer.on),
            words::day(one.filed_on),
            one.against.words(),
            case.told()
        )),
        Part::text(answer.words.clone()),
        Part::text("Если вы не согласны с ответом, обратитесь в орган, который создал комиссию, или в суд."),
    ];
    parts.extend(way.on(app, to, case));
    let subject = format!("Ответ на жалобу, дело {}", case.number);
    Ok(compose("complaint.answered", to, &subject, &parts, &app.signature())?.about([case.id]))
}
