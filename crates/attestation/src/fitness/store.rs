//! The SQL of attestations for fitness: the workers of a school and their attestations as they are read; what changes them is beside.

mod corrections;
mod known;
mod presentations;
mod schedules;
mod sessions;
mod stated;
mod steps;
mod terms;

pub(super) use corrections::{corrections, keep_correction};
pub(super) use known::{
    add_post, has_namesake, is_as_seen, is_attested_otherwise, is_held, posts_of, put_beside, remember, remove,
    save_facts,
};
pub(super) use presentations::{hold_unshown, presentation, save_presentation, written};
pub(super) use schedules::{beside, change_schedule, put_schedule_right};
pub(super) use sessions::{heard, last_session, protocols_of};
pub(super) use stated::{changed_in, keep_changed, keep_ordered, keep_stated, ordered, orders_of, stated_of};
pub(super) use steps::{begin, correct, file, step};
pub(super) use terms::{KeptTerms, rules_of, rules_on, terms_at, terms_going, terms_of};

use crate::accounts::Organization;
use crate::applications::Teacher;
use crate::platform::clock::Day;
use crate::platform::engine::{DbError, Reader};
use crate::platform::ids::Id;
use crate::platform::names::FullName;
use crate::platform::record::{BadColumn, Column, Record};
use crate::values;

use super::model::{Case, Facts, Ground, Held, Since, Worker};
use super::stage::Stage;
use super::thresholds::Thresholds;
use super::votes::Votes;

/// Columns of a case, from the place they are read at.
const CASE: &str = "c.id, c.post_code, c.stage, c.began_on, c.order_number, c.order_on, c.listed_on, c.session_on, c.shown_on, c.witnesses, c.filed_on,
    c.protocol_number, c.members, c.votes_for, c.votes_against, c.is_absent, c.extract_by, c.extracted_on, c.acquaint_by, c.acquainted_on, c.reason,
    c.least_members, c.least_witnesses, c.quorum_part, c.quorum_of, c.tie_fits, c.present, c.extract_witnesses, c.absent, c.unfit_because, c.votes_abstained,
    c.scheduled_on, c.order_witnesses, c.unheld_because, c.changed_at";
/// Columns of a worker of a school, `o`.
const WORKER: &str = "t.id, t.surname, t.given, t.patronymic, t.born, t.snils, o.id, p.name, w.post_code, w.post_since,
    w.previous_on, w.previous_fits, w.ground, w.ground_until, w.place, w.post_until, w.removed_at, t.organization_id, w.is_beside, w.changed_at";
/// How many columns a worker takes.
const WIDTH: usize = 20;
/// A row for each post held in a school, `o`; one for a teacher of it of whom nothing is known yet. What a school has written
/// down stays in its reach when the teacher moves.
const JOINS: &str = "teachers t join organizations o on o.id = SCHOOL
    left join fitness_workers w on w.teacher_id = t.id and w.organization_id = o.id
    left join posts p on p.code = w.post_code
    left join fitness_cases c on c.teacher_id = t.id and c.organization_id = o.id and c.place = coalesce(w.place, 1)
        and c.stage not in ('closed', 'exempt')";

fn day_at(row: &Record<'_>, place: usize) -> Result<Option<Day>, BadColumn> {
    let text: Option<String> = row.get(place)?;
    text.is_some().then(|| Day::read(row, place)).transpose()
}

fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::to_owned).collect()
}

