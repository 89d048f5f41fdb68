//! What is written to a person about whom something was done.

use crate::accounts::Account;
use crate::accounts::letters::addressee;
use crate::context::App;
use crate::platform::failure::Failure;
use crate::platform::letter::{Part, compose};
use crate::platform::outbox::Letter;

const ASK: &str = "Если вы не понимаете, почему это сделано, обратитесь в Центр.";

/// One of the roles was closed.
pub(super) fn role_ended(app: &App, account: &Account, role: &str, reason: &str) -> Result<Letter, Failure> {
    let parts = [
        Part::text(format!("В вашем кабинете системы «Аттестация» закрыта роль: {role}.")),
        Part::text(format!("Причина: {reason}")),
        Part::text(ASK),
    ];
    Ok(compose("account.role_ended", &addressee(account), "Роль закрыта", &parts, &app.signature())?)
}

/// The cabinet was closed.
pub(super) fn closed(app: &App, account: &Account, reason: &str) -> Result<Letter, Failure> {
    let parts = [
        Part::text("Ваш кабинет в системе «Аттестация» закрыт. Войти в него нельзя."),
        Part::text(format!("Причина: {reason}")),
        Part::text(ASK),
    ];
    Ok(compose("account.closed", &addressee(account), "Кабинет закрыт", &parts, &app.signature())?)
}

/// The cabinet was opened again.
pub(super) fn reopened(app: &App, account: &Account, reason: &str) -> Result<Letter, Failure> {
    let parts = [
        Part::text(format!("Ваш кабинет в системе «Аттестация» снова открыт. Логин прежний: {}.", account.login)),
        Part::text(format!("Причина: {reason}")),
        Part::link("Войти в кабинет", app.link("/login")),
    ];
    Ok(compose("account.reopened", &addressee(account), "Кабинет снова открыт", &parts, &app.signature())?)
}

/// Every session was ended.
pub(super) fn signed_out(app: &App, account: &Account) -> Result<Letter, Failure> {
    let parts = [
        Part::text(
            "Сотрудник, который ведёт кабинеты, закрыл все ваши сеансы в системе «Аттестация». Войти можно снова, логин и пароль прежние.",
        ),
        Part::link("Войти в кабинет", app.link("/login")),
        Part::text(ASK),
    ];
    Ok(compose("account.signed_out", &addressee(account), "Ваши сеансы закрыты", &parts, &app.signature())?)
}
