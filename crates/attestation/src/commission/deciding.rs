//! The decision of a case at a session: written down by the votes that were shown, or put off to a later day.

use axum::extract::State;
use axum::response::Response;

use crate::applications;
use crate::context::App;
use crate::invitations::WayIn;
use crate::platform::act::Fact;
use crate::platform::clock::Day;
use crate::platform::doors::Doors;
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::page;

use super::attendee::{Denial, may_postpone};
use super::guards::{CaseOnAgenda, CaseToDecide};
use super::tally::Tally;
use super::vote::Outcome;
use super::{case, kinds, letters, odd_day, store, told, typed, wording};

/// Signs of a reason of a refusal at least: «нет» tells a teacher nothing.
const SHORTEST_REASON: usize = 10;

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.post("/sittings/{id}/cases/{item}/decision", decide)
}

async fn decide(CaseToDecide(seen): CaseToDecide, State(app): State<App>, form: Form) -> Result<Response, Failure> {
    let is_decided = seen.line.item.outcome.is_some();
    let is_possible = seen.under_way().and(if is_decided { Err(Denial::Decided) } else { Ok(()) });
    match is_possible {
        Err(why) => case::refused_page(&app, seen, form, why.into()).await,
        Ok(()) if form.value("do") == "postpone" => put_off(&app, seen, form).await,
        Ok(()) => by_votes(&app, seen, form).await,
    }
}

/// What the votes decide, when they are still those that were shown.
async fn shown(app: &App, seen: &CaseOnAgenda, form: &Form) -> Result<(Tally, Outcome), Failure> {
    let (sitting, line) = (seen.sitting.clone(), seen.line.clone());
    let read = app.db.read(move |reader| {
        let facts = told::facts(reader, &sitting, &line)?;
        let tally = store::may_decide(&sitting, &line, &facts.members, &facts.votes, facts.quorum)?;
        Ok::<_, Failure>((tally, told::decides(&facts, tally)))
    });
    let (tally, (outcome, tie)) = read.await?;
    if tally.mark(tie) == form.value("votes") { Ok((tally, outcome)) } else { Err(Denial::Votes(tally).into()) }
}

async fn by_votes(app: &App, seen: CaseOnAgenda, mut form: Form) -> Result<Response, Failure> {
    let (tally, outcome) = match shown(app, &seen, &form).await {
        Ok(shown) => shown,
        Err(why) => return case::refused_page(app, seen, form, why).await,
    };
    let mut reason = String::new();
    if outcome == Outcome::Refused {
        reason = typed::text(&mut form, "reason", "Напишите причину отказа: без неё решение не записывают.");
        if (1..SHORTEST_REASON).contains(&reason.chars().count()) {
            form.fault("reason", "Напишите причину подробнее, её прочитает педагог: что именно не подтверждено.");
        }
    }
    if !form.is_sound() {
        return case::case_page(app, &seen, form).await;
    }
    let (sitting, line, decided_at) =
        (seen.sitting.clone(), seen.line.clone(), app.config.zone.begins(seen.sitting.held_on));
    let done = app.db.act(seen.by.by(), app.now(), move |act| {
        applications::decided_at(act, line.case.id, decided_at)?;
        let decided = store::decide(act, &sitting, &line, tally, &reason)?;
        // The same votes by other hands: where the chair decides a tie, that is another decision.
        if decided.outcome != outcome {
            return Err(Denial::Votes(tally).into());
        }
        let mut words = format!("решение комиссии: {}; {}", decided.wording, tally.words());
        if let Some(tie) = decided.tie {
            words.push_str("; голоса разделились поровну: ");
            words.push_str(tie.past());
        }
        if !reason.is_empty() {
            words.push_str("; причина: ");
            words.push_str(&reason);
        }
        let fact = Fact::of(kinds::DECIDED, words).application(line.case.id).subject("sitting", sitting.id);
        Ok::<_, Failure>(act.record(fact, ())?)
    });
    if let Err(why) = done.await {
        return case::refused_page(app, seen, form, why).await;
    }
    let said = format!("Решение записано: {}, {}.", seen.line.case.name.short(), outcome.words());
    Ok(page::go_saying(seen.by.visit.cookies, &next(app, &seen).await?, &said))
}

/// The next case of the agenda that waits for its decision; the session when none is left.
async fn next(app: &App, seen: &CaseOnAgenda) -> Result<String, Failure> {
    let (item, home) = (seen.line.item.clone(), format!("/sittings/{}", seen.sitting.id));
    let next = app.db.read(move |reader| store::next_undecided(reader, &item)).await?;
    Ok(next.map_or_else(|| home.clone(), |item| format!("{home}/cases/{item}")))
}

async fn put_off(app: &App, seen: CaseOnAgenda, mut form: Form) -> Result<Response, Failure> {
    let until = typed::day(&mut form, "until", "Укажите день, до которого отложить, например 10.12.2026.");
    let reason = typed::text(&mut form, "postponed", "Напишите, почему рассмотрение отложено.");
    let (held_on, extra) = (seen.sitting.held_on, &seen.line.extra);
    let last = (extra.lawful_day, extra.last_day);
    let until: Option<Day> = until.and_then(|day| form.check("until", may_postpone(day, held_on, last)).map(|()| day));
    let (Some(until), true) = (until, form.is_sound()) else {
        return case::case_page(app, &seen, form).await;
    };
    if !odd_day::is_until_meant(app, &mut form, until).await? {
        return case::case_page(app, &seen, form).await;
    }
    let (sitting, line, house) = (seen.sitting.clone(), seen.line.clone(), app.clone());
    let done = app.db.act(seen.by.by(), app.now(), move |act| {
        store::postpone(act, &sitting, &line, until, &reason)?;
        if let Some(to) = applications::addressee_of(act, &line.case)? {
            let way = WayIn::of(act)?;
            act.post(&letters::put_off(&house, (&to, way), &line.case, sitting.held_on, (until, &reason))?)?;
        }
        let decided = wording::decided(&line.case, Outcome::Postponed, Some(until));
        let words = format!("решение комиссии: {decided}; причина: {reason}");
        let fact = Fact::of(kinds::DECIDED, words).application(line.case.id).subject("sitting", sitting.id);
        Ok::<_, Failure>(act.record(fact, ())?)
    });
    if let Err(why) = done.await {
        return case::refused_page(app, seen, form, why).await;
    }
    app.bell.ring();
    // A short name ends with a full stop of its own.
    let said = format!("Рассмотрение отложено: {}", seen.line.case.name.short());
    Ok(page::go_saying(seen.by.visit.cookies, &next(app, &seen).await?, &said))
}
