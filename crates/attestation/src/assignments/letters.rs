//! What is written to specialists about their cases.

use crate::applications::Application;
use crate::context::App;
use crate::platform::clock::Day;
use crate::platform::failure::Failure;
use crate::platform::letter::{Addressee, Part, compose};
use crate::platform::outbox::Letter;
use crate::platform::words;

/// Cases were given to a specialist.
pub(super) fn assigned(app: &App, to: &Addressee, cases: &[Application]) -> Result<Letter, Failure> {
    let count = words::counted(cases.len() as u64, "дело", "дела", "дел");
    let mut parts = vec![Part::text(format!("Вам назначено на аттестацию: {count}."))];
    for case in cases.iter().take(30) {
        parts.push(Part::text(format!(
            "{}, {}. Заявленная категория: {}, срок {}.",
            case.name.full(),
            words::inside(&case.post),
            case.category.words(),
            words::day(case.due_on)
        )));
    }
    if cases.len() > 30 {
        parts.push(Part::text("Остальные дела видны в кабинете."));
    }
    parts.push(Part::link("Перейти к списку", app.link("/applications")));
    let letter = compose("assignment.given", to, &format!("Вам назначено: {count}"), &parts, &app.signature())?;
    Ok(letter.about(cases.iter().map(|case| case.id)))
}

/// Cases were taken from a specialist.
pub(super) fn released(app: &App, to: &Addressee, cases: &[Application]) -> Result<Letter, Failure> {
    let mut parts =
        vec![Part::text("Эти дела переданы другому специалисту или сняты с вас, работать с ними больше не нужно:")];
    parts.extend(
        cases.iter().take(30).map(|case| Part::text(format!("{}, {}.", case.name.full(), words::inside(&case.post)))),
    );
    let letter = compose("assignment.ended", to, "Дела переданы", &parts, &app.signature())?;
    Ok(letter.about(cases.iter().map(|case| case.id)))
}

/// The last day of a result has moved with the term of the attestation.
pub(super) fn due_moved(app: &App, to: &Addressee, case: &Application, due: Day) -> Result<Letter, Failure> {
    let (was, now) = (words::day(case.due_on), words::day(due));
    let parts = [
        Part::text(format!(
            "{}, {}. Дело {}. Последний день результата изменён: теперь {now}, был {was}.",
            case.name.full(),
            words::inside(&case.post),
            case.number
        )),
        Part::text("Центр назначил или изменил срок аттестации, и результат нужен к этому дню."),
        Part::link("Открыть дело", app.link(&format!("/applications/{}", case.id))),
    ];
    let subject = format!("Результат по делу {} нужен до {now}", case.number);
    Ok(compose("assignment.due", to, &subject, &parts, &app.signature())?.about([case.id]))
}

/// The role of a specialist was closed.
pub(super) fn role_closed(app: &App, to: &Addressee) -> Result<Letter, Failure> {
    let parts = [
        Part::text("Ваша роль специалиста в системе закрыта: новых дел вам не назначат."),
        Part::text("Если это ошибка, позвоните в Центр."),
    ];
    Ok(compose("seat.ended", to, "Роль специалиста закрыта", &parts, &app.signature())?)
}

/// A specialist has named an interest in a case and given it back: to the centre.
pub(super) fn interested(
    app: &App,
    to: &Addressee,
    case: &Application,
    (specialist, told): (&str, &str),
) -> Result<Letter, Failure> {
    let parts = [
        Part::text(format!("Специалист {specialist} не может рассматривать дело {}: {told}.", case.number)),
        Part::text(format!(
            "{}, {}. Дело снова ждёт специалиста, назначьте другого.",
            case.name.full(),
            words::inside(&case.post)
        )),
        Part::link("Назначить специалиста", app.link(&format!("/applications/{}/assignment", case.id))),
    ];
    let subject = format!("Дело {} ждёт другого специалиста", case.number);
    Ok(compose("assignment.interest", to, &subject, &parts, &app.signature())?.about([case.id]))
}
