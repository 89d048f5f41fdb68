//! Many rows put in by few statements, in the SQL both engines know: `values (…), (…), …`.

use super::act::Act;
use super::engine::{DbError, Reader};
use super::record::Value;

/// Rows of one statement: with twenty columns still far from what either engine takes.
const AT_ONCE: usize = 200;

/// Inserts rows of `N` columns. In `sql` the word `ROWS` stands where they go: `insert into t (a, b) values ROWS`.
pub fn insert<'v, const N: usize>(
    act: &mut Act<'_>,
    sql: &str,
    rows: impl IntoIterator<Item = [Value<'v>; N]>,
) -> Result<(), DbError> {
    put(act, sql, rows)
}

/// The same for the house's own rows, which an act writes beside what it changes.
pub(super) fn put<'v, const N: usize>(
    reader: &mut Reader,
    sql: &str,
    rows: impl IntoIterator<Item = [Value<'v>; N]>,
) -> Result<(), DbError> {
    let mut rows = rows.into_iter().peekable();
    let mut full = String::new();
    while rows.peek().is_some() {
        let values: Vec<Value<'v>> = rows.by_ref().take(AT_ONCE).flatten().collect();
        let count = values.len() / N;
        if count == AT_ONCE && !full.is_empty() {
            reader.run(&full, &values)?;
            continue;
        }
        let text = sql.replace("ROWS", &places::<N>(count));
        reader.run(&text, &values)?;
        if count == AT_ONCE {
            full = text;
        }
    }
    Ok(())
}

/// `($1, $2), ($3, $4)` for two rows of two columns.
fn places<const N: usize>(rows: usize) -> String {
    let row = |row: usize| {
        let all: Vec<String> = (1..=N).map(|place| format!("${}", row * N + place)).collect();
        format!("({})", all.join(", "))
    };
    (0..rows).map(row).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::places;

    #[test]
    fn places_are_counted_through() {
        assert_eq!(places::<2>(3), "($1, $2), ($3, $4), ($5, $6)");
    }
}
