//! The SQL of corrections: dated records beside a signed protocol, which itself never changes.

use crate::platform::act::Act;
use crate::platform::clock::{Day, Moment};
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::Failure;
use crate::platform::ids::Id;
use crate::values;

use super::Sitting;

/// What was put right after a protocol was signed.
#[derive(Debug, Clone)]
pub struct Correction {
    /// Its day.
    pub dated_on: Day,
    /// What is to be read instead.
    pub words: String,
    /// Why.
    pub reason: String,
    /// Who wrote it down.
    pub added_by: String,
    /// When.
    pub added_at: Moment,
}

/// Writes a correction beside a signed protocol.
///
/// # Errors
/// When the protocol is not signed: then the rows themselves can still be changed.
pub fn correct(act: &mut Act<'_>, sitting: &Sitting, dated_on: Day, words: &str, reason: &str) -> Result<(), Failure> {
    let (now, who) = (act.at(), act.account());
    let added = act.run(
        "insert into sitting_corrections (id, sitting_id, dated_on, words, reason, added_by, added_at)
         select cast($2 as text), s.id, cast($3 as text), cast($4 as text), cast($5 as text), cast($6 as text), cast($7 as bigint)
         from sittings s where s.id = $1 and s.stage = 'closed'",
        values![sitting.id, Id::<Correction>::new(), dated_on, words, reason, who, now],
    )?;
    if added == 1 {
        Ok(())
    } else {
        Err(Failure::Conflict("Протокол ещё не подписан: исправьте сами данные заседания.".into()))
    }
}

/// Corrections of a session, from the first to the last: 100 at most.
pub fn corrections(reader: &mut Reader, sitting: Id<Sitting>) -> Result<Vec<Correction>, DbError> {
    reader.rows(
        "select k.dated_on, k.words, k.reason, coalesce(u.surname || ' ' || u.given, ''), k.added_at
         from sitting_corrections k left join accounts u on u.id = k.added_by where k.sitting_id = $1 order by k.added_at, k.id limit 100",
        values![sitting],
        |row| {
            Ok(Correction {
                dated_on: row.get(0)?,
                words: row.get(1)?,
                reason: row.get(2)?,
                added_by: row.get(3)?,
                added_at: row.get(4)?,
            })
        },
    )
}
