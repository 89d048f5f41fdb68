//! What is written when an application goes no further.

use crate::applications::Application;
use crate::context::App;
use crate::invitations::WayIn;
use crate::platform::failure::Failure;
use crate::platform::letter::{Addressee, Part, compose};
use crate::platform::outbox::Letter;
use crate::platform::words;

use super::model::Ground;

/// To the teacher, of what others have written down.
pub(super) fn teacher(
    app: &App,
    (to, way): (&Addressee, WayIn),
    case: &Application,
    ground: &Ground,
) -> Result<Letter, Failure> {
    let (said, next) = match ground {
        Ground::Own(why) | Ground::Paper(why) => (
            format!("Центр записал отзыв вашего заявления: {}. Основание: {why}", case.told()),
            "Новое заявление можно подать в любой день.",
        ),
        Ground::Dismissed(one) => (
            format!(
                "Школа сообщила, что вы уволены, поэтому заявление отозвано: {}. {}",
                case.told(),
                words::capital(&one.told())
            ),
            "Категорию устанавливают тому, кто работает педагогом в день решения. Когда снова будете работать, подайте новое заявление.",
        ),
    };
    let mut parts = vec![
        Part::text(said),
        Part::text(format!("Работа с делом закончена. {next}")),
        Part::text("Если это ошибка, сразу позвоните в Центр и назовите номер дела."),
    ];
    parts.extend(way.on(app, to, case));
    let subject = format!("Заявление отозвано, дело {}", case.number);
    Ok(compose("withdrawal.teacher", to, &subject, &parts, &app.signature())?.about([case.id]))
}

/// To a specialist who had the case.
pub(super) fn specialist(app: &App, to: &Addressee, case: &Application, ground: &Ground) -> Result<Letter, Failure> {
    let parts = [
        Part::text(format!("{}: {}, {}.", words::capital(ground.short()), case.name.full(), case.told())),
        Part::text("Работать с этим делом больше не нужно, оно снято с вас."),
    ];
    let subject = format!("Дело {} больше не нужно рассматривать", case.number);
    Ok(compose("withdrawal.specialist", to, &subject, &parts, &app.signature())?.about([case.id]))
}

/// To a coordinator of the teacher's school.
pub(super) fn school(app: &App, to: &Addressee, case: &Application, ground: &Ground) -> Result<Letter, Failure> {
    let subject = format!("Заявление педагога отозвано, дело {}", case.number);
    Ok(compose("withdrawal.school", to, &subject, &ended(app, case, ground), &app.signature())?.about([case.id]))
}

/// To the centre, of what the teacher or the school has done.
pub(super) fn centre(app: &App, to: &Addressee, case: &Application, ground: &Ground) -> Result<Letter, Failure> {
    let subject = match ground {
        Ground::Own(_) | Ground::Paper(_) => format!("Педагог отозвал заявление, дело {}", case.number),
        Ground::Dismissed(_) => format!("Педагог уволен, дело {}", case.number),
    };
    Ok(compose("withdrawal.centre", to, &subject, &ended(app, case, ground), &app.signature())?.about([case.id]))
}

fn ended(app: &App, case: &Application, ground: &Ground) -> [Part; 3] {
    [
        Part::text(format!("{}, {}.", case.name.full(), case.told())),
        Part::text(format!("{}. Работа с делом закончена.", words::capital(&ground.told()))),
        Part::link("Открыть дело", app.link(&format!("/applications/{}", case.id))),
    ]
}
