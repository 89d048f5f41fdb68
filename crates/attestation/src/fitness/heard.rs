//! Everybody a session of the commission has considered: its protocol is one paper, whoever's page it is taken from. Pure.

use serde_json::{Value, json};

use crate::commission::Quorum;
use crate::platform::clock::Day;
use crate::platform::names::FullName;
use crate::platform::words;

use super::course::OWN;
use super::model::{Case, verdict};
use super::put_right::{self, Correction, OF_SESSION};
use super::votes::Votes;

/// One of those a session has considered: whose they are is told as it was signed.
#[derive(Debug, Clone)]
pub(super) struct Heard {
    pub(super) name: FullName,
    pub(super) post: String,
    pub(super) case: Case,
    pub(super) corrections: Vec<Correction>,
}

/// The votes, and why one of those present gave none.
pub(super) fn told(case: &Case, votes: Votes) -> String {
    let stated = votes.stated();
    if case.is_about_a_member() { format!("{stated}; {OWN}") } else { stated }
}

/// What is told of the worker's own information.
pub(super) fn filed(case: &Case) -> String {
    case.filed_on.map_or_else(|| "не поданы".to_owned(), |on| format!("поданы {}", words::day(on)))
}

/// Members who sign the protocol: those of the attestation it is taken from, then whoever else came to the others.
pub(super) fn signing<'h>(own: &'h Case, heard: &'h [Heard]) -> Vec<&'h str> {
    let mut all = own.signing();
    for one in heard.iter().flat_map(|one| one.case.signing()) {
        if !all.contains(&one) {
            all.push(one);
        }
    }
    all
}

/// The rows of the protocol.
pub(super) fn rows(own: &Case, heard: &[Heard]) -> Vec<Value> {
    heard.iter().map(|one| row(own, one)).collect()
}

fn row(own: &Case, one: &Heard) -> Value {
    let case = &one.case;
    let day = |day: Option<Day>| day.map(words::day).unwrap_or_default();
    let (number, on) = case.order.clone().map_or((String::new(), None), |(number, on)| (number, Some(on)));
    json!({
        "фио": one.name.full(),
        "должность": words::inside(&one.post),
        "приказ_номер": number,
        "приказ_дата": day(on),
        "явка": put_right::attendance(case.is_absent),
        "сведения": filed(case),
        "состав": otherwise(own, case),
        "голоса": case.votes.map(|votes| told(case, votes)).unwrap_or_default(),
        "решение": case.fits().map(verdict).unwrap_or_default(),
        "причина": case.unfit_because,
        "исправления": corrected(&one.corrections),
    })
}

/// Who sat where it was not the commission told above; empty where it was.
fn otherwise(own: &Case, case: &Case) -> String {
    if (&own.members, &own.absent, own.present) == (&case.members, &case.absent, case.present) {
        return String::new();
    }
    let mut parts = vec![format!("Комиссия: {}.", case.members.join("; "))];
    parts.extend(case.quorum().map(Quorum::words).map(|quorum| format!("Присутствуют: {quorum}.")));
    parts.extend(case.absent.as_ref().map(|absent| format!("Отсутствовали: {}.", put_right::listed(absent))));
    parts.join(" ")
}

/// Corrections of what a protocol states, in one line; empty when there are none.
fn corrected(corrections: &[Correction]) -> String {
    let told =
        corrections.iter().map(|one| (one, put_right::stated(one, OF_SESSION))).filter(|(_, told)| !told.is_empty());
    let line = |(one, told): (&Correction, String)| {
        format!("Исправлено {}\u{a0}г.: {told}. Причина: {}.", words::day(one.dated_on), one.reason)
    };
    told.map(line).collect::<Vec<_>>().join(" ")
}
