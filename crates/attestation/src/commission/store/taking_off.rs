//! The SQL of cases taken off an agenda: by the centre, or because the case goes no further.

use crate::applications::Application;
use crate::platform::act::Act;
use crate::platform::among::among;
use crate::platform::clock::Day;
use crate::platform::engine::{DbError, Reader};
use crate::platform::ids::Id;
use crate::platform::names::FullName;
use crate::values;

use super::{Item, Sitting};

/// Takes a case off an agenda before a decision; false when it is decided or off already.
pub fn remove(act: &mut Act<'_>, sitting: &Sitting, item: Id<Item>) -> Result<bool, DbError> {
    let now = act.at();
    let changed = act.run(
        "update agenda_items set removed_at = $3 where id = $1 and sitting_id = $2 and removed_at is null and outcome is null
             and exists (select 1 from sittings s where s.id = $2 and s.stage in ('planned', 'open'))",
        values![item, sitting.id, now],
    )?;
    Ok(changed == 1)
}

/// Whether a case stood on an agenda and was taken off.
pub(in super::super) fn was_taken_off(
    reader: &mut Reader,
    sitting: Id<Sitting>,
    id: Id<Item>,
) -> Result<bool, DbError> {
    let sql = "select count(*) from agenda_items where id = $1 and sitting_id = $2 and removed_at is not null";
    Ok(reader.count(sql, values![id, sitting])? > 0)
}

/// Takes a case that is over off the agenda it waits on; the session and its day, none when it waits on none.
pub(in super::super) fn take_off(act: &mut Act<'_>, case: &Application) -> Result<Option<(Id<Sitting>, Day)>, DbError> {
    let sql = "select s.id, s.held_on from agenda_items i join sittings s on s.id = i.sitting_id
         where i.application_id = $1 and i.removed_at is null and i.outcome is null";
    let waits: Option<(Id<Sitting>, Day)> = act.row(sql, values![case.id], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let now = act.at();
    let off = act.run(
        "update agenda_items set removed_at = $2 where application_id = $1 and removed_at is null and outcome is null",
        values![case.id, now],
    )?;
    Ok(waits.filter(|_| off == 1))
}

/// The names of these cases of an agenda that are voted on already, with the numbers of their votes.
pub(in super::super) fn lost_votes(
    reader: &mut Reader,
    sitting: &Sitting,
    items: &[Id<Item>],
) -> Result<Vec<(FullName, i64)>, DbError> {
    let ids: Vec<String> = items.iter().map(ToString::to_string).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let sql = "select coalesce(a.surname, t.surname), coalesce(a.given, t.given), coalesce(a.patronymic, t.patronymic),
             (select count(*) from votes v where v.item_id = i.id), i.place, i.id
         from agenda_items i join applications a on a.id = i.application_id join teachers t on t.id = a.teacher_id
         where i.sitting_id = $1 and i.removed_at is null and i.outcome is null
             and exists (select 1 from votes v where v.item_id = i.id) and i.id in (MANY)";
    let mut all = among(reader, sql, values![sitting.id], &ids, |row| {
        Ok((row.get::<i64>(4)?, row.get::<String>(5)?, FullName::read(row, 0)?, row.get::<i64>(3)?))
    })?;
    all.sort_by(|one, other| (one.0, &one.1).cmp(&(other.0, &other.1)));
    Ok(all.into_iter().map(|(_, _, name, votes)| (name, votes)).collect())
}

/// A teacher of an agenda nobody writes to.
#[derive(Debug, Clone)]
pub(in super::super) struct Unwritten {
    pub(in super::super) case: Id<Application>,
    pub(in super::super) name: FullName,
    pub(in super::super) school: String,
}

/// Teachers of an agenda who have no address to write to, in its order, `most` at most.
pub(in super::super) fn unwritten(
    reader: &mut Reader,
    sitting: Id<Sitting>,
    most: i64,
) -> Result<Vec<Unwritten>, DbError> {
    let sql = "select a.id, coalesce(a.surname, t.surname), coalesce(a.given, t.given), coalesce(a.patronymic, t.patronymic), o.name
         from agenda_items i join applications a on a.id = i.application_id join teachers t on t.id = a.teacher_id
         join organizations o on o.id = a.organization_id
         left join accounts u on u.id = t.account_id and u.closed_at is null
         where i.sitting_id = $1 and i.removed_at is null and t.email = '' and u.id is null order by i.place, i.id limit $2";
    reader.rows(sql, values![sitting, most], |row| {
        Ok(Unwritten { case: row.get(0)?, name: FullName::read(row, 1)?, school: row.get(4)? })
    })
}
