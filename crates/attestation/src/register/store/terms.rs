//! The dated facts the register goes by: how long categories last, what posts were called before.

use crate::platform::engine::{DbError, Reader};

use super::super::standing::CategoryTerm;

/// For how many years categories were given, by the day of the decision.
pub fn terms(reader: &mut Reader) -> Result<Vec<CategoryTerm>, DbError> {
    let sql = "select category, valid_from, valid_to, years from category_lasts order by category, valid_from";
    reader.rows(sql, &[], |row| {
        Ok(CategoryTerm { category: row.get(0)?, valid_from: row.get(1)?, valid_to: row.get(2)?, years: row.get(3)? })
    })
}

/// Former names of posts, as they are compared, and the codes of the posts that followed them.
pub fn former_posts(reader: &mut Reader) -> Result<Vec<(String, String)>, DbError> {
    reader.rows("select name_key, post_code from former_posts", &[], |row| Ok((row.get(0)?, row.get(1)?)))
}
