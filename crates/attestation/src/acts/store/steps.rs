//! The SQL of an act's steps: begun, dropped, issued, published, put right by another.

use crate::platform::act::Act;
use crate::platform::clock::Day;
use crate::platform::engine::{DbError, Reader};
use crate::platform::ids::Id;
use crate::platform::many;
use crate::platform::names::key;
use crate::platform::record::Value;
use crate::platform::settings;
use crate::values;

use super::super::issuing::{Correction, Signed};
use super::super::model::Decree;
use crate::documents::SignedFile;

/// The setting of the name of who issues acts.
const BODY: &str = "acts.body";

/// Who issues acts; empty until the centre says it.
pub(in crate::acts) fn body(reader: &mut Reader) -> Result<String, DbError> {
    Ok(settings::get(reader, BODY)?.unwrap_or_default())
}

/// Says who issues acts from now on.
pub(in crate::acts) fn name_body(act: &mut Act<'_>, body: &str) -> Result<(), DbError> {
    settings::set(act, BODY, body)?;
    Ok(())
}

/// Begins a draft.
pub(in crate::acts) fn begin(act: &mut Act<'_>) -> Result<Id<Decree>, DbError> {
    let id = Id::new();
    insert(act, id, &Row { stage: "draft", signed: None, corrects: None })?;
    Ok(id)
}

/// What a new row of an act holds beside its id.
struct Row<'r> {
    stage: &'static str,
    signed: Option<&'r Signed>,
    corrects: Option<(Id<Decree>, &'r Correction)>,
}

fn insert(act: &mut Act<'_>, id: Id<Decree>, row: &Row<'_>) -> Result<(), DbError> {
    let (now, who) = (act.at(), act.account());
    let signed = row.signed;
    let file = signed.map(|signed| &signed.file);
    let signature = signed.and_then(|signed| signed.signature.as_ref());
    let name = |file: Option<&SignedFile>| file.map_or_else(String::new, |file| file.name.clone());
    let size = |file: Option<&SignedFile>| file.map_or(0, |file| file.size);
    let body = if signed.is_some() { body(act)? } else { String::new() };
    let values: [Value<'_>; 22] = [
        id.into(),
        row.stage.into(),
        signed.map_or("", |signed| signed.number.as_str()).into(),
        signed.map(|signed| signed.dated_on).into(),
        signed.map(|signed| i64::from(signed.dated_on.0.year())).into(),
        signed.map_or("", |signed| signed.signer_name.as_str()).into(),
        signed.map_or("", |signed| signed.signer_post.as_str()).into(),
        file.map(|file| file.key.as_str()).into(),
        name(file).into(),
        size(file).into(),
        signature.map(|file| file.key.as_str()).into(),
        name(signature).into(),
        size(signature).into(),
        0_i64.into(),
        row.corrects.map(|(id, _)| id).into(),
        row.corrects.map_or("", |(_, correction)| correction.words.as_str()).into(),
        row.corrects.map_or("", |(_, correction)| correction.reason.as_str()).into(),
        who.clone().into(),
        now.into(),
        signed.map(|_| who.clone()).into(),
        signed.map(|_| now).into(),
        body.into(),
    ];
    let sql = "insert into acts (id, stage, number, dated_on, year, signer_name, signer_post, file_key, file_name, file_size,
             signature_key, signature_name, signature_size, file_is_public, corrects_id, correction, reason, created_by, created_at,
             issued_by, issued_at, body) values ROWS";
    many::insert(act, sql, [values])
}

/// Holds a draft to the end of the act: nobody issues it meanwhile. False when it is no draft any more.
pub(in crate::acts) fn hold_draft(act: &mut Act<'_>, id: Id<Decree>) -> Result<bool, DbError> {
    Ok(act.run("update acts set stage = 'draft' where id = $1 and stage = 'draft'", values![id])? == 1)
}

/// Drops a draft and frees its cases; false when it is no draft any more.
pub(in crate::acts) fn drop_draft(act: &mut Act<'_>, id: Id<Decree>) -> Result<bool, DbError> {
    if act.run("update acts set stage = 'dropped' where id = $1 and stage = 'draft'", values![id])? != 1 {
        return Ok(false);
    }
    act.run("delete from act_cases where act_id = $1", values![id])?;
    Ok(true)
}

