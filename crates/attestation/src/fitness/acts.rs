//! What is done with an attestation: each change with its row in the journal, for pages and for the demonstration alike.
//! The journal never tells a ground of exemption: it is a matter of health and family.

mod correcting;
mod ending;

pub(super) use correcting::correct;
pub(super) use ending::remove;
pub use ending::{exempt, postpone};

use crate::platform::act::{Act, Fact, Kind, Told};
use crate::platform::clock::Day;
use crate::platform::failure::Failure;
use crate::platform::words;

use super::model::{Case, Changed, Facts, Held, Presentation, Worker, verdict};
use super::people;
use super::refused::Refused;
use super::rules;
use super::settings;
use super::stage::Move;
use super::stating::Signed;
use super::thresholds::{TO_READ, TO_SIGN, TO_SIGN_ORDER};
use super::votes::{Came, Session};
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

const MEANWHILE: &str = "Пока вы писали, сведения о работнике записал кто-то другой. Откройте их заново.";

/// Writes down what is known of a teacher in a post.
///
/// # Errors
/// A refusal when the teacher holds that post beside this one, or an attestation stands here for another post; a conflict when
/// what is known does not stand as it was seen.
pub fn know(act: &mut Act<'_>, worker: &Worker, facts: &Facts) -> Result<Told, Failure> {
    let is_other = worker.facts.as_ref().is_none_or(|known| known.post_code != facts.post_code);
    if is_other && store::is_held(act, worker, &facts.post_code)? {
        return Err(Refused::Held.into());
    }
    if is_other && store::is_attested_otherwise(act, worker, &facts.post_code)? {
        return Err(Refused::Attested.into());
    }
    if !store::save_facts(act, worker, facts)? {
        return Err(Failure::Conflict(MEANWHILE.into()));
    }
    told(act, worker, kinds::FACTS_CHANGED, "сведения для аттестации записаны")
}

/// Puts one more post beside those a teacher holds in the school: it is attested by itself.
///
/// # Errors
/// A refusal when the teacher holds it already; a conflict when what is known does not stand as it was seen: the ground is shared.
pub fn add_post(act: &mut Act<'_>, worker: &Worker, facts: &Facts) -> Result<(Told, Held), Failure> {
    if !store::is_as_seen(act, worker)? {
        return Err(Failure::Conflict(MEANWHILE.into()));
    }
    let Some(held) = store::add_post(act, worker, facts)? else { return Err(Refused::Held.into()) };
    Ok((told(act, worker, kinds::POST_ADDED, "добавлена ещё одна должность")?, held))
}

/// Begins an attestation, under the terms and the numbers in force on the day it begins.
///
/// # Errors
/// A conflict when one is under way already, or when a term or a number is not set.
pub fn plan(act: &mut Act<'_>, worker: &Worker, facts: &Facts, today: Day) -> Result<Told, Failure> {
    begin(act, worker, facts, today)?;
    told(act, worker, kinds::PLANNED, "аттестация запланирована")
}

/// Begins an attestation before its time: the day it is due by, and why it begins now.
///
/// # Errors
/// As for one in time.
pub(super) fn plan_early(
    act: &mut Act<'_>,
    worker: &Worker,
    facts: &Facts,
    today: Day,
    (by, reason): (Day, &str),
) -> Result<Told, Failure> {
    begin(act, worker, facts, today)?;
    let words = format!("аттестация запланирована раньше срока ({}): {reason}", words::brief_day(by));
    told(act, worker, kinds::PLANNED, &words)
}

fn begin(act: &mut Act<'_>, worker: &Worker, facts: &Facts, today: Day) -> Result<(), Failure> {
    let rules = store::rules_on(act, today)?;
    for code in rules::KEPT {
        rules.term(code)?;
    }
    let thresholds = settings::thresholds_on(act, today)?;
    if store::begin(act, worker, &facts.post_code, today, (&rules, thresholds))?.is_none() {
        return Err(Failure::Conflict("Аттестация этого работника уже идёт. Откройте его страницу заново.".into()));
    }
    Ok(())
}

/// The order was issued: it can be made and signed from now on. The number and the day are those of the paper.
pub fn order(act: &mut Act<'_>, worker: &Worker, case: &Case, new: &Order) -> Result<Told, Failure> {
    let stated = [
        ("order_number", (&new.number).into()),
        ("order_on", new.on.into()),
        ("session_on", new.session_on.into()),
        ("scheduled_on", new.session_on.into()),
    ];
    store::step(act, case, Move::Order, &stated)?;
    let (on, session) = (words::brief_day(new.on), words::brief_day(new.session_on));
    told(act, worker, kinds::ORDERED, &format!("приказ № {} от {on}, заседание {session}", new.number))
}

