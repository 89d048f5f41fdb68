//! The SQL of agendas: cases put on an agenda, their order.

use crate::accounts::Account;
use crate::applications::{self, Application, COLUMNS, JOINS, LAWFUL_BY, Move, Stage, WIDTH};
use crate::platform::act::Act;
use crate::platform::among::among;
use crate::platform::clock::{Day, Moment};
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::Failure;
use crate::platform::ids::Id;
use crate::platform::record::{BadColumn, Record};
use crate::values;

use super::super::attendee::Denial;
use super::super::document::MOST;
use super::super::tally::Tally;
use super::super::vote::{Outcome, Settled};
use super::Sitting;
use super::planning::hold_unfinished;

/// A case on the agenda of a session.
#[derive(Debug, Clone)]
pub struct Item {
    /// Its id.
    pub id: Id<Item>,
    /// The session.
    pub sitting: Id<Sitting>,
    /// Its place in the order of the agenda.
    pub place: i64,
    /// What was decided; none while it is open.
    pub outcome: Option<Outcome>,
    /// The words of the decision, when it was written down with them.
    pub wording: String,
    /// Why it was refused or put off; empty when it was granted.
    pub reason: String,
    /// The day it was put off to.
    pub postponed_to: Option<Day>,
    /// Votes as they were counted at the decision.
    pub tally: Tally,
    /// How they were settled when they were even.
    pub tie: Option<Settled>,
    /// Members present at the decision.
    pub present: i64,
    /// When it was decided.
    pub decided_at: Option<Moment>,
    /// When it was put on the agenda.
    pub added_at: Moment,
}

impl Item {
    /// How the commission has voted on the case in words; none while nothing is decided.
    pub(in super::super) fn voted(&self) -> Option<String> {
        self.outcome.map(|_| self.tally.voted())
    }
}

/// What the commission needs to know of a case beyond the case itself.
#[derive(Debug, Clone)]
pub struct Extra {
    /// The last day for the decision: the last one that the rules allow, or the end of the attestation as the Centre has set it
    /// when that comes sooner. Lists go by it.
    pub last_day: Day,
    /// The last day on which the rules let the commission decide: counted from receipt, or from the beginning of the attestation
    /// when that comes sooner.
    pub lawful_day: Day,
    /// The beginning of the attestation; none while no term is set.
    pub starts_on: Option<Day>,
    /// The cabinet of the teacher, if there is one.
    pub teacher: Option<Id<Account>>,
    /// The specialists' verdict, in code; empty when there is no result.
    pub verdict: String,
    /// The number of the result; empty when there is none.
    pub result: String,
    /// When it was recorded.
    pub result_at: Option<Moment>,
    /// Why the specialist found that the case does not meet; empty otherwise.
    pub finding: String,
    /// The award by which a case of the simplified track goes without analysis; empty when none is confirmed.
    pub award: String,
    /// Whether the teacher wants to be present at the session; none: nothing was said.
    pub wants_to_attend: Option<bool>,
}

impl Extra {
    /// What the teacher has said of being present, as shown.
    pub(in super::super) const fn attends(&self) -> &'static str {
        match self.wants_to_attend {
            Some(true) => "хочет присутствовать",
            Some(false) => "просит рассмотреть без него",
            None => "педагог не сообщил",
        }
    }
}

/// A line of an agenda.
#[derive(Debug, Clone)]
pub struct Line {
    /// The case.
    pub case: Application,
    /// What else is known of it.
    pub extra: Extra,
    /// The agenda's row.
    pub item: Item,
}

impl Line {
    /// Refuses to take a decision off when the case that was put off cannot be decided any more: it was withdrawn since.
    pub(in super::super) fn may_reopen(&self) -> Result<(), Denial> {
        match self.item.outcome {
            Some(Outcome::Postponed) => self.case.stage.after(Move::Grant).map(|_| ()).map_err(Denial::Stage),
            _ => Ok(()),
        }
    }
}

pub(super) const EXTRA: &str =
    "a.decision_by, t.account_id, coalesce(r.verdict, ''), coalesce(r.number, ''), coalesce(r.reason, ''),
    a.attends, coalesce((select ca.award from case_awards ca where ca.application_id = a.id), ''), e.starts_on, r.recorded_at";
pub(super) const RESULT: &str = "left join results r on r.application_id = a.id and r.returned_at is null
    left join schedules e on e.application_id = a.id";
const ITEM: &str = "i.id, i.sitting_id, i.place, i.outcome, i.reason, i.postponed_to, i.in_favour, i.against, i.abstained, i.present, i.decided_at, i.added_at, i.wording, i.tie";

