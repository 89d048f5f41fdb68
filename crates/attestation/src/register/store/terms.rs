//! The dated facts the register goes by: how long categories last, what posts were called before.

use crate::platform::engine::{DbError, Reader};

use super::super::standing::CategoryTerm;

/// For how many years categories were given, by the day of the decision.
pub fn terms(reader: &mut Reader) -> Result<Vec<CategoryTerm>, DbError> {
    reader.rows("select valid_from, valid_to, years from category_terms order by valid_from", &[], |row| {
        Ok(CategoryTerm { valid_from: row.get(0)?, valid_to: row.get(1)?, years: row.get(2)? })
    })
}

/// Former names of posts, as they are compared, and the codes of the posts that followed them.
pub fn former_posts(reader: &mut Reader) -> Result<Vec<(String, String)>, DbError> {
    reader.rows("select name_key, post_code from former_posts", &[], |row| Ok((row.get(0)?, row.get(1)?)))
}
