//! The SQL of answers saved on the way to a conclusion, one row for a specialist and a case.

use crate::accounts::Seat;
use crate::applications::{self, Application};
use crate::assignments;
use crate::platform::act::{Act, Upkeep};
use crate::platform::clock::Moment;
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::Failure;
use crate::platform::ids::Id;
use crate::values;

use crate::conclusions::model::may_attach;

/// Answers as they were saved.
#[derive(Debug, Clone, Default)]
pub(in crate::conclusions) struct Draft {
    /// 1, 2, 3…; 0 when nothing was saved.
    pub(in crate::conclusions) version: i64,
    /// The fields as they were sent.
    pub(in crate::conclusions) typed: String,
}

/// What this specialist has saved of a case.
pub(in crate::conclusions) fn draft(
    reader: &mut Reader,
    application: Id<Application>,
    seat: Id<Seat>,
) -> Result<Draft, DbError> {
    let found = reader.row(
        "select version, typed from conclusion_drafts where application_id = $1 and seat_id = $2",
        values![application, seat],
        |row| Ok(Draft { version: row.get(0)?, typed: row.get(1)? }),
    )?;
    Ok(found.unwrap_or_default())
}

/// Saves answers over the version that was seen (0: none); false when another hand saved meanwhile.
///
/// # Errors
/// When the case is not the specialist's any more or its stage takes no conclusion.
pub(super) fn save(
    act: &mut Act<'_>,
    case: &Application,
    seat: Id<Seat>,
    seen: i64,
    typed: &str,
) -> Result<bool, Failure> {
    may_attach(case, false)?;
    applications::hold(act, case)?;
    assignments::hold(act, case.id, seat)?;
    assignments::prove_declared(act, case.id, seat)?;
    let now = act.at();
    let saved = if seen == 0 {
        act.run(
            "insert into conclusion_drafts (application_id, seat_id, version, typed, saved_at) values ($1, $2, 1, $3, $4) on conflict do nothing",
            values![case.id, seat, typed, now],
        )?
    } else {
        act.run(
            "update conclusion_drafts set version = version + 1, typed = $4, saved_at = $5 where application_id = $1 and seat_id = $2 and version = $3",
            values![case.id, seat, seen, typed, now],
        )?
    };
    Ok(saved == 1)
}

/// Keeps what is typed further into answers that are not finished; false when another hand saved meanwhile, or the case is
/// not the specialist's any more.
pub(super) fn keep_typing(
    upkeep: &mut Upkeep<'_>,
    (case, seat): (&Application, Id<Seat>),
    (seen, typed): (i64, &str),
    now: Moment,
) -> Result<bool, DbError> {
    let kept = upkeep.run(
        "update conclusion_drafts set version = version + 1, typed = $4, saved_at = $5
         where application_id = $1 and seat_id = $2 and version = $3 and exists (
             select 1 from assignments g join applications a on a.id = g.application_id
             where g.application_id = $1 and g.seat_id = $2 and g.ended_at is null and g.done_at is null and a.stage = $6)",
        values![case.id, seat, seen, typed, now, case.stage.code()],
    )?;
    Ok(kept == 1)
}

/// Uses a version up for a paper: made once, and only of what was seen.
///
/// # Errors
/// Conflict when the answers were changed, or the paper was made already.
pub(super) fn use_up(act: &mut Act<'_>, case: &Application, seat: Id<Seat>, seen: i64) -> Result<(), Failure> {
    let used = act.run(
        "update conclusion_drafts set version = version + 1 where application_id = $1 and seat_id = $2 and version = $3",
        values![case.id, seat, seen],
    )?;
    if used == 1 {
        return Ok(());
    }
    let why = "По этим ответам заключение уже сделано, или ответы с тех пор изменились. Откройте заключение заново.";
    Err(Failure::Conflict(why.into()))
}
