//! The guard of one post: only the centre keeps the list.

use crate::accounts::{Centre, Charge};
use crate::platform::engine::{DbError, Reader};

use super::store::{self, Former, Post};

/// A post with its former names.
pub(super) struct WholePost {
    pub(super) post: Post,
    pub(super) former: Vec<Former>,
}

impl Charge for WholePost {
    type By = Centre;
    const NOUN: &'static str = "post";
    const PART: &'static str = "code";

    fn find(reader: &mut Reader, name: &str) -> Result<Option<Self>, DbError> {
        let Some(post) = store::by_code(reader, name)? else { return Ok(None) };
        Ok(Some(Self { post, former: store::names_of(reader, name)? }))
    }
}
