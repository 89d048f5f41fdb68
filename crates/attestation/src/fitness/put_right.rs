//! What may be put right in an attestation, and what was, in words: for the page, the journal and the papers. Pure.

use crate::platform::clock::Day;
use crate::platform::words;

use super::model::{Case, verdict};
use super::votes::Votes;

/// What a session has found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tally {
    /// The day it was held.
    pub(super) held_on: Day,
    /// The number of the protocol.
    pub(super) protocol: String,
    /// Members who were present; none of sessions held before this was asked.
    pub(super) present: Option<i64>,
    /// Which of the members did not come; none of sessions held before this was asked.
    pub(super) absent: Option<Vec<String>>,
    /// The commission, the trade union's representative last.
    pub(super) members: Vec<String>,
    /// The votes.
    pub(super) votes: Votes,
    /// Heard without the worker, who had no valid reason.
    pub(super) is_absent: bool,
    /// Why the worker does not fit; empty when they fit, and of decisions made before this was asked.
    pub(super) unfit_because: String,
}

/// The days of what the worker was shown and has filed; none of what was not done yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Days {
    /// The order was shown.
    pub(super) listed: Option<Day>,
    /// The presentation was shown.
    pub(super) shown: Option<Day>,
    /// Information of the worker's own was filed.
    pub(super) filed: Option<Day>,
    /// The extract was made.
    pub(super) made: Option<Day>,
    /// The extract was shown.
    pub(super) read: Option<Day>,
}

/// What is to stand of an attestation once it is put right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Corrected {
    /// The number and the day of the order.
    pub(super) order: (String, Day),
    /// What the session has found; none before it.
    pub(super) session: Option<Tally>,
    /// The session by the schedule: of one that was held it stays.
    pub(super) scheduled: Option<Day>,
    /// The days, those that are known.
    pub(super) days: Days,
}

impl Corrected {
    /// Whether the decision becomes another one.
    pub(super) fn turns(&self, case: &Case) -> bool {
        self.session.as_ref().is_some_and(|tally| case.fits() != tally.votes.outcome(case.thresholds.tie_fits))
    }
}

/// One record of what was put right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Correction {
    /// Its day.
    pub(super) dated_on: Day,
    /// What was and what is, one change a line.
    pub(super) words: String,
    /// Why.
    pub(super) reason: String,
}

impl Case {
    /// The days that are known of it.
    pub(super) fn days(&self) -> Days {
        Days {
            listed: self.listed_on,
            shown: self.shown_on,
            filed: self.filed_on,
            made: self.extracted_on,
            read: self.acquainted_on,
        }
    }

    /// What the session has found, as it is written down; none before it.
    pub(super) fn tally(&self) -> Option<Tally> {
        let (held_on, votes) = self.session_on.zip(self.votes)?;
        Some(Tally {
            held_on,
            protocol: self.protocol.clone(),
            present: self.present,
            absent: self.absent.clone(),
            members: self.members.clone(),
            votes,
            is_absent: self.is_absent,
            unfit_because: self.unfit_because.clone(),
        })
    }
}

/// What the order states.
const NUMBER: &str = "номер приказа";
const ORDERED: &str = "дата приказа";
const SCHEDULED: &str = "день заседания по графику";
/// What the protocol and the extract state.
const HELD: &str = "день заседания";
const PROTOCOL: &str = "номер протокола";
const MEMBERS: &str = "комиссия";
const PRESENT: &str = "присутствовали";
const ABSENT: &str = "отсутствовали";
const UNFIT: &str = "причина решения";
const ATTENDANCE: &str = "явка работника";
const VOTES: &str = "голоса";
const DECISION: &str = "решение";
const FILED: &str = "сведения работника поданы";
const MADE: &str = "выписка составлена";
const READ: &str = "ознакомлен с выпиской";

/// Parts of an order, and of what is made of a session.
pub(super) const OF_ORDER: &[&str] = &[NUMBER, ORDERED, SCHEDULED];
pub(super) const OF_SCHEDULE: &[&str] = &[NUMBER, ORDERED, SCHEDULED];
pub(super) const OF_SESSION: &[&str] =
    &[NUMBER, ORDERED, HELD, PROTOCOL, MEMBERS, PRESENT, ABSENT, ATTENDANCE, VOTES, DECISION, UNFIT, FILED, MADE];

