//! What was put right in an attestation, in words: for the page, the journal and the papers. Pure.

use crate::platform::clock::Day;
use crate::platform::words;

use super::model::{Case, Corrected, Correction, Tally, verdict};

/// What the order states.
const NUMBER: &str = "номер приказа";
const ORDERED: &str = "дата приказа";
/// What the protocol and the extract state.
const HELD: &str = "день заседания";
const PROTOCOL: &str = "номер протокола";
const MEMBERS: &str = "комиссия";
const PRESENT: &str = "присутствовали";
const ATTENDANCE: &str = "явка работника";
const VOTES: &str = "голоса";
const DECISION: &str = "решение";
const FILED: &str = "сведения работника поданы";
const MADE: &str = "выписка составлена";

/// Parts of an order, and of what is made of a session.
pub(super) const OF_ORDER: &[&str] = &[NUMBER, ORDERED];
pub(super) const OF_SESSION: &[&str] =
    &[NUMBER, ORDERED, HELD, PROTOCOL, MEMBERS, PRESENT, ATTENDANCE, VOTES, DECISION, FILED, MADE];

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
        ("ознакомлен с выпиской", was.read, is.read),
    ];
    let day = |day: Option<Day>| day.map(words::brief_day).unwrap_or_default();
    all.extend(days.map(|(what, was, is)| change(what, &day(was), &day(is))));
    if let Some((was, is)) = case.tally().zip(new.session.as_ref()) {
        all.push(change(HELD, &words::brief_day(was.held_on), &words::brief_day(is.held_on)));
        all.push(change(PROTOCOL, &was.protocol, &is.protocol));
        all.push(change(MEMBERS, &was.members.join(", "), &is.members.join(", ")));
        let present = |one: &Tally| one.present.map_or_else(|| "не указано".to_owned(), |count| count.to_string());
        all.push(change(PRESENT, &present(&was), &present(is)));
        all.push(change(ATTENDANCE, attendance(was.is_absent), attendance(is.is_absent)));
        let votes = |one: &Tally| format!("за {}, против {}", one.votes.0, one.votes.1);
        all.push(change(VOTES, &votes(&was), &votes(is)));
        let decision = |one: &Tally| verdict(case.thresholds.is_fit(one.votes.0, one.votes.1));
        all.push(change(DECISION, decision(&was), decision(is)));
    }
    all.into_iter().flatten().collect()
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
    correction.words.split("; ").filter(is_stated).collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paper_tells_of_what_it_states() {
        let words =
            "номер приказа: было 1, стало 2; комиссия: было А, Б, стало А, В; ознакомлен с выпиской: было 1, стало 2";
        let one = Correction {
            dated_on: "2026-11-23".parse().expect("a day"),
            words: words.to_owned(),
            reason: String::new(),
        };
        assert_eq!(stated(&one, OF_ORDER), "номер приказа: было 1, стало 2");
        assert_eq!(stated(&one, OF_SESSION), "номер приказа: было 1, стало 2; комиссия: было А, Б, стало А, В");
    }
}
