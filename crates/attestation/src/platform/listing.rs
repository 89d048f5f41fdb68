//! What every list of the centre shares: the address of its next page, the border a page begins after, choices of a filter.

use super::clock::{Moment, Zone};
use super::form::{Choice, Form};
use super::ids::Id;

/// The addresses of a list: each tells what it is narrowed to, which is put into signs of an address once.
pub struct Addresses(String);

impl Addresses {
    /// The filter's fields `names` as they were typed.
    pub fn of(form: &Form, names: &[&str]) -> Self {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        for name in names {
            let value = form.value(name).trim();
            if !value.is_empty() {
                query.append_pair(name, value);
            }
        }
        Self(query.finish())
    }

    /// Whether the list is narrowed at all.
    pub fn are_narrowed(&self) -> bool {
        !self.0.is_empty()
    }

    /// The address of a list, from its first page on.
    pub fn first(&self, path: &str) -> String {
        if self.0.is_empty() { path.to_owned() } else { format!("{path}?{}", self.0) }
    }

    /// The address of the page that begins after a border; of the first page when there is none.
    pub fn next(&self, path: &str, after: &str) -> String {
        if after.is_empty() {
            return self.first(path);
        }
        let join = if self.0.is_empty() { "" } else { "&" };
        let after: String = url::form_urlencoded::byte_serialize(after.as_bytes()).collect();
        format!("{path}?{}{join}after={after}", self.0)
    }
}

/// The address of a list with the filter's fields `names` as they were typed, beginning after `after`.
pub fn address(path: &str, form: &Form, names: &[&str], after: &str) -> String {
    Addresses::of(form, names).next(path, after)
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
