//! Questions about many things at once: one statement for 500 of them, whatever a sheet names.

use super::engine::{DbError, Reader};
use super::record::{BadColumn, Record, Value};

/// How many things one statement asks about; its text stays the same however few there are.
const AT_ONCE: usize = 500;

/// The rows about any of `many`. In `sql` the word `MANY` stands where their places go, after those of `fixed`:
/// `select … where role = $1 and email_key in (MANY)`.
pub fn among<T>(
    reader: &mut Reader,
    sql: &str,
    fixed: &[Value<'_>],
    many: &[&str],
    mut make: impl FnMut(&Record<'_>) -> Result<T, BadColumn>,
) -> Result<Vec<T>, DbError> {
    let first = fixed.len() + 1;
    let places: Vec<String> = (first..first + AT_ONCE).map(|place| format!("${place}")).collect();
    let sql = sql.replace("MANY", &places.join(", "));
    let mut found = Vec::new();
    for some in many.chunks(AT_ONCE) {
        let padding = std::iter::repeat_n("", AT_ONCE - some.len());
        let mut values = fixed.to_vec();
        values.extend(some.iter().copied().chain(padding).map(Value::from));
        found.extend(reader.rows(&sql, &values, &mut make)?);
    }
    Ok(found)
}
