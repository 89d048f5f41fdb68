//! One order for several workers: whether a new one joins an order that is known, and whether that order was signed already.

use crate::context::App;
use crate::platform::engine::DbError;
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::names::{FullName, key};
use crate::platform::words;

use super::acts::Order;
use super::guards::OwnCase;
use super::step::Ask;
use super::store;

/// The box by which it is said that the worker stands in an order others have signed.
const JOINS: &str = "joins";

/// The same as a question, once it came up.
pub(super) fn ask(form: &Form) -> Option<Ask> {
    let came_up = form.error(JOINS).is_some() || form.ticked(JOINS);
    came_up.then(|| Ask::tick(JOINS, "Работник в этом приказе есть", "Отметьте, если он назван в подписанном приказе."))
}

/// What is said of an order nobody else stands in.
const NEW: &str = "Приказ записан. Скачайте его и ознакомьте с ним работника под подпись.";

/// The order as it is to be written down, and what is said then; none when it was signed and nobody has said that the worker is in
/// it. A number that differs from a known one by capitals or signs alone is that one.
pub(super) async fn joined(
    app: &App,
    seat: &OwnCase,
    form: &mut Form,
    new: Order,
) -> Result<Option<(Order, String)>, Failure> {
    let (school, on) = (seat.worker.school, new.on);
    let known =
        app.db.read(move |reader| store::orders_of(reader, school, on)).await.map_err(|error: DbError| error)?;
    let same: Vec<&(String, FullName, bool)> = known.iter().filter(|(one, ..)| key(one) == key(&new.number)).collect();
    let Some((number, ..)) = same.first() else { return Ok(Some((new, NEW.to_owned()))) };
    let signed: Vec<String> =
        same.iter().filter(|(.., is_signed)| *is_signed).map(|(_, name, _)| name.short()).collect();
    if !signed.is_empty() && !form.ticked(JOINS) {
        form.fault(
            JOINS,
            format!(
                "С приказом №\u{a0}{number} от {} уже ознакомлены: {}. Если в нём назван и этот работник, отметьте это; если нет, запишите для него другой приказ.",
                words::day(on),
                signed.join(", ").trim_end_matches('.')
            ),
        );
        return Ok(None);
    }
    let many = words::counted(same.len() as u64 + 1, "работник", "работника", "работников");
    let said = format!(
        "Работник записан в приказ №\u{a0}{number}: в нём теперь {many}. Скачайте его и ознакомьте с ним работника под подпись."
    );
    Ok(Some((Order { number: number.clone(), ..new }, said)))
}
