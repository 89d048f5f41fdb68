//! The SQL of sessions: read, and closed by a signed protocol.

use crate::accounts::Account;
use crate::applications::Application;
use crate::platform::act::Act;
use crate::platform::clock::{Day, Moment};
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::Failure;
use crate::platform::ids::Id;
use crate::platform::narrowing::Narrowed;
use crate::platform::record::{BadColumn, Column, Record};
use crate::values;

use super::super::attendee::Denial;
use super::super::model::{Commission, Person};
use super::attendance::hold;
use super::planning::NewSitting;

/// Where a session stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SittingStage {
    /// Назначено.
    Planned,
    /// Идёт.
    Open,
    /// Протокол подписан: nothing changes any more.
    Closed,
    /// Отменено.
    Cancelled,
}

impl SittingStage {
    /// Every stage.
    pub const ALL: [Self; 4] = [Self::Planned, Self::Open, Self::Closed, Self::Cancelled];

    /// As stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Open => "open",
            Self::Closed => "closed",
            Self::Cancelled => "cancelled",
        }
    }

    /// As shown.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Planned => "назначено",
            Self::Open => "идёт",
            Self::Closed => "протокол подписан",
            Self::Cancelled => "отменено",
        }
    }

    /// The colour of its tag; the words carry the meaning.
    pub const fn tone(self) -> &'static str {
        match self {
            Self::Planned => "blue",
            Self::Open => "green",
            Self::Closed => "grey",
            Self::Cancelled => "purple",
        }
    }
}

impl Column for SittingStage {
    fn read(record: &Record<'_>, place: usize) -> Result<Self, BadColumn> {
        record.known(place, "stage of a session", |code| Self::ALL.into_iter().find(|one| one.code() == code))
    }
}

/// A session.
#[derive(Debug, Clone)]
pub struct Sitting {
    /// Its id.
    pub id: Id<Sitting>,
    /// Its commission.
    pub commission: Id<Commission>,
    /// The name of the commission.
    pub commission_name: String,
    /// The day.
    pub held_on: Day,
    /// «10:00».
    pub begins: String,
    /// Where.
    pub place: String,
    /// Where it stands.
    pub stage: SittingStage,
    /// The number of the signed protocol; empty before.
    pub protocol_number: String,
    /// The day of the signed protocol.
    pub protocol_date: Option<Day>,
    /// SHA-256 of the signed protocol; empty before.
    pub file_key: String,
    /// When it was closed.
    pub closed_at: Option<Moment>,
    /// Cases on the agenda.
    pub cases: i64,
    /// When its agenda was last sent to those who come; none: never.
    pub told_at: Option<Moment>,
    /// Whom the Centre has named to lead it; asked for only without chair and deputy.
    pub led_by: Option<Id<Person>>,
    /// The hour it was opened at when that is another than announced; empty otherwise.
    pub began_at: String,
    /// Why it was cancelled; empty otherwise.
    pub cancelled_for: String,
}

impl Sitting {
    /// Refuses when the session is not waited for any more.
    pub(in super::super) fn still_planned(&self) -> Result<(), Denial> {
        if self.stage == SittingStage::Planned { Ok(()) } else { Err(Denial::NotPlanned(self.stage.words())) }
    }

    /// Whether it is held then and there already.
    pub(in super::super) fn is_held(&self, then: &NewSitting) -> bool {
        self.held_on == then.held_on && self.begins == then.begins && self.place == then.place
    }

    /// Refuses a case that was received after the day of the session: a category is in force from that day.
    pub(in super::super) fn may_take(&self, case: &Application) -> Result<(), Denial> {
        if case.received_on <= self.held_on {
            return Ok(());
        }
        Err(Denial::Unreceived(case.number.clone(), case.received_on, self.held_on))
    }
}

const SITTING: &str = "select s.id, s.commission_id, c.name, s.held_on, s.begins, s.place, s.stage, s.protocol_number, s.protocol_date,
    coalesce(s.file_key, ''), s.closed_at, (select count(*) from agenda_items i where i.sitting_id = s.id and i.removed_at is null), s.told_at, s.led_by, s.began_at, s.cancelled_for
    from sittings s join commissions c on c.id = s.commission_id";

fn sitting(row: &Record<'_>) -> Result<Sitting, BadColumn> {
    let protocol_date: Option<String> = row.get(8)?;
    let parsed = protocol_date.map(|day| day.parse()).transpose();
    Ok(Sitting {
        id: row.get(0)?,
        commission: row.get(1)?,
        commission_name: row.get(2)?,
        held_on: row.get(3)?,
        begins: row.get(4)?,
        place: row.get(5)?,
        stage: row.get(6)?,
        protocol_number: row.get(7)?,
        protocol_date: parsed.map_err(|error: jiff::Error| BadColumn::new(8, error.to_string()))?,
        file_key: row.get(9)?,
        closed_at: row.get(10)?,
        cases: row.get(11)?,
        told_at: row.get(12)?,
        led_by: row.get(13)?,
        began_at: row.get(14)?,
        cancelled_for: row.get(15)?,
    })
}

