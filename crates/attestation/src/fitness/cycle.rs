//! By when a worker is to be attested. Pure.

use crate::platform::clock::Day;
use crate::register::Record;

use super::categories::lapsed;
use super::model::Worker;
use super::rules::{self, NoTerm, Rules};

/// Once in five years (ст. 49 of the law): so long after the attestation before. Where it became possible late — the post is new,
/// a leave or a category has ended — the days its papers take are left from then: no source names a day, and nobody is late
/// on the first one.
///
/// # Errors
/// When a clock has no term.
pub(super) fn due_by(worker: &Worker, records: &[Record], rules: &Rules, today: Day) -> Result<Option<Day>, NoTerm> {
    let Some(facts) = &worker.facts else { return Ok(None) };
    let mut possible = rules.after_start(facts.since)?;
    if let Some((ground, last)) = facts.ground {
        possible = possible.max(rules.after_ground(ground, last)?);
    }
    if let Some(last) = lapsed(worker, records, today) {
        possible = possible.max(last.plus(1));
    }
    let papers = possible.plus(rules.ahead()?);
    Ok(Some(match facts.previous {
        Some((on, _)) => rules.end(rules::CYCLE, on)?.max(papers),
        None => papers,
    }))
}
