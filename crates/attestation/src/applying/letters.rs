//! What is written to a teacher who has applied.

use crate::applications::Application;
use crate::context::App;
use crate::platform::clock::Day;
use crate::platform::failure::Failure;
use crate::platform::letter::{Addressee, Part, compose};
use crate::platform::names::FullName;
use crate::platform::outbox::Letter;
use crate::platform::words;

use super::store::Draft;

/// A coordinator has begun a draft for a teacher: who, what for, and that it is sent by the teacher alone.
pub(super) fn begun(app: &App, draft: &Draft, helper: &FullName) -> Result<Letter, Failure> {
    let to =
        Addressee { email: draft.email.clone(), name: draft.name.clone(), account: Some(draft.account.to_string()) };
    let parts = [
        Part::text(format!(
            "Координатор вашей школы ({}) начал за вас черновик заявления об аттестации. Категория: {}, должность: {}.",
            helper.full(),
            draft.category.words(),
            words::inside(&draft.post)
        )),
        Part::text(
            "Черновик виден вам в личном кабинете: ответы можно проверить и исправить. Согласия и подпись даёте только вы, без них заявление не отправят.",
        ),
        Part::text("Если подавать заявление вы не собираетесь, удалите черновик."),
        Part::link("Открыть черновик", app.link(&format!("/drafts/{}", draft.id))),
    ];
    Ok(compose("draft.begun", &to, "За вас начат черновик заявления", &parts, &app.signature())?)
}

/// A coordinator who had left a draft to its teacher, or another one of the school, fills it in again.
pub(super) fn resumed(app: &App, draft: &Draft, helper: &FullName) -> Result<Letter, Failure> {
    let to =
        Addressee { email: draft.email.clone(), name: draft.name.clone(), account: Some(draft.account.to_string()) };
    let parts = [
        Part::text(format!(
            "Координатор вашей школы ({}) снова помогает вам с черновиком заявления об аттестации. Категория: {}, должность: {}.",
            helper.full(),
            draft.category.words(),
            words::inside(&draft.post)
        )),
        Part::text(
            "Всё, что вы написали, сохранено, и координатор это видит. Согласия и подпись даёте только вы, без них заявление не отправят.",
        ),
        Part::link("Открыть черновик", app.link(&format!("/drafts/{}", draft.id))),
    ];
    Ok(compose("draft.resumed", &to, "Координатор снова помогает с вашим черновиком", &parts, &app.signature())?)
}

/// A coordinator has filled a draft in and left it to its teacher: what is left, and that the teacher signs.
pub(super) fn handed(app: &App, draft: &Draft, helper: &FullName, left: &[String]) -> Result<Letter, Failure> {
    let to =
        Addressee { email: draft.email.clone(), name: draft.name.clone(), account: Some(draft.account.to_string()) };
    let onward = if left.is_empty() {
        "Ответы заполнены. Проверьте их, дайте согласия и подпишите заявление: без вашей подписи его не отправят."
            .to_owned()
    } else {
        format!(
            "Осталось заполнить: {}. Потом проверьте ответы, дайте согласия и подпишите заявление.",
            left.join(", ")
        )
    };
    let parts = [
        Part::text(format!(
            "Координатор вашей школы ({}) передал вам черновик заявления об аттестации. Категория: {}, должность: {}.",
            helper.full(),
            draft.category.words(),
            words::inside(&draft.post)
        )),
        Part::text(onward),
        Part::link("Открыть черновик", app.link(&format!("/drafts/{}", draft.id))),
    ];
    Ok(compose("draft.handed", &to, "Черновик заявления ждёт вашей подписи", &parts, &app.signature())?)
}

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
