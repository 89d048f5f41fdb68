//! The SQL of acts of erasure, of their cases and of the files that go with them.

use crate::applications::{self, Application, COLUMNS, JOINS, WIDTH};
use crate::platform::act::{Act, Upkeep};
use crate::platform::among::{among, change_among};
use crate::platform::clock::{Day, Moment};
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::Failure;
use crate::platform::ids::Id;
use crate::platform::many;
use crate::platform::names::FullName;
use crate::platform::record::{BadColumn, Record, Value};
use crate::retention::OverCase;
use crate::retention::ledger::ActOf;
use crate::values;

use super::acting::Chosen;
use super::model::{Count, Erasure};

/// Columns of an act, and the tables behind them.
const ACT: &str =
    "e.id, e.year, e.number, e.stage, e.members, e.ground, e.drawn_by, w.surname, w.given, w.patronymic, e.drawn_at,
    e.done_at, e.dated_on, d.surname, d.given, d.patronymic, e.address";
const FROM: &str = "erasures e join accounts w on w.id = e.drawn_by left join accounts d on d.id = e.done_by";
/// How many columns `ACT` has.
const OWN: usize = 17;

fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::to_owned).collect()
}

fn erasure(row: &Record<'_>) -> Result<Erasure, BadColumn> {
    let dated_on: Option<String> = row.get(12)?;
    let doer: Option<String> = row.get(13)?;
    Ok(Erasure {
        id: row.get(0)?,
        year: row.get(1)?,
        number: row.get(2)?,
        state: row.get(3)?,
        members: lines(&row.get::<String>(4)?),
        ground: lines(&row.get::<String>(5)?),
        drawn_by: row.get(6)?,
        drawer: FullName::read(row, 7)?,
        drawn_at: row.get(10)?,
        done_at: row.get(11)?,
        dated_on: dated_on.map(|_| row.get(12)).transpose()?,
        doer: doer.map(|_| FullName::read(row, 13)).transpose()?,
        address: row.get(16)?,
    })
}

/// An act by its id.
pub(in crate::retention) fn by_id(reader: &mut Reader, id: Id<Erasure>) -> Result<Option<Erasure>, DbError> {
    reader.row(&format!("select {ACT} from {FROM} where e.id = $1"), values![id], erasure)
}

/// Drafts, the oldest first: more than a few are never open.
pub(in crate::retention) fn drafts(reader: &mut Reader) -> Result<Vec<Erasure>, DbError> {
    reader.rows(&format!("select {ACT} from {FROM} where e.stage = 'draft' order by e.id limit 20"), &[], erasure)
}

/// Acts, the newest first, each with how much it has, after a row, `most` at most.
pub(super) fn list(
    reader: &mut Reader,
    after: Option<(Moment, Id<Erasure>)>,
    most: i64,
) -> Result<Vec<(Erasure, Count)>, DbError> {
    let mut values: Vec<Value<'_>> = vec![most.into()];
    let mut narrowed = "";
    if let Some((at, id)) = after {
        values.extend([at.into(), id.into()]);
        narrowed = "where e.drawn_at <= $2 and (e.drawn_at < $2 or e.id < $3)";
    }
    let sql = format!(
        "select {ACT}, (select count(*) from erasure_cases c where c.erasure_id = e.id),
             (select count(*) from erasure_attestations c where c.erasure_id = e.id) from {FROM} {narrowed}
         order by e.drawn_at desc, e.id desc limit $1"
    );
    reader
        .rows(&sql, &values, |row| Ok((erasure(row)?, Count { cases: row.get(OWN)?, attestations: row.get(OWN + 1)? })))
}

/// Draws up a draft of this number of a year; its id.
pub(super) fn draw(act: &mut Act<'_>, year: i64, number: i64) -> Result<Id<Erasure>, DbError> {
    let (id, now, who) = (Id::new(), act.at(), act.account());
    act.run(
        "insert into erasures (id, year, number, stage, members, ground, drawn_by, drawn_at, done_by, done_at, dated_on)
         values ($1, $2, $3, 'draft', '', '', $4, $5, null, null, null)",
        values![id, year, number, who, now],
    )?;
    Ok(id)
}

/// Holds a draft to the end of the act; false when it is none any more.
pub(super) fn hold_draft(act: &mut Act<'_>, id: Id<Erasure>) -> Result<bool, DbError> {
    Ok(act.run("update erasures set stage = stage where id = $1 and stage = 'draft'", values![id])? == 1)
}

