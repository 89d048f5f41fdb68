//! The SQL of decisions as others read them: what was decided at a closed session and waits for its act.

use crate::applications::{Application, Category, Teacher};
use crate::platform::among::among;
use crate::platform::clock::{Day, Moment};
use crate::platform::engine::{DbError, Reader};
use crate::platform::ids::Id;
use crate::platform::record::{BadColumn, Record};
use crate::values;

use super::super::model::Commission;
use super::super::tally::Tally;
use super::super::vote::{Outcome, Settled};
use super::{Item, Sitting};

/// A decision of the commission at a closed session.
#[derive(Debug, Clone)]
pub struct Decision {
    /// The agenda's row.
    pub item: Id<Item>,
    /// The case.
    pub application: Id<Application>,
    /// The session.
    pub sitting: Id<Sitting>,
    /// Its commission.
    pub commission: Id<Commission>,
    /// The name of the commission.
    pub commission_name: String,
    /// The day of the session: a category is in force from it.
    pub held_on: Day,
    /// What was decided.
    pub outcome: Outcome,
    /// Its words, when it was written down with them.
    pub wording: String,
    /// Why it was refused or put off; empty when it was granted.
    pub reason: String,
    /// The day it was put off to.
    pub postponed_to: Option<Day>,
    /// Votes as they were counted.
    pub tally: Tally,
    /// How they were settled when they were even.
    pub tie: Option<Settled>,
    /// The number of the signed protocol; empty until it is signed.
    pub protocol_number: String,
    /// Its day.
    pub protocol_date: Option<Day>,
    /// When it was written down.
    pub decided_at: Moment,
}

impl Decision {
    /// How the commission has voted, and how even votes were settled.
    pub fn voted(&self) -> String {
        let tie = self.tie.map(|tie| format!("; голоса разделились поровну: {}", tie.past())).unwrap_or_default();
        format!("{}{tie}", self.tally.voted())
    }
}

const DECISION: &str = "select i.id, i.application_id, i.sitting_id, s.commission_id, c.name, s.held_on, i.outcome, i.reason, i.postponed_to,
    i.in_favour, i.against, i.abstained, s.protocol_number, s.protocol_date, i.decided_at, i.wording, i.tie";
const TABLES: &str = "join sittings s on s.id = i.sitting_id join commissions c on c.id = s.commission_id";

fn day(row: &Record<'_>, place: usize) -> Result<Option<Day>, BadColumn> {
    let text: Option<String> = row.get(place)?;
    let read = text.map(|day| day.parse()).transpose();
    read.map_err(|error: jiff::Error| BadColumn::new(place, error.to_string()))
}

fn decision(row: &Record<'_>) -> Result<Decision, BadColumn> {
    let outcome: Option<Outcome> = row.get(6)?;
    Ok(Decision {
        item: row.get(0)?,
        application: row.get(1)?,
        sitting: row.get(2)?,
        commission: row.get(3)?,
        commission_name: row.get(4)?,
        held_on: row.get(5)?,
        outcome: outcome.ok_or_else(|| BadColumn::new(6, "no outcome"))?,
        reason: row.get(7)?,
        postponed_to: day(row, 8)?,
        tally: Tally { in_favour: row.get(9)?, against: row.get(10)?, abstained: row.get(11)? },
        protocol_number: row.get(12)?,
        protocol_date: day(row, 13)?,
        decided_at: row.get(14)?,
        wording: row.get(15)?,
        tie: row.get(16)?,
    })
}

/// Decisions of closed sessions whose act is not issued yet, by the day of the session, `most` at most after a border.
pub fn decisions_waiting(
    reader: &mut Reader,
    after: Option<(Day, Id<Item>)>,
    most: i64,
) -> Result<Vec<Decision>, DbError> {
    let (border, id) = after.map_or_else(Default::default, |(day, id)| (day.to_string(), id.to_string()));
    let sql = format!(
        "{DECISION} from applications a join agenda_items i on i.application_id = a.id and i.outcome = a.stage {TABLES}
         where a.stage in ('granted', 'refused') and s.stage = 'closed' and (s.held_on, i.id) > ($1, $2)
         order by s.held_on, i.id limit $3"
    );
    reader.rows(&sql, values![border, id, most], decision)
}

/// The decision that grants or refuses a case, once its protocol is signed.
pub fn decision_of(reader: &mut Reader, application: Id<Application>) -> Result<Option<Decision>, DbError> {
    let sql = format!(
        "{DECISION} from agenda_items i {TABLES} where i.application_id = $1 and i.outcome in ('granted', 'refused') and s.stage = 'closed'
         order by i.decided_at desc, i.id desc limit 1"
    );
    reader.row(&sql, values![application], decision)
}

/// Every decision about a case, the newest first: put off, then granted or refused.
pub(in super::super) fn last_of(reader: &mut Reader, application: Id<Application>) -> Result<Vec<Decision>, DbError> {
    let sql = format!(
        "{DECISION} from agenda_items i {TABLES} where i.application_id = $1 and i.outcome is not null
         order by i.decided_at desc, i.id desc limit 20"
    );
    reader.rows(&sql, values![application], decision)
}

/// The last refusal of each category to any of these teachers, by the day of its session.
pub(in super::super) fn refusals_among(
    reader: &mut Reader,
    teachers: &[Id<Teacher>],
) -> Result<Vec<(Id<Teacher>, Category, Day)>, DbError> {
    let ids: Vec<String> = teachers.iter().map(ToString::to_string).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let sql = "select a.teacher_id, a.category, max(s.held_on) from applications a
             join agenda_items i on i.application_id = a.id and i.outcome = 'refused' join sittings s on s.id = i.sitting_id
         where a.teacher_id in (MANY) and a.stage in ('refused', 'issued', 'published', 'archived')
         group by a.teacher_id, a.category";
    among(reader, sql, &[], &ids, |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
}
