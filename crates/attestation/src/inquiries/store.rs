//! The SQL of inquiries, and of the people they may be about.

use crate::applications::{Category, Channel, Snils};
use crate::platform::act::Act;
use crate::platform::clock::Day;
use crate::platform::engine::{DbError, Reader};
use crate::platform::ids::Id;
use crate::platform::names::{FullName, key, past};
use crate::platform::record::{BadColumn, Record, Value};
use crate::platform::words;
use crate::values;

use super::kinds::STOPPED;
use super::model::{Answered, Found, Inquiry, Mention, NewInquiry, Person};

const INQUIRY: &str = "select i.id, i.who, i.channel, i.wish, i.words, i.asked_on, i.due_on, i.account_id, i.teacher_id,
    a.surname || ' ' || a.given, i.added_at, i.answer, i.answered_on, coalesce(b.surname || ' ' || b.given, ''), i.answered_at
    from inquiries i join accounts a on a.id = i.added_by left join accounts b on b.id = i.answered_by";

fn inquiry(row: &Record<'_>) -> Result<Inquiry, BadColumn> {
    let channel: String = row.get(2)?;
    let channel = Channel::parse(&channel).ok_or_else(|| BadColumn::new(2, format!("no channel {channel}")))?;
    let asked = NewInquiry {
        who: row.get(1)?,
        channel,
        wish: row.get(3)?,
        words: row.get(4)?,
        asked_on: row.get(5)?,
        due_on: row.get(6)?,
    };
    let person = Person { account: row.get(7)?, teacher: row.get(8)? };
    let answered_on: Option<String> = row.get(12)?;
    let answered =
        answered_on.map(|_| Ok(Answered { on: row.get(12)?, words: row.get(11)?, by: row.get(13)?, at: row.get(14)? }));
    Ok(Inquiry {
        id: row.get(0)?,
        asked,
        person: (person.account.is_some() || person.teacher.is_some()).then_some(person),
        added_by: row.get(9)?,
        added_at: row.get(10)?,
        answered: answered.transpose()?,
    })
}

/// An inquiry by its id.
pub fn by_id(reader: &mut Reader, id: Id<Inquiry>) -> Result<Option<Inquiry>, DbError> {
    reader.row(&format!("{INQUIRY} where i.id = $1"), values![id], inquiry)
}

/// Inquiries that wait for an answer, the nearest day first; or answered ones, the newest answer first. After a row.
pub(super) fn list(
    reader: &mut Reader,
    is_answered: bool,
    after: Option<Id<Inquiry>>,
    most: i64,
) -> Result<Vec<Inquiry>, DbError> {
    let mut values: Vec<Value<'_>> = vec![most.into()];
    let (mut narrowed, order) = if is_answered {
        ("i.answered_on is not null".to_owned(), "i.answered_on desc, i.id desc")
    } else {
        ("i.answered_on is null".to_owned(), "i.due_on, i.id")
    };
    if let Some(id) = after {
        values.push(id.into());
        narrowed.push_str(if is_answered {
            " and (i.answered_on, i.id) < ((select x.answered_on from inquiries x where x.id = $2), $2)"
        } else {
            " and (i.due_on, i.id) > ((select x.due_on from inquiries x where x.id = $2), $2)"
        });
    }
    reader.rows(&format!("{INQUIRY} where {narrowed} order by {order} limit $1"), &values, inquiry)
}

/// Writes an inquiry down; its id.
pub fn add(act: &mut Act<'_>, new: &NewInquiry) -> Result<Id<Inquiry>, DbError> {
    let (id, now, who) = (Id::new(), act.at(), act.account());
    act.run(
        "insert into inquiries (id, who, channel, wish, words, asked_on, due_on, account_id, teacher_id, added_by, added_at, answer, answered_on, answered_by, answered_at)
         values ($1, $2, $3, $4, $5, $6, $7, null, null, $8, $9, '', null, null, null)",
        values![id, &new.who, new.channel.code(), new.wish.code(), &new.words, new.asked_on, new.due_on, who, now],
    )?;
    Ok(id)
}

/// Writes down whose data an inquiry is about; false when it was answered meanwhile.
pub fn set_person(act: &mut Act<'_>, id: Id<Inquiry>, person: Person) -> Result<bool, DbError> {
    let changed = act.run(
        "update inquiries set account_id = $2, teacher_id = $3 where id = $1 and answered_on is null",
        values![id, person.account, person.teacher],
    )?;
    Ok(changed == 1)
}

