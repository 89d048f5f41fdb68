//! The SQL of teachers and applications.

use crate::platform::act::Act;
use crate::platform::among::among;
use crate::platform::clock::Day;
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::Failure;
use crate::platform::ids::Id;
use crate::platform::names::{FullName, key};
use crate::platform::record::{BadColumn, Record};
use crate::values;

use super::model::{Application, Category, NewTeacher, Snils, Teacher};
use super::stage::{Move, Stage};

/// What `read` reads, in its order; `a` is the application, `t` the teacher, `o` the school, `p` the post.
pub const COLUMNS: &str = "a.id, a.number, a.teacher_id, t.surname, t.given, t.patronymic, t.email, t.phone, a.organization_id, o.name, o.municipality,
    a.post_code, p.name, a.subject, a.experience, a.current_category, a.category, a.received_on, a.due_on, a.stage, a.documents_checked_at,
    (select count(distinct d.kind) from documents d where d.application_id = a.id and d.removed_at is null
        and (d.kind in ('application', 'diploma', 'courses', 'results') or (d.kind = 'category' and a.current_category <> '')
             or (d.kind = 'petition' and a.category in ('methodist', 'mentor'))))";

/// The tables behind `COLUMNS`, joined by key.
pub const JOINS: &str = "join teachers t on t.id = a.teacher_id join organizations o on o.id = a.organization_id join posts p on p.code = a.post_code";

/// How many columns `read` takes: what a query adds comes after them.
pub const WIDTH: usize = 22;

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
    })
}

/// An application by its id.
pub fn by_id(reader: &mut Reader, id: Id<Application>) -> Result<Option<Application>, DbError> {
    reader.row(&format!("select {COLUMNS} from applications a {JOINS} where a.id = $1"), values![id], read)
}

/// A post that may be attested.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Post {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
}

/// Every post, by name.
pub fn posts(reader: &mut Reader) -> Result<Vec<Post>, DbError> {
    reader.rows("select code, name from posts order by name_key", &[], |row| {
        Ok(Post { code: row.get(0)?, name: row.get(1)? })
    })
}

/// The post people name: any case, stray spaces.
pub fn post_named(reader: &mut Reader, name: &str) -> Result<Option<Post>, DbError> {
    reader.row("select code, name from posts where name_key = $1", values![key(name)], |row| {
        Ok(Post { code: row.get(0)?, name: row.get(1)? })
    })
}

/// The number of days a dated term gives for something that began on `day`.
///
/// # Errors
/// When no term of this code is in force on that day: the centre must set one.
pub fn dated_term(reader: &mut Reader, code: &str, day: Day) -> Result<i64, Failure> {
    let days = reader.row(
        "select days from terms where code = $1 and valid_from <= $2 and valid_to >= $2 order by valid_from desc",
        values![code, day],
        |row| row.get::<i64>(0),
    )?;
    days.ok_or_else(|| {
        Failure::Conflict(format!(
            "На {} не задан срок рассмотрения. Проверьте дату получения заявления.",
            crate::platform::words::day(day)
        ))
    })
}

/// A teacher known by СНИЛС.
pub fn teacher_by_snils(reader: &mut Reader, snils: &Snils) -> Result<Option<Id<Teacher>>, DbError> {
    reader.row("select id from teachers where snils = $1", values![snils.as_str()], |row| row.get(0))
}

/// A teacher known by СНИЛС, with one of their applications that is not withdrawn.
#[derive(Debug, Clone)]
pub struct KnownTeacher {
    /// СНИЛС, eleven digits.
    pub snils: String,
    /// The name.
    pub name: FullName,
    /// Code of the post, code of the category and number of the application; none when there is none.
    pub application: Option<(String, String, String)>,
}

/// What is known of these teachers, a row for each of their applications.
pub fn known_among(reader: &mut Reader, snils: &[&str]) -> Result<Vec<KnownTeacher>, DbError> {
    let sql = "select t.snils, t.surname, t.given, t.patronymic, a.post_code, a.category, a.number
         from teachers t left join applications a on a.teacher_id = t.id and a.stage <> 'withdrawn' where t.snils in (MANY)";
    among(reader, sql, &[], snils, |row| {
        let post: Option<String> = row.get(4)?;
        let application = post.map(|post| Ok((post, row.get(5)?, row.get(6)?)));
        Ok(KnownTeacher { snils: row.get(0)?, name: FullName::read(row, 1)?, application: application.transpose()? })
    })
}

