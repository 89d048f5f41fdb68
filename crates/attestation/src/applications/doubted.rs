//! What a row says of the documents of a case that goes further: nothing is refused for it, the Centre only knows it in time.

use std::collections::HashSet;

use crate::platform::among::among;
use crate::platform::engine::{DbError, Reader};

use super::model::Application;

/// Of each case, in their order, what its documents lack: «заявления в деле нет», «документы не проверены»; empty when nothing.
///
/// # Errors
/// When the database does not answer.
pub fn doubted<'c>(
    reader: &mut Reader,
    cases: impl Iterator<Item = &'c Application> + Clone,
) -> Result<Vec<String>, DbError> {
    let ids: Vec<String> = cases.clone().map(|case| case.id.to_string()).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let sql = "select distinct application_id from documents where kind = 'application' and removed_at is null and application_id in (MANY)";
    let with: HashSet<String> = among(reader, sql, &[], &ids, |row| row.get(0))?.into_iter().collect();
    Ok(cases.map(|case| words(with.contains(&case.id.to_string()), case.documents_checked_at.is_some())).collect())
}

fn words(has_application: bool, is_checked: bool) -> String {
    let missing = (!has_application).then_some("заявления в деле нет");
    let unchecked = (!is_checked).then_some("документы не проверены");
    missing.into_iter().chain(unchecked).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn what_lacks_is_said_in_a_line() {
        assert_eq!(words(true, true), "");
        assert_eq!(words(false, true), "заявления в деле нет");
        assert_eq!(words(false, false), "заявления в деле нет, документы не проверены");
    }
}
