//! The SQL of the detached signature of an act: one stands, those attached by mistake are kept beside.

use crate::documents::{self, Check, Checked, SignedFile};
use crate::platform::act::Act;
use crate::platform::clock::Moment;
use crate::platform::engine::{DbError, Reader};
use crate::platform::ids::Id;
use crate::values;

use super::super::model::Decree;

/// Attaches a signature to an issued act; false when one stands there already.
pub(in crate::acts) fn attach_signature(act: &mut Act<'_>, id: Id<Decree>, file: &SignedFile) -> Result<bool, DbError> {
    let sql = "update acts set signature_key = $2, signature_name = $3, signature_size = $4
         where id = $1 and signature_key is null and stage in ('issued', 'published')";
    Ok(act.run(sql, values![id, &file.key, &file.name, file.size])? == 1)
}

/// Takes a signature attached by mistake off an act and keeps it with the reason; false when it does not stand any more.
pub(in crate::acts) fn withdraw_signature(
    act: &mut Act<'_>,
    id: Id<Decree>,
    file: &SignedFile,
    reason: &str,
) -> Result<bool, DbError> {
    let sql = "update acts set signature_key = null, signature_name = '', signature_size = 0
         where id = $1 and signature_key = $2";
    if act.run(sql, values![id, &file.key])? != 1 {
        return Ok(false);
    }
    let (now, who) = (act.at(), act.account());
    act.run(
        "insert into earlier_act_signatures (id, act_id, file_name, file_key, size, reason, withdrawn_by, withdrawn_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        values![Id::<SignedFile>::new(), id, &file.name, &file.key, file.size, reason, who, now],
    )?;
    Ok(true)
}

/// Signatures of an act attached by mistake: the name of the file, why, when; the first ones, 20 at most.
pub(in crate::acts) fn withdrawn_signatures(
    reader: &mut Reader,
    id: Id<Decree>,
) -> Result<Vec<(String, String, Moment)>, DbError> {
    let sql = "select file_name, reason, withdrawn_at from earlier_act_signatures where act_id = $1 order by withdrawn_at, id limit 20";
    reader.rows(sql, values![id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
}

/// What was said of the signature an act has.
pub(in crate::acts) fn checks_of(reader: &mut Reader, decree: &Decree) -> Result<Vec<Checked>, DbError> {
    let keys: Vec<&str> = decree.signature.iter().map(|file| file.key.as_str()).collect();
    documents::checks_of(reader, &keys)
}

/// Signatures of acts of which nothing was said yet, the newest acts first.
pub(in crate::acts) fn unchecked(reader: &mut Reader, most: i64) -> Result<Vec<Check>, DbError> {
    let sql = "select id, number, signature_key, signature_name, file_key from acts
         where signature_key is not null and file_key is not null and stage in ('issued', 'published')
             and not exists (select 1 from signature_checks c where c.signature_key = acts.signature_key and c.signed_key = acts.file_key)
         order by id desc limit $1";
    reader.rows(sql, values![most], |row| {
        let (number, name): (String, String) = (row.get(1)?, row.get(3)?);
        Ok(Check {
            signature: row.get(2)?,
            signed: row.get(4)?,
            what: format!("к акту №\u{a0}{number}: {name}"),
            subject: ("act".to_owned(), row.get(0)?),
        })
    })
}
