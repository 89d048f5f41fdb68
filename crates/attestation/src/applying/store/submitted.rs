//! The SQL of what was submitted: answers, courses, the signature.

use crate::accounts::{Account, Organization};
use crate::applications::Application;
use crate::platform::act::Act;
use crate::platform::clock::{Day, Moment};
use crate::platform::engine::{DbError, Reader};
use crate::platform::ids::Id;
use crate::platform::many;
use crate::platform::record::{BadColumn, Record, Value};
use crate::values;

/// An answer as it was submitted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in super::super) struct Reply {
    pub(in super::super) part: String,
    pub(in super::super) question: String,
    pub(in super::super) answer: String,
}

/// Courses taken.
#[derive(Debug, Clone)]
pub(in super::super) struct Course {
    pub(in super::super) id: Id<Course>,
    pub(in super::super) title: String,
    pub(in super::super) hours: i64,
    pub(in super::super) taken_on: Day,
    pub(in super::super) document: String,
}

impl Course {
    /// Whether both are the same courses: the same document of the same day.
    pub(in super::super) fn is_of(&self, other: &Self) -> bool {
        (&self.title, &self.document, self.taken_on) == (&other.title, &other.document, other.taken_on)
    }
}

/// A simple electronic signature under an application.
#[derive(Debug, Clone)]
pub(in super::super) struct Signature {
    pub(in super::super) account: Id<Account>,
    pub(in super::super) hash: String,
    pub(in super::super) file_key: String,
    pub(in super::super) size: i64,
    pub(in super::super) agreement: String,
    pub(in super::super) signed_at: Moment,
    pub(in super::super) address: String,
}

/// Writes down what was submitted.
pub(in super::super) fn keep_submitted(
    act: &mut Act<'_>,
    id: Id<Application>,
    answers: &[Reply],
    courses: &[Course],
) -> Result<(), DbError> {
    let rows = answers.iter().zip(0_i64..).map(|(one, place)| -> [Value<'_>; 5] {
        [id.into(), place.into(), (&one.part).into(), (&one.question).into(), (&one.answer).into()]
    });
    many::insert(
        act,
        "insert into application_answers (application_id, place, part, question, answer) values ROWS",
        rows,
    )?;
    let rows = courses.iter().zip(0_i64..).map(|(one, place)| -> [Value<'_>; 6] {
        [id.into(), place.into(), (&one.title).into(), one.hours.into(), one.taken_on.into(), (&one.document).into()]
    });
    many::insert(
        act,
        "insert into application_courses (application_id, place, title, hours, taken_on, document) values ROWS",
        rows,
    )
}

/// Writes down the signature under what was submitted.
pub(in super::super) fn keep_signature(
    act: &mut Act<'_>,
    id: Id<Application>,
    signature: &Signature,
) -> Result<(), DbError> {
    act.run(
        "insert into application_signatures (application_id, account_id, hash, file_key, size, agreement, signed_at, address)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        values![
            id,
            signature.account,
            &signature.hash,
            &signature.file_key,
            signature.size,
            &signature.agreement,
            signature.signed_at,
            &signature.address
        ],
    )?;
    Ok(())
}

/// Writes down what was submitted in place of what was submitted before.
pub(in super::super) fn keep_again(
    act: &mut Act<'_>,
    id: Id<Application>,
    answers: &[Reply],
    courses: &[Course],
) -> Result<(), DbError> {
    for table in ["application_answers", "application_courses"] {
        act.run(&format!("delete from {table} where application_id = $1"), values![id])?;
    }
    keep_submitted(act, id, answers, courses)
}

/// Writes a new signature down; the one that stood before stays beside it.
pub(in super::super) fn sign_again(
    act: &mut Act<'_>,
    id: Id<Application>,
    signature: &Signature,
) -> Result<(), DbError> {
    let columns = format!("application_id, {SIGNED}");
    let kept = format!(
        "insert into earlier_signatures ({columns}) select {columns} from application_signatures where application_id = $1"
    );
    act.run(&kept, values![id])?;
    act.run("delete from application_signatures where application_id = $1", values![id])?;
    keep_signature(act, id, signature)
}

/// Answers of an application, in their order.
pub(in super::super) fn answers_of(reader: &mut Reader, id: Id<Application>) -> Result<Vec<Reply>, DbError> {
    let sql = "select part, question, answer from application_answers where application_id = $1 order by place";
    reader.rows(sql, values![id], |row| Ok(Reply { part: row.get(0)?, question: row.get(1)?, answer: row.get(2)? }))
}

/// Courses of an application, in their order.
pub(in super::super) fn courses_of_case(reader: &mut Reader, id: Id<Application>) -> Result<Vec<Course>, DbError> {
    let sql =
        "select title, hours, taken_on, document from application_courses where application_id = $1 order by place";
    reader.rows(sql, values![id], course)
}

/// Courses of a teacher's earlier applications, each once, those of the newest first; as many as one draft takes. `school` narrows
/// them to the cases of one school.
pub(in super::super) fn earlier_courses(
    reader: &mut Reader,
    account: Id<Account>,
    school: Option<Id<Organization>>,
) -> Result<Vec<Course>, DbError> {
    let school = school.map(|id| id.to_string()).unwrap_or_default();
    let sql =
        "select x.title, x.hours, x.taken_on, x.document from teachers t join applications a on a.teacher_id = t.id
         join application_courses x on x.application_id = a.id where t.account_id = $1
             and ($2 = '' or a.organization_id = $2)
         order by a.created_at desc, a.id desc, x.place limit 50";
    let all = reader.rows(sql, values![account, school], course)?;
    let mut once: Vec<Course> = Vec::new();
    for one in all {
        if !once.iter().any(|known| known.is_of(&one)) {
            once.push(one);
        }
    }
    Ok(once)
}

fn course(row: &Record<'_>) -> Result<Course, BadColumn> {
    Ok(Course { id: Id::new(), title: row.get(0)?, hours: row.get(1)?, taken_on: row.get(2)?, document: row.get(3)? })
}

/// The signature under an application; none when it came otherwise.
pub(in super::super) fn signature_of(reader: &mut Reader, id: Id<Application>) -> Result<Option<Signature>, DbError> {
    let sql = format!("select {SIGNED} from application_signatures where application_id = $1");
    reader.row(&sql, values![id], signature)
}

/// The signatures that stood before the last one, the first of them first.
pub(in super::super) fn earlier_signatures(
    reader: &mut Reader,
    id: Id<Application>,
) -> Result<Vec<Signature>, DbError> {
    let sql = format!("select {SIGNED} from earlier_signatures where application_id = $1 order by signed_at");
    reader.rows(&sql, values![id], signature)
}

/// What is kept of a signature.
const SIGNED: &str = "account_id, hash, file_key, size, agreement, signed_at, address";

fn signature(row: &Record<'_>) -> Result<Signature, BadColumn> {
    Ok(Signature {
        account: row.get(0)?,
        hash: row.get(1)?,
        file_key: row.get(2)?,
        size: row.get(3)?,
        agreement: row.get(4)?,
        signed_at: row.get(5)?,
        address: row.get(6)?,
    })
}
