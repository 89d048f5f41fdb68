//! The SQL by which an attestation begins and goes from step to step; each change is guarded by the stage it was seen in.

use crate::platform::act::Act;
use crate::platform::clock::Day;
use crate::platform::engine::DbError;
use crate::platform::failure::Failure;
use crate::platform::ids::Id;
use crate::platform::many;
use crate::platform::record::Value;
use crate::values;

use super::super::model::{Case, Worker};
use super::super::rules::{self, Rules};
use super::super::stage::{Move, Stage};
use super::super::thresholds::Thresholds;

/// Begins an attestation under the terms and numbers given; none when one is under way already.
pub(in super::super) fn begin(
    act: &mut Act<'_>,
    worker: &Worker,
    post_code: &str,
    today: Day,
    (rules, numbers): (&Rules, Thresholds),
) -> Result<Option<Id<Case>>, DbError> {
    let (id, now, who) = (Id::<Case>::new(), act.at(), act.account());
    let made = act.run(
        "insert into fitness_cases (id, teacher_id, organization_id, post_code, stage, began_on, order_number, witnesses, protocol_number, members, is_absent, reason, changed_at, changed_by,
             least_members, least_witnesses, quorum_part, quorum_of, tie_fits, place)
         values ($1, $2, $3, $4, 'planned', $5, '', '', '', '', 0, '', $6, $7, $8, $9, $10, $11, $12, $13) on conflict do nothing",
        values![
            id,
            worker.id,
            worker.school,
            post_code,
            today,
            now,
            who,
            numbers.members,
            numbers.witnesses,
            numbers.quorum.0,
            numbers.quorum.1,
            numbers.tie_fits,
            worker.place
        ],
    )?;
    if made != 1 {
        return Ok(None);
    }
    let kept = rules.terms().filter(|(code, _)| rules::KEPT.contains(code));
    let rows = kept.map(|(code, term)| -> [Value<'_>; 6] {
        [
            id.into(),
            code.into(),
            i64::from(term.count).into(),
            term.unit.code().into(),
            term.bound.code().into(),
            term.rolls.into(),
        ]
    });
    many::insert(act, "insert into fitness_terms (case_id, code, amount, unit, bound, rolls) values ROWS", rows)?;
    Ok(Some(id))
}

/// The only way a stage changes, with what the move states: columns that are set beside it, each with its value.
///
/// # Errors
/// A denial when the table has no such move, a conflict when another hand was first.
pub(in super::super) fn step(
    act: &mut Act<'_>,
    case: &Case,
    mv: Move,
    stated: &[(&'static str, Value<'_>)],
) -> Result<Stage, Failure> {
    let next = case.stage.after(mv)?;
    state(act, case, next, stated, &[])?;
    Ok(next)
}

/// States that the worker's own information was filed; the case stays where it is. A conflict when another hand was first.
pub(in super::super) fn file(act: &mut Act<'_>, case: &Case, on: Day) -> Result<(), Failure> {
    state(act, case, case.stage, &[("filed_on", on.into())], &[("coalesce(filed_on, '')", "".into())])
}

/// States something anew, moving the case when the move is given; a conflict when these columns do not stand as they were seen.
pub(in super::super) fn correct(
    act: &mut Act<'_>,
    case: &Case,
    mv: Option<Move>,
    stated: &[(&'static str, Value<'_>)],
    seen: &[(&'static str, Value<'_>)],
) -> Result<(), Failure> {
    let next = mv.map_or(Ok(case.stage), |mv| case.stage.after(mv))?;
    state(act, case, next, stated, seen)
}

fn state(
    act: &mut Act<'_>,
    case: &Case,
    next: Stage,
    stated: &[(&'static str, Value<'_>)],
    seen: &[(&'static str, Value<'_>)],
) -> Result<(), Failure> {
    let (now, who) = (act.at(), act.account());
    let mut values: Vec<Value<'_>> =
        vec![case.id.into(), case.stage.code().into(), next.code().into(), now.into(), who.into()];
    let (mut sets, mut stands) = (String::new(), String::new());
    for (between, columns, sql) in [(", ", stated, &mut sets), (" and ", seen, &mut stands)] {
        for (column, value) in columns {
            values.push(value.clone());
            sql.extend([between, column, " = $", &values.len().to_string()]);
        }
    }
    let sql = format!(
        "update fitness_cases set stage = $3, changed_at = case when changed_at >= $4 then changed_at + 1 else $4 end, changed_by = $5{sets},
             over_at = case when $3 in ('closed', 'exempt') then coalesce(over_at, $4) else null end
         where id = $1 and stage = $2{stands}"
    );
    if act.run(&sql, &values)? == 1 {
        Ok(())
    } else {
        Err(Failure::Conflict("Пока вы работали, аттестацию изменил кто-то другой. Откройте её заново.".into()))
    }
}
