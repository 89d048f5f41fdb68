//! One teacher of the own school: what is known, how the attestation stands, what is done next, earlier ones.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::context::App;
use crate::platform::act::Fact;
use crate::platform::clock::Day;
use crate::platform::doors::Doors;
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::Failure;
use crate::platform::page::{self, Frame, MenuItem};
use crate::platform::words;
use crate::register::{self, Record};

use super::categories;
use super::course::course;
use super::cycle::{self, Due};
use super::guards::{OwnWorker, earlier, home};
use super::model::{Beside, Case, Held, Worker, verdict};
use super::papers::Paper;
use super::put_right::Correction;
use super::rules::{NoTerm, Rules};
use super::stage::Stage;
use super::standing::{self, Standing};
use super::steps;
use super::to_do::ToDo;
use super::{kinds, store};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/school/fitness/{id}", show)
}

/// Earlier attestations shown.
const HISTORY: i64 = 10;

#[derive(Template)]
#[template(path = "fitness/one.html")]
struct OnePage {
    frame: Frame,
    home: String,
    name: String,
    state: &'static str,
    tone: &'static str,
    until: String,
    /// The last attestation found them unfit, and what follows; empty otherwise.
    unfit: String,
    known: Vec<(&'static str, String)>,
    /// The post and since when are written down.
    is_known: bool,
    /// The school has taken them off its list.
    is_removed: bool,
    /// By what is known now they belong to another organisation.
    is_elsewhere: bool,
    course: Vec<(&'static str, String)>,
    next: Option<ToDo>,
    /// The main step; none when there is none.
    step: Option<MenuItem>,
    /// The main step needs no page of its own: a button.
    post: Option<MenuItem>,
    others: Vec<MenuItem>,
    papers: Vec<MenuItem>,
    /// What was put right in the attestation whose papers are shown: the day, what was and what is, why.
    corrections: Vec<CorrectionLine>,
    /// Each with the address of its page.
    history: Vec<(String, String)>,
    /// The posts of the worker here, each a link but the one that is shown; empty while nothing is known.
    posts: Vec<(String, String)>,
}

/// What the page follows from.
struct Seen {
    records: Vec<Record>,
    today: Rules,
    own: Option<Rules>,
    beside: Beside,
    history: Vec<Case>,
    posts: Vec<(Held, String)>,
}

fn seen(reader: &mut Reader, worker: &Worker, today: Day) -> Result<Seen, DbError> {
    let rules = store::rules_on(reader, today)?;
    let mut own = None;
    if let Some(case) = &worker.case {
        own = Some(rules.with(store::terms_of(reader, case.id)?));
    }
    let history = store::history(reader, worker, HISTORY)?;
    let shown = worker.case.as_ref().or_else(|| history.first());
    let beside = shown.map_or(Ok(Beside::default()), |case| store::beside(reader, case.id))?;
    Ok(Seen {
        records: register::of_people(reader, &[&worker.name.key()], &[&worker.snils])?,
        posts: store::posts_of(reader, worker)?,
        history,
        beside,
        today: rules,
        own,
    })
}

async fn show(seat: OwnWorker, State(app): State<App>) -> Result<Response, Failure> {
    let (worker, today) = (seat.worker.clone(), app.today());
    let fact = Fact::of(kinds::OPENED, seat.worker.name.full()).subject("teacher", seat.worker.id);
    let seen = app.db.read(move |reader| seen(reader, &worker, today)).await?;
    app.db.act(seat.by.by(), app.now(), move |act| act.record(fact, ())).await?;
    page::page(&drawn(&app, &seat, &seen)?)
}

fn drawn(app: &App, seat: &OwnWorker, seen: &Seen) -> Result<OnePage, NoTerm> {
    let (worker, today, home) = (&seat.worker, app.today(), seat.home());
    let stands = standing::standing(worker, &seen.records, &seen.today, today)?;
    let exempt_on = |day| standing::exempt(worker, &seen.records, &seen.today, day);
    let case = worker.case.as_ref();
    let barred = case.map(|case| standing::barred(case, today, exempt_on)).transpose()?.flatten();
    let own = seen.own.as_ref();
    let due = cycle::due_by(worker, &seen.records, &seen.today, today)?;
    Ok(OnePage {
        frame: seat
            .by
            .frame(app, "Соответствие должности")
            .trail(&[("/school", "Педагоги школы"), ("/school/fitness", "Соответствие должности")]),
        name: worker.name.full(),
        state: stands.words(),
        tone: stands.tone(today),
        until: stands.until(),
        unfit: standing::unfit_since(worker, stands).map(unfit).unwrap_or_default(),
        known: known(worker, seen, today),
        is_known: worker.facts.is_some(),
        is_removed: worker.is_removed,
        is_elsewhere: worker.is_elsewhere && !worker.is_removed,
        course: case
            .zip(own)
            .map(|(case, rules)| course(case, rules, &seen.beside, due))
            .transpose()?
            .unwrap_or_default(),
        next: next(seat, seen, (stands, barred), (due, today))?,
        step: case.and_then(|case| steps::main(case, (seen.beside.is_written, barred), &home)),
        post: steps::button(case, stands, &home),
        others: steps::others(case.or_else(|| closed(seen)), (seen.beside.is_written, barred.is_some()), &home)
            .into_iter()
            .chain(steps::early(stands, &home))
            .collect(),
        papers: papers(case, seen, &home),
        corrections: corrected(&seen.beside.corrections),
        history: history(worker, seen),
        posts: posts(worker, seen),
        home,
    })
}

/// The outcome stays in sight, and where it is written what the employer may do.
fn unfit(on: Day) -> String {
    format!(
        "Итог аттестации {}: {}. Что делать дальше, решает руководитель: об этом сказано в статье 81 Трудового кодекса (часть 1, пункт 3, и часть 3). Срок на этой странице — срок следующей аттестации.",
        words::day(on),
        verdict(false)
    )
}

/// What is to be done next: nothing but to end an attestation while something stands against it.
fn next(
    seat: &OwnWorker,
    seen: &Seen,
    (stands, barred): (Standing, Option<Standing>),
    (due, today): (Option<Due>, Day),
) -> Result<Option<ToDo>, NoTerm> {
    match (seat.worker.case.as_ref().zip(seen.own.as_ref()), barred, stands) {
        (Some(_), Some(why), _) => Ok(Some(ToDo::end(why))),
        (Some((case, rules)), None, _) => ToDo::step(case, rules, (due, today)).map(Some),
        (None, _, Standing::Due(due)) => ToDo::plan(due, &seen.today, today).map(Some),
        (None, ..) => Ok(None),
    }
}

fn known(worker: &Worker, seen: &Seen, today: Day) -> Vec<(&'static str, String)> {
    let category = categories::category(worker, &seen.records, today);
    let Some(facts) = &worker.facts else {
        let row = |one: &Record| format!("{}: {}, {}", one.post_name, one.category.words(), one.until());
        return category.map(|one| ("Категория в реестре", row(one))).into_iter().collect();
    };
    vec![
        ("Должность", worker.post.clone()),
        ("В должности здесь с", words::day(facts.since)),
        ("Последний день в должности", facts.until.map_or_else(|| "не указан".to_owned(), words::day)),
        (
            "Предыдущая аттестация",
            facts
                .previous
                .map_or_else(|| "не было".to_owned(), |(on, fits)| format!("{}, {}", words::day(on), verdict(fits))),
        ),
        (
            "Категория по этой должности в реестре",
            category.map_or_else(|| "нет".to_owned(), |one| format!("{}, {}", one.category.words(), one.until())),
        ),
        (
            "Основание не аттестовать",
            facts.ground.map_or_else(
                || "нет".to_owned(),
                |(ground, last)| format!("{}, последний день {}", ground.words(), words::day(last)),
            ),
        ),
    ]
}

/// The last attestation, when it is closed: it may be put right.
fn closed(seen: &Seen) -> Option<&Case> {
    seen.history.first().filter(|case| case.stage == Stage::Closed)
}

/// Each post with its name; the one that is shown has no address.
fn posts(worker: &Worker, seen: &Seen) -> Vec<(String, String)> {
    let all = seen.posts.iter();
    all.map(|(held, name)| {
        let href = if *held == worker.held() { String::new() } else { home(*held) };
        (name.clone(), href)
    })
    .collect()
}

/// Papers of the attestation under way, otherwise of the last one.
fn papers(case: Option<&Case>, seen: &Seen, home: &str) -> Vec<MenuItem> {
    let Some(case) = case.or_else(|| seen.history.first()) else { return Vec::new() };
    papers_of(case, &seen.beside, home)
}

/// Papers an attestation has left, by the address of its page.
pub(super) fn papers_of(case: &Case, beside: &Beside, home: &str) -> Vec<MenuItem> {
    Paper::ALL
        .into_iter()
        .filter(|paper| paper.may_be_made(case, beside).is_ok())
        .map(|paper| MenuItem::new(format!("{home}/papers/{}", paper.code()), paper.words()))
        .collect()
}

/// What was put right: the day, what was and what is, why.
pub(super) type CorrectionLine = (String, String, String);

pub(super) fn corrected(corrections: &[Correction]) -> Vec<CorrectionLine> {
    let all = corrections.iter();
    all.map(|one| (words::day(one.dated_on), one.words.clone(), one.reason.clone())).collect()
}

/// Attestations that are over, the last first.
fn history(worker: &Worker, seen: &Seen) -> Vec<(String, String)> {
    let over = seen.history.iter().filter(|one| ended(one));
    over.map(|one| (ended_words(one), earlier(worker.held(), one))).collect()
}

fn ended(case: &Case) -> bool {
    matches!(case.stage, Stage::Closed | Stage::Exempt)
}

pub(super) fn ended_words(case: &Case) -> String {
    if let Some((fits, on)) = case.fits().zip(case.session_on) {
        return format!("{}, протокол №\u{a0}{}: {}", words::day(on), case.protocol, verdict(fits));
    }
    let began = format!("начата {}, не проводилась", words::day(case.began_on));
    if case.unheld_because.is_empty() { began } else { format!("{began} ({})", case.unheld_because) }
}
