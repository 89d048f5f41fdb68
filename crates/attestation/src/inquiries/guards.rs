//! An inquiry is the centre's.

use crate::accounts::{Centre, Charge};
use crate::platform::engine::{DbError, Reader};

use super::model::Inquiry;
use super::store;

impl Charge for Inquiry {
    type By = Centre;
    const NOUN: &'static str = "inquiry";

    fn find(reader: &mut Reader, name: &str) -> Result<Option<Self>, DbError> {
        name.parse().map_or(Ok(None), |id| store::by_id(reader, id))
    }
}
