//! The guard of one sheet that was sent in: only the centre sees it.

use crate::accounts::{Centre, Charge};
use crate::platform::engine::{DbError, Reader};

use super::model::Import;
use super::store;

impl Charge for Import {
    type By = Centre;
    const NOUN: &'static str = "import";

    fn find(reader: &mut Reader, name: &str) -> Result<Option<Self>, DbError> {
        name.parse().map_or(Ok(None), |id| store::by_id(reader, id))
    }
}
