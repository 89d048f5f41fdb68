//! What is written to the specialist about their conclusions.

use crate::applications::Application;
use crate::assignments::Assigned;
use crate::context::App;
use crate::platform::failure::Failure;
use crate::platform::letter::{Part, compose};
use crate::platform::outbox::Letter;

use super::model::Verdict;

/// The result was recorded: a receipt.
pub(super) fn recorded(
    app: &App,
    to: &Assigned,
    case: &Application,
    verdict: Verdict,
    number: &str,
) -> Result<Letter, Failure> {
    let parts = [
        Part::text(format!("Вы записали результат № {number}: {} — {}.", case.name.full(), verdict.words())),
        Part::text("Изменить результат может только Центр. Если вы ошиблись, сообщите в Центр: он вернёт дело вам."),
        Part::link("Открыть дело", app.link(&format!("/applications/{}", case.id))),
    ];
    Ok(compose("result.recorded", &to.addressee(), &format!("Результат № {number} записан"), &parts, &app.signature())?
        .about([case.id]))
}

/// The centre returned the result.
pub(super) fn returned(app: &App, to: &Assigned, case: &Application, reason: &str) -> Result<Letter, Failure> {
    let parts = [
        Part::text(format!("Центр вернул вам дело на доработку: {}, {}.", case.name.full(), case.post)),
        Part::text(format!("Причина: {reason}")),
        Part::link("Открыть дело", app.link(&format!("/applications/{}", case.id))),
    ];
    Ok(compose("result.returned", &to.addressee(), "Дело возвращено на доработку", &parts, &app.signature())?
        .about([case.id]))
}
