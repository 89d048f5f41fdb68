//! The SQL of reading the journal. Writing it is the platform's: every act does. Whom people have touched is beside.

mod touched;

use std::fmt::Write as _;

use crate::accounts::{Account, Role};
use crate::platform::act::Entry;
use crate::platform::clock::Moment;
use crate::platform::engine::{DbError, Reader};
use crate::platform::ids::Id;
use crate::platform::names::{FullName, key};
use crate::platform::record::{BadColumn, Record, Value};
use crate::values;

pub use touched::{Touched, lists_taken, touched};

/// A case as the journal names it; its feature lives above.
#[derive(Debug)]
pub struct Case;

/// Whose acts are asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Who {
    /// A person's.
    Person(Id<Account>),
    /// A neighbouring system's: what the journal calls its key.
    Neighbour(String),
}

/// What the journal is narrowed to and where its page begins.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// From this moment.
    pub from: Option<Moment>,
    /// Before this moment.
    pub to: Option<Moment>,
    /// Acts of these people and keys; none: of everybody.
    pub people: Option<Vec<Who>>,
    /// About this case.
    pub case: Option<Id<Case>>,
    /// Of this kind.
    pub act: String,
    /// Only done, or only refused.
    pub outcome: String,
    /// Only what is about no case and no teacher; that somebody asked for a teacher and was not let in is told.
    pub without_cases: bool,
    /// Without schools' own attestations.
    pub without_schools: bool,
    /// Codes of the kinds by which somebody's case or its files are opened, and only of those; empty: of all.
    pub openings: Vec<&'static str>,
    /// Codes of the kinds by which lists are taken as files: beside openings, when there are any.
    pub lists: Vec<&'static str>,
    /// The row before the page.
    pub after: Option<(Moment, Id<Entry>)>,
}

/// Whether the journal tells since a moment, in these words, what an account did with a case.
pub fn told_since<A>(
    reader: &mut Reader,
    (account, since): (Id<Account>, Moment),
    case: Id<A>,
    words: &str,
) -> Result<bool, DbError> {
    let sql =
        "select at from journal where account_id = $1 and at >= $2 and application_id = $3 and words = $4 limit 1";
    Ok(reader.row(sql, values![account, since, case, words], |row| row.get::<i64>(0))?.is_some())
}

/// A row of the journal.
#[derive(Debug, Clone)]
pub struct Row {
    /// Its id.
    pub id: Id<Entry>,
    /// When.
    pub at: Moment,
    /// Who acted; none: the system, or somebody not signed in.
    pub who: Option<FullName>,
    /// Which neighbouring system acted; empty when none.
    pub neighbour: String,
    /// In which role.
    pub role: Option<Role>,
    /// The code of the kind of act.
    pub act: String,
    /// Whether it was asked for and not given.
    pub refused: bool,
    /// The case it is about.
    pub case: Option<Id<Case>>,
    /// The number of that case; empty without one.
    pub number: String,
    /// The teacher it is about beside any case; empty when there is none.
    pub teacher: String,
    /// The record of the register it is about; empty when there is none.
    pub record: String,
    /// What was done, in words.
    pub words: String,
    /// The network address; empty for the system.
    pub address: String,
}

const ROW: &str = "j.id, j.at, j.account_id, coalesce(u.surname, ''), coalesce(u.given, ''), coalesce(u.patronymic, ''), j.role, j.act, j.outcome,
    j.application_id, coalesce(a.number, ''), j.words, j.address, coalesce(n.name, ''),
    case when j.application_id is null and j.subject like 'teacher:%' then substr(j.subject, 9) else '' end,
    case when j.application_id is null and j.subject like 'register:%' then substr(j.subject, 10) else '' end";

/// A row about a person beside any case: what the school or the Centre keeps of a teacher, or a record of the register.
const OF_PERSON: &str = "subject like 'teacher:%' or subject like 'register:%'";

/// A key acts without an account and from an address; its rows are about itself.
const NEIGHBOUR: &str = "left join api_tokens n on j.account_id is null and j.address <> '' and j.subject like 'neighbour:%' and n.id = substr(j.subject, 11)";

fn read(row: &Record<'_>) -> Result<Row, BadColumn> {
    let account: Option<String> = row.get(2)?;
    let name = FullName::read(row, 3)?;
    Ok(Row {
        id: row.get(0)?,
        at: row.get(1)?,
        who: account.map(|_| name),
        neighbour: row.get(13)?,
        teacher: row.get(14)?,
        record: row.get(15)?,
        role: Role::parse(&row.get::<String>(6)?),
        act: row.get(7)?,
        refused: row.get::<String>(8)? == "refused",
        case: row.get(9)?,
        number: row.get(10)?,
        words: row.get(11)?,
        address: row.get(12)?,
    })
}

