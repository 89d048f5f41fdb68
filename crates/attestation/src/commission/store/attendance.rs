//! The SQL of attendance: members as they stood when a session was opened, and who of them is present.

use crate::platform::act::Act;
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::Failure;
use crate::platform::ids::Id;
use crate::platform::names::FullName;
use crate::values;

use super::super::attendee::{Attendee, Denial};
use super::super::model::{Person, Position};
use super::{Sitting, SittingStage};

/// Members as they stood when the session was opened, by position, then by name; nobody before.
pub fn attendees(reader: &mut Reader, id: Id<Sitting>) -> Result<Vec<Attendee>, DbError> {
    let mut all = reader.rows(
        "select person, account_id, surname, given, patronymic, email, position, trade_union, present, decided from sitting_members where sitting_id = $1",
        values![id],
        |row| {
            Ok(Attendee {
                person: row.get(0)?,
                account: row.get(1)?,
                name: FullName::read(row, 2)?,
                email: row.get(5)?,
                position: row.get::<Position>(6)?,
                is_union: row.get(7)?,
                is_present: row.get(8)?,
                has_decided: row.get(9)?,
            })
        },
    )?;
    all.sort_by_cached_key(|one| (one.position, one.name.key()));
    Ok(all)
}

/// Holds an open session to the end of the act: attendance, decisions and the closing take turns.
pub(super) fn hold(act: &mut Act<'_>, sitting: &Sitting) -> Result<(), Failure> {
    let held = act.run("update sittings set stage = 'open' where id = $1 and stage = 'open'", values![sitting.id])?;
    if held == 1 { Ok(()) } else { Err(Denial::NotOpen(closed_words(sitting.stage)).into()) }
}

/// Writes down that whoever is present now was present when something was decided.
pub(super) fn mark_decided(act: &mut Act<'_>, sitting: &Sitting) -> Result<(), DbError> {
    act.run(
        "update sitting_members set decided = 1 where sitting_id = $1 and present = 1 and decided = 0",
        values![sitting.id],
    )?;
    Ok(())
}

fn closed_words(stage: SittingStage) -> &'static str {
    if stage == SittingStage::Open { "состояние уже изменилось" } else { stage.words() }
}

/// What marking has changed.
pub struct Marked {
    /// Those whose mark is another now.
    pub people: Vec<Attendee>,
    /// Votes that went with those who have left.
    pub votes: u64,
}

/// Marks who has come to an open session and who has left it; whoever is named nowhere stays as they are. Votes of somebody
/// who has left on cases still open go with them.
pub fn mark_present(
    act: &mut Act<'_>,
    sitting: &Sitting,
    come: &[Id<Person>],
    gone: &[Id<Person>],
) -> Result<Marked, Failure> {
    hold(act, sitting)?;
    let mut marked = Marked { people: Vec::new(), votes: 0 };
    for mut one in attendees(act, sitting.id)? {
        let is_present = (one.is_present || come.contains(&one.person)) && !gone.contains(&one.person);
        if one.is_present == is_present {
            continue;
        }
        act.run(
            "update sitting_members set present = $3 where sitting_id = $1 and person = $2",
            values![sitting.id, one.person, is_present],
        )?;
        if !is_present {
            marked.votes += act.run(
                "delete from votes where person = $2 and item_id in (select i.id from agenda_items i where i.sitting_id = $1 and i.outcome is null)",
                values![sitting.id, one.person],
            )?;
        }
        one.is_present = is_present;
        marked.people.push(one);
    }
    Ok(marked)
}

/// Names whoever leads an open session: one of those present.
///
/// # Errors
/// When the session is not open, when they are not there.
pub(in super::super) fn lead(act: &mut Act<'_>, sitting: &Sitting, person: Id<Person>) -> Result<(), Failure> {
    hold(act, sitting)?;
    let changed = act.run(
        "update sittings set led_by = $2 where id = $1 and stage = 'open'
             and exists (select 1 from sitting_members m where m.sitting_id = $1 and m.person = $2 and m.present = 1)",
        values![sitting.id, person],
    )?;
    if changed == 1 { Ok(()) } else { Err(Denial::NotThere.into()) }
}
