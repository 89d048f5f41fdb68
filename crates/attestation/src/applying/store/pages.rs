//! The SQL of the pages of a draft: each with the version a window has seen.

use crate::accounts::{Account, Organization};
use crate::platform::act::{Act, Upkeep};
use crate::platform::clock::Moment;
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::ids::Id;
use crate::values;

use super::super::tasks::Task;
use super::{Draft, GONE, TOUCHED, touch};

const REWRITTEN: &str = "update draft_pages set version = version + 1, typed = $4, saved_at = $5 where draft_id = $1 and task = $2 and version = $3";

/// A page as it was saved.
#[derive(Debug, Clone)]
pub(in super::super) struct Page {
    pub(in super::super) task: String,
    pub(in super::super) version: i64,
    pub(in super::super) typed: String,
}

/// Saved pages of a draft.
pub(in super::super) fn pages(reader: &mut Reader, id: Id<Draft>) -> Result<Vec<Page>, DbError> {
    reader.rows("select task, version, typed from draft_pages where draft_id = $1 order by task", values![id], |row| {
        Ok(Page { task: row.get(0)?, version: row.get(1)?, typed: row.get(2)? })
    })
}

/// A page of every draft of an account that was sent: the draft and what was typed.
pub(in super::super) fn sent_pages(
    reader: &mut Reader,
    account: Id<Account>,
    task: Task,
) -> Result<Vec<(Id<Draft>, String)>, DbError> {
    reader.rows(
        "select d.id, p.typed from drafts d join draft_pages p on p.draft_id = d.id
         where d.account_id = $1 and d.application_id is not null and d.removed_at is null and p.task = $2",
        values![account, task.code()],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

/// A page of the last application an account has sent; an empty one when there is none. `school` narrows them to those of one
/// school.
pub(in super::super) fn last_sent(
    reader: &mut Reader,
    account: Id<Account>,
    school: Option<Id<Organization>>,
    task: Task,
) -> Result<Form, DbError> {
    let school = school.map(|id| id.to_string()).unwrap_or_default();
    let typed: Option<String> = reader.row(
        "select p.typed from drafts d join draft_pages p on p.draft_id = d.id join applications a on a.id = d.application_id
         where d.account_id = $1 and d.removed_at is null and p.task = $2 and ($3 = '' or a.organization_id = $3)
         order by a.created_at desc, a.id desc limit 1",
        values![account, task.code(), school],
        |row| row.get(0),
    )?;
    Ok(Form::of_urlencoded(typed.unwrap_or_default().as_bytes()))
}

/// What an account has last answered of results under these words, in an application for the post and the category of a draft;
/// nothing when there is none. `school` narrows them as above.
pub(in super::super) fn last_results(
    reader: &mut Reader,
    draft: &Draft,
    school: Option<Id<Organization>>,
    words: &str,
) -> Result<String, DbError> {
    let school = school.map(|id| id.to_string()).unwrap_or_default();
    let answer: Option<String> = reader.row(
        "select x.answer from teachers t join applications a on a.teacher_id = t.id
         join application_answers x on x.application_id = a.id
         where t.account_id = $1 and a.post_code = $2 and a.category = $3 and x.part = $4 and ($5 = '' or a.organization_id = $5)
         order by a.created_at desc, a.id desc limit 1",
        values![draft.account, &draft.post_code, draft.category.code(), words, school],
        |row| row.get(0),
    )?;
    Ok(answer.unwrap_or_default())
}

/// Puts another text in place of a page, whatever its version: whoever has it open is told of both.
pub(in super::super) fn rewrite_page(act: &mut Act<'_>, id: Id<Draft>, task: Task, typed: &str) -> Result<(), DbError> {
    let sql =
        "update draft_pages set version = version + 1, typed = $3 where draft_id = $1 and task = $2 and typed <> $3";
    act.run(sql, values![id, task.code(), typed]).map(|_| ())
}

/// Saves a page over the version that was seen (0: none); false when another hand saved meanwhile.
///
/// # Errors
/// Conflict when the draft was submitted or thrown away.
pub fn save_page(act: &mut Act<'_>, id: Id<Draft>, task: Task, seen: i64, typed: &str) -> Result<bool, Failure> {
    touch(act, id)?;
    let now = act.at();
    let saved = if seen == 0 {
        act.run(
            "insert into draft_pages (draft_id, task, version, typed, saved_at) values ($1, $2, 1, $3, $4) on conflict do nothing",
            values![id, task.code(), typed, now],
        )?
    } else {
        act.run(REWRITTEN, values![id, task.code(), seen, typed, now])?
    };
    Ok(saved == 1)
}

/// Keeps what is typed further into a page that is not finished; false when another hand saved meanwhile.
///
/// # Errors
/// Conflict when the draft was submitted or thrown away.
pub(in super::super) fn keep_typing(
    upkeep: &mut Upkeep<'_>,
    (id, task): (Id<Draft>, Task),
    (seen, typed): (i64, &str),
    now: Moment,
) -> Result<bool, Failure> {
    if upkeep.run(TOUCHED, values![id, now])? != 1 {
        return Err(Failure::Conflict(GONE.into()));
    }
    Ok(upkeep.run(REWRITTEN, values![id, task.code(), seen, typed, now])? == 1)
}
