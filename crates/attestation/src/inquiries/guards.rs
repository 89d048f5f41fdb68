//! An inquiry is the centre's, and so is a teacher whose data are put right.

use crate::accounts::{Centre, Charge};
use crate::applications::{self, TeacherOnFile};
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

impl Charge for TeacherOnFile {
    type By = Centre;
    const NOUN: &'static str = "teacher";

    fn find(reader: &mut Reader, name: &str) -> Result<Option<Self>, DbError> {
        name.parse().map_or(Ok(None), |id| applications::teacher_by_id(reader, id))
    }
}
