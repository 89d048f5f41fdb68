//! The guard of one organisation: the centre and the administrator keep the list.

use crate::accounts::{Charge, Steward};
use crate::platform::engine::{DbError, Reader};

use super::model::School;
use super::store;

impl Charge for School {
    type By = Steward;
    const NOUN: &'static str = "organization";

    fn find(reader: &mut Reader, name: &str) -> Result<Option<Self>, DbError> {
        name.parse().map_or(Ok(None), |id| store::by_id(reader, id))
    }
}
