//! What the register tells of a worker's categories for the post they hold. Pure.

use crate::platform::clock::Day;
use crate::register::Record;

use super::model::Worker;

/// The category in force on a day for the worker's post, or for any post while theirs is not known, among records of
/// people with this name: the one that lasts longest.
pub(super) fn category<'r>(worker: &Worker, records: &'r [Record], today: Day) -> Option<&'r Record> {
    let is_in_force = |record: &&Record| record.valid_to.is_none_or(|last| last >= today);
    granted(worker, records, today)
        .filter(is_in_force)
        .max_by_key(|record| record.valid_to.map_or((1, record.granted_on), |last| (0, last)))
}

/// The last day of the category for the worker's post that ended last before a day.
pub(super) fn lapsed(worker: &Worker, records: &[Record], today: Day) -> Option<Day> {
    granted(worker, records, today).filter_map(|record| record.valid_to).filter(|last| *last < today).max()
}

/// What was granted to the worker by a day for the post, or for any while theirs is not known.
fn granted<'r>(worker: &Worker, records: &'r [Record], today: Day) -> impl Iterator<Item = &'r Record> {
    let post = worker.facts.as_ref().map(|facts| facts.post_code.clone());
    let (key, born, snils) = (worker.name.key(), worker.born, worker.snils.clone());
    records.iter().filter(move |record| {
        let is_for_post = post.as_ref().is_none_or(|post| record.post_code == *post);
        record.is_of(&key, (born, &snils)) && is_for_post && record.stands() && record.granted_on <= today
    })
}
