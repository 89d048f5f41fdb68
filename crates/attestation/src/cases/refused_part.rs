//! Why the intake of a case was refused and what may be done about it, at the head of its page.

use crate::applications::{Application, Stage};
use crate::assignments::Relation;
use crate::complaints::Complaint;
use crate::platform::engine::{DbError, Reader};
use crate::platform::words;
use crate::values;

/// A refused intake as its case tells of it.
pub(super) struct RefusedPart {
    pub(super) when: String,
    pub(super) ground: String,
    pub(super) legal_ref: String,
    /// What the Centre added; may be empty.
    pub(super) details: String,
    /// Whether its teacher reads it: applying anew is theirs to do.
    pub(super) is_own: bool,
    /// Whether the teacher may complain of it now.
    pub(super) complains: bool,
}

/// Of a case whose intake was refused, for everybody but a specialist; none of any other.
pub(super) fn refused_part(
    reader: &mut Reader,
    case: &Application,
    (relation, complaint): (Relation, Option<&Complaint>),
) -> Result<Option<RefusedPart>, DbError> {
    if case.reached != Stage::IntakeRefused || relation == Relation::Specialist {
        return Ok(None);
    }
    let is_own = relation == Relation::Teacher;
    let may_complain = is_own && case.stage == Stage::IntakeRefused && complaint.is_none();
    // The clause of a refusal made before it was kept is that of the list.
    let sql = "select r.refused_on, r.ground, case when r.legal_ref <> '' then r.legal_ref else coalesce(e.legal_ref, '') end, r.details
         from intake_refusals r left join intake_entries e on e.id = r.ground_id where r.application_id = $1";
    reader.row(sql, values![case.id], |row| {
        Ok(RefusedPart {
            when: words::day(row.get(0)?),
            ground: words::inside(&row.get::<String>(1)?),
            legal_ref: row.get(2)?,
            details: row.get(3)?,
            is_own,
            complains: may_complain,
        })
    })
}
