//! The guard of one kind of letter: the centre and its words for it.

use crate::accounts::{Centre, Charge};
use crate::platform::engine::{DbError, Reader};

use super::known::{self, Known};
use super::store::{self, Kept};

/// A kind of letter, with the centre's words for it when there are any.
pub(super) struct Worded {
    pub(super) known: &'static Known,
    pub(super) kept: Option<Kept>,
}

impl Charge for Worded {
    type By = Centre;
    const NOUN: &'static str = "wording";
    const PART: &'static str = "kind";

    fn find(reader: &mut Reader, name: &str) -> Result<Option<Self>, DbError> {
        let Some(known) = known::named(name) else { return Ok(None) };
        Ok(Some(Self { known, kept: store::of(reader, name)? }))
    }
}