pub(super) fn extra(row: &Record<'_>) -> Result<Extra, BadColumn> {
    Ok(Extra {
        last_day: row.get(WIDTH)?,
        teacher: row.get(WIDTH + 1)?,
        verdict: row.get(WIDTH + 2)?,
        result: row.get(WIDTH + 3)?,
        finding: row.get(WIDTH + 4)?,
        wants_to_attend: match row.get::<String>(WIDTH + 5)?.as_str() {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        },
        award: row.get(WIDTH + 6)?,
        starts_on: row.get(WIDTH + 7)?,
        result_at: row.get(WIDTH + 8)?,
        lawful_day: row.get(WIDTH + 9)?,
    })
}

fn line(row: &Record<'_>) -> Result<Line, BadColumn> {
    let at = WIDTH + 10;
    let postponed: Option<String> = row.get(at + 5)?;
    let postponed = postponed.map(|day| day.parse()).transpose();
    let item = Item {
        id: row.get(at)?,
        sitting: row.get(at + 1)?,
        place: row.get(at + 2)?,
        outcome: row.get(at + 3)?,
        reason: row.get(at + 4)?,
        postponed_to: postponed.map_err(|error: jiff::Error| BadColumn::new(at + 5, error.to_string()))?,
        tally: Tally { in_favour: row.get(at + 6)?, against: row.get(at + 7)?, abstained: row.get(at + 8)? },
        present: row.get(at + 9)?,
        decided_at: row.get(at + 10)?,
        added_at: row.get(at + 11)?,
        wording: row.get(at + 12)?,
        tie: row.get(at + 13)?,
    };
    Ok(Line { case: applications::read(row)?, extra: extra(row)?, item })
}

/// Lines of an agenda in its order, `most` at most after a border.
pub fn lines(
    reader: &mut Reader,
    sitting: Id<Sitting>,
    after: Option<(i64, Id<Item>)>,
    most: i64,
) -> Result<Vec<Line>, DbError> {
    let (border, id) = after.map_or((i64::MIN, String::new()), |(place, id)| (place, id.to_string()));
    let sql = format!(
        "select {COLUMNS}, {EXTRA}, {LAWFUL_BY}, {ITEM} from agenda_items i join applications a on a.id = i.application_id {JOINS} {RESULT}
         where i.sitting_id = $1 and i.removed_at is null and (i.place, i.id) > (cast($2 as bigint), $3) order by i.place, i.id limit $4"
    );
    reader.rows(&sql, values![sitting, border, id, most], line)
}

/// One line of an agenda; none when it is another session's or was taken off.
pub(in super::super) fn item(reader: &mut Reader, sitting: Id<Sitting>, id: Id<Item>) -> Result<Option<Line>, DbError> {
    let sql = format!(
        "select {COLUMNS}, {EXTRA}, {LAWFUL_BY}, {ITEM} from agenda_items i join applications a on a.id = i.application_id {JOINS} {RESULT}
         where i.id = $1 and i.sitting_id = $2 and i.removed_at is null"
    );
    reader.row(&sql, values![id, sitting], line)
}

/// The cases before and after one of an agenda.
#[derive(Debug, Clone, Copy)]
pub(in super::super) struct Around {
    pub(in super::super) before: Option<Id<Item>>,
    pub(in super::super) after: Option<Id<Item>>,
}

/// Finds the cases before and after one of an agenda.
pub(in super::super) fn neighbours(reader: &mut Reader, item: &Item) -> Result<Around, DbError> {
    let before = "select i.id from agenda_items i where i.sitting_id = $1 and i.removed_at is null and (i.place, i.id) < (cast($2 as bigint), $3) order by i.place desc, i.id desc limit 1";
    let after = "select i.id from agenda_items i where i.sitting_id = $1 and i.removed_at is null and (i.place, i.id) > (cast($2 as bigint), $3) order by i.place, i.id limit 1";
    let place = values![item.sitting, item.place, item.id];
    Ok(Around {
        before: reader.row(before, place, |row| row.get(0))?,
        after: reader.row(after, place, |row| row.get(0))?,
    })
}

/// The next case of an agenda that waits for its decision, from this one on and then from its beginning.
pub(in super::super) fn next_undecided(reader: &mut Reader, item: &Item) -> Result<Option<Id<Item>>, DbError> {
    let sql = "select i.id from agenda_items i where i.sitting_id = $1 and i.removed_at is null and i.outcome is null and i.id <> $3
         order by case when (i.place, i.id) > (cast($2 as bigint), $3) then 0 else 1 end, i.place, i.id limit 1";
    reader.row(sql, values![item.sitting, item.place, item.id], |row| row.get(0))
}

/// How many cases of an agenda wait for a decision.
pub(in super::super) fn open_items(reader: &mut Reader, sitting: Id<Sitting>) -> Result<i64, DbError> {
    reader.count(
        "select count(*) from agenda_items i where i.sitting_id = $1 and i.removed_at is null and i.outcome is null",
        values![sitting],
    )
}

