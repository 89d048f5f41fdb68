//! The SQL of applications.

use crate::accounts::Role;
use crate::documents::{CORRECTED_ORIGINAL, Kind};
use crate::platform::act::Act;
use crate::platform::among::change_among;
use crate::platform::clock::Day;
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::Failure;
use crate::platform::ids::Id;
use crate::platform::names::FullName;
use crate::platform::record::{BadColumn, Record};
use crate::values;

use super::clocks;
use super::filing::Filed;
use super::model::{Application, Category};
use super::moves::Move;
use super::register::NewApplication;
use super::sought;
use super::stage::Stage;
use super::stage_sql::{awaits_award, reached};

/// What `read` reads, in its order; `a` is the application, `t` the teacher, `o` the school, `p` the post.
pub const COLUMNS: &str = concat!(
    "a.id, a.number, a.teacher_id, coalesce(a.surname, t.surname), coalesce(a.given, t.given), coalesce(a.patronymic, t.patronymic), t.email, t.phone, a.organization_id, o.name, o.municipality,
     a.post_code, p.name, a.subject, a.experience, a.current_category, a.category, a.received_on, a.due_on, a.stage, a.documents_checked_at, a.documents_present,
     a.channel, a.outer_number, a.submitted_on, a.registered_on, a.group_size, cast(case when ",
    awaits_award!(),
    " then 1 else 0 end as bigint), ",
    reached!(),
    ", a.created_at, t.organization_id"
);

/// The tables behind `COLUMNS`, joined by key.
pub const JOINS: &str = "join teachers t on t.id = a.teacher_id join organizations o on o.id = a.organization_id join posts p on p.code = a.post_code";

/// How many columns `read` takes: what a query adds comes after them.
pub const WIDTH: usize = 31;

/// Reads an application out of `COLUMNS`.
pub fn read(row: &Record<'_>) -> Result<Application, BadColumn> {
    Ok(Application {
        id: row.get(0)?,
        number: row.get(1)?,
        teacher: row.get(2)?,
        name: FullName::read(row, 3)?,
        email: row.get(6)?,
        phone: row.get(7)?,
        school: row.get(8)?,
        school_name: row.get(9)?,
        municipality: row.get(10)?,
        post_code: row.get(11)?,
        post: row.get(12)?,
        subject: row.get(13)?,
        experience: row.get(14)?,
        current_category: Category::parse(&row.get::<String>(15)?),
        category: row.get(16)?,
        received_on: row.get(17)?,
        due_on: row.get(18)?,
        stage: row.get(19)?,
        documents_checked_at: row.get(20)?,
        documents_present: row.get(21)?,
        filed: Filed::read(row, 22)?,
        group_size: row.get(26)?,
        awaits_award: row.get::<i64>(27)? == 1,
        reached: row.get(28)?,
        written_at: row.get(29)?,
        works_at: row.get(30)?,
    })
}

/// An application by its id.
pub fn by_id(reader: &mut Reader, id: Id<Application>) -> Result<Option<Application>, DbError> {
    reader.row(&format!("select {COLUMNS} from applications a {JOINS} where a.id = $1"), values![id], read)
}

/// The last days of an application: considered, decided. Hidden when there is none.
pub fn last_days(reader: &mut Reader, id: Id<Application>) -> Result<(Day, Day), Failure> {
    let sql = "select consider_by, decide_by from applications where id = $1";
    reader.row(sql, values![id], |row| Ok((row.get(0)?, row.get(1)?)))?.ok_or(Failure::Hidden)
}

/// The last day of the commission's decision: by the day of receipt, by the beginning of the attestation once it is set, or by
/// its end as the Centre has set it, whichever comes first.
///
/// # Errors
/// Hidden when there is no such application.
pub fn decision_by(reader: &mut Reader, id: Id<Application>) -> Result<Day, Failure> {
    reader
        .row("select decision_by from applications where id = $1", values![id], |row| row.get(0))?
        .ok_or(Failure::Hidden)
}

/// Keeps that day anew: a clock it is the earliest of has begun, or has begun anew.
pub fn keep_decision_by(act: &mut Act<'_>, id: Id<Application>) -> Result<(), DbError> {
    let sql = format!("update applications set decision_by = {EARLIEST} where id = $1");
    act.run(&sql, values![id]).map(|_| ())
}

/// How it is found, of `applications`.
const EARLIEST: &str = "coalesce((select min(k.due_on) from case_clocks k
    where k.application_id = applications.id and k.code in ('D02', 'ends') and k.dropped_at is null
        and k.due_on < applications.decide_by), applications.decide_by)";

/// The last day the rules allow, wherever the Centre has set the end of the attestation; a column, of applications as `a`.
pub const LAWFUL_BY: &str =
    "coalesce((select k.due_on from case_clocks k where k.application_id = a.id and k.code = 'D02'
    and k.dropped_at is null and k.due_on < a.decide_by), a.decide_by)";

/// When an application, as `a`, was signed last: here, by the last original on paper, or when it was written down; a column.
pub fn signed_at() -> String {
    format!(
        "coalesce((select s.signed_at from application_signatures s where s.application_id = a.id),
         (select max(o.added_at) from documents o where o.application_id = a.id and o.kind = '{}' and o.removed_at is null
             and o.title = '{CORRECTED_ORIGINAL}'), a.created_at)",
        Kind::Application.code()
    )
}

