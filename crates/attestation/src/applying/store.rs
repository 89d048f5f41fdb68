//! The SQL of drafts.

mod pages;
mod parts;
mod submitted;

pub use pages::save_page;
pub(super) use pages::{Page, keep_typing, last_results, last_sent, pages, rewrite_page, sent_pages};
pub use parts::add_document;
pub(super) use parts::{
    Full, Paper, add_course, add_papers, courses, earlier_papers, papers, remove_course, remove_paper,
};

pub(super) use submitted::{
    Course, Reply, Signature, answers_of, courses_of_case, earlier_courses, earlier_signatures, keep_again,
    keep_signature, keep_submitted, sign_again, signature_of,
};

use crate::accounts::{Account, Organization};
use crate::applications::{self, Application, Category, Stage};
use crate::platform::act::Act;
use crate::platform::clock::Moment;
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::ids::Id;
use crate::platform::names::FullName;
use crate::platform::record::{BadColumn, Record};
use crate::values;

use super::said::Said;
use super::tasks::Task;
use super::typed;

/// A draft with what its pages show of its teacher.
#[derive(Debug, Clone)]
pub struct Draft {
    pub(super) id: Id<Draft>,
    pub(super) account: Id<Account>,
    pub(super) name: FullName,
    pub(super) email: String,
    pub(super) phone: String,
    pub(super) school: Id<Organization>,
    pub(super) school_name: String,
    pub(super) post_code: String,
    pub(super) post: String,
    pub(super) category: Category,
    /// The coordinator who began it; none when the teacher did.
    pub(super) helper: Option<FullName>,
    pub(super) changed_at: Moment,
    pub(super) application: Option<Id<Application>>,
    /// Whether it was sent and its remarks wait to be put right.
    pub(super) is_corrected: bool,
    /// A mark of the answers it stated when it was last printed; empty before that.
    pub(super) printed: String,
}

const DRAFT: &str = "select d.id, d.account_id, u.surname, u.given, u.patronymic, u.email, u.phone, d.organization_id, o.name,
    d.post_code, p.name, d.category, d.helper_id, d.changed_at, d.application_id, coalesce(x.stage, ''),
    coalesce(h.surname, ''), coalesce(h.given, ''), coalesce(h.patronymic, ''), d.printed
    from drafts d left join accounts h on h.id = d.helper_id left join applications x on x.id = d.application_id join accounts u on u.id = d.account_id join organizations o on o.id = d.organization_id join posts p on p.code = d.post_code";

fn draft(row: &Record<'_>) -> Result<Draft, BadColumn> {
    let application: Option<String> = row.get(14)?;
    Ok(Draft {
        id: row.get(0)?,
        account: row.get(1)?,
        name: FullName::read(row, 2)?,
        email: row.get(5)?,
        phone: row.get(6)?,
        school: row.get(7)?,
        school_name: row.get(8)?,
        post_code: row.get(9)?,
        post: row.get(10)?,
        category: row.get(11)?,
        helper: row.get::<Option<String>>(12)?.map(|_| FullName::read(row, 16)).transpose()?,
        changed_at: row.get(13)?,
        application: application.and_then(|id| id.parse().ok()),
        is_corrected: row.get::<String>(15)? == Stage::FixRequested.code(),
        printed: row.get(19)?,
    })
}

/// A draft to be begun.
#[derive(Debug, Clone)]
pub struct NewDraft {
    /// The teacher.
    pub account: Id<Account>,
    /// The school.
    pub school: Id<Organization>,
    /// The post's code.
    pub post_code: String,
    /// The category.
    pub category: Category,
    /// The coordinator who fills it in; none when the teacher does.
    pub helper: Option<Id<Account>>,
    /// The category the teacher says they have.
    pub said: Option<Said>,
}

/// What came of beginning a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Started {
    /// It was begun.
    Begun(Id<Draft>),
    /// One for the same post and category is open already.
    Open(Id<Draft>),
    /// One that a coordinator of the school had left to its teacher is filled in by a coordinator again.
    Resumed(Id<Draft>),
    /// The teacher fills one in for the same post and category: a helper does not see it.
    Theirs,
}