fn change(what: &str, was: &str, is: &str) -> Option<String> {
    (was != is).then(|| format!("{what}: было {was}, стало {is}"))
}

/// What was and what is, one change a line.
pub(super) fn changes(case: &Case, new: &Corrected) -> Vec<String> {
    let mut all = Vec::new();
    if let Some((number, on)) = &case.order {
        all.push(change(NUMBER, number, &new.order.0));
        all.push(change(ORDERED, &words::brief_day(*on), &words::brief_day(new.order.1)));
    }
    let (was, is) = (case.days(), &new.days);
    let days = [
        ("ознакомлен с приказом", was.listed, is.listed),
        ("ознакомлен с представлением", was.shown, is.shown),
        (FILED, was.filed, is.filed),
        (MADE, was.made, is.made),
        (READ, was.read, is.read),
    ];
    let day = |day: Option<Day>| day.map(words::brief_day).unwrap_or_default();
    // Another decision takes back what was made of the first.
    let is_anew = |what: &str| new.turns(case) && [MADE, READ].contains(&what);
    all.extend(days.map(|(what, was, is)| match was {
        Some(_) if is_anew(what) => change(what, &day(was), "сделать заново"),
        _ => change(what, &day(was), &day(is)),
    }));
    all.push(change(SCHEDULED, &day(case.scheduled()), &day(new.scheduled)));
    if let Some((was, is)) = case.tally().zip(new.session.as_ref()) {
        all.push(change(HELD, &words::brief_day(was.held_on), &words::brief_day(is.held_on)));
        all.push(change(PROTOCOL, &was.protocol, &is.protocol));
        all.push(change(MEMBERS, &was.members.join(", "), &is.members.join(", ")));
        let present = |one: &Tally| one.present.map_or_else(|| "не указано".to_owned(), |count| count.to_string());
        all.push(change(PRESENT, &present(&was), &present(is)));
        let absent = |one: &Tally| one.absent.as_ref().map(|all| listed(all)).unwrap_or_default();
        all.push(change(ABSENT, &absent(&was), &absent(is)));
        all.push(change(ATTENDANCE, attendance(was.is_absent), attendance(is.is_absent)));
        all.push(change(VOTES, &was.votes.words(), &is.votes.words()));
        let decision = |one: &Tally| one.votes.outcome(case.thresholds.tie_fits).map_or("нет", verdict);
        all.push(change(DECISION, decision(&was), decision(is)));
        // One change is one line, however many the reason has.
        let unfit = |one: &Tally| match one.unfit_because.split_whitespace().collect::<Vec<_>>().join(" ") {
            none if none.is_empty() => "не указана".to_owned(),
            because => because,
        };
        all.push(change(UNFIT, &unfit(&was), &unfit(is)));
    }
    all.into_iter().flatten().collect()
}

/// Members who did not come, in words; «никто».
pub(super) fn listed(absent: &[String]) -> String {
    if absent.is_empty() { "никто".to_owned() } else { absent.join("; ") }
}

/// «присутствует».
pub(super) const fn attendance(is_absent: bool) -> &'static str {
    if is_absent {
        "отсутствует без уважительной причины"
    } else {
        "присутствует"
    }
}

/// Of a correction what a paper of these parts states; empty when nothing.
pub(super) fn stated(correction: &Correction, parts: &[&str]) -> String {
    let is_stated = |change: &&str| parts.iter().any(|part| change.starts_with(&format!("{part}: было ")));
    correction.words.lines().filter(is_stated).collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paper_tells_of_what_it_states() {
        let words = "номер приказа: было 1; 2, стало 2\nкомиссия: было А, Б, стало А, В\nознакомлен с выпиской: было 1, стало 2";
        let one = Correction {
            dated_on: "2026-11-23".parse().expect("a day"),
            words: words.to_owned(),
            reason: String::new(),
        };
        assert_eq!(stated(&one, OF_ORDER), "номер приказа: было 1; 2, стало 2");
        assert_eq!(stated(&one, OF_SESSION), "номер приказа: было 1; 2, стало 2; комиссия: было А, Б, стало А, В");
    }
}