/// Writes a teacher down, or brings what is known of one with this СНИЛС up to date.
pub fn save_teacher(act: &mut Act<'_>, new: &NewTeacher) -> Result<Id<Teacher>, DbError> {
    let (id, now) = (Id::<Teacher>::new(), act.at());
    act.run(
        "insert into teachers (id, surname, given, patronymic, name_key, born, snils, email, phone, organization_id, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
         on conflict (snils) do update set surname = excluded.surname, given = excluded.given, patronymic = excluded.patronymic, name_key = excluded.name_key,
             born = excluded.born, email = excluded.email, phone = excluded.phone, organization_id = excluded.organization_id",
        values![id, &new.name.surname, &new.name.given, &new.name.patronymic, new.name.key(), new.born, new.snils.as_str(), &new.email, &new.phone, new.school, now],
    )?;
    let teacher = teacher_by_snils(act, &new.snils)?
        .ok_or_else(|| DbError::Stopped("a teacher just written is not there".to_owned()))?;
    rename_cases(act, teacher, &new.name.key())?;
    Ok(teacher)
}

/// Cases are searched by their teacher's name: a name that has changed changes there too.
fn rename_cases(act: &mut Act<'_>, teacher: Id<Teacher>, name_key: &str) -> Result<(), DbError> {
    let renamed = act.rows(
        "select id, due_on from applications where teacher_id = $1 and name_key <> $2",
        values![teacher, name_key],
        |row| Ok((row.get::<Id<Application>>(0)?, row.get::<Day>(1)?)),
    )?;
    for (id, due_on) in renamed {
        act.run("update applications set name_key = $2 where id = $1", values![id, name_key])?;
        act.run("delete from application_words where application_id = $1", values![id])?;
        write_words(act, id, due_on, name_key)?;
    }
    Ok(())
}

fn write_words(act: &mut Act<'_>, id: Id<Application>, due_on: Day, name_key: &str) -> Result<(), DbError> {
    for word in name_key.split(' ') {
        act.run(
            "insert into application_words (word, due_on, application_id) values ($1, $2, $3) on conflict do nothing",
            values![word, due_on, id],
        )?;
    }
    Ok(())
}

/// An application to be written down.
#[derive(Debug, Clone)]
pub struct NewApplication {
    /// The teacher.
    pub teacher: NewTeacher,
    /// The post's code.
    pub post_code: String,
    /// The subject; may be empty.
    pub subject: String,
    /// Whole years.
    pub experience: Option<i64>,
    /// The category held.
    pub current_category: Option<Category>,
    /// The category claimed.
    pub category: Category,
    /// The day it was received.
    pub received_on: Day,
}

/// What became of an application that was to be written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It was written down.
    Made(Id<Application>),
    /// The same teacher already has one for this post and category that was not withdrawn.
    Known(Id<Application>),
}

/// Writes an application down under the next number of its year.
pub fn create(act: &mut Act<'_>, new: &NewApplication) -> Result<Outcome, Failure> {
    let known = act.row(
        "select a.id from applications a join teachers t on t.id = a.teacher_id
         where t.snils = $1 and a.post_code = $2 and a.category = $3 and a.stage <> 'withdrawn' order by a.id desc",
        values![new.teacher.snils.as_str(), &new.post_code, new.category.code()],
        |row| row.get::<Id<Application>>(0),
    )?;
    if let Some(known) = known {
        return Ok(Outcome::Known(known));
    }
    let teacher = save_teacher(act, &new.teacher)?;
    let year = i64::from(new.received_on.0.year());
    let ordinal = act.next_number(&format!("applications:{year}"))?;
    let (id, now) = (Id::new(), act.at());
    let due_on = new.received_on.plus(dated_term(act, "result", new.received_on)?);
    act.run(
        "insert into applications (id, number, year, ordinal, teacher_id, organization_id, post_code, subject, experience, current_category, category,
             received_on, due_on, stage, name_key, documents_checked_at, documents_checked_by, created_at, changed_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, null, null, $16, $16)",
        values![
            id,
            format!("{year}-{ordinal:04}"),
            year,
            ordinal,
            teacher,
            new.teacher.school,
            &new.post_code,
            &new.subject,
            new.experience,
            new.current_category.map_or("", Category::code),
            new.category.code(),
            new.received_on,
            due_on,
            Stage::Registered.code(),
            new.teacher.name.key(),
            now
        ],
    )?;
    write_words(act, id, due_on, &new.teacher.name.key())?;
    Ok(Outcome::Made(id))
}

/// The only way a stage ever changes; a second hand gets a conflict.
pub fn step(act: &mut Act<'_>, case: &Application, mv: Move) -> Result<Stage, Failure> {
    let next = case.stage.after(mv)?;
    let now = act.at();
    let changed = act.run(
        "update applications set stage = $3, changed_at = $4 where id = $1 and stage = $2",
        values![case.id, case.stage.code(), next.code(), now],
    )?;
    if changed == 1 {
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

/// The coordinator's mark «документы проверены», put on or taken off.
pub fn mark_documents_checked(act: &mut Act<'_>, id: Id<Application>, checked: bool) -> Result<(), DbError> {
    let (now, who) = (act.at(), act.account());
    act.run(
        "update applications set documents_checked_at = $2, documents_checked_by = $3, changed_at = $4 where id = $1",
        values![id, checked.then_some(now), checked.then_some(who), now],
    )?;
    Ok(())
}
