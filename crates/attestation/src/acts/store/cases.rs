//! The SQL of the cases of acts: decisions that wait for an act, lines of the annexes, the people they are about.

use crate::applications::{Application, JOINS};
use crate::commission::Sitting;
use crate::platform::act::Act;
use crate::platform::among::among;
use crate::platform::clock::Day;
use crate::platform::engine::{DbError, Reader};
use crate::platform::ids::Id;
use crate::platform::many;
use crate::platform::names::FullName;
use crate::platform::record::{BadColumn, Record, Value};
use crate::platform::secret::hash;
use crate::register;
use crate::values;

use super::super::line::Decided;
use super::super::model::Decree;
use super::day_if_any;

/// Reads a decision out of seventeen columns that begin at `at`.
pub(super) fn decided(row: &Record<'_>, at: usize) -> Result<Decided, BadColumn> {
    Ok(Decided {
        item: row.get(at)?,
        application: row.get(at + 1)?,
        is_granted: row.get::<String>(at + 2)? == "granted",
        reason: row.get(at + 3)?,
        held_on: row.get(at + 4)?,
        protocol_number: row.get(at + 5)?,
        protocol_date: day_if_any(row, at + 6)?,
        name: FullName::read(row, at + 7)?,
        post_code: row.get(at + 10)?,
        post: row.get(at + 11)?,
        organization: row.get(at + 12)?,
        municipality: row.get(at + 13)?,
        category: row.get(at + 14)?,
        said: row.get(at + 15)?,
        valid_to: row.get(at + 16)?,
    })
}

/// A decision as it stands now, of a case that is in no act.
const FRESH: &str = "select i.id, a.id, i.outcome, i.reason, s.held_on, s.protocol_number, s.protocol_date, coalesce(a.surname, t.surname), coalesce(a.given, t.given), coalesce(a.patronymic, t.patronymic),
    a.post_code, p.name, o.name, o.municipality, a.category, i.wording, null";
/// Decisions of closed sessions whose cases are in no act.
const WAITING: &str = "from applications a join agenda_items i on i.application_id = a.id and i.outcome = a.stage
    join sittings s on s.id = i.sitting_id left join act_cases x on x.application_id = a.id";
/// Signs of a mark: enough that two compositions do not meet.
const MARK: usize = 16;
const WAITS: &str = "a.stage in ('granted', 'refused') and s.stage = 'closed' and x.act_id is null";
/// A decision as the annex has it.
pub(super) const LINE: &str = "x.item_id, x.application_id, x.outcome, x.reason, x.held_on, x.protocol_number, x.protocol_date, x.surname, x.given, x.patronymic,
    x.post_code, x.post, x.organization, x.municipality, x.category,
    coalesce((select w.wording from agenda_items w where w.id = x.item_id), ''), x.valid_to";

/// A closed session with decisions that are in no act.
#[derive(Debug, Clone)]
pub(in crate::acts) struct Waiting {
    pub(in crate::acts) sitting: Id<Sitting>,
    pub(in crate::acts) commission: String,
    pub(in crate::acts) held_on: Day,
    pub(in crate::acts) protocol_number: String,
    pub(in crate::acts) granted: i64,
    pub(in crate::acts) refused: i64,
}

/// Sessions with decisions that wait for an act, the earliest first: 100 at most.
pub(in crate::acts) fn waiting_sittings(reader: &mut Reader) -> Result<Vec<Waiting>, DbError> {
    let sql = format!(
        "select s.id, c.name, s.held_on, s.protocol_number, sum(case when i.outcome = 'granted' then 1 else 0 end),
             sum(case when i.outcome = 'refused' then 1 else 0 end)
         {WAITING} join commissions c on c.id = s.commission_id where {WAITS}
         group by s.id, c.name, s.held_on, s.protocol_number order by s.held_on, s.id limit 100"
    );
    reader.rows(&sql, &[], |row| {
        Ok(Waiting {
            sitting: row.get(0)?,
            commission: row.get(1)?,
            held_on: row.get(2)?,
            protocol_number: row.get(3)?,
            granted: row.get(4)?,
            refused: row.get(5)?,
        })
    })
}

/// How many decisions wait for an act.
pub(in crate::acts) fn waiting_count(reader: &mut Reader) -> Result<i64, DbError> {
    reader.count(&format!("select count(*) {WAITING} where {WAITS}"), &[])
}

/// What is left to do with decisions of signed protocols.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Ahead {
    /// Decisions that wait for an act.
    pub decisions: i64,
    /// Drafts of acts to be issued.
    pub drafts: i64,
    /// Issued acts to be published.
    pub issued: i64,
}

