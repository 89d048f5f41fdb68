//! The demonstration's commission: nine members, a closed session with a protocol, a planned one with an agenda.

use crate::applications::{self, Application, Stage};
use crate::commission::{
    self, Choice, Commission, Member, NewCommission, NewSitting, Outcome, Position, Sitting, Tally,
};
use crate::conclusions;
use crate::context::App;
use crate::platform::act::{Act, Fact};
use crate::platform::clock::{Day, Moment};
use crate::platform::failure::Failure;
use crate::platform::ids::Id;
use crate::platform::words;

use super::days;
use super::people::People;

/// Days since the session that is over.
const HELD: i64 = -6;
/// Days until the session that is planned.
const PLANNED: i64 = 8;
/// Days from the making of the agenda to the session that is over.
const PREPARED: i64 = 6;
/// Cases of each session.
const CASES: usize = 8;

/// Makes the commission and its sessions of cases that have a result.
pub(super) async fn make(app: &App, people: &People, cases: &[Application]) -> Result<(), Failure> {
    let (held_on, planned_on) = (on_a_weekday(app.today().plus(HELD), -1), on_a_weekday(app.today().plus(PLANNED), 1));
    let was_planned = days::at(app, held_on.plus(-PREPARED), 16);
    let (mut first, mut rest) = (Vec::new(), Vec::new());
    for (case, recorded_at) in concluded(app, cases).await? {
        let all = if recorded_at < was_planned && first.len() < CASES { &mut first } else { &mut rest };
        all.push(case);
    }
    rest.truncate(CASES);
    let commission = found(app, people).await?;
    let held = plan(app, people, (commission, held_on, was_planned), first).await?;
    hold(app, people, held).await?;
    plan(app, people, (commission, planned_on, app.now()), rest).await?;
    Ok(())
}

/// Cases that have a result, with the moment it was recorded.
async fn concluded(app: &App, cases: &[Application]) -> Result<Vec<(Application, Moment)>, Failure> {
    let ids: Vec<Id<Application>> = cases.iter().map(|case| case.id).collect();
    let read = app.db.read(move |reader| {
        let mut all = Vec::new();
        for id in ids {
            let Some(case) = applications::by_id(reader, id)? else { continue };
            let recorded = conclusions::results_of(reader, id)?.into_iter().find(|one| one.returned_at.is_none());
            let recorded = recorded.filter(|_| case.stage == Stage::Concluded);
            all.extend(recorded.map(|one| (case, one.recorded_at)));
        }
        Ok::<_, Failure>(all)
    });
    read.await
}

/// The nearest day from Monday to Friday, going back or on by steps of a day.
fn on_a_weekday(day: Day, step: i64) -> Day {
    let is_weekend = day.0.weekday().to_monday_one_offset() > 5;
    if is_weekend { on_a_weekday(day.plus(step), step) } else { day }
}

/// The commission by its order, with every member a cabinet.
async fn found(app: &App, people: &People) -> Result<Id<Commission>, Failure> {
    let from = app.today().plus(-80);
    let new = NewCommission {
        name: "Аттестационная комиссия Томской области".to_owned(),
        order_number: "1204-р".to_owned(),
        order_date: from.plus(-4),
        valid_from: from,
        valid_to: from.plus(364),
    };
    let positions = [Position::Chair, Position::Deputy, Position::Secretary];
    let members: Vec<Member> = people
        .members()
        .enumerate()
        .map(|(at, (name, account, seat, email))| Member {
            person: Id::new(),
            from,
            seat: Some(seat),
            account: Some(account),
            name,
            email,
            job: String::new(),
            position: positions.get(at).copied().unwrap_or(Position::Member),
            is_union: at == positions.len(),
            order_number: new.order_number.clone(),
            order_date: new.order_date,
        })
        .collect();
    app.db
        .act(people.centre_by(), super::ago(app, 80), move |act| {
            let id = commission::create(act, &new)?;
            for member in &members {
                commission::add_member(act, id, member)?;
            }
            let words = format!("внесена комиссия «{}», членов: {}", new.name, members.len());
            Ok::<_, Failure>(act.record(Fact::of(commission::kinds::CREATED, words).subject("commission", id), id)?)
        })
        .await
}

