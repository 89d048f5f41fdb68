//! From which day a teacher who was refused a category may apply for it again.

use crate::applications::{Application, Category, Teacher};
use crate::deadlines::{self, APPLY_AGAIN, Term};
use crate::platform::clock::Day;
use crate::platform::engine::{DbError, Reader};
use crate::platform::ids::Id;

use super::store;
use super::vote::Outcome;

/// A category this teacher may apply for again from a day on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Again {
    /// The teacher.
    pub teacher: Id<Teacher>,
    /// The category that was refused.
    pub category: Category,
    /// The day of the session that refused it: the term is that of this day.
    pub refused_on: Day,
    /// The first day of a new application.
    pub from: Day,
}

/// What the last refusals leave to these teachers; a day that has come already is among them too.
/// The term is D14 as it was in force on the day of the session (приказ № 196, не сверено); without one nothing holds a teacher back.
///
/// # Errors
/// When the database does not answer.
pub fn may_apply_again(reader: &mut Reader, teachers: &[Id<Teacher>]) -> Result<Vec<Again>, DbError> {
    let refusals = store::refusals_among(reader, teachers)?;
    let days: Vec<Day> = refusals.iter().map(|(_, _, day)| *day).collect();
    let ends = deadlines::last_days(reader, APPLY_AGAIN, &days)?;
    let each = refusals.into_iter().zip(ends);
    let again = each
        .filter_map(|((teacher, category, refused_on), end)| Some(Again { teacher, category, refused_on, from: end? }));
    Ok(again.collect())
}

/// What the refusal of one case leaves to its teacher.
#[derive(Debug, Clone)]
pub struct AfterRefusal {
    /// The day of the session that refused it.
    pub refused_on: Day,
    /// The first day of a new application.
    pub from: Day,
    /// The term, by the version in force on the day of the session.
    pub term: Term,
    /// The document it rests on.
    pub legal_ref: String,
}

/// From which day the teacher of a refused case may apply again, once the protocol is signed; none for any other case.
///
/// # Errors
/// When the database does not answer.
pub fn after_refusal(reader: &mut Reader, case: Id<Application>) -> Result<Option<AfterRefusal>, DbError> {
    let Some(last) = store::last_of(reader, case)?.into_iter().next() else { return Ok(None) };
    if last.outcome != Outcome::Refused || last.protocol_date.is_none() {
        return Ok(None);
    }
    let refused_on = last.held_on;
    let from = deadlines::last_days(reader, APPLY_AGAIN, &[refused_on])?.into_iter().flatten().next();
    let version = deadlines::basis_on(reader, APPLY_AGAIN, refused_on)?;
    Ok(from.zip(version).map(|(from, (term, legal_ref, _))| AfterRefusal { refused_on, from, term, legal_ref }))
}
