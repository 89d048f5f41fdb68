//! How each term acts: what is in force today, by what it acts, when it last did and how much went.

use std::collections::HashMap;

use crate::platform::clock::Day;
use crate::platform::engine::{DbError, Reader};
use crate::platform::words;

use super::model::{Sort, Version, Way};
use super::{erasure, lapsing};

/// A kind of records on the page.
pub(super) struct WayLine {
    pub(super) what: &'static str,
    pub(super) term: String,
    pub(super) way: &'static str,
    /// «24 ноября 2031, 12»; empty when it has never acted.
    pub(super) last: String,
}

/// When each term last acted, by the code of its kind.
pub(super) type Lately = HashMap<String, (Day, i64)>;

/// Reads when each term last acted: three questions.
pub(super) fn lately(reader: &mut Reader) -> Result<Lately, DbError> {
    let mut found: Lately = lapsing::last(reader)?.into_iter().map(|(code, day, many)| (code, (day, many))).collect();
    for (code, last) in [Sort::CASES, Sort::FITNESS].into_iter().zip(erasure::last(reader)?) {
        found.extend(last.map(|last| (code.to_owned(), last)));
    }
    Ok(found)
}

/// A line for each kind.
pub(super) fn lines(versions: &[Version], lately: &Lately, today: Day) -> Vec<WayLine> {
    let line = |sort: Sort| {
        let term = versions.iter().find(|one| one.sort == sort && one.is_in_force(today));
        let last = lately.get(sort.code).map(|(day, many)| format!("{}, {many}", words::day(*day)));
        let never = if matches!(sort.way, Way::ByAct | Way::Daily) { "ещё не было" } else { "" };
        WayLine {
            what: sort.words,
            term: term.map_or_else(|| "не задан".to_owned(), Version::term),
            way: sort.way.words(),
            last: last.unwrap_or_else(|| never.to_owned()),
        }
    };
    Sort::ALL.into_iter().map(line).collect()
}