/// Begins a draft, unless one for the same post and category is open.
///
/// # Errors
/// When the database says no.
pub fn start(act: &mut Act<'_>, new: &NewDraft) -> Result<Started, Failure> {
    let (id, now) = (Id::new(), act.at());
    if let Some(known) = open_one(act, new)? {
        return Ok(known);
    }
    act.run(
        "insert into drafts (id, account_id, organization_id, post_code, category, helper_id, started_at, changed_at, removed_at, application_id)
         values ($1, $2, $3, $4, $5, $6, $7, $7, null, null)",
        values![id, new.account, new.school, &new.post_code, new.category.code(), new.helper, now],
    )?;
    if let Some(said) = new.said {
        let earlier = last_sent(act, new.account, new.helper.map(|_| new.school), Task::Awards)?.text("awards");
        let form = Form::new().with("held", said.code()).with("awards", &earlier);
        // What is taken from an earlier application is looked at before it is signed again.
        let typed = if earlier.is_empty() {
            typed::written(Task::Awards, &form)
        } else {
            typed::unfinished(Task::Awards, &form)
        };
        save_page(act, id, Task::Awards, 0, &typed)?;
    }
    Ok(Started::Begun(id))
}

/// What beginning comes to where a draft for the same post and category is open; none where there is none.
fn open_one(act: &mut Act<'_>, new: &NewDraft) -> Result<Option<Started>, Failure> {
    let known = act.row(
        "select id, helper_id from drafts where account_id = $1 and post_code = $2 and category = $3 and removed_at is null and application_id is null",
        values![new.account, &new.post_code, new.category.code()],
        |row| Ok((row.get(0)?, row.get::<Option<String>>(1)?.is_some())),
    )?;
    let Some((id, is_helped)) = known else { return Ok(None) };
    let Some(helper) = new.helper.filter(|_| !is_helped) else { return Ok(Some(Started::Open(id))) };
    // Only what coordinators of this school have seen already: a draft that was the teacher's from the beginning stays so.
    let sql = "update drafts set helper_id = $2, let_go_at = null where id = $1 and organization_id = $3 and helper_id is null
         and let_go_at is not null and application_id is null and removed_at is null";
    if act.run(sql, values![id, helper, new.school])? != 1 {
        return Ok(Some(Started::Theirs));
    }
    touch(act, id)?;
    Ok(Some(Started::Resumed(id)))
}

/// A draft by its id, submitted or not; none when it was thrown away.
pub(super) fn by_id(reader: &mut Reader, id: Id<Draft>) -> Result<Option<Draft>, DbError> {
    reader.row(&format!("{DRAFT} where d.id = $1 and d.removed_at is null"), values![id], draft)
}

/// Open drafts of a teacher, the one touched last first.
pub(super) fn of_account(reader: &mut Reader, account: Id<Account>) -> Result<Vec<Draft>, DbError> {
    let sql = format!(
        "{DRAFT} where d.account_id = $1 and d.removed_at is null and d.application_id is null order by d.changed_at desc, d.id desc limit 20"
    );
    reader.rows(&sql, values![account], draft)
}

/// Applications of a teacher that are put right after remarks, with something saved and not signed since.
pub(super) fn unsigned_of(reader: &mut Reader, account: Id<Account>) -> Result<Vec<Draft>, DbError> {
    let sql = format!(
        "{DRAFT} where d.account_id = $1 and d.removed_at is null and x.stage = '{}' and exists (
             select 1 from draft_pages p join applications a on a.id = d.application_id
             where p.draft_id = d.id and p.saved_at > {}) order by d.changed_at desc, d.id desc limit 20",
        Stage::FixRequested.code(),
        applications::signed_at()
    );
    reader.rows(&sql, values![account], draft)
}

/// Open drafts the coordinator of a school fills in for its teachers, twenty-one at most.
pub(super) fn helped_at(
    reader: &mut Reader,
    school: Id<Organization>,
    after: Option<(Moment, Id<Draft>)>,
) -> Result<Vec<Draft>, DbError> {
    let (at, id) = after.map_or((i64::MAX, String::new()), |(at, id)| (at.micros(), id.to_string()));
    let sql = format!(
        "{DRAFT} where d.organization_id = $1 and d.helper_id is not null and d.removed_at is null and d.application_id is null
         and (d.changed_at, d.id) < ($2, $3) order by d.changed_at desc, d.id desc limit 21"
    );
    reader.rows(&sql, values![school, at, id], draft)
}

/// Teachers of a school who have a cabinet, by name: account and name.
pub(super) fn teachers_at(
    reader: &mut Reader,
    school: Id<Organization>,
) -> Result<Vec<(Id<Account>, FullName)>, DbError> {
    reader.rows(
        "select u.id, u.surname, u.given, u.patronymic from seats s join accounts u on u.id = s.account_id
         where s.organization_id = $1 and s.role = 'teacher' and s.ended_at is null and u.closed_at is null order by u.name_key, u.id limit 500",
        values![school],
        |row| Ok((row.get(0)?, FullName::read(row, 1)?)),
    )
}

