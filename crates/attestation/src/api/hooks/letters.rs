//! The letter to the centre when an address of notifications was switched off by itself.

use crate::context::App;
use crate::platform::failure::Failure;
use crate::platform::letter::{Addressee, Part, compose};
use crate::platform::outbox::Letter;

use super::model::Hook;

/// What became of the address, and what to do.
pub(super) fn stopped(app: &App, hook: &Hook, to: &Addressee, reason: &str) -> Result<Letter, Failure> {
    let (name, server) = (&hook.token.name, hook.url.server());
    let parts = [
        Part::text(format!(
            "Система «{name}» больше не получает уведомления об изменениях: адрес на сервере {server} отключён."
        )),
        Part::text(format!("Причина: {reason}.")),
        Part::text(
            "Сообщите тем, кто ведёт эту систему. Когда адрес заработает, включите его снова: уведомления пойдут с того места, на котором остановились.",
        ),
        Part::link("Открыть адрес уведомлений", app.link(&format!("/settings/hooks/{}", hook.id))),
    ];
    Ok(compose("hook.stopped", to, &format!("Уведомления отключены: {name}"), &parts, &app.signature())?)
}