fn case_at(row: &Record<'_>, at: usize) -> Result<Case, BadColumn> {
    let (number, order_on): (String, _) = (row.get(at + 4)?, day_at(row, at + 5)?);
    let (fors, against): (Option<i64>, Option<i64>) = (row.get(at + 13)?, row.get(at + 14)?);
    let abstained = row.get(at + 30)?;
    Ok(Case {
        id: row.get(at)?,
        post_code: row.get(at + 1)?,
        stage: row.get(at + 2)?,
        began_on: row.get(at + 3)?,
        order: order_on.map(|on| (number, on)),
        listed_on: day_at(row, at + 6)?,
        session_on: day_at(row, at + 7)?,
        shown_on: day_at(row, at + 8)?,
        witnesses: lines(&row.get::<String>(at + 9)?),
        filed_on: day_at(row, at + 10)?,
        protocol: row.get(at + 11)?,
        members: lines(&row.get::<String>(at + 12)?),
        votes: fors.zip(against).map(|(fors, against)| Votes { fors, against, abstained }),
        is_absent: row.get(at + 15)?,
        extract_by: day_at(row, at + 16)?,
        extracted_on: day_at(row, at + 17)?,
        acquaint_by: day_at(row, at + 18)?,
        acquainted_on: day_at(row, at + 19)?,
        reason: row.get(at + 20)?,
        thresholds: Thresholds {
            members: row.get(at + 21)?,
            witnesses: row.get(at + 22)?,
            quorum: (row.get(at + 23)?, row.get(at + 24)?),
            tie_fits: row.get(at + 25)?,
        },
        present: row.get(at + 26)?,
        extract_witnesses: lines(&row.get::<String>(at + 27)?),
        absent: row.get::<Option<String>>(at + 28)?.map(|text| lines(&text)),
        unfit_because: row.get(at + 29)?,
        scheduled_on: day_at(row, at + 31)?,
        order_witnesses: lines(&row.get::<String>(at + 32)?),
        unheld_because: row.get(at + 33)?,
        version: row.get(at + 34)?,
    })
}

fn facts(row: &Record<'_>) -> Result<Option<Facts>, BadColumn> {
    let Some(post_code) = row.get::<Option<String>>(8)? else { return Ok(None) };
    let (previous_on, fits): (_, Option<i64>) = (day_at(row, 10)?, row.get(11)?);
    let ground = day_at(row, 13)?.map(|last| Ok((Ground::read(row, 12)?, last))).transpose()?;
    let previous = previous_on.zip(fits.map(|fits| fits != 0));
    Ok(Some(Facts { post_code, since: row.get(9)?, until: day_at(row, 15)?, previous, ground }))
}

fn worker(row: &Record<'_>) -> Result<Worker, BadColumn> {
    let (school, now): (Id<Organization>, Id<Organization>) = (row.get(6)?, row.get(17)?);
    let is_beside = row.get::<Option<i64>>(18)?.is_some_and(|beside| beside != 0);
    Ok(Worker {
        id: row.get(0)?,
        place: row.get::<Option<i64>>(14)?.unwrap_or(Held::FIRST),
        name: FullName::read(row, 1)?,
        born: row.get(4)?,
        snils: row.get(5)?,
        school,
        post: row.get::<Option<String>>(7)?.unwrap_or_default(),
        facts: facts(row)?,
        is_removed: row.get::<Option<i64>>(16)?.is_some(),
        is_elsewhere: now != school && !is_beside,
        is_beside,
        case: row.get::<Option<String>>(WIDTH)?.map(|_| case_at(row, WIDTH)).transpose()?,
        version: row.get::<Option<i64>>(19)?.unwrap_or_default(),
    })
}

/// Everybody of a school, those too who have moved since: a school is small, and who is due follows from all that is known
/// of each.
pub(super) fn of_school(reader: &mut Reader, school: Id<Organization>) -> Result<Vec<Worker>, DbError> {
    let joins = JOINS.replace("SCHOOL", "$1");
    let sql = format!(
        "select {WORKER}, {CASE} from {joins} where t.erasure_id is null and t.id in (
             select id from teachers where organization_id = $1 union select teacher_id from fitness_workers where organization_id = $1)"
    );
    reader.rows(&sql, values![school], worker)
}

/// Everybody whose attestation is under way, in every school.
pub(super) fn going(reader: &mut Reader) -> Result<Vec<Worker>, DbError> {
    let sql = format!(
        "select {WORKER}, {CASE} from fitness_cases c join teachers t on t.id = c.teacher_id join organizations o on o.id = c.organization_id
         left join fitness_workers w on w.teacher_id = c.teacher_id and w.organization_id = c.organization_id and w.place = c.place
         left join posts p on p.code = c.post_code where c.stage not in ('closed', 'exempt') and t.erasure_id is null order by c.organization_id, c.id"
    );
    reader.rows(&sql, &[], worker)
}

