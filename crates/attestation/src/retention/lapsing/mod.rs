//! What goes by its term by itself, every day, without an act of erasure: copies of letters, invitations, sheets that were sent
//! in, closed cabinets, sessions that are over. It goes in bites, each counted in its own transaction, so a crash loses
//! nothing and a second run goes on; one row of the journal tells of a day.

mod cabinets;
mod list;
mod store;
mod workers;

pub(super) use store::last;

use crate::context::App;
use crate::platform::act::{By, Fact};
use crate::platform::clock::{Day, Moment, Zone};
use crate::platform::daily::Daily;
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::Failure;
use crate::platform::outbox;
use crate::platform::settings;
use crate::values;

use super::kinds;
use super::model::{Sort, Version, spans};
use super::store::versions;
use list::Lapsing;

/// The work of a day.
#[derive(Debug)]
pub struct Lapses;

impl Daily<App> for Lapses {
    const NAME: &'static str = "retention.lapse";
    const WORDS: &'static str = "Удаление по сроку хранения";

    async fn work(app: &App, day: Day) -> Result<(), Failure> {
        lapse(app, day).await
    }
}

/// Days without a row of the journal after which nothing goes on the first day: a clock that jumped ahead is seen and put right
/// before a term acts by it.
const SILENCE: i64 = 31;

async fn lapse(app: &App, today: Day) -> Result<(), Failure> {
    let zone = app.config.zone.clone();
    let lately = (zone.begins(today.plus(-SILENCE)), zone.begins(today));
    let read = app.db.read(move |reader| Ok::<_, DbError>((store::is_told_of(reader, lately)?, versions(reader)?)));
    let (is_in_use, versions) = read.await?;
    if !is_in_use {
        tracing::warn!(day = %today, "nothing goes by its term on the first day after a long silence");
        return Ok(());
    }
    for lapsing in list::ALL {
        for span in spans(&versions, lapsing.sort, (today, &zone)) {
            take(app, lapsing, span, today).await?;
        }
    }
    end(app, versions, today).await
}

/// Takes everything of a kind that stands in a span, bite by bite.
async fn take(app: &App, lapsing: &'static Lapsing, (from, before): (Moment, Moment), day: Day) -> Result<(), Failure> {
    loop {
        let now = app.now();
        let bitten = app.db.upkeep(move |upkeep| store::bite(upkeep, lapsing, (from, before), (day, now))).await?;
        if !bitten {
            return Ok(());
        }
    }
}

/// Empties closed cabinets, takes what schools know of workers they never attested, a bite of each a day, and tells the journal what the day has taken; nothing when it has taken nothing.
async fn end(app: &App, versions: Vec<Version>, today: Day) -> Result<(), Failure> {
    let closed = spans(&versions, Sort::CABINETS, (today, &app.config.zone));
    let left = spans(&versions, Sort::WORKERS, (today, &app.config.zone));
    let read = app.db.read(move |reader| {
        let cabinets = cabinets::past_term(reader, &closed, store::BITE)?;
        let workers = workers::past_term(reader, &left, (today, store::BITE))?;
        Ok::<_, DbError>((store::is_untold(reader, today)?, cabinets, workers))
    });
    let (is_untold, cabinets, workers) = read.await?;
    if !is_untold && cabinets.is_empty() && workers.is_empty() {
        return Ok(());
    }
    let done = app.db.act(By::system(), app.now(), move |act| {
        if !cabinets.is_empty() {
            let emptied = cabinets::empty(act, &cabinets, today)?;
            store::count(act, Sort::CABINETS, today, emptied)?;
        }
        if !workers.is_empty() {
            let taken = workers::take(act, &workers, today)?;
            store::count(act, Sort::WORKERS, today, taken)?;
        }
        let gone = store::tell(act, today)?;
        if gone.iter().any(|(code, _)| code == Sort::LETTERS) {
            settings::set(act, outbox::LAPSED, &today.to_string())?;
        }
        if gone.is_empty() {
            return Err(Failure::Conflict("об этом дне журналу уже сказано".into()));
        }
        let told: Vec<String> = gone.iter().map(|(code, many)| told(code, *many, &versions, today)).collect();
        let fact = Fact::of(kinds::LAPSED, format!("удалено по сроку хранения: {}", told.join("; ")));
        Ok(act.record(fact, ())?)
    });
    match done.await {
        // Another instance was first.
        Err(Failure::Conflict(_)) => Ok(()),
        other => other,
    }
}

/// «Переписка по аттестации: 12, срок 3 года».
fn told(code: &str, many: i64, versions: &[Version], today: Day) -> String {
    let own = versions.iter().filter(|one| one.sort.code == code);
    let terms: Vec<String> = own.filter(|one| one.has_let_go(today)).map(Version::term).collect();
    let what = Sort::named(code).map_or(code, |sort| sort.words);
    format!("{what}: {many}, срок {}", terms.join(", "))
}

/// Counted one by one at most: a number above it tells no more.
const COUNTED: i64 = 100_000;

/// How much of a kind is past its term today by these versions; none of what no term takes.
pub(super) fn count_past(
    reader: &mut Reader,
    sort: Sort,
    versions: &[Version],
    (today, zone): (Day, &Zone),
) -> Result<Option<i64>, DbError> {
    let spans = spans(versions, sort.code, (today, zone));
    let many = match sort.code {
        Sort::CASES => super::store::past_term(reader, versions, (today, zone), None, COUNTED)?.len(),
        Sort::FITNESS => super::store::past_attestations(reader, versions, (today, zone), None, COUNTED)?.len(),
        Sort::CABINETS => cabinets::past_term(reader, &spans, COUNTED)?.len(),
        Sort::WORKERS => workers::past_term(reader, &spans, (today, COUNTED))?.len(),
        code => {
            let Some(lapsing) = list::ALL.iter().find(|one| one.sort == code) else { return Ok(None) };
            let mut many = 0;
            for (from, before) in spans {
                many += reader.rows(lapsing.found, values![from, before, COUNTED], |row| row.get::<String>(0))?.len();
            }
            many
        }
    };
    Ok(Some(i64::try_from(many).unwrap_or(i64::MAX)))
}