/// Takes a number of a year for an act; false when another act has it.
fn take_number(act: &mut Act<'_>, id: Id<Decree>, signed: &Signed) -> Result<bool, DbError> {
    let taken = act.run(
        "insert into act_numbers (year, number_key, act_id) values ($1, $2, $3) on conflict do nothing",
        values![i64::from(signed.dated_on.0.year()), key(&signed.number), id],
    )?;
    Ok(taken == 1)
}

/// Whether an act of this year has this number already.
pub(in crate::acts) fn number_taken(reader: &mut Reader, year: i64, number: &str) -> Result<bool, DbError> {
    let sql = "select count(*) from act_numbers where year = $1 and number_key = $2";
    Ok(reader.count(sql, values![year, key(number)])? > 0)
}

/// What became of a number and a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::acts) enum Numbered {
    /// The act has it now.
    Done,
    /// Another act of this year has it.
    Taken,
    /// The draft is no draft any more.
    Late,
}

/// Makes an issued act of a draft.
pub(in crate::acts) fn issue(act: &mut Act<'_>, id: Id<Decree>, signed: &Signed) -> Result<Numbered, DbError> {
    let (now, who, body) = (act.at(), act.account(), body(act)?);
    let signature = signed.signature.as_ref();
    let changed = act.run(
        "update acts set stage = 'issued', number = $2, dated_on = $3, year = $4, signer_name = $5, signer_post = $6,
             file_key = $7, file_name = $8, file_size = $9, signature_key = $10, signature_name = $11, signature_size = $12,
             issued_by = $13, issued_at = $14, body = $15
         where id = $1 and stage = 'draft'",
        values![
            id,
            &signed.number,
            signed.dated_on,
            i64::from(signed.dated_on.0.year()),
            &signed.signer_name,
            &signed.signer_post,
            &signed.file.key,
            &signed.file.name,
            signed.file.size,
            signature.map(|file| file.key.as_str()),
            signature.map_or("", |file| file.name.as_str()),
            signature.map_or(0, |file| file.size),
            who,
            now,
            body
        ],
    )?;
    if changed != 1 {
        return Ok(Numbered::Late);
    }
    Ok(if take_number(act, id, signed)? { Numbered::Done } else { Numbered::Taken })
}

/// Publishes an issued act; false when it is not an issued one any more.
pub(in crate::acts) fn publish(
    act: &mut Act<'_>,
    id: Id<Decree>,
    on: Day,
    is_file_public: bool,
) -> Result<bool, DbError> {
    let (now, who) = (act.at(), act.account());
    let changed = act.run(
        "update acts set stage = 'published', published_on = $2, published_by = $3, published_at = $4, file_is_public = $5
         where id = $1 and stage = 'issued'",
        values![id, on, who, now, is_file_public],
    )?;
    Ok(changed == 1)
}

/// Shows the file of a published act to everybody or to nobody outside; false when the act is not published.
pub(in crate::acts) fn show_file(act: &mut Act<'_>, id: Id<Decree>, is_public: bool) -> Result<bool, DbError> {
    let sql = "update acts set file_is_public = $2 where id = $1 and stage = 'published'";
    Ok(act.run(sql, values![id, is_public])? == 1)
}

/// Writes down an act that puts lines of another right; none when its number is taken.
pub(in crate::acts) fn correct(
    act: &mut Act<'_>,
    old: Id<Decree>,
    signed: &Signed,
    correction: &Correction,
) -> Result<Option<Id<Decree>>, DbError> {
    let id = Id::new();
    insert(act, id, &Row { stage: "issued", signed: Some(signed), corrects: Some((old, correction)) })?;
    let rows = correction.cases.iter().map(|case| -> [Value<'_>; 2] { [id.into(), (*case).into()] });
    many::insert(act, "insert into act_fixes (act_id, application_id) values ROWS", rows)?;
    Ok(take_number(act, id, signed)?.then_some(id))
}
