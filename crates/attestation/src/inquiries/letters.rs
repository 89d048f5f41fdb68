//! What is written to a person about their own data.

use crate::context::App;
use crate::platform::failure::Failure;
use crate::platform::letter::{Addressee, Part, compose};
use crate::platform::outbox::Letter;

use super::correction::Order;

/// The data of a teacher were put right: what and why, without the data themselves.
pub(super) fn corrected(app: &App, to: &Addressee, order: &Order) -> Result<Letter, Failure> {
    let to = Addressee { name: order.new.name.clone(), ..to.clone() };
    let mut parts = vec![
        Part::text(format!("Центр исправил ваши данные в системе «Аттестация»: {}.", order.what)),
        Part::text(format!("Причина: {}", order.reason)),
    ];
    if !order.basis.is_empty() {
        parts.push(Part::text(format!("Основание: {}", order.basis)));
    }
    parts.push(Part::link("Проверить свои данные", app.link("/cabinet")));
    parts.push(Part::text("Если вы об этом не просили или исправлено не так, обратитесь в Центр."));
    Ok(compose("teacher.corrected", &to, "Ваши данные исправлены", &parts, &app.signature())?)
}
