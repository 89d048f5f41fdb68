//! By when a worker is to be attested. Pure.

use crate::platform::clock::Day;
use crate::platform::words;
use crate::register::Record;

use super::categories::lapsed;
use super::model::Worker;
use super::rules::{self, NoTerm, Rules};

/// By when a worker is to be attested.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Due {
    /// The first day on which it is possible.
    pub(super) from: Day,
    /// The last day; none when no source names one and the days the papers take are over.
    pub(super) by: Option<Day>,
    /// A source names the last day; otherwise it is one for plans, and nobody is late after it.
    pub(super) is_named: bool,
}

impl Due {
    /// «до 1 декабря 2026».
    pub(super) fn words(self) -> String {
        self.by.map_or_else(
            || format!("можно с {}, последнего дня закон не называет", words::day(self.from)),
            |by| format!("до {}", words::day(by)),
        )
    }

    /// The last day a source names.
    pub(super) fn named(self) -> Option<Day> {
        self.by.filter(|_| self.is_named)
    }
}

/// Once in five years (ст. 49 of the law): so long after the attestation before. Where it became possible late — the post is new,
/// a leave or a category has ended — the days its papers take are left from then: no source names a day, and nobody is late
/// on the first one, nor on any other.
///
/// # Errors
/// When a clock has no term.
pub(super) fn due_by(worker: &Worker, records: &[Record], rules: &Rules, today: Day) -> Result<Option<Due>, NoTerm> {
    let Some(facts) = &worker.facts else { return Ok(None) };
    let mut from = rules.after_start(facts.since)?;
    if let Some((ground, last)) = facts.ground {
        from = from.max(rules.after_ground(ground, last)?);
    }
    if let Some(last) = lapsed(worker, records, today) {
        from = from.max(last.plus(1));
    }
    let papers = from.plus(rules.ahead()?);
    // One before the worker took this post up here was of another organisation or post.
    let previous = facts.previous.filter(|(on, _)| *on >= facts.since);
    let named = previous.map(|(on, _)| rules.end(rules::CYCLE, on)).transpose()?.filter(|named| *named >= papers);
    let by = named.or(Some(papers).filter(|papers| *papers >= today));
    Ok(Some(Due { from, by, is_named: named.is_some() }))
}
