//! What is done with an attestation: each change with its row in the journal, for pages and for the demonstration alike.
//! The journal never tells a ground of exemption: it is a matter of health and family.

use crate::platform::act::{Act, Fact, Kind, Told};
use crate::platform::clock::Day;
use crate::platform::failure::Failure;
use crate::platform::record::Value;
use crate::platform::words;

use super::model::{Case, Facts, Held, Presentation, Session, Since, Worker, verdict};
use super::put_right::{Corrected, Correction, Days, Tally};
use super::refused::Refused;
use super::rules;
use super::settings;
use super::stage::Move;
use super::thresholds::{TO_READ, TO_SIGN};
use super::{kinds, store};

/// The order as it is typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// Its number.
    pub number: String,
    /// Its day.
    pub on: Day,
    /// The session by the schedule.
    pub session_on: Day,
}

fn told(act: &mut Act<'_>, worker: &Worker, kind: Kind, words: &str) -> Result<Told, Failure> {
    let words = format!("{}: {words}", worker.name.full());
    Ok(act.note(Fact::of(kind, words).subject("teacher", worker.id))?)
}

/// Writes down what is known of a teacher in a post.
///
/// # Errors
/// A refusal when the teacher holds that post beside this one, or an attestation stands here for another post.
pub fn know(act: &mut Act<'_>, worker: &Worker, facts: &Facts) -> Result<Told, Failure> {
    let is_other = worker.facts.as_ref().is_none_or(|known| known.post_code != facts.post_code);
    if is_other && store::is_held(act, worker, &facts.post_code)? {
        return Err(Refused::Held.into());
    }
    if is_other && store::is_attested_otherwise(act, worker, &facts.post_code)? {
        return Err(Refused::Attested.into());
    }
    store::save_facts(act, worker, facts)?;
    told(act, worker, kinds::FACTS_CHANGED, "сведения для аттестации записаны")
}

/// Puts one more post beside those a teacher holds in the school: it is attested by itself.
///
/// # Errors
/// A refusal when the teacher holds it already.
pub fn add_post(act: &mut Act<'_>, worker: &Worker, facts: &Facts) -> Result<(Told, Held), Failure> {
    let Some(held) = store::add_post(act, worker, facts)? else { return Err(Refused::Held.into()) };
    Ok((told(act, worker, kinds::POST_ADDED, "добавлена ещё одна должность")?, held))
}

/// Begins an attestation, under the terms and the numbers in force on the day it begins.
///
/// # Errors
/// A conflict when one is under way already, or when a term or a number is not set.
pub fn plan(act: &mut Act<'_>, worker: &Worker, facts: &Facts, today: Day) -> Result<Told, Failure> {
    let rules = store::rules_on(act, today)?;
    for code in rules::KEPT {
        rules.term(code)?;
    }
    let thresholds = settings::thresholds_on(act, today)?;
    if store::begin(act, worker, &facts.post_code, today, (&rules, thresholds))?.is_none() {
        return Err(Failure::Conflict("Аттестация этого работника уже идёт. Откройте его страницу заново.".into()));
    }
    told(act, worker, kinds::PLANNED, "аттестация запланирована")
}

/// The order was issued: it can be made and signed from now on. The number and the day are those of the paper.
pub fn order(act: &mut Act<'_>, worker: &Worker, case: &Case, new: &Order) -> Result<Told, Failure> {
    let stated =
        [("order_number", (&new.number).into()), ("order_on", new.on.into()), ("session_on", new.session_on.into())];
    store::step(act, case, Move::Order, &stated)?;
    let (on, session) = (words::brief_day(new.on), words::brief_day(new.session_on));
    told(act, worker, kinds::ORDERED, &format!("приказ № {} от {on}, заседание {session}", new.number))
}

/// The worker was acquainted with the order, the list and the schedule.
pub fn list(act: &mut Act<'_>, worker: &Worker, case: &Case, on: Day) -> Result<Told, Failure> {
    store::step(act, case, case.list(), &[("listed_on", on.into())])?;
    told(act, worker, kinds::LISTED, &format!("работник ознакомлен с приказом и графиком {}", words::brief_day(on)))
}

/// A new day of the session after a postponement; the worker is acquainted with it later.
pub fn reschedule(act: &mut Act<'_>, worker: &Worker, case: &Case, session_on: Day) -> Result<Told, Failure> {
    store::step(act, case, Move::Reschedule, &[("session_on", session_on.into()), ("reason", "".into())])?;
    told(act, worker, kinds::RESCHEDULED, &format!("новый день заседания {}", words::brief_day(session_on)))
}

/// The presentation was written, or written anew.
///
/// # Errors
/// A conflict when it was shown already.
pub fn write(act: &mut Act<'_>, worker: &Worker, case: &Case, written: &Presentation) -> Result<Told, Failure> {
    if !store::save_presentation(act, case, written)? {
        return Err(Failure::Conflict("Представление уже показано работнику: менять его нельзя.".into()));
    }
    told(act, worker, kinds::WRITTEN, "представление составлено")
}

/// The presentation was shown, or the worker refused to read it before witnesses.
pub fn show(
    act: &mut Act<'_>,
    worker: &Worker,
    case: &Case,
    (shown_on, witnesses): (Day, &[String]),
) -> Result<Told, Failure> {
    let stated = [("shown_on", shown_on.into()), ("witnesses", witnesses.join("\n").into())];
    if !witnesses.is_empty() {
        case.thresholds.may_confirm(TO_READ, witnesses.len())?;
    }
    store::step(act, case, Move::Present, &stated)?;
    let how = if witnesses.is_empty() {
        "работник ознакомлен с представлением"
    } else {
        "составлен акт об отказе прочитать представление"
    };
    told(act, worker, kinds::SHOWN, &format!("{how} {}", words::brief_day(shown_on)))
}

