//! What an erasure takes out of the journal: words and addresses go, and where a seal is over the row the hash of what went
//! stays in their place. What one erasure has taken no later one takes again.

use crate::platform::act::Act;
use crate::platform::among::{among, change_among};
use crate::platform::engine::DbError;
use crate::platform::ids::Id;
use crate::platform::seal::{self, Part, Taken, blot};
use crate::values;

use super::model::Erasure;

/// Which erasure takes, and what it leaves instead of words.
pub(in crate::retention) struct Told<'a> {
    /// Its id in the ledger.
    pub(in crate::retention) by: &'a str,
    /// The words.
    pub(in crate::retention) words: &'a str,
}

/// Before the journal of an act's cases is emptied: `cases` names its rows, the act is `$1`. Nobody seals from here on.
pub(super) fn of_cases(act: &mut Act<'_>, erasure: Id<Erasure>, cases: &str) -> Result<(), DbError> {
    seal::hold(act)?;
    let by = erasure.to_string();
    for (part, narrowed) in [(Part::Words, cases.to_owned()), (Part::Address, format!("role = 'teacher' and {cases}"))]
    {
        let taken = act.rows(&part.asked(&narrowed), values![erasure], Taken::read)?;
        blot(act, part, &by, &taken)?;
    }
    Ok(())
}

/// Takes the words of rows that `narrowed` names: the act is `$1`.
pub(super) fn of_told(act: &mut Act<'_>, told: &Told<'_>, narrowed: &str) -> Result<(), DbError> {
    seal::hold(act)?;
    let taken = act.rows(&Part::Words.asked(narrowed), values![told.by], Taken::read)?;
    blot(act, Part::Words, told.by, &taken)?;
    let sql = format!(
        "update journal set words = $2, words_salt = '' where {narrowed}
             and not exists (select 1 from journal_blots b where b.entry_id = journal.id and b.part = 'words' and b.forgotten_id <> $1)"
    );
    act.run(&sql, values![told.by, told.words]).map(drop)
}

/// Takes the words of rows about these things.
pub(super) fn of_subjects(act: &mut Act<'_>, told: &Told<'_>, subjects: &[String]) -> Result<(), DbError> {
    let subjects: Vec<&str> = subjects.iter().map(String::as_str).collect();
    let taken = among(act, &Part::Words.asked("subject in (MANY)"), &[], &subjects, Taken::read)?;
    blot(act, Part::Words, told.by, &taken)?;
    let sql = "update journal set words = $1, words_salt = '' where subject in (MANY)
             and not exists (select 1 from journal_blots b where b.entry_id = journal.id and b.part = 'words' and b.forgotten_id <> $2)";
    change_among(act, sql, values![told.words, told.by], &subjects).map(drop)
}

/// Takes the addresses of everything these cabinets have done.
pub(super) fn of_accounts(act: &mut Act<'_>, told: &Told<'_>, accounts: &[&str]) -> Result<(), DbError> {
    let taken = among(act, &Part::Address.asked("account_id in (MANY)"), &[], accounts, Taken::read)?;
    blot(act, Part::Address, told.by, &taken)?;
    let sql = "update journal set address = '', address_salt = '' where account_id in (MANY)";
    change_among(act, sql, &[], accounts).map(drop)
}
