//! The persons behind erased cases: a case is parted from its teacher, and whoever nothing else needs is forgotten.

use crate::accounts::Account;
use crate::applications::Teacher;
use crate::platform::act::Act;
use crate::platform::among::{among, change_among};
use crate::platform::clock::Day;
use crate::platform::engine::{DbError, Reader};
use crate::platform::ids::Id;
use crate::platform::seal;
use crate::retention::ledger::{self, Entry};
use crate::values;

use super::blots::{self, Told};
use super::cabinets::{DRAFT_FILES, WAY_IN, cabinets, close, invitations, named, note_files};
use super::model::Erasure;

/// Teachers of an act's cases and attestations.
pub(super) fn of_act(reader: &mut Reader, erasure: Id<Erasure>) -> Result<Vec<String>, DbError> {
    reader.rows(
        "select a.teacher_id from erasure_cases c join applications a on a.id = c.application_id where c.erasure_id = $1
         union select f.teacher_id from erasure_attestations x join fitness_cases f on f.id = x.attestation_id where x.erasure_id = $1",
        values![erasure],
        |row| row.get(0),
    )
}

/// Puts in place of the teachers of an act's cases one row that is nobody: the register of categories and issued acts have
/// names of their own, and a teacher's other cases keep theirs.
pub(super) fn part(act: &mut Act<'_>, erasure: Id<Erasure>, name: &str) -> Result<(), DbError> {
    let (nobody, now) = (Id::<Teacher>::new(), act.at());
    act.run(
        "insert into teachers (id, surname, given, patronymic, name_key, born, snils, email, phone, organization_id, created_at, account_id, erasure_id)
         select cast($1 as text), cast($2 as text), '', '', '', '0001-01-01', 'erased:' || cast($3 as text), '', '', min(a.organization_id),
             cast($4 as bigint), null, cast($3 as text)
         from erasure_cases c join applications a on a.id = c.application_id where c.erasure_id = $3 having count(*) > 0",
        values![nobody, name, erasure, now],
    )?;
    act.run(
        "update applications set teacher_id = $2 where id in (select application_id from erasure_cases where erasure_id = $1)",
        values![erasure, nobody],
    )?;
    Ok(())
}

/// What the journal tells of an act's attestations, the act being `$1`. It knows them by the worker and by the time: what was
/// told before the end of one and before another that stays began.
const OF_ATTESTATIONS: &str = "act like 'fitness.%' and exists (
     select 1 from erasure_attestations x join fitness_cases c on c.id = x.attestation_id
     where x.erasure_id = $1 and journal.subject = 'teacher:' || c.teacher_id and journal.at <= x.over_at
         and not exists (select 1 from fitness_cases o where o.teacher_id = c.teacher_id and o.id <= journal.id
             and not exists (select 1 from erasure_attestations e where e.attestation_id = o.id and e.erasure_id = $1)))";

/// Puts these words in place of what the journal tells of an act's attestations.
pub(super) fn untell_attestations(act: &mut Act<'_>, erasure: Id<Erasure>, words: &str) -> Result<(), DbError> {
    blots::of_told(act, &Told { by: &erasure.to_string(), words }, OF_ATTESTATIONS)
}

/// What a person is kept for: another case, the school's own attestation, an open cabinet, a draft under way.
const NEEDED: &str = "exists (select 1 from applications a where a.teacher_id = t.id)
    or exists (select 1 from fitness_cases f where f.teacher_id = t.id)
    or exists (select 1 from accounts u where u.id = t.account_id and u.closed_at is null)
    or exists (select 1 from drafts d where d.account_id = t.account_id and d.removed_at is null and d.application_id is null)";

/// What a school has written down keeps a person too, until its own term or until they ask for an end.
const KNOWN: &str = "exists (select 1 from fitness_workers w where w.teacher_id = t.id)";

/// Of closed cabinets those for which nobody is kept: a draft in one is needed no longer than the cabinet.
const FREE: &str = "select u.id from accounts u where u.id in (MANY)
    and not exists (select 1 from seats s where s.account_id = u.id and s.role <> 'teacher')
    and not exists (select 1 from teachers t where t.account_id = u.id and (exists (select 1 from applications a where a.teacher_id = t.id)
        or exists (select 1 from fitness_workers w where w.teacher_id = t.id) or exists (select 1 from fitness_cases f where f.teacher_id = t.id)))";

