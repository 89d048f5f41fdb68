//! Questions about many things at once, and changes of them: one statement for 500 of them, whatever a sheet names.

use super::act::{Act, Upkeep};
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
    let mut found = Vec::new();
    if many.is_empty() {
        return Ok(found);
    }
    let sql = placed(sql, fixed.len());
    for some in many.chunks(AT_ONCE) {
        found.extend(reader.rows(&sql, &filled(fixed, some), &mut make)?);
    }
    Ok(found)
}

/// Changes rows of any of `many`, as `among` asks about them; how many were changed.
pub fn change_among(act: &mut Act<'_>, sql: &str, fixed: &[Value<'_>], many: &[&str]) -> Result<u64, DbError> {
    changed(sql, fixed, many, |sql, values| act.run(sql, values))
}

/// The same in upkeep.
pub fn keep_among(upkeep: &mut Upkeep<'_>, sql: &str, fixed: &[Value<'_>], many: &[&str]) -> Result<u64, DbError> {
    changed(sql, fixed, many, |sql, values| upkeep.run(sql, values))
}

fn changed(
    sql: &str,
    fixed: &[Value<'_>],
    many: &[&str],
    mut run: impl FnMut(&str, &[Value<'_>]) -> Result<u64, DbError>,
) -> Result<u64, DbError> {
    let mut changed = 0;
    if many.is_empty() {
        return Ok(changed);
    }
    let sql = placed(sql, fixed.len());
    for some in many.chunks(AT_ONCE) {
        changed += run(&sql, &filled(fixed, some))?;
    }
    Ok(changed)
}

/// The statement with places for as many things as are asked about at once, after so many fixed values.
fn placed(sql: &str, fixed: usize) -> String {
    let mut places = String::with_capacity(AT_ONCE * ", $1234".len());
    for place in fixed + 1..=fixed + AT_ONCE {
        places.push_str(if places.is_empty() { "$" } else { ", $" });
        places.push_str(&place.to_string());
    }
    sql.replace("MANY", &places)
}

/// The values of a statement about `some` things: what is left of its places is filled with the last of them again.
/// An empty text would be a thing too: a row that names nothing would be found, and changed.
fn filled<'v>(fixed: &[Value<'v>], some: &[&'v str]) -> Vec<Value<'v>> {
    let padding = std::iter::repeat_n(some.last().copied().unwrap_or_default(), AT_ONCE - some.len());
    let mut values = fixed.to_vec();
    values.extend(some.iter().copied().chain(padding).map(Value::from));
    values
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_left_over_ask_about_nothing_else() {
        let values = filled(&["role".into()], &["one", "two"]);
        let texts: std::collections::BTreeSet<String> = values
            .iter()
            .map(|value| match value {
                Value::Text(text) => text.to_string(),
                _ => panic!("a text"),
            })
            .collect();
        assert_eq!(values.len(), AT_ONCE + 1);
        assert_eq!(texts, ["one", "role", "two"].map(str::to_owned).into());
    }
}
