//! What the centre has checked of an award, as the commission reads it.

use crate::applications::Application;
use crate::documents::Document;
use crate::platform::engine::{DbError, Reader};
use crate::platform::ids::Id;
use crate::values;

/// The confirmed award of a case as the commission reads it.
#[derive(Debug, Clone)]
pub(in super::super) struct Award {
    /// The document that proves it.
    pub(in super::super) document: Id<Document>,
    /// What the centre has checked.
    pub(in super::super) checked: String,
}

/// What was checked of the award of a case; none when none is confirmed.
pub(in super::super) fn award_of(reader: &mut Reader, case: Id<Application>) -> Result<Option<Award>, DbError> {
    let sql = "select document_id, checked from case_awards where application_id = $1";
    reader.row(sql, values![case], |row| Ok(Award { document: row.get(0)?, checked: row.get(1)? }))
}