/// Writes an answer down; false when somebody was first.
pub fn answer(act: &mut Act<'_>, id: Id<Inquiry>, on: Day, words: &str) -> Result<bool, DbError> {
    let (now, who) = (act.at(), act.account());
    let changed = act.run(
        "update inquiries set answer = $2, answered_on = $3, answered_by = $4, answered_at = $5 where id = $1 and answered_on is null",
        values![id, words, on, who, now],
    )?;
    Ok(changed == 1)
}

/// People offered at most, of teachers and of cabinets each.
pub(super) const MOST_FOUND: i64 = 10;

const TEACHER: &str = "select t.id, t.account_id, t.surname, t.given, t.patronymic, t.born, o.name
    from teachers t join organizations o on o.id = t.organization_id";

fn teacher(row: &Record<'_>) -> Result<Found, BadColumn> {
    let (born, school): (Day, String) = (row.get(5)?, row.get(6)?);
    Ok(Found {
        person: Person { teacher: row.get(0)?, account: row.get(1)? },
        name: FullName::read(row, 2)?,
        about: format!("педагог, дата рождения {}, {school}", words::brief_day(born)),
    })
}

const CABINET: &str = "select u.id, u.surname, u.given, u.patronymic, u.login from accounts u";

fn cabinet(row: &Record<'_>) -> Result<Found, BadColumn> {
    let login: String = row.get(4)?;
    Ok(Found {
        person: Person { account: row.get(0)?, teacher: None },
        name: FullName::read(row, 1)?,
        about: format!("кабинет, логин {login}"),
    })
}

/// People whose СНИЛС this is, or whose name begins so: teachers, and cabinets that are no teacher's.
pub(super) fn find(reader: &mut Reader, typed: &str) -> Result<Vec<Found>, DbError> {
    if let Ok(snils) = Snils::parse(typed) {
        return reader.rows(&format!("{TEACHER} where t.snils = $1"), values![snils.as_str()], teacher);
    }
    let begins = key(typed);
    if begins.is_empty() {
        return Ok(Vec::new());
    }
    let before = past(&begins);
    let mut found = reader.rows(
        &format!(
            "{TEACHER} where t.name_key >= $1 and t.name_key < $2 and t.erasure_id is null order by t.name_key, t.id limit $3"
        ),
        values![&begins, &before, MOST_FOUND],
        teacher,
    )?;
    found.extend(reader.rows(
        &format!(
            "{CABINET} where u.name_key >= $1 and u.name_key < $2
                 and not exists (select 1 from teachers t where t.account_id = u.id) order by u.name_key, u.id limit $3"
        ),
        values![&begins, &before, MOST_FOUND],
        cabinet,
    )?);
    Ok(found)
}

/// Records of the register that are in force and no teacher's, by СНИЛС or by the beginning of the name.
const RECORDS: &str = "select r.id, r.surname, r.given, r.patronymic, r.born, r.category, r.granted_on, r.act_number from register_records r
    where r.replaced_at is null and not exists (select 1 from teachers t where t.name_key = r.name_key and t.born = r.born)
    and not exists (select 1 from teachers t where t.snils = r.snils)";

fn record(row: &Record<'_>) -> Result<Mention, BadColumn> {
    let (id, born, granted_on, number): (String, Day, Day, String) =
        (row.get(0)?, row.get(4)?, row.get(6)?, row.get(7)?);
    let category: Category = row.get(5)?;
    Ok(Mention {
        name: FullName::read(row, 1)?,
        about: format!(
            "реестр категорий: дата рождения {}, категория {} с {}, акт №\u{a0}{number}",
            words::brief_day(born),
            category.words(),
            words::brief_day(granted_on)
        ),
        href: format!("/register/{id}"),
    })
}

