//! An attestation ends without a session, or is put off; a worker leaves the list.

use crate::platform::act::{Act, Told};
use crate::platform::clock::Day;
use crate::platform::failure::Failure;
use crate::platform::words;

use super::super::model::{Case, Worker};
use super::super::stage::{Move, Stage};
use super::super::stating::Signed;
use super::super::{kinds, store};
use super::told;

/// The attestation is not held: the day it ended and why, in words fit for a list. A ground of health and family is kept with the
/// worker's facts alone.
///
/// # Errors
/// When another hand was first.
pub fn exempt(act: &mut Act<'_>, worker: &Worker, case: &Case, (today, why): (Day, &str)) -> Result<Told, Failure> {
    let because = format!("{}: {why}", words::brief_day(today));
    store::step(act, case, Move::Exempt, &[("unheld_because", because.into())])?;
    told(act, worker, kinds::EXEMPTED, "аттестация не проводится: есть основание")
}

/// Takes a worker off the list of the school: what is under way there ends, one whose session was held with its decision, any
/// other as not held; those that are over stay.
///
/// # Errors
/// A conflict when another hand was first.
pub(in super::super) fn remove(act: &mut Act<'_>, worker: &Worker, today: Day, reason: &str) -> Result<Told, Failure> {
    let going = store::going_of(act, worker)?;
    for case in &going {
        let because = match case.votes {
            Some(_) => String::new(),
            None => format!("{}: работник убран из списка: {reason}", words::brief_day(today)),
        };
        store::step(act, case, Move::Leave, &[("unheld_because", because.into())])?;
        // The protocol was signed, though no extract was made of it.
        if matches!(case.stage, Stage::Fit | Stage::Unfit) {
            store::keep_stated(act, case, Signed::Protocol)?;
        }
    }
    if !store::remove(act, worker, today)? {
        return Err(Failure::Conflict("Работника уже убрали из списка. Откройте список заново.".into()));
    }
    let (held, unheld): (Vec<_>, Vec<_>) = going.iter().partition(|case| case.votes.is_some());
    let mut words = format!("убран из списка работников школы: {reason}");
    if !unheld.is_empty() {
        words.push_str("; начатая аттестация не проводится");
    }
    if !held.is_empty() {
        words.push_str("; аттестация закончена с решением заседания");
    }
    told(act, worker, kinds::REMOVED, &words)
}

/// The session is put off.
pub fn postpone(act: &mut Act<'_>, worker: &Worker, case: &Case, reason: &str) -> Result<Told, Failure> {
    store::step(act, case, Move::Postpone, &[("reason", reason.into())])?;
    told(act, worker, kinds::POSTPONED, "аттестация отложена")
}
