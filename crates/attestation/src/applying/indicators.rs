//! By which indicators a draft describes results: those of the criteria set in force for its post and category, or of the set
//! its case began under once it is sent.

use filestore::Key;

use crate::applications::{Application, Category};
use crate::criteria::{self, SetId};
use crate::platform::clock::Day;
use crate::platform::engine::{DbError, Reader};
use crate::platform::ids::Id;
use crate::platform::names::key;

use super::store::{self, Draft, Reply};
use super::tasks::{Indicator, Task, federal};

/// The indicators of a draft on a day: two or three questions.
///
/// # Errors
/// When the database does not answer.
pub(super) fn of_draft(reader: &mut Reader, draft: &Draft, today: Day) -> Result<Vec<&'static Indicator>, DbError> {
    if let Some(case) = draft.application {
        return of_case(reader, case, draft.category);
    }
    let set = criteria::set_for(reader, draft.category, &draft.post_code, today)?;
    of_set(reader, set, draft.category)
}

/// The indicators an application was sent by: of the set its case keeps, in the words its answers stand under.
fn of_case(reader: &mut Reader, case: Id<Application>, category: Category) -> Result<Vec<&'static Indicator>, DbError> {
    let kept = criteria::kept_set(reader, case)?;
    let all = of_set(reader, kept, category)?;
    let sent = store::answers_of(reader, case)?;
    Ok(all.into_iter().map(|one| as_sent(one, category, &sent)).collect())
}

/// An application of the time before sets reached drafts was sent in the words of the federal list.
fn as_sent(one: &'static Indicator, category: Category, sent: &[Reply]) -> &'static Indicator {
    let stands = |words: &str| sent.iter().any(|reply| reply.part == words);
    let old = federal(category).into_iter().find(|old| old.code == one.code && stands(old.words));
    old.filter(|_| !stands(one.words)).unwrap_or(one)
}

fn of_set(reader: &mut Reader, set: Option<SetId>, category: Category) -> Result<Vec<&'static Indicator>, DbError> {
    let Some(set) = set else { return Ok(federal(category)) };
    let mut all: Vec<&'static Indicator> = Vec::new();
    for (code, words) in criteria::headings(reader, set)? {
        // A region's own one has no code: its words name it, so that a newer set with the same words keeps what was typed.
        let is_free = !code.is_empty() && all.iter().all(|one| one.code != code);
        let code = if is_free { code } else { own_code(&words) };
        if all.iter().all(|one| one.code != code) {
            all.push(Indicator::named(&code, &words));
        }
    }
    Ok(if all.is_empty() { federal(category) } else { all })
}

/// What the specialist will answer by an indicator of a draft: rows of the set it is asked by; none where there is no set.
///
/// # Errors
/// When the database does not answer.
pub(super) fn rows_of(
    reader: &mut Reader,
    draft: &Draft,
    (task, today): (Task, Day),
) -> Result<Vec<criteria::Row>, DbError> {
    let Task::Result(asked) = task else { return Ok(Vec::new()) };
    let set = match draft.application {
        Some(case) => criteria::kept_set(reader, case)?,
        None => criteria::set_for(reader, draft.category, &draft.post_code, today)?,
    };
    let set = set.map_or(Ok(None), |set| criteria::load(reader, set))?;
    let all = set.map(|set| set.indicators).unwrap_or_default();
    let named = all.iter().position(|one| one.wording == asked.words);
    let found = named.or_else(|| all.iter().position(|one| one.code == asked.code));
    Ok(found.and_then(|at| all.into_iter().nth(at)).map(|one| one.rows).unwrap_or_default())
}

fn own_code(words: &str) -> String {
    format!("R{}", &Key::of(key(words).as_bytes()).as_str()[..12])
}

/// The task of a code in a draft; none when the draft is not there or has no such task.
///
/// # Errors
/// When the database does not answer.
pub fn task_of(reader: &mut Reader, id: Id<Draft>, code: &str, today: Day) -> Result<Option<Task>, DbError> {
    let Some(draft) = store::by_id(reader, id)? else { return Ok(None) };
    Ok(Task::parse(code, &of_draft(reader, &draft, today)?))
}
