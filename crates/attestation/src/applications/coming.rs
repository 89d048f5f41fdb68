//! The session a case goes to: the one on whose agenda it stands and is not decided yet; and what the last one has left.

use std::collections::HashMap;

use crate::platform::among::among;
use crate::platform::clock::Day;
use crate::platform::engine::{DbError, Reader};
use crate::platform::ids::Id;
use crate::platform::record::BadColumn;
use crate::platform::words;
use crate::values;

use super::model::Application;
use super::stage::Told;

/// When and where the commission considers a case.
#[derive(Debug, Clone)]
pub struct Coming {
    /// The day.
    pub held_on: Day,
    /// «10:00».
    pub begins: String,
    /// Where.
    pub place: String,
}

impl Coming {
    /// «15 декабря 2026, 10:00, комната 204».
    pub fn words(&self) -> String {
        format!("{}, {}, {}", words::day(self.held_on), self.begins, self.place)
    }
}

/// The sessions of those cases that stand on an agenda undecided.
pub fn coming_among(
    reader: &mut Reader,
    cases: &[Id<Application>],
) -> Result<HashMap<Id<Application>, Coming>, DbError> {
    let ids: Vec<String> = cases.iter().map(ToString::to_string).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let sql = "select i.application_id, s.held_on, s.begins, s.place from agenda_items i join sittings s on s.id = i.sitting_id
         where i.removed_at is null and i.outcome is null and i.application_id in (MANY)";
    let found = among(reader, sql, &[], &ids, |row| {
        Ok((row.get(0)?, Coming { held_on: row.get(1)?, begins: row.get(2)?, place: row.get(3)? }))
    })?;
    Ok(found.into_iter().collect())
}

/// What the issued act states of these cases: «категория установлена», «в категории отказано». Those in no issued act have
/// nothing.
///
/// # Errors
/// When the database does not answer.
pub fn outcomes_among(
    reader: &mut Reader,
    cases: &[Id<Application>],
) -> Result<HashMap<Id<Application>, Told>, DbError> {
    let ids: Vec<String> = cases.iter().map(ToString::to_string).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let sql = "select c.application_id, c.outcome from act_cases c join acts t on t.id = c.act_id
         where t.stage in ('issued', 'published') and c.application_id in (MANY)";
    let found = among(reader, sql, &[], &ids, |row| {
        let told = match row.text(1)? {
            Some("granted") => Told { words: "категория установлена", tone: "green" },
            _ => Told { words: "в категории отказано", tone: "red" },
        };
        Ok((row.get(0)?, told))
    })?;
    Ok(found.into_iter().collect())
}

/// The session a case goes to; none when it stands on no agenda.
pub fn coming_to(reader: &mut Reader, case: Id<Application>) -> Result<Option<Coming>, DbError> {
    Ok(coming_among(reader, &[case])?.remove(&case))
}

/// The session a case goes to or was decided at; none when it stands on no agenda. One it was put off at is over for it.
pub fn session_of(reader: &mut Reader, case: Id<Application>) -> Result<Option<Coming>, DbError> {
    let sql = "select s.held_on, s.begins, s.place from agenda_items i join sittings s on s.id = i.sitting_id
         where i.removed_at is null and i.application_id = $1 and (i.outcome is null or i.outcome <> 'postponed')
         order by s.held_on desc, i.id desc limit 1";
    reader.row(sql, values![case], |row| Ok(Coming { held_on: row.get(0)?, begins: row.get(1)?, place: row.get(2)? }))
}

/// What the last session that decided something of a case has left to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Considered {
    /// The day the case was put off to; none when it was granted or refused.
    pub put_off_to: Option<Day>,
    /// Whether the protocol of that session is signed.
    pub is_signed: bool,
}

/// The last decision about a case; none while no session has decided anything of it.
pub fn considered(reader: &mut Reader, case: Id<Application>) -> Result<Option<Considered>, DbError> {
    let sql = "select i.postponed_to, s.stage from agenda_items i join sittings s on s.id = i.sitting_id
         where i.application_id = $1 and i.removed_at is null and i.outcome is not null order by i.decided_at desc limit 1";
    reader.row(sql, values![case], |row| {
        let day: Option<String> = row.get(0)?;
        let day = day.map(|day| day.parse()).transpose();
        Ok(Considered {
            put_off_to: day.map_err(|error: jiff::Error| BadColumn::new(0, error.to_string()))?,
            is_signed: row.get::<String>(1)? == "closed",
        })
    })
}