/// The worker filed information of their own.
pub fn file(act: &mut Act<'_>, worker: &Worker, case: &Case, filed_on: Day) -> Result<Told, Failure> {
    store::note(act, case, &[("filed_on", filed_on.into())])?;
    told(act, worker, kinds::FILED, &format!("работник подал свои сведения {}", words::brief_day(filed_on)))
}

/// The session was held; the worker's facts learn its day and outcome, from which the next one is counted.
///
/// # Errors
/// When the commission is too small or has no quorum, when the clock of the extract has no term.
pub fn hold(act: &mut Act<'_>, worker: &Worker, case: &Case, held: &Session) -> Result<Told, Failure> {
    let rules = store::rules_of(act, case)?;
    case.thresholds.may_sit(held.members.len())?;
    case.thresholds.may_decide(held.present(), held.members.len())?;
    let fits = case.thresholds.is_fit(held.fors, held.against);
    let mv = if fits { Move::FindFit } else { Move::FindUnfit };
    let stated = [
        ("session_on", held.held_on.into()),
        ("protocol_number", (&held.protocol).into()),
        ("members", held.members.join("\n").into()),
        ("present", held.present().into()),
        ("absent", held.absent.join("\n").into()),
        ("unfit_because", (&held.unfit_because).into()),
        ("votes_for", held.fors.into()),
        ("votes_against", held.against.into()),
        ("is_absent", held.is_absent.into()),
        ("extract_by", rules.end(rules::EXTRACT, held.held_on)?.into()),
    ];
    store::step(act, case, mv, &stated)?;
    store::remember(act, worker, (held.held_on, fits))?;
    let words =
        format!("заседание {}, протокол № {}: {}", words::brief_day(held.held_on), held.protocol, verdict(fits));
    told(act, worker, kinds::HELD, &words)
}

/// What was typed of an attestation is put right; what stood before is kept in words. Another decision takes back the
/// extract and the acquaintance with it; it is no other once the next attestation has begun.
///
/// # Errors
/// A conflict when another hand was first, or the decision of an attestation that is followed would be another one; when a
/// clock has no term.
pub(super) fn correct(
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
    let mut mv = None;
    if let Some(tally) = &new.session {
        let (fors, against) = tally.votes;
        let fits = case.thresholds.is_fit(fors, against);
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
        ("votes_for", tally.votes.0.into()),
        ("votes_against", tally.votes.1.into()),
        ("is_absent", tally.is_absent.into()),
        ("unfit_because", tally.unfit_because.clone().into()),
    ];
    all.extend(tally.absent.as_ref().map(|absent| ("absent", absent.join("\n").into())));
    all.extend(tally.present.map(|present| ("present", present.into())));
    all
}

/// The extract of the protocol was made.
///
/// # Errors
/// When the clock of the acquaintance has no term.
pub fn extract(act: &mut Act<'_>, worker: &Worker, case: &Case, on: Day) -> Result<Told, Failure> {
    let rules = store::rules_of(act, case)?;
    let stated = [("extracted_on", on.into()), ("acquaint_by", rules.end(rules::ACQUAINT, on)?.into())];
    store::step(act, case, Move::Extract, &stated)?;
    told(act, worker, kinds::EXTRACTED, &format!("выписка из протокола составлена {}", words::brief_day(on)))
}

/// The worker was acquainted with the extract, or refused to sign for it before witnesses.
///
/// # Errors
/// A refusal when there are too few witnesses.
pub fn acquaint(
    act: &mut Act<'_>,
    worker: &Worker,
    case: &Case,
    (on, witnesses): (Day, &[String]),
) -> Result<Told, Failure> {
    if !witnesses.is_empty() {
        case.thresholds.may_confirm(TO_SIGN, witnesses.len())?;
    }
    let stated = [("acquainted_on", on.into()), ("extract_witnesses", witnesses.join("\n").into())];
    store::step(act, case, Move::Acquaint, &stated)?;
    let how = if witnesses.is_empty() {
        "работник ознакомлен с выпиской"
    } else {
        "составлен акт об отказе расписаться в ознакомлении с выпиской"
    };
    told(act, worker, kinds::ACQUAINTED, &format!("{how} {}", words::brief_day(on)))
}

/// The papers are in the personal file.
pub fn close(act: &mut Act<'_>, worker: &Worker, case: &Case) -> Result<Told, Failure> {
    store::step(act, case, Move::Close, &[])?;
    told(act, worker, kinds::CLOSED, "аттестация закончена")
}

/// The attestation is not held: there is a ground, kept with the worker's facts.
pub fn exempt(act: &mut Act<'_>, worker: &Worker, case: &Case) -> Result<Told, Failure> {
    store::step(act, case, Move::Exempt, &[])?;
    told(act, worker, kinds::EXEMPTED, "аттестация не проводится: есть основание")
}

/// Takes a worker off the list of the school: what is under way there ends, one whose session was held with its decision, any
/// other as not held; those that are over stay.
///
/// # Errors
/// A conflict when another hand was first.
pub(super) fn remove(act: &mut Act<'_>, worker: &Worker, today: Day, reason: &str) -> Result<Told, Failure> {
    let going = store::going_of(act, worker)?;
    for case in &going {
        store::step(act, case, Move::Leave, &[])?;
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
