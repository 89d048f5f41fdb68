//! What goes by its term by itself, kind by kind: how it is found and what is done with it. Like the list of an act of erasure
//! (`erasure/wiping.rs`) it writes tables of other rooms on purpose: what goes is read in one place.

use crate::retention::model::Sort;

/// A kind of records whose term acts by itself.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lapsing {
    /// The kind.
    pub(super) sort: &'static str,
    /// Keys of those from `$1` and before `$2`, `$3` at most.
    pub(super) found: &'static str,
    /// Files of those: `MANY` are their ids. They leave the store once no row names them. Empty: they have none.
    pub(super) files: &'static str,
    /// What is done with them, one after another; the last one is counted.
    pub(super) gone: &'static [&'static str],
}

/// Every kind but closed cabinets and what schools know of workers, which `cabinets` and `workers` look at one by one. A letter that was not sent is nobody's copy yet: it
/// stays until somebody has decided about it. Rows of the journal never go by themselves: they stand under its seals.
pub(super) const ALL: &[Lapsing] = &[
    Lapsing {
        sort: Sort::LETTERS,
        found: "select id from letters where state in ('sent', 'discarded') and created_at >= $1 and created_at < $2 limit $3",
        files: "",
        gone: &["delete from letter_cases where letter_id in (MANY)", "delete from letters where id in (MANY)"],
    },
    Lapsing {
        sort: Sort::INVITATIONS,
        found: "select id from invitations where expires_at >= $1 and expires_at < $2 limit $3",
        files: "",
        gone: &[
            "delete from invitation_posts where invitation_id in (MANY)",
            "delete from invitation_links where invitation_id in (MANY)",
            "delete from invitations where id in (MANY)",
        ],
    },
    Lapsing {
        sort: Sort::SHEETS,
        found: "select id from imports where file_key <> '' and added_at >= $1 and added_at < $2 limit $3",
        files: "select distinct file_key from imports where id in (MANY)",
        gone: &["update imports set file_name = '', file_key = '' where id in (MANY) and file_key <> ''"],
    },
    Lapsing {
        // A session ends within a day of its beginning, whether or not that was written down.
        sort: Sort::SIGN_INS,
        found: "select hash from sessions where opened_at >= $1 and opened_at < $2 limit $3",
        files: "",
        gone: &["delete from sessions where hash in (MANY)"],
    },
    Lapsing {
        sort: Sort::SIGN_INS,
        found: "select hash from keys where expires_at >= $1 and expires_at < $2 limit $3",
        files: "",
        gone: &["delete from keys where hash in (MANY)"],
    },
    Lapsing {
        sort: Sort::SIGN_INS,
        found: "select name from throttle where last_at >= $1 and last_at < $2 limit $3",
        files: "",
        gone: &["delete from throttle where name in (MANY)"],
    },
];