/// The application of a number: «2026-0417».
pub fn by_number(reader: &mut Reader, number: &str) -> Result<Option<Application>, DbError> {
    let Some((year, ordinal)) = sought::number(number) else { return Ok(None) };
    let sql = format!("select {COLUMNS} from applications a {JOINS} where a.year = $1 and a.ordinal = $2");
    reader.row(&sql, values![year, ordinal], read)
}

/// The only way a stage ever changes; a second hand gets a conflict. Whoever acts in a role that does not make this move
/// should have been turned away by a guard: then the fault is ours.
pub fn step(act: &mut Act<'_>, case: &Application, mv: Move) -> Result<Stage, Failure> {
    if let Some(role) = Role::parse(act.role()).filter(|role| !mv.made_by().contains(role)) {
        return Err(Failure::Broken(anyhow::anyhow!("{} may not make the move {mv:?}", role.code())));
    }
    let next = case.after(mv)?;
    let now = act.at();
    let changed = act.run(
        "update applications set stage = $3, changed_at = $4,
             over_at = case when $3 in ('published', 'withdrawn', 'intake_refused') then $4 else over_at end
         where id = $1 and stage = $2",
        values![case.id, case.stage.code(), next.code(), now],
    )?;
    if changed == 1 {
        clocks::moved(act, case, mv)?;
        Ok(next)
    } else {
        Err(Failure::Conflict("Пока вы работали, дело изменил кто-то другой. Откройте его заново.".into()))
    }
}

/// Holds the row of a case to the end of the act, proving that it still stands where it was seen.
pub fn hold(act: &mut Act<'_>, case: &Application) -> Result<(), Failure> {
    let now = act.at();
    let held = act.run(
        "update applications set changed_at = $3 where id = $1 and stage = $2",
        values![case.id, case.stage.code(), now],
    )?;
    if held == 1 {
        Ok(())
    } else {
        Err(Failure::Conflict("Пока вы работали, дело изменил кто-то другой. Откройте его заново.".into()))
    }
}

/// Marks cases as changed in an act that tells something of them and moves none.
pub fn touch(act: &mut Act<'_>, ids: &[Id<Application>]) -> Result<(), DbError> {
    let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
    let (now, ids): (_, Vec<&str>) = (act.at(), ids.iter().map(String::as_str).collect());
    change_among(act, "update applications set changed_at = $1 where id in (MANY)", values![now], &ids).map(|_| ())
}

/// Numbers of the cases in these stages that changed last, the newest change first.
pub fn last_changed(reader: &mut Reader, stages: &[Stage], most: i64) -> Result<Vec<String>, DbError> {
    let of_stage = |stage: &Stage| {
        format!(
            "select * from (select number, changed_at, id from applications where stage = '{0}' order by changed_at desc, id desc limit $1) {0}",
            stage.code()
        )
    };
    let parts: Vec<String> = stages.iter().map(of_stage).collect();
    let sql = format!(
        "select n.number from ({}) n order by n.changed_at desc, n.id desc limit $1",
        parts.join(" union all ")
    );
    reader.rows(&sql, values![most], |row| row.get(0))
}

/// Counts again which of the needed kinds of documents are there, once one was added or taken away.
pub fn count_documents(act: &mut Act<'_>, id: Id<Application>) -> Result<(), DbError> {
    act.run(
        "update applications set documents_present = (select count(distinct d.kind) from documents d where d.application_id = $1 and d.removed_at is null
             and (d.kind in ('application', 'diploma', 'courses', 'results') or (d.kind = 'category' and applications.current_category <> '')
                  or (d.kind = 'petition' and applications.category in ('methodist', 'mentor'))))
         where id = $1",
        values![id],
    )?;
    Ok(())
}

/// Puts right what a teacher says of an application that waits for corrections: the subject, the experience, the category
/// held, the teacher's address and phone. The post, the category and the person stay.
///
/// # Errors
/// Conflict when it waits for no corrections any more.
pub fn correct(act: &mut Act<'_>, case: &Application, new: &NewApplication) -> Result<(), Failure> {
    let now = act.at();
    let held = new.current_category.map_or("", Category::code);
    let changed = act.run(
        "update applications set subject = $2, experience = $3, current_category = $4, changed_at = $5
         where id = $1 and stage = 'fix_requested'",
        values![case.id, &new.subject, new.experience, held, now],
    )?;
    if changed != 1 {
        return Err(Failure::Conflict("Исправлений по этому заявлению уже не ждут. Откройте дело заново.".into()));
    }
    let sql = "update teachers set email = $2, phone = $3 where id = $1";
    act.run(sql, values![case.teacher, &new.teacher.email, &new.teacher.phone])?;
    Ok(())
}

/// Writes down whether the teacher wants to be present when the commission considers the application.
///
/// # Errors
/// When the database does not answer.
pub fn wish_to_attend(act: &mut Act<'_>, id: Id<Application>, wishes: bool) -> Result<(), DbError> {
    let code = if wishes { "yes" } else { "no" };
    act.run("update applications set attends = $2 where id = $1", values![id, code]).map(|_| ())
}

/// The coordinator's mark «документы проверены», put on or taken off.
pub fn mark_documents_checked(act: &mut Act<'_>, id: Id<Application>, checked: bool) -> Result<(), DbError> {
    let (now, who) = (act.at(), act.account());
    act.run(
        "update applications set documents_checked_at = $2, documents_checked_by = $3, changed_at = $4 where id = $1",
        values![id, checked.then_some(now), checked.then_some(who), now],
    )?;
    Ok(())
}