/// How much is left to do.
pub(in crate::acts) fn ahead(reader: &mut Reader) -> Result<Ahead, DbError> {
    let sql = format!(
        "select (select count(*) {WAITING} where {WAITS}), (select count(*) from acts where stage = 'draft'),
             (select count(*) from acts where stage = 'issued')"
    );
    let found =
        reader.row(&sql, &[], |row| Ok(Ahead { decisions: row.get(0)?, drafts: row.get(1)?, issued: row.get(2)? }))?;
    Ok(found.unwrap_or_default())
}

/// Decisions that wait for an act, by the day of the session, `most` at most after a border.
pub(in crate::acts) fn waiting(
    reader: &mut Reader,
    after: Option<(String, String)>,
    most: i64,
) -> Result<Vec<Decided>, DbError> {
    let (day, id) = after.unwrap_or_default();
    let sql = format!(
        "{FRESH} {WAITING} {JOINS} where {WAITS} and (s.held_on, i.id) > ($1, $2) order by s.held_on, i.id limit $3"
    );
    reader.rows(&sql, values![day, id, most], |row| decided(row, 0))
}

/// Which decisions are put into a draft.
#[derive(Debug, Clone, Copy)]
pub enum Chosen<'c> {
    /// Everything decided at these sessions.
    Sittings(&'c [Id<Sitting>]),
    /// These cases.
    Cases(&'c [Id<Application>]),
}

/// Puts chosen decisions into a draft, as they stand now; what another act has taken is left. How many lie in the draft after it.
pub(in crate::acts) fn add(act: &mut Act<'_>, id: Id<Decree>, chosen: &Chosen<'_>) -> Result<i64, DbError> {
    let (column, ids): (&str, Vec<String>) = match chosen {
        Chosen::Sittings(all) => ("s.id", all.iter().map(ToString::to_string).collect()),
        Chosen::Cases(all) => ("a.id", all.iter().map(ToString::to_string).collect()),
    };
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let sql = format!("{FRESH} {WAITING} {JOINS} where {WAITS} and {column} in (MANY)");
    let fresh = among(act, &sql, &[], &ids, |row| decided(row, 0))?;
    let (now, who, terms) = (act.at(), act.account(), register::terms(act)?);
    let last = |one: &Decided| {
        if one.is_granted { register::last_day(&terms, one.category, one.held_on) } else { None }
    };
    let rows = fresh.iter().map(|one| -> [Value<'_>; 20] {
        [
            one.application.into(),
            id.into(),
            one.item.into(),
            one.place().into(),
            one.outcome().into(),
            (&one.reason).into(),
            one.held_on.into(),
            (&one.protocol_number).into(),
            one.protocol_date.into(),
            (&one.name.surname).into(),
            (&one.name.given).into(),
            (&one.name.patronymic).into(),
            (&one.post_code).into(),
            (&one.post).into(),
            (&one.organization).into(),
            (&one.municipality).into(),
            one.category.code().into(),
            last(one).into(),
            who.clone().into(),
            now.into(),
        ]
    });
    let sql = "insert into act_cases (application_id, act_id, item_id, place, outcome, reason, held_on, protocol_number, protocol_date,
             surname, given, patronymic, post_code, post, organization, municipality, category, valid_to, added_by, added_at) values ROWS
         on conflict (application_id) do nothing";
    many::insert(act, sql, rows)?;
    act.count("select count(*) from act_cases where act_id = $1", values![id])
}

/// Takes cases out of a draft; how many there were.
pub(in crate::acts) fn remove(act: &mut Act<'_>, id: Id<Decree>, cases: &[Id<Application>]) -> Result<u64, DbError> {
    let mut gone = 0;
    for case in cases {
        gone += act.run(
            "delete from act_cases where act_id = $1 and application_id = $2
                 and exists (select 1 from acts t where t.id = $1 and t.stage = 'draft')",
            values![id, *case],
        )?;
    }
    Ok(gone)
}

/// A short mark of what lies in an act: its cases and what was decided of each. Another composition has another mark.
pub(in crate::acts) fn mark(reader: &mut Reader, id: Id<Decree>) -> Result<String, DbError> {
    let sql = "select application_id, item_id, outcome from act_cases where act_id = $1 order by application_id";
    let line = |row: &Record<'_>| {
        Ok(format!("{} {} {}\n", row.get::<String>(0)?, row.get::<String>(1)?, row.get::<String>(2)?))
    };
    let mut mark = hash(&reader.rows(sql, values![id], line)?.concat());
    mark.truncate(MARK);
    Ok(mark)
}

/// What lies before a page of an act's cases.
pub(in crate::acts) type Border = (String, Id<Application>);

/// The border of a page: the case and its place.
pub(in crate::acts) fn border(one: &Decided) -> String {
    format!("{}.{}", one.application, one.place())
}

/// Reads a border.
pub(in crate::acts) fn split(text: &str) -> Option<Border> {
    let (id, place) = text.split_once('.')?;
    Some((place.to_owned(), id.parse().ok()?))
}

