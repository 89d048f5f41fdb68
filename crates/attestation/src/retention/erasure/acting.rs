//! The acts of erasing: an act is drawn up, changed, dropped, confirmed. Pages and the demonstration call the same ones.

use crate::applications::{self, Application, Move};
use crate::context::App;
use crate::platform::act::{Act, Fact};
use crate::platform::clock::{Day, Moment, Zone};
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::Failure;
use crate::platform::ids::Id;
use crate::retention::model::{Sort, Version, held, kept_until};
use crate::retention::store::{add_attestations, attestations_of, complaints_among, over_among, versions};
use crate::retention::{OverAttestation, OverCase, kinds, ledger};

use super::model::{Count, Denial, Erasure, MOST};
use super::store;
use super::sweep::Sweep;
use super::wiping;

fn late() -> Failure {
    Failure::Conflict("Пока вы смотрели, этот акт исполнили или отменили. Откройте список актов.".into())
}

/// What is to go into an act: ids of cases and of attestations for fitness.
#[derive(Debug, Clone, Default)]
pub struct Chosen {
    /// Cases.
    pub cases: Vec<String>,
    /// Attestations.
    pub attestations: Vec<String>,
}

impl Chosen {
    /// These, each once.
    pub fn of(mut cases: Vec<String>, mut attestations: Vec<String>) -> Self {
        for ids in [&mut cases, &mut attestations] {
            ids.sort_unstable();
            ids.dedup();
        }
        Self { cases, attestations }
    }

    /// How many.
    pub(in crate::retention) fn count(&self) -> Count {
        let count = |ids: &[String]| i64::try_from(ids.len()).unwrap_or(i64::MAX);
        Count { cases: count(&self.cases), attestations: count(&self.attestations) }
    }
}

/// Whether the term of a kind that is counted from a moment is over: the last day is a day of keeping.
fn is_past(versions: &[Version], (code, over_at): (&str, Moment), (today, zone): (Day, &Zone)) -> bool {
    kept_until(versions, code, zone.day(over_at)).is_some_and(|until| until < today)
}

/// Whether these cases may be erased: each past its term, none kept by a complaint.
fn are_past(act: &mut Act<'_>, versions: &[Version], cases: &[OverCase], when: (Day, &Zone)) -> Result<(), Failure> {
    if cases.iter().any(|one| !is_past(versions, (Sort::CASES, one.over_at), when)) {
        return Err(Denial::NotPast.into());
    }
    let complaints = complaints_among(act, cases)?;
    if complaints.values().any(|answered| held(versions, answered, when.0).is_some()) {
        return Err(Denial::Complaint.into());
    }
    Ok(())
}

/// Draws up an act with these cases of the archive and attestations for fitness, all of them past their term.
///
/// # Errors
/// A refusal when there is nothing in it, more than an act takes, or something that may not be erased.
pub fn draw(act: &mut Act<'_>, chosen: &Chosen, when: (Day, &Zone)) -> Result<Id<Erasure>, Failure> {
    if chosen.count().all() == 0 {
        return Err(Denial::Empty.into());
    }
    let year = i64::from(when.0.0.year());
    let number = act.next_number(&format!("erasures:{year}"))?;
    let id = store::draw(act, year, number)?;
    add(act, id, chosen, when)?;
    Ok(id)
}

/// Puts more into a draft.
///
/// # Errors
/// As `draw`, and a conflict when it is no draft any more.
pub(in crate::retention) fn add(
    act: &mut Act<'_>,
    id: Id<Erasure>,
    chosen: &Chosen,
    when: (Day, &Zone),
) -> Result<(), Failure> {
    if !store::hold_draft(act, id)? {
        return Err(late());
    }
    let (before, more) = (store::count(act, id)?, chosen.count());
    let total = Count { cases: before.cases + more.cases, attestations: before.attestations + more.attestations };
    if total.all() > i64::try_from(MOST).unwrap_or(i64::MAX) {
        return Err(Denial::Full.into());
    }
    let versions = versions(act)?;
    let found = store::free_among(act, &chosen.cases)?;
    if found.len() != chosen.cases.len() {
        return Err(Denial::NotPast.into());
    }
    are_past(act, &versions, &found, when)?;
    store::add(act, id, &found)?;
    let over = over_among(act, &chosen.attestations)?;
    if over.iter().any(|(_, over_at)| !is_past(&versions, (Sort::FITNESS, *over_at), when)) {
        return Err(Denial::NotPast.into());
    }
    add_attestations(act, id, &chosen.attestations)?;
    if store::count(act, id)? != total {
        return Err(Denial::NotPast.into());
    }
    Ok(())
}

