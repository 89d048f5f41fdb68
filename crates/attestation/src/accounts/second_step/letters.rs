//! What is written to a person about their second step.

use crate::context::App;
use crate::platform::failure::Failure;
use crate::platform::letter::{Part, compose};
use crate::platform::outbox::Letter;

use crate::accounts::letters::addressee;
use crate::accounts::model::Account;

const NOT_YOU: &str = "Если это сделали не вы, сразу смените пароль и сообщите в Центр.";

/// The second step was switched on, or set up on another phone.
pub(super) fn set(app: &App, account: &Account) -> Result<Letter, Failure> {
    let when = app.config.zone.written(app.now());
    let parts = [
        Part::text(format!(
            "{when} в вашем кабинете системы «Аттестация» настроен второй шаг входа: после пароля система спросит код с вашего телефона. Другие сеансы закрыты, прежние запасные коды не действуют."
        )),
        Part::text(NOT_YOU),
        Part::link("Открыть профиль", app.link("/profile")),
    ];
    Ok(compose("account.second_step_on", &addressee(account), "Второй шаг входа включён", &parts, &app.signature())?)
}

/// The owner has switched it off.
pub(super) fn removed(app: &App, account: &Account) -> Result<Letter, Failure> {
    let when = app.config.zone.written(app.now());
    let parts = [
        Part::text(format!(
            "{when} в вашем кабинете системы «Аттестация» выключен второй шаг входа: система больше не спрашивает код с телефона. Запасные коды не действуют."
        )),
        Part::text(NOT_YOU),
        Part::link("Открыть профиль", app.link("/profile")),
    ];
    Ok(compose("account.second_step_off", &addressee(account), "Второй шаг входа выключен", &parts, &app.signature())?)
}

/// New spare codes were made; they are not in the letter.
pub(super) fn spare(app: &App, account: &Account) -> Result<Letter, Failure> {
    let when = app.config.zone.written(app.now());
    let parts = [
        Part::text(format!(
            "{when} в вашем кабинете системы «Аттестация» сделаны новые запасные коды для входа. Прежние больше не действуют."
        )),
        Part::text(NOT_YOU),
        Part::link("Открыть профиль", app.link("/profile")),
    ];
    Ok(compose("account.spare_codes", &addressee(account), "Новые запасные коды", &parts, &app.signature())?)
}

/// Somebody gives the password and cannot give the code.
pub(super) fn misses(app: &App, account: &Account) -> Result<Letter, Failure> {
    let when = app.config.zone.written(app.now());
    let parts = [
        Part::text(format!(
            "{when} кто-то ввёл в системе «Аттестация» ваш пароль, но несколько раз не смог ввести код с телефона. В кабинет он не вошёл."
        )),
        Part::text("Если это были не вы, ваш пароль знает кто-то ещё: сразу смените его и сообщите в Центр."),
        Part::link("Придумать новый пароль", app.link("/recovery")),
    ];
    let subject = "Кто-то ввёл ваш пароль и не смог ввести код";
    Ok(compose("account.code_misses", &addressee(account), subject, &parts, &app.signature())?)
}

/// Staff have taken it off.
pub(super) fn taken_off(app: &App, account: &Account, reason: &str) -> Result<Letter, Failure> {
    let parts = [
        Part::text(
            "Сотрудник, который ведёт кабинеты, снял второй шаг входа с вашего кабинета системы «Аттестация»: система больше не спрашивает код с телефона. Пароль прежний, все сеансы закрыты.",
        ),
        Part::text(format!("Причина: {reason}")),
        Part::text(
            "Если вы об этом не просили, сразу смените пароль и сообщите в Центр. Если просили, войдите и настройте второй шаг заново.",
        ),
        Part::link("Войти в кабинет", app.link("/login")),
    ];
    Ok(compose(
        "account.second_step_taken_off",
        &addressee(account),
        "Второй шаг входа снят",
        &parts,
        &app.signature(),
    )?)
}