/// One session.
pub fn by_id(reader: &mut Reader, id: Id<Sitting>) -> Result<Option<Sitting>, DbError> {
    reader.row(&format!("{SITTING} where s.id = $1"), values![id], sitting)
}

/// Sessions, the latest first: all of them, or those of an account as a member today.
pub(in super::super) fn list(
    reader: &mut Reader,
    whose: Option<(Id<Account>, Day)>,
    after: Option<(Day, Id<Sitting>)>,
    most: i64,
) -> Result<Vec<Sitting>, DbError> {
    let mut narrowed = Narrowed::after(vec![most.into()]);
    if let Some((account, today)) = whose {
        let piece = format!("exists (select 1 {})", super::mine("?", "?"));
        narrowed.with(&piece, [account.into(), today.into()]);
    }
    if let Some((day, id)) = after {
        narrowed.with("(s.held_on, s.id) < (?, ?)", [day.into(), id.into()]);
    }
    let sql = format!("{SITTING}{} order by s.held_on desc, s.id desc limit $1", narrowed.sql("where"));
    reader.rows(&sql, narrowed.values(), sitting)
}

/// The last session of a day that has begun, with or without a signed protocol.
pub(in super::super) fn begun_on(reader: &mut Reader, day: Day) -> Result<Option<Sitting>, DbError> {
    let sql = format!("{SITTING} where s.held_on = $1 and s.stage in ('open', 'closed') order by s.id desc limit 1");
    reader.row(&sql, values![day], sitting)
}

/// The nearest session of today or later that waits or is under way.
pub fn next(reader: &mut Reader, today: Day) -> Result<Option<Sitting>, DbError> {
    let sql = format!(
        "{SITTING} where s.held_on >= $1 and s.stage in ('planned', 'open') order by s.held_on, s.begins, s.id limit 1"
    );
    reader.row(&sql, values![today], sitting)
}

/// Whether anything was decided at a session: granted, refused or put off.
pub(in super::super) fn has_decisions(reader: &mut Reader, id: Id<Sitting>) -> Result<bool, DbError> {
    let sql = "select count(*) from agenda_items where sitting_id = $1 and removed_at is null and outcome is not null";
    Ok(reader.count(sql, values![id])? > 0)
}

/// The day of the last session under way or held; none while there was none.
pub fn newest_day(reader: &mut Reader) -> Result<Option<Day>, DbError> {
    let sql = "select held_on from sittings where stage in ('open', 'closed') order by held_on desc, id desc limit 1";
    reader.row(sql, &[], |row| row.get(0))
}

/// The last session of a day that was not cancelled.
pub(in super::super) fn last_on(reader: &mut Reader, day: Day) -> Result<Option<Id<Sitting>>, DbError> {
    let sql = "select id from sittings where held_on = $1 and stage <> 'cancelled' order by id desc limit 1";
    reader.row(sql, values![day], |row| row.get(0))
}

/// The last day of a session of a commission that was opened; a change of members cannot reach behind it.
pub(in super::super) fn latest_opened(reader: &mut Reader, id: Id<Commission>) -> Result<Option<Day>, DbError> {
    reader.row(
        "select s.held_on from sittings s where s.commission_id = $1 and s.opened_at is not null order by s.held_on desc limit 1",
        values![id],
        |row| row.get(0),
    )
}

/// Whether a commission has a protocol of this number in the year of this day.
pub(in super::super) fn protocol_known(
    reader: &mut Reader,
    commission: Id<Commission>,
    number: &str,
    date: Day,
) -> Result<bool, DbError> {
    let year = date.0.year();
    let sql = "select count(*) from sittings where commission_id = $1 and protocol_number = $2 and protocol_date >= $3 and protocol_date <= $4";
    Ok(reader.count(sql, values![commission, number, format!("{year:04}-01-01"), format!("{year:04}-12-31")])? > 0)
}

/// What the protocol stated when it was signed, as JSON; none before, and none of protocols signed before this was kept.
pub(in super::super) fn stated_of(reader: &mut Reader, id: Id<Sitting>) -> Result<Option<String>, DbError> {
    let sql = "select stated from sittings where id = $1 and stage = 'closed' and stated is not null";
    reader.row(sql, values![id], |row| row.get(0))
}

/// Closes a session with its signed protocol and what it states: from here on its rows are frozen.
pub(in super::super) fn close(
    act: &mut Act<'_>,
    sitting: &Sitting,
    (number, date): (&str, Day),
    (key, size): (&str, i64),
    stated: &str,
) -> Result<(), Failure> {
    hold(act, sitting)?;
    let now = act.at();
    let changed = act.run(
        "update sittings set stage = 'closed', closed_at = $2, protocol_number = $3, protocol_date = $4, file_key = $5, file_size = $6, stated = $7
         where id = $1 and stage = 'open'
             and not exists (select 1 from agenda_items i where i.sitting_id = $1 and i.removed_at is null and i.outcome is null)",
        values![sitting.id, now, number, date, key, size, stated],
    )?;
    if changed == 1 { Ok(()) } else { Err(Denial::Waits.into()) }
}
