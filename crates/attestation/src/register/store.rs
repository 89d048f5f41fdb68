//! The SQL of the register: records are put in and never changed, only replaced by newer ones.

mod lines;
mod made;
mod open;
mod search;
mod terms;
mod words;

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::applications::Application;
use crate::platform::act::Act;
use crate::platform::among::among;
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::Failure;
use crate::platform::ids::Id;
use crate::platform::many;
use crate::platform::names::{FullName, PlaceName, key};
use crate::platform::record::{BadColumn, Record as Row, Value};
use crate::values;

use super::code::CheckCode;
use super::model::{Entry, FactKey, NewRecord, Record};

pub(super) use lines::{Known, lines};
pub(super) use made::{MadeBy, made_by};
pub use open::search_is_open;
pub(super) use open::{named, switch_to};
pub use search::{Filter, page};
pub use terms::{former_posts, terms};
pub use words::search_words;
use words::{Fresh, drop_words, write_words};

const RECORD: &str = "r.id, r.code, r.chain_id, r.entry, r.reason, r.surname, r.given, r.patronymic, r.born, r.snils, l.name, l.municipality, l.organization_id,
    r.post_code, r.post_written, p.name, r.category, r.granted_on, r.valid_to, r.act_number, r.act_date, r.source, r.added_at, r.replaced_at";
const TABLES: &str =
    "register_records r join register_places l on l.id = r.place_id join posts p on p.code = r.post_code";

/// The same records, met by the words of their names, `w`.
const BY_WORDS: &str = "register_words w join register_records r on r.id = w.record_id
    join register_places l on l.id = r.place_id join posts p on p.code = r.post_code";

fn read(row: &Row<'_>) -> Result<Record, BadColumn> {
    Ok(Record {
        id: row.get(0)?,
        code: row.known(1, "check code", CheckCode::parse)?,
        chain: row.get(2)?,
        entry: row.get(3)?,
        reason: row.get(4)?,
        name: FullName::read(row, 5)?,
        born: row.get(8)?,
        snils: row.get(9)?,
        organization: row.get(10)?,
        municipality: row.get(11)?,
        school: row.get(12)?,
        post_code: row.get(13)?,
        post_written: row.get(14)?,
        post_name: row.get(15)?,
        category: row.get(16)?,
        granted_on: row.get(17)?,
        valid_to: row.get(18)?,
        act_number: row.get(19)?,
        act_date: row.get(20)?,
        source: row.get(21)?,
        added_at: row.get(22)?,
        replaced_at: row.get(23)?,
    })
}

/// A record by its id.
pub(super) fn by_id(reader: &mut Reader, id: Id<Record>) -> Result<Option<Record>, DbError> {
    reader.row(&format!("select {RECORD} from {TABLES} where r.id = $1"), values![id], read)
}

/// A record by its check code.
pub fn by_code(reader: &mut Reader, code: &CheckCode) -> Result<Option<Record>, DbError> {
    reader.row(&format!("select {RECORD} from {TABLES} where r.code = $1"), values![code.as_str()], read)
}

/// The newest record about what was decided of a case: as it was made, put right, or taken back when none stands. `fact` is
/// what was decided, with the day of birth as it is written now. The record made of the case is found by the case; one that was
/// there before, by the person.
pub fn newest_of(
    reader: &mut Reader,
    case: Id<Application>,
    fact: &FactKey,
    snils: &str,
) -> Result<Option<Record>, DbError> {
    let sql = format!(
        "select {RECORD} from {TABLES} join register_records f on f.chain_id = r.chain_id
         where r.replaced_at is null and f.name_key = $1 and f.post_code = $2 and f.category = $3 and f.granted_on = $4
             and (f.source = $5 or f.born = $6 or (f.snils <> '' and f.snils = $7))
         order by case r.entry when 'revoked' then 1 else 0 end, case f.source when $5 then 0 else 1 end, f.id limit 1"
    );
    let source = format!("application:{case}");
    let key = values![&fact.name_key, &fact.post_code, fact.category, fact.granted_on, source, fact.born, snils];
    reader.row(&sql, key, read)
}