/// One teacher in the first post, with the attestation under way.
///
/// # Errors
/// When the database does not answer.
pub fn by_id(reader: &mut Reader, id: Id<Teacher>) -> Result<Option<Worker>, DbError> {
    let joins = JOINS.replace("SCHOOL", "t.organization_id");
    let sql = format!(
        "select {WORKER}, {CASE} from {joins} where t.id = $1 and coalesce(w.place, 1) = $2 and t.erasure_id is null"
    );
    reader.row(&sql, values![id, Held::FIRST], worker)
}

/// One teacher in one post of a school, with the attestation under way: a teacher of the school, or one of whom it has
/// written something down.
pub(super) fn held(reader: &mut Reader, of: Held, school: Id<Organization>) -> Result<Option<Worker>, DbError> {
    let joins = JOINS.replace("SCHOOL", "$3");
    let sql = format!(
        "select {WORKER}, {CASE} from {joins} where t.id = $1 and coalesce(w.place, 1) = $2 and t.erasure_id is null
             and (t.organization_id = o.id or w.teacher_id is not null)"
    );
    reader.row(&sql, values![of.teacher, of.place, school], worker)
}

/// What is under way of a teacher in a school, whatever the post.
pub(super) fn going_of(reader: &mut Reader, of: &Worker) -> Result<Vec<Case>, DbError> {
    let sql = format!(
        "select {CASE} from fitness_cases c where c.teacher_id = $1 and c.organization_id = $2 and c.stage not in ('closed', 'exempt') order by c.place"
    );
    reader.rows(&sql, values![of.id, of.school], |row| case_at(row, 0))
}

/// The newest attestations of a teacher in a post, the last first.
pub(super) fn history(reader: &mut Reader, of: &Worker, most: i64) -> Result<Vec<Case>, DbError> {
    let sql = format!(
        "select {CASE} from fitness_cases c where c.teacher_id = $1 and c.organization_id = $2 and c.place = $3
         order by c.began_on desc, c.id desc limit $4"
    );
    reader.rows(&sql, values![of.id, of.school, of.place, most], |row| case_at(row, 0))
}

/// An attestation of a teacher in a post that is over.
pub(super) fn ended(reader: &mut Reader, of: &Worker, id: Id<Case>) -> Result<Option<Case>, DbError> {
    let sql = format!(
        "select {CASE} from fitness_cases c where c.id = $1 and c.teacher_id = $2 and c.organization_id = $3 and c.place = $4
             and c.stage in ('closed', 'exempt')"
    );
    reader.row(&sql, values![id, of.id, of.school, of.place], |row| case_at(row, 0))
}

/// An attestation of a teacher in a post, under way or over.
pub(super) fn one(reader: &mut Reader, of: &Worker, id: Id<Case>) -> Result<Option<Case>, DbError> {
    let sql = format!(
        "select {CASE} from fitness_cases c where c.id = $1 and c.teacher_id = $2 and c.organization_id = $3 and c.place = $4"
    );
    reader.row(&sql, values![id, of.id, of.school, of.place], |row| case_at(row, 0))
}

/// What was begun after an attestation of a teacher in a post.
pub(super) fn since(reader: &mut Reader, of: &Worker, case: &Case) -> Result<Since, DbError> {
    let sql = "select c.stage from fitness_cases c where c.teacher_id = $1 and c.organization_id = $2 and c.place = $3
         and (c.began_on, c.id) > ($4, $5)";
    let stages: Vec<Stage> =
        reader.rows(sql, values![of.id, of.school, of.place, case.began_on, case.id], |row| row.get(0))?;
    Ok(match stages.iter().all(|stage| *stage == Stage::Exempt) {
        true if stages.is_empty() => Since::Nothing,
        true => Since::NotHeld,
        false => Since::Next,
    })
}
