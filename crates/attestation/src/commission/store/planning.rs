//! The SQL of a session before its protocol: planned, moved, told of, opened with the members as they stand, cancelled.

use crate::platform::act::Act;
use crate::platform::clock::{Day, Moment};
use crate::platform::engine::DbError;
use crate::platform::failure::Failure;
use crate::platform::ids::Id;
use crate::platform::many;
use crate::platform::record::Value;
use crate::platform::words;
use crate::values;

use super::super::attendee::Denial;
use super::super::model::{Commission, Incomplete, Member, shortages};
use super::sittings::{Sitting, SittingStage};

/// A session to be planned.
#[derive(Debug, Clone)]
pub struct NewSitting {
    /// Its commission.
    pub commission: Id<Commission>,
    /// The day.
    pub held_on: Day,
    /// «10:00».
    pub begins: String,
    /// Where.
    pub place: String,
}

/// Plans a session; its id.
pub fn plan(act: &mut Act<'_>, new: &NewSitting) -> Result<Id<Sitting>, DbError> {
    let (id, now, who) = (Id::new(), act.at(), act.account());
    act.run(
        "insert into sittings (id, commission_id, held_on, begins, place, stage, opened_at, closed_at, protocol_number, protocol_date, file_key, file_size, added_by, added_at)
         values ($1, $2, $3, $4, $5, 'planned', null, null, '', null, null, null, $6, $7)",
        values![id, new.commission, new.held_on, &new.begins, &new.place, who, now],
    )?;
    Ok(id)
}

/// Whether such a session — the same commission, day, hour and place — is planned or held already. The commission is held
/// to the end of the act, so that of two hands one comes first.
pub(in super::super) fn is_planned(act: &mut Act<'_>, new: &NewSitting) -> Result<bool, DbError> {
    act.run("update commissions set name = name where id = $1", values![new.commission])?;
    let sql = "select count(*) from sittings where commission_id = $1 and held_on = $2 and begins = $3 and place = $4 and stage <> 'cancelled'";
    Ok(act.count(sql, values![new.commission, new.held_on, &new.begins, &new.place])? > 0)
}

/// Holds a session that is planned or open to the end of the act; false when it is neither.
pub(in super::super) fn hold_unfinished(act: &mut Act<'_>, sitting: &Sitting) -> Result<bool, DbError> {
    let sql = "update sittings set stage = stage where id = $1 and stage in ('planned', 'open')";
    Ok(act.run(sql, values![sitting.id])? == 1)
}

/// Moves a planned session to another day, hour and place.
///
/// # Errors
/// When it is not planned any more, or a case of its agenda was received after the new day or is put off to a later one.
pub(in super::super) fn reschedule(act: &mut Act<'_>, sitting: &Sitting, new: &NewSitting) -> Result<(), Failure> {
    let changed = act.run(
        "update sittings set held_on = $2, begins = $3, place = $4
         where id = $1 and stage = 'planned' and held_on = $5 and begins = $6 and place = $7",
        values![sitting.id, new.held_on, &new.begins, &new.place, sitting.held_on, &sitting.begins, &sitting.place],
    )?;
    if changed != 1 {
        return Err(moved_meanwhile(act, sitting)?);
    }
    let sql = "select a.number, a.received_on from agenda_items i join applications a on a.id = i.application_id
         where i.sitting_id = $1 and i.removed_at is null and a.received_on > $2 order by a.received_on desc, a.number limit 1";
    let later: Option<(String, Day)> =
        act.row(sql, values![sitting.id, new.held_on], |row| Ok((row.get(0)?, row.get(1)?)))?;
    if let Some((number, day)) = later {
        return Err(Denial::Unreceived(number, day, new.held_on).into());
    }
    let sql = "select a.number, p.postponed_to from agenda_items i join applications a on a.id = i.application_id
         join agenda_items p on p.application_id = i.application_id and p.removed_at is null
         where i.sitting_id = $1 and i.removed_at is null and p.postponed_to > $2 order by p.postponed_to desc, a.number limit 1";
    let put_off: Option<(String, Day)> =
        act.row(sql, values![sitting.id, new.held_on], |row| Ok((row.get(0)?, row.get(1)?)))?;
    put_off.map_or(Ok(()), |(number, day)| Err(Denial::PutOff(number, day).into()))
}

