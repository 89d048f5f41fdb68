//! Values going into SQL and rows coming out, the same for both engines.
//! Only two kinds exist on purpose: text and 64-bit numbers.

use std::borrow::Cow;

use rusqlite::types::ValueRef;

/// A value bound to `$n`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value<'a> {
    /// Text, dates and identifiers.
    Text(Cow<'a, str>),
    /// Numbers and moments (microseconds UTC).
    Int(i64),
    /// Nothing.
    Null,
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Value::Text(Cow::Borrowed(text))
    }
}

impl<'a> From<&'a String> for Value<'a> {
    fn from(text: &'a String) -> Self {
        Value::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Value<'_> {
    fn from(text: String) -> Self {
        Value::Text(Cow::Owned(text))
    }
}

impl From<i64> for Value<'_> {
    fn from(number: i64) -> Self {
        Value::Int(number)
    }
}

impl From<bool> for Value<'_> {
    fn from(yes: bool) -> Self {
        Value::Int(i64::from(yes))
    }
}

impl<'a, T: Into<Value<'a>>> From<Option<T>> for Value<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Value::Null, Into::into)
    }
}

/// The values of one statement: `values![id, stage, now]`.
#[macro_export]
macro_rules! values {
    ($($value:expr),* $(,)?) => { &[$($crate::platform::record::Value::from($value)),*] };
}

/// One row as it comes from the engine; columns are read by their place in the `select`.
pub enum Record<'a> {
    /// A row of SQLite.
    Sqlite(&'a rusqlite::Row<'a>),
    /// A row of PostgreSQL.
    Postgres(&'a postgres::Row),
}

/// What went wrong while a row was read: the column and why.
#[derive(Debug, thiserror::Error)]
#[error("column {place}: {reason}")]
pub struct BadColumn {
    /// Which column, from 0.
    pub place: usize,
    /// Why.
    pub reason: String,
}

impl BadColumn {
    /// A column that holds what its type does not allow.
    pub fn new(place: usize, reason: impl Into<String>) -> Self {
        Self { place, reason: reason.into() }
    }
}

/// A type that one column can be read as.
pub trait Column: Sized {
    /// Reads the column at `place`.
    fn read(record: &Record<'_>, place: usize) -> Result<Self, BadColumn>;
}

impl Record<'_> {
    /// The column at `place`, counted from 0.
    pub fn get<T: Column>(&self, place: usize) -> Result<T, BadColumn> {
        T::read(self, place)
    }
}

impl Record<'_> {
    /// The text of the column at `place` as it stands in the row, not copied; none when there is none.
    pub fn text(&self, place: usize) -> Result<Option<&str>, BadColumn> {
        let bad = |reason: String| BadColumn::new(place, reason);
        match self {
            Record::Sqlite(row) => match row.get_ref(place).map_err(|e| bad(e.to_string()))? {
                ValueRef::Text(text) => simdutf8::basic::from_utf8(text).map(Some).map_err(|e| bad(e.to_string())),
                other => other.as_str_or_null().map_err(|e| bad(e.to_string())),
            },
            Record::Postgres(row) => row.try_get(place).map_err(|e| bad(e.to_string())),
        }
    }

    /// What the text of a column stands for, as `parse` reads it; `what` is named when nothing is.
    pub fn known<T>(&self, place: usize, what: &str, parse: impl FnOnce(&str) -> Option<T>) -> Result<T, BadColumn> {
        let text = self.text(place)?.ok_or_else(|| BadColumn::new(place, "empty"))?;
        parse(text).ok_or_else(|| BadColumn::new(place, format!("no {what} {text}")))
    }
}

impl Record<'_> {
    /// Every column by its name: what a copy of a whole table needs.
    pub fn whole(&self) -> Result<Vec<(String, Value<'static>)>, BadColumn> {
        (0..self.names().len()).map(|place| Ok((self.names()[place].to_owned(), self.value(place)?))).collect()
    }

    fn names(&self) -> Vec<&str> {
        match self {
            Record::Sqlite(row) => row.as_ref().column_names().collect(),
            Record::Postgres(row) => row.columns().iter().map(postgres::Column::name).collect(),
        }
    }

    fn value(&self, place: usize) -> Result<Value<'static>, BadColumn> {
        let is_number = match self {
            Record::Sqlite(row) => {
                let value = row.get_ref(place);
                value.is_ok_and(|value| value.data_type() == rusqlite::types::Type::Integer)
            }
            Record::Postgres(row) => *row.columns()[place].type_() == postgres::types::Type::INT8,
        };
        if is_number {
            return Ok(self.get::<Option<i64>>(place)?.into());
        }
        Ok(self.get::<Option<String>>(place)?.into())
    }
}

impl Column for Option<String> {
    fn read(record: &Record<'_>, place: usize) -> Result<Self, BadColumn> {
        Ok(record.text(place)?.map(str::to_owned))
    }
}

impl Column for Option<i64> {
    fn read(record: &Record<'_>, place: usize) -> Result<Self, BadColumn> {
        match record {
            Record::Sqlite(row) => row.get(place).map_err(|e| BadColumn::new(place, e.to_string())),
            Record::Postgres(row) => row.try_get(place).map_err(|e| BadColumn::new(place, e.to_string())),
        }
    }
}

impl Column for String {
    fn read(record: &Record<'_>, place: usize) -> Result<Self, BadColumn> {
        Option::<String>::read(record, place)?.ok_or_else(|| BadColumn::new(place, "empty"))
    }
}

impl Column for i64 {
    fn read(record: &Record<'_>, place: usize) -> Result<Self, BadColumn> {
        Option::<i64>::read(record, place)?.ok_or_else(|| BadColumn::new(place, "empty"))
    }
}

impl Column for bool {
    fn read(record: &Record<'_>, place: usize) -> Result<Self, BadColumn> {
        Ok(i64::read(record, place)? != 0)
    }
}
