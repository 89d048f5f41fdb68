//! The writer of the embedded database: acts that wait together share one commit to disk, each in a savepoint of its own.

use crossbeam_channel::Receiver;

use super::db::{Answer, Change, guarded, refuse};
use super::engine::{DbError, Reader};

/// Acts that share one commit at most.
const SHARED_COMMIT: usize = 128;

/// The writer of SQLite: takes what is waiting, runs each act in its own savepoint, commits once, answers all.
pub(super) fn write_together(mut writer: Reader, changes: &Receiver<Change>) {
    while let Ok(first) = changes.recv() {
        if let Err(error) = writer.batch("begin immediate") {
            let reason = error.to_string();
            refuse(first, error);
            tracing::error!(error = reason, "a write could not begin");
            continue;
        }
        let mut answers = Vec::new();
        let waiting = std::iter::once(first).chain(changes.try_iter().take(SHARED_COMMIT - 1));
        let mut whole = true;
        for change in waiting {
            answers.extend(in_savepoint(&mut writer, change));
            // A full disk makes SQLite roll back everything at once: then nobody of this round is told "done".
            whole = writer.in_transaction();
            if !whole {
                break;
            }
        }
        let committed = if whole { writer.batch("commit") } else { Err(DbError::NoSpace) };
        if committed.is_err() {
            drop(writer.batch("rollback"));
        }
        tell_all(answers, committed);
    }
}

fn in_savepoint(writer: &mut Reader, change: Change) -> Option<Answer> {
    if let Err(error) = writer.batch("savepoint act") {
        refuse(change, error);
        return None;
    }
    let outcome = guarded(|| change(Ok(writer)));
    let keep = outcome.as_ref().is_some_and(|(keep, _)| *keep);
    let closing = if keep { "release act" } else { "rollback to act; release act" };
    if let Err(error) = writer.batch(closing) {
        if let Some((_, answer)) = outcome {
            answer(Err(error));
        }
        return None;
    }
    outcome.map(|(_, answer)| answer)
}

fn tell_all(answers: Vec<Answer>, committed: Result<(), DbError>) {
    match committed {
        Ok(()) => answers.into_iter().for_each(|answer| answer(Ok(()))),
        Err(error) => {
            let full = matches!(error, DbError::NoSpace);
            let reason = error.to_string();
            for answer in answers {
                answer(Err(if full { DbError::NoSpace } else { DbError::Stopped(reason.clone()) }));
            }
        }
    }
}
