//! What a school has written down of a worker it never attested, past its term: it goes, and whoever nothing needs any more is
//! forgotten with it.

use std::collections::BTreeSet;

use crate::context::App;
use crate::platform::act::Act;
use crate::platform::clock::{Day, Moment};
use crate::platform::engine::{DbError, Reader};
use crate::retention::DropFiles;
use crate::retention::erasure;
use crate::values;

/// A row of what is known of a worker in a post: the teacher, the school, which of the posts.
pub(super) type Row = (String, String, i64);

/// Nobody works here any more: taken off the list, has left the post, or has moved to another school.
const PAST: &str =
    "select w.teacher_id, w.organization_id, w.place from fitness_workers w join teachers t on t.id = w.teacher_id
     where (w.removed_at is not null or w.post_until < $4 or (w.is_beside = 0 and t.organization_id <> w.organization_id))
         and coalesce(w.removed_at, w.changed_at) >= $1 and coalesce(w.removed_at, w.changed_at) < $2
         and not exists (select 1 from fitness_cases c
             where c.teacher_id = w.teacher_id and c.organization_id = w.organization_id and c.place = w.place)
     order by w.teacher_id, w.organization_id, w.place limit $3";

/// Rows without an attestation whose term is over in one of these spans, `most` at most.
pub(super) fn past_term(
    reader: &mut Reader,
    spans: &[(Moment, Moment)],
    (today, most): (Day, i64),
) -> Result<Vec<Row>, DbError> {
    let mut found = Vec::new();
    for (from, before) in spans {
        let left = most.saturating_sub(i64::try_from(found.len()).unwrap_or(i64::MAX));
        let values = values![*from, *before, left, today];
        found.extend(reader.rows(PAST, values, |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?);
    }
    Ok(found)
}

/// Takes these rows; how many. An attestation begun meanwhile keeps its own. Files of drafts leave the store afterwards.
pub(super) fn take(act: &mut Act<'_>, known: &[Row], today: Day) -> Result<u64, DbError> {
    let mut taken = 0;
    for (teacher, school, place) in known {
        taken += act.run(
            "delete from fitness_workers where teacher_id = $1 and organization_id = $2 and place = $3
                 and not exists (select 1 from fitness_cases c where c.teacher_id = $1 and c.organization_id = $2 and c.place = $3)",
            values![teacher, school, *place],
        )?;
    }
    let teachers: BTreeSet<&String> = known.iter().map(|(teacher, _, _)| teacher).collect();
    let teachers: Vec<String> = teachers.into_iter().cloned().collect();
    let files = erasure::forget_known(act, &teachers, super::cabinets::WORDS, today)?;
    if !files.is_empty() {
        act.enqueue::<App, DropFiles>(&DropFiles { files })?;
    }
    Ok(taken)
}