async fn plan(
    app: &App,
    people: &People,
    (commission, held_on, at): (Id<Commission>, Day, Moment),
    cases: Vec<Application>,
) -> Result<Sitting, Failure> {
    let new = NewSitting {
        commission,
        held_on,
        begins: "10:00".to_owned(),
        place: "г. Томск, ул. Пирогова, 10, комната 204".to_owned(),
    };
    app.db
        .act(people.centre_by(), at, move |act| {
            let id = commission::plan(act, &new)?;
            let sitting = commission::sitting_by_id(act, id)?.ok_or(Failure::Hidden)?;
            commission::put_on_agenda(act, &sitting, &cases)?;
            for case in &cases {
                act.note(
                    Fact::of(commission::kinds::AGENDA, "дело включено в повестку заседания").application(case.id),
                )?;
            }
            let words = format!("назначено заседание на {}, {}", words::day(held_on), new.begins);
            Ok(act.record(Fact::of(commission::kinds::PLANNED, words).subject("sitting", id), sitting)?)
        })
        .await
}

/// Holds a session: eight of nine have come, two cases are refused, one put off, the others granted; then the protocol.
async fn hold(app: &App, people: &People, planned: Sitting) -> Result<(), Failure> {
    let (number, date) = ("14".to_owned(), planned.held_on);
    let sitting = app
        .db
        .act(people.centre_by(), days::at(app, date, 10), move |act| {
            commission::open(act, &planned)?;
            let all = commission::attendees(act, planned.id)?;
            let present: Vec<_> = all.iter().take(all.len().saturating_sub(1)).map(|one| one.person).collect();
            commission::mark_present(act, &planned, &present, &[])?;
            let sitting = commission::sitting_by_id(act, planned.id)?.ok_or(Failure::Hidden)?;
            for (at, line) in commission::agenda_of(act, sitting.id, None, 100)?.iter().enumerate() {
                decide(act, &sitting, line, at)?;
            }
            let fact = Fact::of(commission::kinds::OPENED, "заседание открыто").subject("sitting", sitting.id);
            Ok::<_, Failure>(act.record(fact, sitting)?)
        })
        .await?;
    let (id, known) = (sitting.id, number.clone());
    let stated = app.db.read(move |reader| commission::protocol_data(reader, id, &known, date)).await?;
    let stated = stated.ok_or(Failure::Hidden)?;
    let bytes = commission::render(app, stated.clone()).await?;
    let (key, size) = commission::keep(app, bytes).await?;
    app.db
        .act(people.centre_by(), days::at(app, date, 17), move |act| {
            let told = commission::sign(act, &sitting, (&number, date), (&key, size), &stated)?;
            Ok(act.end(told, ()))
        })
        .await
}

/// The second and the seventh case are refused, the third put off, in the fourth the votes are even.
fn decide(act: &mut Act<'_>, sitting: &Sitting, line: &commission::Line, at: usize) -> Result<(), Failure> {
    let last = (line.extra.lawful_day, line.extra.last_day);
    let until = sitting.held_on.plus(10).min(last.1);
    let outcome = if at == 2 && commission::may_postpone(until, sitting.held_on, last).is_ok() {
        let reason = "Не хватает справки о результатах обучающихся за последний год.";
        commission::postpone(act, sitting, line, until, reason)?;
        Outcome::Postponed
    } else {
        let present = commission::attendees(act, sitting.id)?.into_iter().filter(|one| one.is_present);
        let mut given = Vec::new();
        for (place, one) in present.enumerate() {
            let choice = match (at, place) {
                (1 | 6, 0..=5) | (3, 0..=3) => Choice::Against,
                (5, 0) => Choice::Abstained,
                _ => Choice::For,
            };
            commission::vote(act, sitting, line, one.person, choice)?;
            given.push(choice);
        }
        let reason = "Результаты работы за последние три года не подтверждены документами.";
        commission::decide(act, sitting, line, Tally::of(given), reason)?.outcome
    };
    let words = format!("решение комиссии: {}", commission::decided(&line.case, outcome, Some(until)));
    act.note(Fact::of(commission::kinds::DECIDED, words).application(line.case.id))?;
    Ok(())
}
