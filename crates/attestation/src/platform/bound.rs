//! A statement's text and values as each engine takes them.

use postgres::types::ToSql;

use super::record::Value;

/// `$1` as SQLite counts it: `?1`.
pub(super) fn for_sqlite(sql: &str) -> String {
    sql.replace('$', "?")
}

/// Values as SQLite takes them.
pub(super) fn sqlite_values<'v>(
    values: &'v [Value<'_>],
) -> rusqlite::ParamsFromIter<impl Iterator<Item = rusqlite::types::ToSqlOutput<'v>>> {
    use rusqlite::types::{ToSqlOutput, ValueRef};
    rusqlite::params_from_iter(values.iter().map(|value| {
        ToSqlOutput::Borrowed(match value {
            Value::Text(text) => ValueRef::Text(text.as_bytes()),
            Value::Int(number) => ValueRef::Integer(*number),
            Value::Null => ValueRef::Null,
        })
    }))
}

/// An empty value that fits a column of either kind.
#[derive(Debug)]
struct Nothing;

impl ToSql for Nothing {
    fn to_sql(
        &self,
        _: &postgres::types::Type,
        _: &mut postgres::types::private::BytesMut,
    ) -> Result<postgres::types::IsNull, Box<dyn std::error::Error + Sync + Send>> {
        Ok(postgres::types::IsNull::Yes)
    }

    fn accepts(_: &postgres::types::Type) -> bool {
        true
    }

    postgres::types::to_sql_checked!();
}

/// Values as PostgreSQL takes them.
pub(super) fn postgres_values<'v>(values: &'v [Value<'_>]) -> Vec<&'v (dyn ToSql + Sync)> {
    values
        .iter()
        .map(|value| match value {
            Value::Text(text) => text as &(dyn ToSql + Sync),
            Value::Int(number) => number as &(dyn ToSql + Sync),
            Value::Null => &Nothing as &(dyn ToSql + Sync),
        })
        .collect()
}