/// Lines of an act's annexes in their order, `most` at most after a border; only those granted when asked so.
pub(in crate::acts) fn cases(
    reader: &mut Reader,
    id: Id<Decree>,
    after: Option<Border>,
    only_granted: bool,
    most: i64,
) -> Result<Vec<Decided>, DbError> {
    let (place, case) = after.map_or_else(Default::default, |(place, id)| (place, id.to_string()));
    let only = if only_granted { "and x.outcome = 'granted'" } else { "" };
    let sql = format!(
        "select {LINE} from act_cases x where x.act_id = $1 and (x.place, x.application_id) > ($2, $3) {only}
         order by x.place, x.application_id limit $4"
    );
    reader.rows(&sql, values![id, place, case, most], |row| decided(row, 0))
}

/// The lines an act puts right in another, `most` at most after a border.
pub(in crate::acts) fn fixed(
    reader: &mut Reader,
    id: Id<Decree>,
    after: Option<Border>,
    most: i64,
) -> Result<Vec<Decided>, DbError> {
    let (place, case) = after.map_or_else(Default::default, |(place, id)| (place, id.to_string()));
    let sql = format!(
        "select {LINE} from act_fixes f join act_cases x on x.application_id = f.application_id
         where f.act_id = $1 and (x.place, x.application_id) > ($2, $3) order by x.place, x.application_id limit $4"
    );
    reader.rows(&sql, values![id, place, case, most], |row| decided(row, 0))
}

/// The line of a case in its act.
pub(in crate::acts) fn entry_of(reader: &mut Reader, case: Id<Application>) -> Result<Option<Decided>, DbError> {
    let sql = format!("select {LINE} from act_cases x where x.application_id = $1");
    reader.row(&sql, values![case], |row| decided(row, 0))
}

/// How many an act grants and how many it refuses.
pub(in crate::acts) fn tally(reader: &mut Reader, id: Id<Decree>) -> Result<(i64, i64), DbError> {
    let mut of = |outcome: &str| {
        reader.count("select count(*) from act_cases where act_id = $1 and outcome = $2", values![id, outcome])
    };
    Ok((of("granted")?, of("refused")?))
}

/// The first and the last day of decisions an act puts into force; none when there is nothing in it.
pub(in crate::acts) fn first_day(reader: &mut Reader, id: Id<Decree>) -> Result<Option<(Day, Day)>, DbError> {
    let sql = "select min(held_on), max(held_on) from act_cases where act_id = $1";
    let days = reader.row(sql, values![id], |row| Ok((day_if_any(row, 0)?, day_if_any(row, 1)?)))?;
    Ok(days.and_then(|(first, last)| first.zip(last)))
}

/// How many granted and how many refused an act puts right the lines of.
pub(in crate::acts) fn fixed_tally(reader: &mut Reader, id: Id<Decree>) -> Result<(i64, i64), DbError> {
    let sql = "select coalesce(sum(case when x.outcome = 'granted' then 1 else 0 end), 0),
             coalesce(sum(case when x.outcome = 'granted' then 0 else 1 end), 0)
         from act_fixes f join act_cases x on x.application_id = f.application_id where f.act_id = $1";
    let counted = reader.row(sql, values![id], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(counted.unwrap_or_default())
}

/// Of the acts that correct one, those that put right the line of somebody who got a category.
pub(in crate::acts) fn about_granted(reader: &mut Reader, corrected: Id<Decree>) -> Result<Vec<Id<Decree>>, DbError> {
    let sql = "select distinct t.id from acts t join act_fixes f on f.act_id = t.id
         join act_cases x on x.application_id = f.application_id where t.corrects_id = $1 and x.outcome = 'granted'";
    reader.rows(sql, values![corrected], |row| row.get(0))
}

/// The lines of some cases that are in an act, in the order of its annexes.
pub(in crate::acts) fn lines_among(
    reader: &mut Reader,
    id: Id<Decree>,
    chosen: &[Id<Application>],
) -> Result<Vec<Decided>, DbError> {
    let chosen: Vec<String> = chosen.iter().map(ToString::to_string).collect();
    let chosen: Vec<&str> = chosen.iter().map(String::as_str).collect();
    let sql = format!(
        "select {LINE} from act_cases x where x.act_id = $1 and x.application_id in (MANY) order by x.place, x.application_id"
    );
    among(reader, &sql, values![id], &chosen, |row| decided(row, 0))
}

/// Those of some cases that are in an act.
pub(in crate::acts) fn among_cases(
    reader: &mut Reader,
    id: Id<Decree>,
    chosen: &[Id<Application>],
) -> Result<Vec<Id<Application>>, DbError> {
    let chosen: Vec<String> = chosen.iter().map(ToString::to_string).collect();
    let chosen: Vec<&str> = chosen.iter().map(String::as_str).collect();
    let sql =
        "select application_id from act_cases where act_id = $1 and application_id in (MANY) order by application_id";
    among(reader, sql, values![id], &chosen, |row| row.get(0))
}
