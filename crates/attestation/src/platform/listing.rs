//! What every list of the centre shares: the address of its next page, the border a page begins after, choices of a filter.

use super::clock::{Moment, Zone};
use super::form::{Choice, Form};
use super::ids::Id;

/// The address of a list with the filter's fields `names` as they were typed, beginning after `after`.
pub fn address(path: &str, form: &Form, names: &[&str], after: &str) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    for name in names {
        let value = form.text(name);
        if !value.is_empty() {
            query.append_pair(name, &value);
        }
    }
    if !after.is_empty() {
        query.append_pair("after", after);
    }
    let query = query.finish();
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

/// The border of a page: a row's moment and id.
pub fn border<T>(at: Moment, id: Id<T>) -> String {
    format!("{}.{id}", at.micros())
}

/// Reads a border; none when there is none or it was not made by `border`.
pub fn after<T>(text: &str) -> Option<(Moment, Id<T>)> {
    let (at, id) = text.split_once('.')?;
    Some((Moment::of_micros(at.parse().ok()?), id.parse().ok()?))
}

/// Choices of a filter: «все» first.
pub fn choices<T: Into<String>>(all: &str, list: impl IntoIterator<Item = (T, T)>) -> Vec<Choice> {
    std::iter::once(Choice::new("", all))
        .chain(list.into_iter().map(|(value, text)| Choice::new(value, text)))
        .collect()
}

/// The period of the fields `from` and `to`, both days included; a day that cannot be read is a fault at its field, and so is
/// an end before the beginning.
pub fn period(form: &mut Form, zone: &Zone) -> (Option<Moment>, Option<Moment>) {
    let mut read = |field: &str, more: i64| {
        let text = form.text(field);
        if text.is_empty() {
            return None;
        }
        let day = super::clock::Day::typed(&text);
        if day.is_none() {
            form.fault(field, "Дата записана с ошибкой. Пример: 23.11.2026.");
        }
        day.map(|day| zone.begins(day.plus(more)))
    };
    let period = (read("from", 0), read("to", 1));
    if period.0.zip(period.1).is_some_and(|(from, to)| to <= from) {
        form.fault("to", "Этот день раньше первого. Проверьте оба дня.");
    }
    period
}