/// Writes down who erases and, when the settings have none, the operator's address.
///
/// # Errors
/// A conflict when it is no draft any more.
pub fn name_members(act: &mut Act<'_>, id: Id<Erasure>, members: &[String], address: &str) -> Result<(), Failure> {
    if store::name_members(act, id, members, address)? { Ok(()) } else { Err(late()) }
}

/// Everything of an act.
pub(super) struct Whole {
    /// Its cases.
    pub(super) cases: Vec<OverCase>,
    /// Its attestations.
    pub(super) attestations: Vec<OverAttestation>,
}

impl Whole {
    /// Reads it.
    pub(super) fn of(reader: &mut Reader, id: Id<Erasure>) -> Result<Self, DbError> {
        let most = i64::try_from(MOST).unwrap_or(i64::MAX);
        Ok(Self { cases: store::cases(reader, id, "", most)?, attestations: attestations_of(reader, id, "", most)? })
    }

    /// By which terms it was kept, each with what it rests on.
    pub(super) fn grounds(&self, versions: &[Version], zone: &Zone) -> Vec<String> {
        let cases = self.cases.iter().map(|one| (Sort::CASES, one.over_at));
        let moments: Vec<_> = cases.chain(self.attestations.iter().map(|one| (Sort::FITNESS, one.over_at))).collect();
        let used = |version: &&Version| {
            moments.iter().any(|(code, at)| version.sort.code == *code && version.is_in_force(zone.day(*at)))
        };
        versions.iter().filter(used).map(Version::as_ground).collect()
    }
}

/// Confirms an act: what it has is erased. The account of `act` is another than that which drew it up; its password was
/// proved before. `centre` is the operator's address as the settings have it. How much there was.
///
/// # Errors
/// A refusal when it may not be confirmed or something may not be erased, a conflict when somebody was first.
pub fn confirm(act: &mut Act<'_>, erasure: &Erasure, when: (Day, &Zone), centre: &str) -> Result<Count, Failure> {
    erasure.may_be_confirmed(&act.account(), centre)?;
    let (id, (today, zone)) = (erasure.id, when);
    let whole = Whole::of(act, id)?;
    let count = store::count(act, id)?;
    if count.all() == 0 {
        return Err(Denial::Empty.into());
    }
    let versions = versions(act)?;
    are_past(act, &versions, &whole.cases, when)?;
    are_as_seen(act, &versions, &whole.attestations, when)?;
    if !store::confirm(act, id, today, (&whole.grounds(&versions, zone), erasure.operator(centre)))? {
        return Err(late());
    }
    for one in &whole.cases {
        applications::step(act, &one.case, Move::Erase)?;
    }
    let called = Erasure { dated_on: Some(today), ..erasure.clone() }.called();
    wiping::wipe(act, id, &called)?;
    note(act, &whole.cases.iter().map(|one| one.case.id).collect::<Vec<_>>(), &whole.attestations, &called)?;
    act.enqueue::<App, Sweep>(&Sweep { erasure: id.to_string() })?;
    ledger::note_act(act, id, today)?;
    ledger::note_soon(act, &id.to_string())?;
    Ok(count)
}

/// Whether attestations of an act stand as they did when they were put into it: a school may have put one right since.
fn are_as_seen(
    act: &mut Act<'_>,
    versions: &[Version],
    attestations: &[OverAttestation],
    when: (Day, &Zone),
) -> Result<(), Failure> {
    let ids: Vec<String> = attestations.iter().map(|one| one.id.to_string()).collect();
    let mut over = over_among(act, &ids)?;
    over.sort_unstable();
    let is_same = over.len() == attestations.len()
        && over.iter().zip(attestations).all(|((id, at), seen)| *id == seen.id.to_string() && *at == seen.over_at);
    let is_past = over.iter().all(|(_, at)| is_past(versions, (Sort::FITNESS, *at), when));
    if is_same && is_past { Ok(()) } else { Err(Denial::NotPast.into()) }
}

/// Tells the journal what an act, so `called`, has erased.
pub(in crate::retention) fn note(
    act: &mut Act<'_>,
    cases: &[Id<Application>],
    attestations: &[OverAttestation],
    called: &str,
) -> Result<(), DbError> {
    let of_case = format!("дело уничтожено по истечении срока хранения, акт {called}");
    act.note_all(cases.iter().map(|id| Fact::of(applications::kinds::ERASED, &of_case).application(*id)))?;
    act.note_all(attestations.iter().map(|one| {
        let told = format!("{}: уничтожено по истечении срока хранения, акт {called}", one.called());
        Fact::of(kinds::ATTESTATION_ERASED, told).subject("attestation", one.id)
    }))
}