/// Conditions of a filter on the table alone; `who`: of this one of its people.
fn conditions<'v>(filter: &Filter, who: Option<&Who>, values: &mut Vec<Value<'v>>) -> String {
    let mut sql = String::from("1 = 1");
    let mut add = |text: &str, value: Value<'v>| {
        values.push(value);
        sql.push_str(" and ");
        sql.push_str(&text.replace('?', &format!("${}", values.len())));
    };
    match who {
        Some(Who::Person(id)) => add("account_id = ?", (*id).into()),
        Some(Who::Neighbour(subject)) => add("account_id is null and subject = ?", subject.clone().into()),
        None => {}
    }
    if let Some(case) = filter.case {
        add("application_id = ?", case.into());
    }
    if !filter.act.is_empty() {
        add("act = ?", filter.act.clone().into());
    }
    if !filter.outcome.is_empty() {
        add("outcome = ?", filter.outcome.clone().into());
    }
    if let Some(from) = filter.from {
        add("at >= ?", from.into());
    }
    if let Some(to) = filter.to {
        add("at < ?", to.into());
    }
    if let Some((at, id)) = filter.after {
        add("at <= ?", at.into());
        let place = values.len();
        values.push(id.into());
        let _ = write!(sql, " and (at < ${place} or id < ${})", values.len());
    }
    if filter.without_cases {
        sql.push_str(" and application_id is null and (outcome = 'refused' or subject not like 'teacher:%')");
    }
    if filter.without_schools {
        sql.push_str(" and act not like 'fitness.%'");
    }
    if !filter.openings.is_empty() {
        let openings = format!("(application_id is not null or {OF_PERSON}) and act in ({})", codes(&filter.openings));
        let _ = if filter.lists.is_empty() {
            write!(sql, " and outcome = 'done' and {openings}")
        } else {
            write!(
                sql,
                " and outcome = 'done' and ({openings} or application_id is null and act in ({}))",
                codes(&filter.lists)
            )
        };
    }
    sql
}

fn codes(all: &[&str]) -> String {
    all.iter().map(|code| format!("'{code}'")).collect::<Vec<_>>().join(", ")
}

/// The newest rows first, `most` at most. Of several people, each one's newest rows are taken by index and merged:
/// the question costs the same however long the journal is.
pub fn rows(reader: &mut Reader, filter: &Filter, most: usize) -> Result<Vec<Row>, DbError> {
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let mut values: Vec<Value<'_>> = vec![most.into()];
    let people: Vec<Option<&Who>> = match &filter.people {
        None => vec![None],
        Some(people) => people.iter().map(Some).collect(),
    };
    let parts: Vec<String> = people
        .into_iter()
        .enumerate()
        .map(|(part, who)| {
            let narrowed = conditions(filter, who, &mut values);
            format!("select * from (select * from journal where {narrowed} order by at desc, id desc limit $1) p{part}")
        })
        .collect();
    if parts.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!(
        "select {ROW} from (select * from ({}) q order by at desc, id desc limit $1) j
         left join accounts u on u.id = j.account_id left join applications a on a.id = j.application_id {NEIGHBOUR}
         order by j.at desc, j.id desc",
        parts.join(" union all ")
    );
    reader.rows(&sql, &values, read)
}

/// People and keys of one name that are searched for at once.
pub(super) const MOST_PEOPLE: usize = 20;

/// People, and keys of neighbouring systems, whose name holds every word; of each one more than may be searched for at most.
pub(super) fn people(reader: &mut Reader, name: &str) -> Result<Vec<Who>, DbError> {
    let people = named(reader, "accounts", name, |row| row.get(0).map(Who::Person))?;
    let keys =
        named(reader, "api_tokens", name, |row| Ok(Who::Neighbour(format!("neighbour:{}", row.get::<String>(0)?))))?;
    Ok(people.into_iter().chain(keys).collect())
}

fn named(
    reader: &mut Reader,
    table: &str,
    name: &str,
    make: impl FnMut(&Record<'_>) -> Result<Who, BadColumn>,
) -> Result<Vec<Who>, DbError> {
    let mut sql = format!("select id from {table} where 1 = 1");
    let mut values: Vec<Value<'_>> = Vec::new();
    for word in key(name).split(' ').filter(|word| !word.is_empty()).take(4) {
        values.push(format!("%{word}%").into());
        let _ = write!(sql, " and name_key like ${}", values.len());
    }
    let _ = write!(sql, " order by name_key, id limit {}", MOST_PEOPLE + 1);
    reader.rows(&sql, &values, make)
}

/// The case of a number: «2026-0417».
pub(super) fn case_numbered(reader: &mut Reader, number: &str) -> Result<Option<Id<Case>>, DbError> {
    let parts = number.split_once('-');
    let parsed =
        parts.and_then(|(year, ordinal)| Some((year.trim().parse::<i64>().ok()?, ordinal.trim().parse::<i64>().ok()?)));
    let Some((year, ordinal)) = parsed else {
        return Ok(None);
    };
    reader.row("select id from applications where year = $1 and ordinal = $2", values![year, ordinal], |row| row.get(0))
}