/// Everything ever written down about one category of one person, the newest first, with who wrote it.
pub(super) fn history(reader: &mut Reader, chain: Id<Record>) -> Result<Vec<(Record, FullName)>, DbError> {
    let sql = format!(
        "select {RECORD}, coalesce(a.surname, ''), coalesce(a.given, ''), coalesce(a.patronymic, '')
         from {TABLES} left join accounts a on a.id = r.added_by where r.chain_id = $1 order by r.added_at desc, r.id desc"
    );
    reader.rows(&sql, values![chain], |row| Ok((read(row)?, FullName::read(row, 24)?)))
}

/// Records of people with these names, whatever became of them: what a sheet is compared with.
pub fn named_among(reader: &mut Reader, name_keys: &[&str]) -> Result<Vec<Record>, DbError> {
    among(reader, &format!("select {RECORD} from {TABLES} where r.name_key in (MANY)"), &[], name_keys, read)
}

/// Records of these people, whatever became of them: by the name as it is compared, and by СНИЛС where the record has one, so
/// that another surname loses nobody what was granted under the former one. Each once.
pub fn of_people(reader: &mut Reader, name_keys: &[&str], snils: &[&str]) -> Result<Vec<Record>, DbError> {
    let mut found = named_among(reader, name_keys)?;
    let known: HashSet<Id<Record>> = found.iter().map(|one| one.id).collect();
    let sql = format!("select {RECORD} from {TABLES} where r.snils <> '' and r.snils in (MANY)");
    let numbered = among(reader, &sql, &[], snils, read)?;
    found.extend(numbered.into_iter().filter(|one| !known.contains(&one.id)));
    Ok(found)
}

/// Writes records of a list down, leaving those that are there already or ever were; the ones made, in their order. A record
/// that was put right or taken back since does not come back with the same list.
///
/// # Errors
/// When the machine gives no randomness for check codes, or the database says no.
pub fn add_all<'n>(
    act: &mut Act<'_>,
    all: &[&'n NewRecord],
    source: &str,
) -> Result<Vec<(Id<Record>, &'n NewRecord)>, Failure> {
    let all: Vec<(&NewRecord, &str)> = all.iter().map(|new| (*new, source)).collect();
    add_unless(act, &all, |_| true)
}

/// Writes records down, each with the source it is taken from, leaving those that stand already: what was taken back by
/// mistake may be granted or written down again.
///
/// # Errors
/// As of `add_all`.
pub fn add_each<'n>(
    act: &mut Act<'_>,
    all: &[(&'n NewRecord, &str)],
) -> Result<Vec<(Id<Record>, &'n NewRecord)>, Failure> {
    add_unless(act, all, Record::stands)
}

fn add_unless<'n>(
    act: &mut Act<'_>,
    all: &[(&'n NewRecord, &str)],
    counts: impl Fn(&Record) -> bool,
) -> Result<Vec<(Id<Record>, &'n NewRecord)>, Failure> {
    let keys: Vec<String> = all.iter().map(|(new, _)| new.name.key()).collect();
    let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
    let mut taken: HashSet<_> = named_among(act, &keys)?.iter().filter(|one| counts(one)).map(Record::fact).collect();
    let unknown = all.iter().filter(|(new, _)| taken.insert(new.fact()));
    let (fresh, sources): (Vec<(Id<Record>, &NewRecord)>, Vec<&str>) =
        unknown.map(|(new, source)| ((Id::new(), *new), *source)).unzip();
    let places = places(act, fresh.iter().map(|(_, new)| *new))?;
    let codes: Result<Vec<CheckCode>, _> = fresh.iter().map(|_| CheckCode::random()).collect();
    let (codes, by, now) = (codes?, account(act), act.at());
    let rows = fresh.iter().zip(sources).zip(&codes).map(|(((id, new), source), code)| -> [Value<'_>; 24] {
        let put = Put {
            id: *id,
            code,
            chain: *id,
            replaces: None,
            entry: Entry::Granted,
            reason: "",
            source,
            by: by.as_deref(),
        };
        row(&put, new, places[&place_of(new)], now.into())
    });
    many::insert(act, INSERT, rows)?;
    let entry = Entry::Granted;
    write_words(act, fresh.iter().map(|(id, new)| Fresh { id: *id, new, place: places[&place_of(new)], entry }))?;
    Ok(fresh)
}

/// Puts a new record in the place of one in force.
///
/// # Errors
/// A conflict when another hand has replaced it meanwhile.
pub(super) fn replace(
    act: &mut Act<'_>,
    old: &Record,
    new: &NewRecord,
    entry: Entry,
    reason: &str,
) -> Result<Id<Record>, Failure> {
    let (id, now, by) = (Id::new(), act.at(), account(act));
    let held = act.run(
        "update register_records set replaced_at = $2 where id = $1 and replaced_at is null",
        values![old.id, now],
    )?;
    if held != 1 {
        return Err(Failure::Conflict("Пока вы работали, запись исправил кто-то другой. Откройте её заново.".into()));
    }
    drop_words(act, old)?;
    let place = places(act, [new].into_iter())?[&place_of(new)];
    let code = CheckCode::random()?;
    let replaces = Some(old.id);
    let put = Put { id, code: &code, chain: old.chain, replaces, entry, reason, source: "hand", by: by.as_deref() };
    many::insert(act, INSERT, [row(&put, new, place, now.into())])?;
    write_words(act, [Fresh { id, new, place, entry }])?;
    Ok(id)
}

const INSERT: &str = "insert into register_records (id, code, chain_id, replaces_id, entry, reason, surname, given, patronymic, name_key, born, snils,
    place_id, post_code, post_written, category, granted_on, valid_to, act_number, act_date, source, added_by, added_at, replaced_at) values ROWS";

/// What a row gets from the house, beside what it states.
struct Put<'p> {
    id: Id<Record>,
    code: &'p CheckCode,
    chain: Id<Record>,
    replaces: Option<Id<Record>>,
    entry: Entry,
    reason: &'p str,
    source: &'p str,
    by: Option<&'p str>,
}