/// Forgets those of these teachers whom nothing needs, with their closed cabinets.
pub(super) fn forget(act: &mut Act<'_>, erasure: Id<Erasure>, words: &str, teachers: &[String]) -> Result<(), DbError> {
    let asked: Vec<&str> = teachers.iter().map(String::as_str).collect();
    let sql =
        format!("select t.id, t.account_id from teachers t where t.id in (MANY) and not ({NEEDED}) and not {KNOWN}");
    let gone = among(act, &sql, &[], &asked, |row| Ok((row.get(0)?, row.get(1)?)))?;
    let (ids, accounts): (Vec<String>, Vec<Option<String>>) = gone.into_iter().unzip();
    let accounts: Vec<String> = accounts.into_iter().flatten().collect();
    // The school's own attestation asks for a name, a day of birth and СНИЛС, not for a way to write or to ring.
    change_among(
        act,
        "update teachers set email = '', phone = '' where id in (MANY) and account_id is null
             and not exists (select 1 from applications a where a.teacher_id = teachers.id)",
        &[],
        &asked,
    )?;
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let mut subjects = subjects(act, erasure, &ids)?;
    change_among(act, "delete from teachers where id in (MANY)", &[], &ids)?;
    let cabinets = cabinets(act, &accounts)?;
    let cabinets: Vec<&str> = cabinets.iter().map(String::as_str).collect();
    subjects.extend(named(&cabinets, &invitations(act, &cabinets)?));
    note_files(act, erasure, &cabinets)?;
    let told = Told { by: &erasure.to_string(), words };
    close(act, &told, &cabinets)?;
    blots::of_subjects(act, &told, &subjects)
}

/// What the journal calls forgotten teachers, and records of the register that were made of the act's cases.
fn subjects(reader: &mut Reader, erasure: Id<Erasure>, teachers: &[&str]) -> Result<Vec<String>, DbError> {
    let mut subjects: Vec<String> = teachers.iter().map(|id| format!("teacher:{id}")).collect();
    subjects.extend(reader.rows(
        "select 'register:' || r.id from register_records r where r.chain_id in (
             select f.chain_id from register_records f join erasure_cases c on f.source = 'application:' || c.application_id where c.erasure_id = $1)",
        values![erasure],
        |row| row.get::<String>(0),
    )?);
    Ok(subjects)
}

/// Forgets a person at their own request: a closed cabinet in which nobody was anything but a teacher, and the teacher behind
/// it. False, and nothing is changed, when a case, the school's own attestation or an open cabinet needs them. Files of
/// drafts are the caller's.
pub(in super::super) fn forget_one(
    act: &mut Act<'_>,
    account: Option<Id<Account>>,
    teacher: Option<Id<Teacher>>,
    told: &Told<'_>,
) -> Result<bool, DbError> {
    let asked: Vec<String> = account.iter().map(ToString::to_string).collect();
    let accounts = cabinets(act, &asked)?;
    let needed = match teacher {
        Some(id) => {
            act.count(&format!("select count(*) from teachers t where t.id = $1 and ({NEEDED})"), values![id])?
        }
        None => 0,
    };
    if accounts.len() != asked.len() || needed > 0 {
        return Ok(false);
    }
    let accounts: Vec<&str> = accounts.iter().map(String::as_str).collect();
    vanish(act, &accounts, teacher, told)?;
    Ok(true)
}

/// Takes a teacher and closed cabinets, with what the journal tells of them.
fn vanish(act: &mut Act<'_>, accounts: &[&str], teacher: Option<Id<Teacher>>, told: &Told<'_>) -> Result<(), DbError> {
    if let Some(id) = teacher {
        act.run("delete from fitness_workers where teacher_id = $1", values![id])?;
        act.run("delete from teachers where id = $1", values![id])?;
    }
    let mut subjects = named(accounts, &invitations(act, accounts)?);
    subjects.extend(teacher.map(|id| format!("teacher:{id}")));
    seal::hold(act)?;
    close(act, told, accounts)?;
    blots::of_subjects(act, told, &subjects)
}