/// Refuses cases the session does not take: received after its day, or put off to a later one.
fn take_all(act: &mut Act<'_>, sitting: &Sitting, cases: &[Application]) -> Result<(), Failure> {
    for case in cases {
        sitting.may_take(case)?;
    }
    let ids: Vec<String> = cases.iter().map(|case| case.id.to_string()).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let sql = "select application_id, postponed_to from agenda_items
         where removed_at is null and postponed_to > $1 and application_id in (MANY)";
    let put_off: Vec<(String, Day)> =
        among(act, sql, values![sitting.held_on], &ids, |row| Ok((row.get(0)?, row.get(1)?)))?;
    let Some((id, day)) = put_off.into_iter().max_by_key(|(_, day)| *day) else { return Ok(()) };
    let number = cases.iter().find(|case| case.id.to_string() == id).map(|case| case.number.clone());
    Err(Denial::PutOff(number.unwrap_or_default(), day).into())
}

/// The agenda on which a case waits for its decision.
fn waits_on(reader: &mut Reader, case: &Application) -> Result<Option<Id<Sitting>>, DbError> {
    let sql =
        "select sitting_id from agenda_items where application_id = $1 and removed_at is null and outcome is null";
    reader.row(sql, values![case.id], |row| row.get(0))
}

/// Puts cases at the end of an agenda; those that did not stand on it yet. A case with a result becomes ready, a case that
/// was ready stays so.
///
/// # Errors
/// When the session is over or its agenda full, when a case was received after its day, is put off to a later one, has moved
/// or stands on another agenda.
pub fn put_on_agenda<'c>(
    act: &mut Act<'_>,
    sitting: &Sitting,
    cases: &'c [Application],
) -> Result<Vec<&'c Application>, Failure> {
    let is_held = hold_unfinished(act, sitting)?;
    // The day may have been moved, and cases added, since the page was read.
    let sitting = &super::by_id(act, sitting.id)?
        .filter(|_| is_held)
        .ok_or_else(|| Failure::Conflict("Повестку этого заседания уже нельзя изменить: оно завершено.".into()))?;
    let (there, most) = (usize::try_from(sitting.cases).unwrap_or(0), usize::try_from(MOST).unwrap_or(usize::MAX));
    if there + cases.len() > most {
        return Err(Denial::Full(there, cases.len(), most).into());
    }
    take_all(act, sitting, cases)?;
    let (now, who) = (act.at(), act.account());
    let last =
        act.count("select coalesce(max(place), 0) from agenda_items where sitting_id = $1", values![sitting.id])?;
    let mut put = Vec::new();
    for (place, case) in (last + 1..).zip(cases) {
        if case.stage == Stage::Ready {
            applications::hold(act, case)?;
        } else {
            applications::step(act, case, Move::PutOnAgenda)?;
        }
        let added = act.run(
            "insert into agenda_items (id, sitting_id, application_id, place, added_by, added_at, removed_at, outcome, reason, postponed_to,
                 in_favour, against, abstained, present, decided_by, decided_at)
             values ($1, $2, $3, $4, $5, $6, null, null, '', null, 0, 0, 0, 0, null, null) on conflict do nothing",
            values![Id::<Item>::new(), sitting.id, case.id, place, &who, now],
        )?;
        if added == 1 {
            put.push(case);
        } else if waits_on(act, case)? != Some(sitting.id) {
            let number = &case.number;
            return Err(Failure::Conflict(format!(
                "Дело {number} уже стоит в повестке другого заседания. Ничего не добавлено: отметьте дела заново."
            )));
        }
    }
    Ok(put)
}

/// Where ticked cases of an agenda go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Turned {
    /// To its beginning.
    First,
    /// To its end.
    Last,
}

/// Moves cases of an agenda to its beginning or end, in the order given; how many were moved.
pub(in super::super) fn reorder(
    act: &mut Act<'_>,
    sitting: &Sitting,
    items: &[Id<Item>],
    to: Turned,
) -> Result<u64, DbError> {
    let many = i64::try_from(items.len()).unwrap_or(0);
    let sql = match to {
        Turned::First => "select coalesce(min(place), 0) from agenda_items where sitting_id = $1",
        Turned::Last => "select coalesce(max(place), 0) from agenda_items where sitting_id = $1",
    };
    let edge = act.count(sql, values![sitting.id])?;
    let first = if to == Turned::First { edge - many } else { edge + 1 };
    let mut moved = 0;
    for (place, item) in (first..).zip(items) {
        moved += act.run(
            "update agenda_items set place = $3 where id = $1 and sitting_id = $2 and removed_at is null
                 and exists (select 1 from sittings s where s.id = $2 and s.stage in ('planned', 'open'))",
            values![*item, sitting.id, place],
        )?;
    }
    Ok(moved)
}
