//! The writer of the embedded database: acts that wait together share one commit to disk, each in a savepoint of its own.

use crossbeam_channel::Receiver;

use super::db::{Answer, Change, guarded, refuse};
use super::engine::{DbError, Reader};

/// Acts that share one commit at most.
const SHARED_COMMIT: usize = 128;

/// The writer of SQLite: takes what is waiting, runs each act in its own savepoint, commits once, answers all. Between two
/// commits `keeper` keeps the newest moment of the file.
pub(super) fn write_together(mut writer: Reader, mut keeper: Reader, changes: &Receiver<Change>) {
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
        let_go(&mut keeper);
        let committed = if whole { writer.batch("commit") } else { Err(DbError::NoSpace) };
        if committed.is_err() {
            drop(writer.batch("rollback"));
        }
        tell_all(answers, committed);
        keep_moment(&mut keeper);
    }
}

/// Keeps the file as it is now. While a connection of this process does so, the others begin and end their questions by counting
/// themselves; otherwise each asks the system for a lock of the file twice, and they wait for one another meanwhile. A process
/// that has written nothing keeps nothing: it may stand beside the one that writes. Should it fail, questions are only dearer.
fn keep_moment(keeper: &mut Reader) {
    drop(keeper.batch("begin; select 1 from sqlite_schema limit 1"));
}

/// Lets the moment go: a commit may then move the log into the file and begin it anew.
fn let_go(keeper: &mut Reader) {
    if keeper.in_transaction() {
        drop(keeper.batch("rollback"));
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

#[cfg(test)]
mod tests {
    use crate::platform::db::{Database, Db, sqlite_file};
    use crate::platform::engine::DbError;
    use crate::values;

    #[tokio::test]
    async fn a_moment_that_is_kept_lets_the_log_begin_anew() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = sqlite_file(folder.path());
        let db = Db::open(&Database::Sqlite(file.clone())).expect("a new file");
        db.work(|writer| writer.batch("create table notes (words text not null)")).await.expect("a table");
        for _ in 0..40 {
            let words = "слово ".repeat(50_000);
            let put = db.work(move |writer| writer.run("insert into notes (words) values ($1)", values![words])).await;
            put.expect("a row");
            let seen = db.glance(|reader| reader.count("select count(*) from notes", &[])).await;
            assert!(seen.is_ok_and(|rows| rows > 0));
        }
        let seen: Result<i64, DbError> = db.glance(|reader| reader.count("select count(*) from notes", &[])).await;
        assert_eq!(seen.expect("the rows"), 40, "a question sees what was written before it");
        let log = std::fs::metadata(file.with_extension("sqlite-wal")).expect("the log").len();
        assert!(log < 8_000_000, "22 million bytes were written, the log holds {log}");
    }
}
