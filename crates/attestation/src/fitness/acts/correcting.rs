//! An attestation is put right: what is stated anew, what the next steps lose by it.

use crate::platform::act::{Act, Told};
use crate::platform::clock::Day;
use crate::platform::failure::Failure;
use crate::platform::record::Value;

use super::super::model::{Case, Since, Worker};
use super::super::put_right::{Corrected, Correction, Days, Tally};
use super::super::refused::Refused;
use super::super::rules;
use super::super::stage::Move;
use super::super::{kinds, store};
use super::told;

/// What was typed of an attestation is put right; what stood before is kept in words. Another decision takes back the
/// extract and the acquaintance with it; it is no other once the next attestation has begun.
///
/// # Errors
/// A conflict when another hand was first, or the decision of an attestation that is followed would be another one; when a
/// clock has no term.
pub(in super::super) fn correct(
    act: &mut Act<'_>,
    worker: &Worker,
    case: &Case,
    new: &Corrected,
    how: &Correction,
) -> Result<Told, Failure> {
    let (rules, since) = (store::rules_of(act, case)?, store::since(act, worker, case)?);
    let mut stated = columns(&new.order, &new.days);
    let mut seen = case.order.as_ref().map(|order| columns(order, &case.days())).unwrap_or_default();
    let acquaint_by = new.days.made.map(|made| rules.end(rules::ACQUAINT, made)).transpose()?;
    stated.extend(acquaint_by.map(|by| ("acquaint_by", by.into())));
    if let Some(day) = new.scheduled.filter(|day| case.votes.is_none() && case.scheduled() != Some(*day)) {
        stated.extend([("session_on", day.into()), ("scheduled_on", day.into())]);
        seen.push(("session_on", case.session_on.into()));
        store::put_schedule_right(act, case, day)?;
    }
    let mut mv = None;
    if let Some(tally) = &new.session {
        let fits = tally.votes.outcome(case.thresholds.tie_fits).ok_or(Refused::NoMajority(tally.votes))?;
        stated.extend(columns_of(tally));
        stated.push(("extract_by", rules.end(rules::EXTRACT, tally.held_on)?.into()));
        seen.extend(case.tally().iter().flat_map(columns_of));
        if new.turns(case) {
            if since == Since::Next {
                return Err(Refused::Followed.into());
            }
            mv = Some(if fits { Move::CorrectFit } else { Move::CorrectUnfit });
            let taken_back = ["extracted_on", "acquaint_by", "acquainted_on"];
            stated.retain(|(column, _)| !taken_back.contains(column));
            stated.extend(taken_back.map(|column| (column, None::<Day>.into())));
            stated.push(("extract_witnesses", "".into()));
        }
        // Of an earlier one only while the worker is known by it.
        let known = worker.facts.as_ref().and_then(|facts| facts.previous);
        if since == Since::Nothing || known == case.session_on.zip(case.fits()) {
            store::remember(act, worker, (tally.held_on, fits))?;
        }
    }
    store::correct(act, case, mv, &stated, &seen)?;
    store::keep_correction(act, case, how)?;
    told(act, worker, kinds::CORRECTED, &format!("исправление: {}", how.words.replace('\n', "; ")))
}

type Stated = Vec<(&'static str, Value<'static>)>;

/// The columns of an order and of the days that are known.
fn columns((number, on): &(String, Day), days: &Days) -> Stated {
    let known = [
        ("listed_on", days.listed),
        ("shown_on", days.shown),
        ("filed_on", days.filed),
        ("extracted_on", days.made),
        ("acquainted_on", days.read),
    ];
    let mut all: Stated = vec![("order_number", number.clone().into()), ("order_on", (*on).into())];
    all.extend(known.into_iter().filter_map(|(column, day)| Some((column, day?.into()))));
    all
}

/// The columns of what a session has found.
fn columns_of(tally: &Tally) -> Stated {
    let mut all: Stated = vec![
        ("session_on", tally.held_on.into()),
        ("protocol_number", tally.protocol.clone().into()),
        ("members", tally.members.join("\n").into()),
        ("votes_for", tally.votes.fors.into()),
        ("votes_against", tally.votes.against.into()),
        ("is_absent", tally.is_absent.into()),
        ("unfit_because", tally.unfit_because.clone().into()),
    ];
    all.extend(tally.absent.as_ref().map(|absent| ("absent", absent.join("\n").into())));
    all.extend(tally.votes.abstained.map(|count| ("votes_abstained", count.into())));
    all.extend(tally.present.map(|present| ("present", present.into())));
    all
}
