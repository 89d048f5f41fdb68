//! The guard of an address of notifications: the centre keeps it.

use crate::accounts::{Centre, Charge};
use crate::platform::engine::{DbError, Reader};

use super::model::Hook;
use super::store;

impl Charge for Hook {
    type By = Centre;
    const NOUN: &'static str = "hook";

    fn find(reader: &mut Reader, name: &str) -> Result<Option<Self>, DbError> {
        name.parse().map_or(Ok(None), |id| store::by_id(reader, id))
    }
}