/// Marks a draft as touched, holding it to the end of the act.
///
/// # Errors
/// Conflict when it was submitted or thrown away meanwhile.
pub(super) fn touch(act: &mut Act<'_>, id: Id<Draft>) -> Result<(), Failure> {
    let now = act.at();
    let touched = act.run(TOUCHED, values![id, now])?;
    if touched == 1 { Ok(()) } else { Err(Failure::Conflict(GONE.into())) }
}

const TOUCHED: &str = "update drafts set changed_at = case when changed_at >= $2 then changed_at + 1 else $2 end
     where id = $1 and removed_at is null and (application_id is null
         or exists (select 1 from applications a where a.id = drafts.application_id and a.stage = 'fix_requested'))";
const CHANGED: &str =
    "Пока вы проверяли, черновик изменился или уже отправлен. Откройте его заново и проверьте ответы.";
const GONE: &str = "Этого черновика уже нет: заявление отправлено или черновик удалён. Откройте личный кабинет.";

/// Keeps what was printed of a draft that is not sent, or is put right.
pub(super) fn printed(act: &mut Act<'_>, id: Id<Draft>, mark: &str) -> Result<(), DbError> {
    let sql = "update drafts set printed = $2 where id = $1 and removed_at is null and (application_id is null
         or exists (select 1 from applications a where a.id = drafts.application_id and a.stage = 'fix_requested'))";
    act.run(sql, values![id, mark]).map(|_| ())
}

/// Puts another post or category in place.
pub(super) fn turn(act: &mut Act<'_>, id: Id<Draft>, post_code: &str, category: Category) -> Result<(), DbError> {
    act.run("update drafts set post_code = $2, category = $3 where id = $1", values![id, post_code, category.code()])?;
    Ok(())
}

/// Puts another school in place.
pub(super) fn move_to(act: &mut Act<'_>, id: Id<Draft>, school: Id<Organization>) -> Result<(), DbError> {
    act.run("update drafts set organization_id = $2 where id = $1", values![id, school])?;
    Ok(())
}

/// Throws a draft away.
pub(super) fn remove(act: &mut Act<'_>, id: Id<Draft>) -> Result<(), Failure> {
    touch(act, id)?;
    let now = act.at();
    let sql = "update drafts set removed_at = $2 where id = $1 and application_id is null";
    if act.run(sql, values![id, now])? == 1 { Ok(()) } else { Err(Failure::Conflict(GONE.into())) }
}

/// Leaves a draft to its teacher: nobody fills it in for them, until a coordinator of the school begins with it again.
pub(super) fn let_go(act: &mut Act<'_>, id: Id<Draft>) -> Result<(), Failure> {
    touch(act, id)?;
    let now = act.at();
    let sql = "update drafts set helper_id = null, let_go_at = $2
         where id = $1 and helper_id is not null and application_id is null and removed_at is null";
    if act.run(sql, values![id, now])? == 1 { Ok(()) } else { Err(Failure::Conflict(GONE.into())) }
}

/// The draft an application was made of; none when it came otherwise.
pub(super) fn of_application(reader: &mut Reader, id: Id<Application>) -> Result<Option<Draft>, DbError> {
    reader.row(&format!("{DRAFT} where d.application_id = $1 and d.removed_at is null"), values![id], draft)
}

/// Holds the draft of an application that is put right, as it was seen.
///
/// # Errors
/// Conflict when something in it was changed since it was read, or nobody waits for corrections any more.
pub(super) fn resubmitted(act: &mut Act<'_>, seen: &Draft) -> Result<(), Failure> {
    let now = act.at();
    let done = act.run(
        "update drafts set changed_at = case when changed_at >= $3 then changed_at + 1 else $3 end
         where id = $1 and changed_at = $2 and removed_at is null
             and exists (select 1 from applications a where a.id = drafts.application_id and a.stage = 'fix_requested')",
        values![seen.id, seen.changed_at, now],
    )?;
    if done == 1 { Ok(()) } else { Err(Failure::Conflict(CHANGED.into())) }
}

/// Says what a draft became; it was held as it was seen.
///
/// # Errors
/// Conflict when something in it was changed since it was read.
pub(super) fn submitted(act: &mut Act<'_>, seen: &Draft, application: Id<Application>) -> Result<(), Failure> {
    let done = act.run(
        "update drafts set application_id = $3 where id = $1 and changed_at = $2 and application_id is null and removed_at is null",
        values![seen.id, seen.changed_at, application],
    )?;
    if done == 1 {
        return Ok(());
    }
    Err(Failure::Conflict(CHANGED.into()))
}