fn row<'v>(put: &Put<'v>, new: &'v NewRecord, place: Id<PlaceName>, now: Value<'v>) -> [Value<'v>; 24] {
    [
        put.id.into(),
        put.code.as_str().to_owned().into(),
        put.chain.into(),
        put.replaces.into(),
        put.entry.code().into(),
        put.reason.into(),
        (&new.name.surname).into(),
        (&new.name.given).into(),
        (&new.name.patronymic).into(),
        new.name.key().into(),
        new.born.into(),
        new.snils.as_ref().map_or("", |snils| snils.as_str()).into(),
        place.into(),
        (&new.post_code).into(),
        (&new.post_written).into(),
        new.category.code().into(),
        new.granted_on.into(),
        new.valid_to.into(),
        (&new.act_number).into(),
        new.act_date.into(),
        put.source.into(),
        put.by.into(),
        now,
        Value::Null,
    ]
}

fn account(act: &Act<'_>) -> Option<String> {
    Some(act.account()).filter(|account| !account.is_empty())
}

fn place_of(new: &NewRecord) -> PlaceName {
    PlaceName { name: new.organization.clone(), municipality: new.municipality.clone() }
}

/// The places of these records, those that were not there written down.
fn places<'n>(
    act: &mut Act<'_>,
    all: impl Iterator<Item = &'n NewRecord>,
) -> Result<HashMap<PlaceName, Id<PlaceName>>, DbError> {
    // In one order, so that two acts cannot wait for each other.
    let mut named = BTreeMap::new();
    for new in all {
        let school = named.entry(place_of(new)).or_insert(new.school);
        *school = school.or(new.school);
    }
    let rows = named.iter().map(|(place, school)| -> [Value<'_>; 6] {
        [
            Id::<PlaceName>::new().into(),
            (&place.name).into(),
            key(&place.name).into(),
            (&place.municipality).into(),
            key(&place.municipality).into(),
            (*school).into(),
        ]
    });
    let sql = "insert into register_places (id, name, name_key, municipality, municipality_key, organization_id) values ROWS
         on conflict (name, municipality) do update set organization_id = coalesce(register_places.organization_id, excluded.organization_id)";
    many::insert(act, sql, rows)?;
    let written: Vec<&str> = named.keys().map(|place| place.name.as_str()).collect();
    let sql = "select name, municipality, id from register_places where name in (MANY)";
    Ok(among(act, sql, &[], &written, |row| {
        Ok((PlaceName { name: row.get(0)?, municipality: row.get(1)? }, row.get(2)?))
    })?
    .into_iter()
    .collect())
}