/// Where else a name or a СНИЛС stands: records of the register, invitations that wait, members of commissions without a
/// cabinet. A СНИЛС is only in the register.
pub(super) fn mentions(reader: &mut Reader, typed: &str) -> Result<Vec<Mention>, DbError> {
    if let Ok(snils) = Snils::parse(typed) {
        let sql = format!("{RECORDS} and r.snils = $1 order by r.granted_on, r.id limit $2");
        return reader.rows(&sql, values![snils.as_str(), MOST_FOUND], record);
    }
    let begins = key(typed);
    if begins.is_empty() {
        return Ok(Vec::new());
    }
    let before = past(&begins);
    let sql =
        format!("{RECORDS} and r.name_key >= $1 and r.name_key < $2 order by r.name_key, r.granted_on, r.id limit $3");
    let mut found = reader.rows(&sql, values![&begins, &before, MOST_FOUND], record)?;
    found.extend(reader.rows(
        "select id, surname, given, patronymic, email from invitations where redeemed_at is null and name_key >= $1 and name_key < $2
             order by name_key, id limit $3",
        values![&begins, &before, MOST_FOUND],
        |row| {
            let (id, email): (String, String) = (row.get(0)?, row.get(4)?);
            let (about, href) = (format!("приглашение на адрес {email}"), format!("/invitations/{id}"));
            Ok(Mention { name: FullName::read(row, 1)?, about, href })
        },
    )?);
    let members = reader.rows(
        "select distinct c.id, m.surname, m.given, m.patronymic, m.job, c.name from commission_members m join commissions c on c.id = m.commission_id
         where m.seat_id is null order by c.id, m.surname, m.given, m.patronymic, m.job",
        &[],
        |row| {
            let (id, job, commission): (String, String, String) = (row.get(0)?, row.get(4)?, row.get(5)?);
            let (about, href) = (format!("член комиссии «{commission}», {job}"), format!("/commissions/{id}"));
            Ok(Mention { name: FullName::read(row, 1)?, about, href })
        },
    )?;
    found.extend(members.into_iter().filter(|one| one.name.key().starts_with(&begins)));
    Ok(found)
}

/// The person behind an id sent back: a teacher or a cabinet; none when there is no such person.
pub(super) fn person(reader: &mut Reader, sent: &str) -> Result<Option<(Person, FullName)>, DbError> {
    if let Some(id) = sent.strip_prefix("teacher:") {
        let found = reader.row(&format!("{TEACHER} where t.id = $1 and t.erasure_id is null"), values![id], teacher)?;
        return Ok(found.map(|one| (one.person, one.name)));
    }
    let Some(id) = sent.strip_prefix("account:") else { return Ok(None) };
    reader.row("select id, surname, given, patronymic from accounts where id = $1", values![id], |row| {
        Ok((Person { account: row.get(0)?, teacher: None }, FullName::read(row, 1)?))
    })
}

/// Who a chosen person is, as they were offered; none when nothing is kept of them any more.
pub(super) fn chosen(reader: &mut Reader, person: Person) -> Result<Option<Found>, DbError> {
    if let Some(id) = person.teacher {
        let found = reader.row(&format!("{TEACHER} where t.id = $1"), values![id], teacher)?;
        if found.is_some() {
            return Ok(found);
        }
    }
    let Some(id) = person.account else { return Ok(None) };
    reader.row(&format!("{CABINET} where u.id = $1"), values![id], cabinet)
}

/// The name of a person; none when nothing is kept of them any more.
pub(super) fn name_of(reader: &mut Reader, person: Person) -> Result<Option<FullName>, DbError> {
    let read = |row: &Record<'_>| FullName::read(row, 0);
    if let Some(id) = person.teacher {
        let sql = "select surname, given, patronymic from teachers where id = $1";
        if let Some(name) = reader.row(sql, values![id], read)? {
            return Ok(Some(name));
        }
    }
    let Some(id) = person.account else { return Ok(None) };
    reader.row("select surname, given, patronymic from accounts where id = $1", values![id], read)
}

/// What was done at the person's request, in words, as the journal tells it; the first first.
pub(super) fn done_by(reader: &mut Reader, id: Id<Inquiry>) -> Result<Vec<String>, DbError> {
    let sql = "select words from journal where subject = $1 and act = $2 order by at, id";
    let told = reader.rows(sql, values![format!("inquiry:{id}"), STOPPED.code], |row| row.get::<String>(0))?;
    let part = |words: &str| words.split_once(": ").map_or_else(|| words.to_owned(), |(_, done)| done.to_owned());
    Ok(told
        .iter()
        .map(|words| part(words))
        .flat_map(|done| done.split(", ").map(str::to_owned).collect::<Vec<_>>())
        .collect())
}
