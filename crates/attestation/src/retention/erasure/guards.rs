//! An act of erasure is the centre's.

use crate::accounts::{Centre, Charge};
use crate::platform::engine::{DbError, Reader};

use super::model::Erasure;
use super::store;

impl Charge for Erasure {
    type By = Centre;
    const NOUN: &'static str = "erasure";

    fn find(reader: &mut Reader, name: &str) -> Result<Option<Self>, DbError> {
        name.parse().map_or(Ok(None), |id| store::by_id(reader, id))
    }
}