/// The worker was acquainted with the order, the list and the schedule, or refused to sign for it before witnesses.
///
/// # Errors
/// When another hand was first.
pub fn list(
    act: &mut Act<'_>,
    worker: &Worker,
    case: &Case,
    (on, witnesses): (Day, &[String]),
) -> Result<Told, Failure> {
    if !witnesses.is_empty() {
        case.thresholds.may_confirm(TO_SIGN_ORDER, witnesses.len())?;
    }
    // Whoever signs an order first signs it with everybody who stands in it.
    match (store::beside(act, case.id)?.changes.last(), &case.order) {
        (Some(last), _) => store::keep_changed(act, worker.school, last)?,
        (None, Some((number, ordered))) => store::keep_ordered(act, worker.school, (number, *ordered))?,
        (None, None) => {}
    }
    let stated = [("listed_on", on.into()), ("order_witnesses", witnesses.join("\n").into())];
    store::step(act, case, case.list(), &stated)?;
    let how = if witnesses.is_empty() {
        "работник ознакомлен с приказом и графиком"
    } else {
        "составлен акт об отказе расписаться в ознакомлении с приказом"
    };
    told(act, worker, kinds::LISTED, &format!("{how} {}", words::brief_day(on)))
}

/// A new day of the session after a postponement, by an order of its own; the worker is acquainted with it later.
///
/// # Errors
/// When another hand was first.
pub fn reschedule(act: &mut Act<'_>, worker: &Worker, case: &Case, new: &Order) -> Result<Told, Failure> {
    let stated =
        [("session_on", new.session_on.into()), ("scheduled_on", new.session_on.into()), ("reason", "".into())];
    store::step(act, case, Move::Reschedule, &stated)?;
    let changed = Changed {
        number: new.number.clone(),
        on: new.on,
        was_on: case.scheduled().unwrap_or(new.session_on),
        session_on: new.session_on,
        reason: case.reason.clone(),
    };
    store::change_schedule(act, case, &changed)?;
    let (on, session) = (words::brief_day(new.on), words::brief_day(new.session_on));
    told(act, worker, kinds::RESCHEDULED, &format!("новый день заседания {session}, приказ № {} от {on}", new.number))
}

/// The presentation was written, or written over the one that was seen, by its mark: 0 when there was none.
///
/// # Errors
/// A conflict when it was shown already, or does not stand as it was seen.
pub fn write(
    act: &mut Act<'_>,
    worker: &Worker,
    case: &Case,
    (seen, written): (i64, &Presentation),
) -> Result<Told, Failure> {
    if !store::hold_unshown(act, case)? {
        return Err(Failure::Conflict("Представление уже показано работнику: менять его нельзя.".into()));
    }
    if !store::save_presentation(act, case, (seen, written))? {
        return Err(Failure::Conflict(
            "Пока вы писали, представление сохранил кто-то другой. Откройте его заново.".into(),
        ));
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
    store::keep_stated(act, case, Signed::Presentation)?;
    let how = if witnesses.is_empty() {
        "работник ознакомлен с представлением"
    } else {
        "составлен акт об отказе прочитать представление"
    };
    told(act, worker, kinds::SHOWN, &format!("{how} {}", words::brief_day(shown_on)))
}

/// The worker filed information of their own.
///
/// # Errors
/// A conflict when it was filed already.
pub fn file(act: &mut Act<'_>, worker: &Worker, case: &Case, filed_on: Day) -> Result<Told, Failure> {
    store::file(act, case, filed_on)?;
    told(act, worker, kinds::FILED, &format!("работник подал свои сведения {}", words::brief_day(filed_on)))
}

/// The session was held; the worker's facts learn its day and outcome, from which the next one is counted.
///
/// # Errors
/// When the commission is too small or has no quorum, when the votes are not those of the people who vote or decide nothing,
/// when the clock of the extract has no term.
pub fn hold(act: &mut Act<'_>, worker: &Worker, case: &Case, held: &Session) -> Result<Told, Failure> {
    let rules = store::rules_of(act, case)?;
    people::all_different(&held.members)?;
    case.thresholds.may_sit(held.members.len())?;
    case.thresholds.may_decide(held.present(), held.members.len())?;
    let there = Came::about(&worker.name, &held.members, &held.absent);
    let fits = held.votes().decided(there, case.thresholds.tie_fits)?;
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
        ("votes_abstained", held.abstained.into()),
        ("is_absent", held.is_absent.into()),
        ("extract_by", rules.end(rules::EXTRACT, held.held_on)?.into()),
    ];
    store::step(act, case, mv, &stated)?;
    store::remember(act, worker, (held.held_on, fits))?;
    let words =
        format!("заседание {}, протокол № {}: {}", words::brief_day(held.held_on), held.protocol, verdict(fits));
    told(act, worker, kinds::HELD, &words)
}

/// The extract of the protocol was made.
///
/// # Errors
/// When the clock of the acquaintance has no term.
pub fn extract(act: &mut Act<'_>, worker: &Worker, case: &Case, on: Day) -> Result<Told, Failure> {
    let rules = store::rules_of(act, case)?;
    let stated = [("extracted_on", on.into()), ("acquaint_by", rules.end(rules::ACQUAINT, on)?.into())];
    store::step(act, case, Move::Extract, &stated)?;
    store::keep_stated(act, case, Signed::Protocol)?;
    store::keep_stated(act, case, Signed::Extract)?;
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
