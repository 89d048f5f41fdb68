//! The SQL of the file of an issued act: one stands, those attached by mistake are kept beside.

use crate::documents::SignedFile;
use crate::platform::act::Act;
use crate::platform::clock::Moment;
use crate::platform::engine::{DbError, Reader};
use crate::platform::ids::Id;
use crate::values;

use super::super::model::Decree;

/// Puts another file in place of the one that stands, closed to the public until it is shown again, and keeps the earlier one
/// with the reason; false when that one does not stand any more.
pub(in crate::acts) fn replace_file(
    act: &mut Act<'_>,
    id: Id<Decree>,
    (earlier, file): (&SignedFile, &SignedFile),
    reason: &str,
) -> Result<bool, DbError> {
    let sql = "update acts set file_key = $2, file_name = $3, file_size = $4, file_is_public = $6
         where id = $1 and file_key = $5 and stage in ('issued', 'published')";
    if act.run(sql, values![id, &file.key, &file.name, file.size, &earlier.key, false])? != 1 {
        return Ok(false);
    }
    let (now, who) = (act.at(), act.account());
    act.run(
        "insert into earlier_act_files (id, act_id, file_name, file_key, size, reason, replaced_by, replaced_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        values![Id::<SignedFile>::new(), id, &earlier.name, &earlier.key, earlier.size, reason, who, now],
    )?;
    Ok(true)
}

/// Files of an act attached by mistake: the name, why, when; the first ones, 20 at most.
pub(in crate::acts) fn replaced_files(
    reader: &mut Reader,
    id: Id<Decree>,
) -> Result<Vec<(String, String, Moment)>, DbError> {
    let sql = "select file_name, reason, replaced_at from earlier_act_files where act_id = $1 order by replaced_at, id limit 20";
    reader.rows(sql, values![id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
}
