//! What keeps a session from being held today: no commission, or one whose composition lacks somebody.

use crate::platform::clock::Day;
use crate::platform::engine::Reader;
use crate::platform::failure::Failure;

use super::model::{Shortage, shortages};
use super::store;

/// Commissions that are looked at, the newest first.
const LOOKED_AT: i64 = 50;

/// What a commission lacks today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lacking {
    /// There is none.
    Commission,
    /// Nothing says how many members and how many present are needed.
    Rules,
    /// Its composition does not do, in words.
    Members(String),
}

/// What the commission in force lacks; none when a session may be held. Six questions at most.
///
/// # Errors
/// When the database does not answer.
pub fn lacking(reader: &mut Reader, today: Day) -> Result<Option<Lacking>, Failure> {
    let all = store::commissions(reader, None, LOOKED_AT)?;
    let Some(one) = all.into_iter().find(|one| one.is_in_force(today)) else {
        return Ok(Some(Lacking::Commission));
    };
    let rules = match store::rules_on(reader, today) {
        Ok(rules) => rules,
        Err(Failure::Conflict(_)) => return Ok(Some(Lacking::Rules)),
        Err(other) => return Err(other),
    };
    let members = store::composition(reader, one.id, today)?;
    let lacks: Vec<String> = shortages(&members, rules).into_iter().map(Shortage::words).collect();
    Ok((!lacks.is_empty()).then(|| Lacking::Members(lacks.join("; "))))
}