/// Of these teachers, whom a school has known, forgets those whom nothing needs any more, each with an entry of the ledger: those
/// without a cabinet, and those whose cabinet was emptied before. Files of their drafts, which are the caller's.
pub(in super::super) fn forget_known(
    act: &mut Act<'_>,
    teachers: &[String],
    words: &str,
    today: Day,
) -> Result<Vec<String>, DbError> {
    let asked: Vec<&str> = teachers.iter().map(String::as_str).collect();
    let sql = format!(
        "select t.id, t.account_id from teachers t left join accounts e on e.id = t.account_id
         where t.id in (MANY) and not ({NEEDED}) and not {KNOWN} and t.erasure_id is null and (e.id is null or e.password_hash = '')"
    );
    let gone: Vec<(Id<Teacher>, Option<Id<Account>>)> =
        among(act, &sql, &[], &asked, |row| Ok((row.get(0)?, row.get::<Option<Id<Account>>>(1)?)))?;
    let mut files = Vec::new();
    for (teacher, account) in gone {
        if let Some(account) = account {
            files.extend(act.rows(DRAFT_FILES, values![account], |row| row.get::<String>(0))?);
        }
        let id = Id::<Entry>::new().to_string();
        if forget_one(act, account, Some(teacher), &Told { by: &id, words })? {
            ledger::note_person(act, &id, account, Some(teacher), today)?;
            ledger::note_soon(act, &id)?;
        }
    }
    Ok(files)
}

/// Empties closed cabinets: whoever was never anything but a teacher and is needed for nothing is forgotten, each with an entry
/// of the ledger; of the others the name stays under what they did, and the way in goes. How many there were, and files of
/// their drafts, which are the caller's.
pub(in super::super) fn forget_closed(
    act: &mut Act<'_>,
    cabinets: &[String],
    words: &str,
    today: Day,
) -> Result<(u64, Vec<String>), DbError> {
    let asked: Vec<&str> = cabinets.iter().map(String::as_str).collect();
    // Of two hands the second waits here and then finds them emptied.
    change_among(act, "update accounts set closed_at = closed_at where id in (MANY)", &[], &asked)?;
    let own = "select id from accounts where id in (MANY) and closed_at is not null and password_hash <> ''";
    let closed: Vec<String> = among(act, own, &[], &asked, |row| row.get(0))?;
    let closed: Vec<&str> = closed.iter().map(String::as_str).collect();
    let free: Vec<Id<Account>> = among(act, FREE, &[], &closed, |row| row.get(0))?;
    let mut files = Vec::new();
    for account in free {
        files.extend(forget_by_term(act, account, words, today)?);
    }
    for sql in WAY_IN {
        change_among(act, sql, &[], &closed)?;
    }
    Ok((closed.len() as u64, files))
}

/// Forgets whoever has this closed cabinet and is needed for nothing; files of their drafts.
fn forget_by_term(act: &mut Act<'_>, account: Id<Account>, words: &str, today: Day) -> Result<Vec<String>, DbError> {
    let files = act.rows(DRAFT_FILES, values![account], |row| row.get(0))?;
    let teacher = act.row("select id from teachers where account_id = $1", values![account], |row| row.get(0))?;
    let id = Id::<Entry>::new().to_string();
    vanish(act, &[account.to_string().as_str()], teacher, &Told { by: &id, words })?;
    ledger::note_person(act, &id, Some(account), teacher, today)?;
    ledger::note_soon(act, &id)?;
    Ok(files)
}

/// Sheets of teachers whose every case is erased by now: id and file. An application made of a sheet is made at the moment
/// the sheet was confirmed.
pub(super) fn sheets(reader: &mut Reader, erasure: Id<Erasure>) -> Result<Vec<(String, String)>, DbError> {
    reader.rows(
        "select i.id, i.file_key from imports i where i.kind = 'teachers' and i.file_key <> '' and i.confirmed_at in (
             select a.created_at from erasure_cases c join applications a on a.id = c.application_id where c.erasure_id = $1)
             and not exists (select 1 from applications a where a.created_at = i.confirmed_at and a.stage <> 'erased')",
        values![erasure],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

/// Takes the files of such sheets.
pub(super) fn drop_sheets(act: &mut Act<'_>, erasure: Id<Erasure>, sheets: &[(String, String)]) -> Result<(), DbError> {
    for (id, file_key) in sheets {
        act.run(
            "insert into erasure_files (erasure_id, file_key, settled_at) values ($1, $2, null) on conflict do nothing",
            values![erasure, file_key],
        )?;
        act.run("update imports set file_name = '', file_key = '' where id = $1", values![id])?;
    }
    Ok(())
}