/// Writes down that the agenda of a planned session is sent now.
///
/// # Errors
/// When it is not planned any more, or somebody has sent it since the session was read.
pub(in super::super) fn mark_told(act: &mut Act<'_>, sitting: &Sitting) -> Result<(), Failure> {
    let now = act.at();
    let changed = act.run(
        "update sittings set told_at = $2 where id = $1 and stage = 'planned' and coalesce(told_at, 0) = $3",
        values![sitting.id, now, sitting.told_at.map_or(0, Moment::micros)],
    )?;
    if changed == 1 {
        return Ok(());
    }
    let is_planned = super::by_id(act, sitting.id)?.is_some_and(|now| now.stage == SittingStage::Planned);
    Err(if is_planned {
        Denial::Sent.into()
    } else {
        Denial::NotPlanned("состояние уже изменилось").into()
    })
}

/// Why a session could not be moved: it is not planned any more, or another hand has moved it.
fn moved_meanwhile(act: &mut Act<'_>, sitting: &Sitting) -> Result<Failure, DbError> {
    let now = super::by_id(act, sitting.id)?.filter(|now| now.stage == SittingStage::Planned);
    Ok(now.map_or_else(
        || Denial::NotPlanned("состояние уже изменилось").into(),
        |now| {
            let then = format!("{}, {}, {}", words::day(now.held_on), now.begins, now.place);
            Failure::Conflict(format!("Заседание уже перенёс кто-то другой: {then}. Откройте его страницу заново."))
        },
    ))
}

/// Opens a planned session: members are written down as they stand on its day, nobody present yet, and so are its rules.
///
/// # Errors
/// With everything the composition lacks; when it is not planned any more.
pub fn open(act: &mut Act<'_>, sitting: &Sitting) -> Result<(), Failure> {
    let now = act.at();
    let changed = act.run(
        "update sittings set stage = 'open', opened_at = $2 where id = $1 and stage = 'planned'",
        values![sitting.id, now],
    )?;
    if changed != 1 {
        return Err(Failure::Conflict("Заседание уже открыто или отменено. Откройте его страницу заново.".into()));
    }
    let members = super::composition(act, sitting.commission, sitting.held_on)?;
    let lacks = shortages(&members, super::rules::keep_rules(act, sitting)?);
    if !lacks.is_empty() {
        return Err(Incomplete(lacks).into());
    }
    let row = |one: &Member| -> [Value<'static>; 10] {
        [
            sitting.id.into(),
            one.person.into(),
            one.account.into(),
            one.name.surname.clone().into(),
            one.name.given.clone().into(),
            one.name.patronymic.clone().into(),
            one.email.clone().into(),
            one.position.code().into(),
            one.is_union.into(),
            false.into(),
        ]
    };
    let sql = "insert into sitting_members (sitting_id, person, account_id, surname, given, patronymic, email, position, trade_union, present) values ROWS";
    Ok(many::insert(act, sql, members.iter().map(row))?)
}

/// Writes down at which hour of its day a session was opened, when that is another than announced.
pub(in super::super) fn opened_at_hour(act: &mut Act<'_>, sitting: &Sitting, hour: &str) -> Result<(), DbError> {
    act.run("update sittings set began_at = $2 where id = $1 and stage = 'open'", values![sitting.id, hour])?;
    Ok(())
}

/// Cancels a session without decisions; its agenda is free for another one.
///
/// # Errors
/// When it is over, or something is decided there.
pub(in super::super) fn cancel(act: &mut Act<'_>, sitting: &Sitting, reason: &str) -> Result<(), Failure> {
    // Held first: a decision that is being written down is waited for, and then it is seen.
    if !hold_unfinished(act, sitting)? {
        return Err(Denial::Over.into());
    }
    let now = act.at();
    act.run(
        "update agenda_items set removed_at = $2 where sitting_id = $1 and removed_at is null and outcome is null",
        values![sitting.id, now],
    )?;
    let changed = act.run(
        "update sittings set stage = 'cancelled', closed_at = $2, cancelled_for = $3 where id = $1 and stage in ('planned', 'open')
             and not exists (select 1 from agenda_items i where i.sitting_id = $1 and i.outcome is not null)",
        values![sitting.id, now, reason],
    )?;
    if changed == 1 { Ok(()) } else { Err(Denial::SomethingDecided.into()) }
}
