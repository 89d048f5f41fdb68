//! The acts of erasing: an act is drawn up, changed, dropped, confirmed. Pages and the demonstration call the same ones.

use crate::applications::{self, Move};
use crate::context::App;
use crate::platform::act::{Act, Fact};
use crate::platform::clock::{Day, Zone};
use crate::platform::failure::Failure;
use crate::platform::ids::Id;
use crate::retention::model::{Sort, Version, kept_until};
use crate::retention::store::versions;
use crate::retention::{OverCase, kinds, ledger};

use super::model::{Denial, Erasure, MOST};
use super::store;
use super::sweep::Sweep;
use super::wiping;

fn late() -> Failure {
    Failure::Conflict("Пока вы смотрели, этот акт исполнили или отменили. Откройте список актов.".into())
}

/// Whether the term of a case is over: the last day is a day of keeping.
fn is_past(versions: &[Version], one: &OverCase, (today, zone): (Day, &Zone)) -> bool {
    kept_until(versions, Sort::CASES, zone.day(one.over_at)).is_some_and(|until| until < today)
}

/// Those of these cases that may be erased; a refusal when one of them may not.
fn free(act: &mut Act<'_>, cases: &[String], when: (Day, &Zone)) -> Result<Vec<OverCase>, Failure> {
    let versions = versions(act)?;
    let found = store::free_among(act, cases)?;
    let is_whole = found.len() == cases.len();
    if !is_whole || found.iter().any(|one| !is_past(&versions, one, when)) {
        return Err(Denial::NotPast.into());
    }
    Ok(found)
}

/// Draws up an act with these cases of the archive, all of them past their term.
///
/// # Errors
/// A refusal when there is nothing in it, more than an act takes, or a case that may not be erased.
pub fn draw(act: &mut Act<'_>, cases: &[String], when: (Day, &Zone)) -> Result<Id<Erasure>, Failure> {
    if cases.is_empty() {
        return Err(Denial::Empty.into());
    }
    let year = i64::from(when.0.0.year());
    let number = act.next_number(&format!("erasures:{year}"))?;
    let id = store::draw(act, year, number)?;
    add(act, id, cases, when)?;
    Ok(id)
}

/// Puts more cases into a draft; how many it has then.
///
/// # Errors
/// As `draw`, and a conflict when it is no draft any more.
pub(in crate::retention) fn add(
    act: &mut Act<'_>,
    id: Id<Erasure>,
    cases: &[String],
    when: (Day, &Zone),
) -> Result<usize, Failure> {
    if !store::hold_draft(act, id)? {
        return Err(late());
    }
    let before = usize::try_from(store::count(act, id)?).unwrap_or(usize::MAX);
    let total = before.saturating_add(cases.len());
    if total > MOST {
        return Err(Denial::Full.into());
    }
    let found = free(act, cases, when)?;
    store::add(act, id, &found)?;
    if usize::try_from(store::count(act, id)?).unwrap_or(0) != total {
        return Err(Denial::NotPast.into());
    }
    Ok(total)
}

/// Writes down who erases.
///
/// # Errors
/// A conflict when it is no draft any more.
pub fn name_members(act: &mut Act<'_>, id: Id<Erasure>, members: &[String]) -> Result<(), Failure> {
    if store::name_members(act, id, members)? { Ok(()) } else { Err(late()) }
}

/// By which terms these cases were kept, each with what it rests on: «Дела: …: 5 лет; приказ …».
pub(super) fn grounds(versions: &[Version], cases: &[OverCase], zone: &Zone) -> Vec<String> {
    let used = |version: &&Version| {
        version.sort.code == Sort::CASES && cases.iter().any(|one| version.is_in_force(zone.day(one.over_at)))
    };
    versions.iter().filter(used).map(Version::as_ground).collect()
}

/// Confirms an act: its cases are erased. The account of `act` is another than that which drew it up; its password was
/// proved before. How many cases there were.
///
/// # Errors
/// A refusal when it may not be confirmed or a case may not be erased, a conflict when somebody was first.
pub fn confirm(act: &mut Act<'_>, erasure: &Erasure, when: (Day, &Zone)) -> Result<usize, Failure> {
    erasure.may_be_confirmed(&act.account())?;
    let (id, (today, zone)) = (erasure.id, when);
    let cases = store::cases(act, id, None, i64::try_from(MOST).unwrap_or(i64::MAX))?;
    if cases.is_empty() {
        return Err(Denial::Empty.into());
    }
    let versions = versions(act)?;
    if cases.iter().any(|one| !is_past(&versions, one, when)) {
        return Err(Denial::NotPast.into());
    }
    if !store::confirm(act, id, today, &grounds(&versions, &cases, zone))? {
        return Err(late());
    }
    for one in &cases {
        applications::step(act, &one.case, Move::Erase)?;
    }
    let called = Erasure { dated_on: Some(today), ..erasure.clone() }.called();
    wiping::wipe(act, id, &called)?;
    let told = format!("дело уничтожено по истечении срока хранения, акт {called}");
    act.note_all(cases.iter().map(|one| Fact::of(kinds::ERASED, &told).application(one.case.id)))?;
    act.enqueue::<App, Sweep>(&Sweep { erasure: id.to_string() })?;
    ledger::note_act(act, id, today)?;
    ledger::note_soon(act, &id.to_string())?;
    Ok(cases.len())
}
