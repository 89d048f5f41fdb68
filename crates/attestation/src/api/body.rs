//! The body of a request as a neighbour sends it: what is no JSON, misses a field or has one of another kind is told in words,
//! all of it at once.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::platform::form::Fault;

use super::problem::Problem;

/// What a field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holds {
    /// Words that must be there.
    Words,
    /// Words; it may be left out.
    MaybeWords,
    /// Words or nothing.
    WordsOrNull,
    /// A whole number or nothing.
    NumberOrNull,
}

impl Holds {
    /// Why a value does not fit; none when it does.
    fn fault(self, value: Option<&Value>) -> Option<&'static str> {
        match (self, value) {
            (Self::Words, None) => Some("Это поле обязательно."),
            (_, None)
            | (Self::Words | Self::MaybeWords | Self::WordsOrNull, Some(Value::String(_)))
            | (Self::WordsOrNull | Self::NumberOrNull, Some(Value::Null)) => None,
            (Self::NumberOrNull, Some(Value::Number(number))) if number.is_i64() => None,
            (Self::NumberOrNull, _) => Some("Здесь нужно целое число, без кавычек."),
            _ => Some("Здесь нужна строка в кавычках."),
        }
    }
}

/// What a field of a type holds.
pub(super) trait Held {
    /// Where it must be there.
    const NEEDED: Holds;
    /// Where it may be left out.
    const LEFT_OUT: Holds;
}

impl Held for String {
    const NEEDED: Holds = Holds::Words;
    const LEFT_OUT: Holds = Holds::MaybeWords;
}

impl Held for Option<String> {
    const NEEDED: Holds = Holds::WordsOrNull;
    const LEFT_OUT: Holds = Holds::WordsOrNull;
}

impl Held for Option<i64> {
    const NEEDED: Holds = Holds::NumberOrNull;
    const LEFT_OUT: Holds = Holds::NumberOrNull;
}

/// A body whose fields are told once: so they are read, described for neighbours and checked. One that may be left out is
/// marked `(default)`.
macro_rules! body {
    (@holds default $kind:ty) => { <$kind as $crate::api::body::Held>::LEFT_OUT };
    (@holds $kind:ty) => { <$kind as $crate::api::body::Held>::NEEDED };
    (
        $(#[$of:meta])*
        $name:ident {
            $($(#[$about:meta])* $field:ident $(($default:ident))?: $kind:ident $(<$inner:ident>)?,)*
        }
    ) => {
        $(#[$of])*
        pub(super) struct $name {
            $($(#[$about])* $(#[serde($default)])? $field: $kind $(<$inner>)?,)*
        }

        impl $name {
            /// Its fields, as they are told when one is missing or of another kind.
            pub(super) const FIELDS: &'static [(&'static str, Holds)] =
                &[$((stringify!($field), body!(@holds $($default)? $kind $(<$inner>)?)),)*];
        }
    };
}
pub(super) use body;

/// Reads a body whose fields are these.
///
/// # Errors
/// A problem that names the place when it is no JSON, the fields when they do not fit.
pub(super) fn read<T: DeserializeOwned>(bytes: &[u8], fields: &[(&str, Holds)]) -> Result<T, Problem> {
    let body: Value = serde_json::from_slice(bytes).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        Problem::malformed(format!("Тело запроса — не JSON: ошибка в строке {line}, знак {column}."))
    })?;
    let Value::Object(object) = body else {
        return Err(Problem::malformed("Тело запроса — один объект JSON: {\"surname\": …}."));
    };
    let faults = faults(&object, fields);
    if !faults.is_empty() {
        return Err(Problem::not_valid(&faults));
    }
    serde_json::from_value(Value::Object(object))
        .map_err(|_| Problem::malformed("Тело запроса не подходит к описанию доступа."))
}

fn faults(object: &Map<String, Value>, fields: &[(&str, Holds)]) -> Vec<Fault> {
    let fault = |field: &str, text: &str| Fault { field: field.to_owned(), text: text.to_owned() };
    let wrong = fields.iter().filter_map(|(name, holds)| Some(fault(name, holds.fault(object.get(*name))?)));
    let unknown = object.keys().filter(|key| fields.iter().all(|(name, _)| name != key));
    let unknown = unknown.map(|key| {
        let known: String = key.chars().take(80).collect();
        fault(&known, "Такого поля нет в описании доступа. Проверьте название.")
    });
    wrong.chain(unknown).collect()
}