/// Puts cases into an act; a case that another act has taken meanwhile stays there.
pub(super) fn add(act: &mut Act<'_>, id: Id<Erasure>, cases: &[OverCase]) -> Result<(), DbError> {
    let now = act.at();
    let rows = cases.iter().map(|one| -> [Value<'_>; 3] { [one.case.id.into(), id.into(), now.into()] });
    many::insert(
        act,
        "insert into erasure_cases (application_id, erasure_id, added_at) values ROWS on conflict do nothing",
        rows,
    )
}

/// Takes this out of a draft; how much.
pub(super) fn remove(act: &mut Act<'_>, id: Id<Erasure>, chosen: &Chosen) -> Result<Count, DbError> {
    let mut gone = |table: &str, column: &str, ids: &[String]| {
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        let sql = format!(
            "delete from {table} where erasure_id = $1 and {column} in (MANY)
                 and exists (select 1 from erasures e where e.id = $1 and e.stage = 'draft')"
        );
        change_among(act, &sql, values![id], &ids).map(|gone| i64::try_from(gone).unwrap_or(i64::MAX))
    };
    Ok(Count {
        cases: gone("erasure_cases", "application_id", &chosen.cases)?,
        attestations: gone("erasure_attestations", "attestation_id", &chosen.attestations)?,
    })
}

/// Writes the members of the commission and the operator's address down; false when it is no draft any more.
pub(super) fn name_members(
    act: &mut Act<'_>,
    id: Id<Erasure>,
    members: &[String],
    address: &str,
) -> Result<bool, DbError> {
    let (sql, members) =
        ("update erasures set members = $2, address = $3 where id = $1 and stage = 'draft'", members.join("\n"));
    Ok(act.run(sql, values![id, members, address])? == 1)
}

/// Drops a draft, and lets go what it has; false when it is no draft any more.
pub(super) fn drop_draft(act: &mut Act<'_>, id: Id<Erasure>) -> Result<bool, DbError> {
    let dropped = act.run("update erasures set stage = 'dropped' where id = $1 and stage = 'draft'", values![id])? == 1;
    if dropped {
        act.run("delete from erasure_cases where erasure_id = $1", values![id])?;
        act.run("delete from erasure_attestations where erasure_id = $1", values![id])?;
    }
    Ok(dropped)
}

/// Marks a draft as done by another account than the one which drew it up, with what its paper says from now on: the ground and
/// the operator's address. False when somebody was first.
pub(super) fn confirm(
    act: &mut Act<'_>,
    id: Id<Erasure>,
    today: Day,
    (ground, address): (&[String], &str),
) -> Result<bool, DbError> {
    let (now, who, ground) = (act.at(), act.account(), ground.join("\n"));
    let done = act.run(
        "update erasures set stage = 'done', done_by = $2, done_at = $3, dated_on = $4, ground = $5, address = $6
         where id = $1 and stage = 'draft' and drawn_by <> $2",
        values![id, who, now, today, ground, address],
    )?;
    Ok(done == 1)
}

fn over(row: &Record<'_>) -> Result<OverCase, BadColumn> {
    Ok(OverCase { case: applications::read(row)?, over_at: row.get(WIDTH)? })
}

/// How much an act has.
pub(super) fn count(reader: &mut Reader, id: Id<Erasure>) -> Result<Count, DbError> {
    let sql = "select (select count(*) from erasure_cases where erasure_id = $1), (select count(*) from erasure_attestations where erasure_id = $1)";
    let found = reader.row(sql, values![id], |row| Ok(Count { cases: row.get(0)?, attestations: row.get(1)? }))?;
    Ok(found.unwrap_or_default())
}

/// How much the last act that had cases and the last that had attestations erased, each with its day.
pub(in crate::retention) fn last(reader: &mut Reader) -> Result<[Option<(Day, i64)>; 2], DbError> {
    let mut of = |table: &str| {
        let sql = format!(
            "select e.dated_on, (select count(*) from {table} c where c.erasure_id = e.id) from erasures e
             where e.stage = 'done' and exists (select 1 from {table} x where x.erasure_id = e.id) order by e.done_at desc, e.id desc limit 1"
        );
        reader.row(&sql, &[], |row| Ok((row.get(0)?, row.get(1)?)))
    };
    Ok([of("erasure_cases")?, of("erasure_attestations")?])
}

/// Cases of an act in the order of their ids, after one, `most` at most.
pub(super) fn cases(reader: &mut Reader, id: Id<Erasure>, after: &str, most: i64) -> Result<Vec<OverCase>, DbError> {
    let sql = format!(
        "select {COLUMNS}, a.over_at from erasure_cases c join applications a on a.id = c.application_id {JOINS}
         where c.erasure_id = $1 and c.application_id > $2 order by c.application_id limit $3"
    );
    reader.rows(&sql, values![id, after, most], over)
}

/// Those of these cases that stand in the archive and in no act.
pub(super) fn free_among(reader: &mut Reader, cases: &[String]) -> Result<Vec<OverCase>, DbError> {
    let cases: Vec<&str> = cases.iter().map(String::as_str).collect();
    let sql = format!(
        "select {COLUMNS}, a.over_at from applications a {JOINS} where a.stage = 'archived' and a.over_at is not null
             and not exists (select 1 from erasure_cases c where c.application_id = a.id) and a.id in (MANY)"
    );
    among(reader, &sql, &[], &cases, over)
}

/// Files of an act that are not settled yet.
pub(super) fn unsettled(reader: &mut Reader, id: Id<Erasure>) -> Result<Vec<String>, DbError> {
    reader.rows(
        "select file_key from erasure_files where erasure_id = $1 and settled_at is null order by file_key",
        values![id],
        |row| row.get(0),
    )
}

/// A file of an act was removed, or belongs to another row too.
pub(super) fn settle(upkeep: &mut Upkeep<'_>, id: Id<Erasure>, key: &str, now: Moment) -> Result<(), DbError> {
    upkeep.run(
        "update erasure_files set settled_at = $3 where erasure_id = $1 and file_key = $2",
        values![id, key, now],
    )?;
    Ok(())
}

/// Puts back an act that a restored copy does not know as done, with those of its cases that are there; what it is called.
/// Who drew it up and who confirmed it are taken from `of` when the copy knows both, otherwise they are people of the centre.
///
/// # Errors
/// A conflict when there are no two people to stand for it.
pub(in crate::retention) fn stand_again(
    act: &mut Act<'_>,
    id: Id<Erasure>,
    (of, day, at): (&ActOf, &str, i64),
    cases: &[Application],
) -> Result<String, Failure> {
    let people = act.rows(
        "select distinct u.id, case when u.id in ($1, $2) then 0 else 1 end from accounts u
         left join seats s on s.account_id = u.id and s.role = 'centre' where u.id in ($1, $2) or s.id is not null order by 2, 1 limit 2",
        values![&of.drawn_by, &of.done_by],
        |row| row.get::<String>(0),
    )?;
    let [drawn_by, done_by] = &people[..] else {
        return Err(Failure::Conflict(format!(
            "акт № {} за {} год: в копии нет двух сотрудников Центра, под чьими именами он стоит; создайте кабинет второго и восстановите архив ещё раз",
            of.number, of.year
        )));
    };
    act.run(
        "insert into erasures (id, year, number, stage, members, ground, drawn_by, drawn_at, done_by, done_at, dated_on)
         values ($1, $2, $3, 'done', $4, $5, $6, $7, $8, $7, $9) on conflict (id) do update set stage = 'done', ground = excluded.ground,
             members = case when erasures.members = '' then excluded.members else erasures.members end,
             drawn_by = excluded.drawn_by, done_by = excluded.done_by, done_at = excluded.done_at, dated_on = excluded.dated_on",
        values![id, of.year, of.number, SEE_THE_PAPER, SEE_THE_PAPER, drawn_by, at, done_by, day],
    )?;
    act.run("delete from erasure_cases where erasure_id = $1", values![id])?;
    let now = act.at();
    let rows = cases.iter().map(|one| -> [Value<'_>; 3] { [one.id.into(), id.into(), now.into()] });
    many::insert(
        act,
        "insert into erasure_cases (application_id, erasure_id, added_at) values ROWS
         on conflict (application_id) do update set erasure_id = excluded.erasure_id, added_at = excluded.added_at",
        rows,
    )?;
    Ok(by_id(act, id)?.map(|act| act.called()).unwrap_or_default())
}

/// The number of an act a restored copy does not know is not given again.
pub(in crate::retention) fn take_number(act: &mut Act<'_>, of: &ActOf) -> Result<(), DbError> {
    let counter = format!("erasures:{}", of.year);
    act.run("insert into counters (name, value) values ($1, 0) on conflict (name) do nothing", values![&counter])?;
    act.run("update counters set value = $2 where name = $1 and value < $2", values![&counter, of.number])?;
    Ok(())
}

/// What stands for a commission and a ground that only the signed paper tells.
const SEE_THE_PAPER: &str = "по подписанному акту; запись повторена после восстановления из архива";
