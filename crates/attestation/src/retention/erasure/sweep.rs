//! Files of erased cases leave the store: each once no row names it any more. The same content may belong to somebody else.

use std::time::{Duration, SystemTime};

use filestore::Key;
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};

use crate::context::App;
use crate::platform::engine::{DbError, Reader};
use crate::platform::ids::Id;
use crate::platform::jobs::Job;
use crate::platform::migrations::FILES;
use crate::values;

use super::model::Erasure;
use super::store;

/// A file written this short a time ago may be one whose row is being written now: it is looked at again later.
const FRESH: SignedDuration = SignedDuration::from_hours(1);

/// The job of one act.
#[derive(Debug, Serialize, Deserialize)]
pub struct Sweep {
    /// The act.
    pub erasure: String,
}

impl Job<App> for Sweep {
    const NAME: &'static str = "retention.sweep";
    const WORDS: &'static str = "Удаление файлов уничтоженных дел";

    fn once(&self) -> String {
        self.erasure.clone()
    }

    async fn run(self, app: &App) -> anyhow::Result<()> {
        let id: Id<Erasure> =
            self.erasure.parse().map_err(|_| anyhow::anyhow!("no act of erasure {}", self.erasure))?;
        let left = sweep(app, id).await?;
        anyhow::ensure!(left == 0, "files too fresh to be removed: {left}");
        Ok(())
    }
}

/// Removes what nobody names; how many files are too fresh to be judged.
async fn sweep(app: &App, id: Id<Erasure>) -> anyhow::Result<usize> {
    let waiting = app.db.read(move |reader| store::unsettled(reader, id)).await?;
    let (border, mut left) = (Some(border(app)), 0);
    for name in waiting {
        if !settled(app, &name, border).await? {
            left += 1;
            continue;
        }
        let now = app.now();
        app.db.upkeep(move |upkeep| store::settle(upkeep, id, &name, now)).await?;
    }
    Ok(left)
}

/// Removes at once what nobody names of an act's files, the freshest too: for a place in which nothing else writes.
///
/// # Errors
/// When the database or the store does not answer.
pub(in crate::retention) async fn sweep_now(app: &App, id: Id<Erasure>) -> anyhow::Result<()> {
    let waiting = app.db.read(move |reader| store::unsettled(reader, id)).await?;
    drop_now(app, &waiting).await?;
    for name in waiting {
        let now = app.now();
        app.db.upkeep(move |upkeep| store::settle(upkeep, id, &name, now)).await?;
    }
    Ok(())
}

/// Removes at once those of these files that nobody names, the freshest too: for a place in which nothing else writes.
///
/// # Errors
/// When the database or the store does not answer.
pub(in crate::retention) async fn drop_now(app: &App, files: &[String]) -> anyhow::Result<()> {
    for name in files {
        settled(app, name, None).await?;
    }
    Ok(())
}

/// Removes a file no row names; false when it was written after the border, too short a time ago to be judged.
async fn settled(app: &App, name: &str, border: Option<SystemTime>) -> anyhow::Result<bool> {
    let Some(key) = Key::parse(name) else { return Ok(true) };
    let asked = name.to_owned();
    if app.db.read(move |reader| is_named(reader, &asked)).await? {
        return Ok(true);
    }
    // The time is asked for after the rows: whoever keeps the same content meanwhile makes it fresh.
    if let Some(border) = border
        && app.files.written(&key).await?.is_some_and(|at| at > border)
    {
        return Ok(false);
    }
    app.files.remove(&key).await?;
    Ok(true)
}

/// The job of files that go without an act of erasure: a person's own, at their request, and those of what went by its term.
#[derive(Debug, Serialize, Deserialize)]
pub struct DropFiles {
    /// Their names in the store.
    pub files: Vec<String>,
}

impl Job<App> for DropFiles {
    const NAME: &'static str = "retention.drop_files";
    const WORDS: &'static str = "Удаление файлов, которые больше не нужны";

    async fn run(self, app: &App) -> anyhow::Result<()> {
        let (border, mut left) = (Some(border(app)), 0);
        for name in &self.files {
            left += usize::from(!settled(app, name, border).await?);
        }
        anyhow::ensure!(left == 0, "files too fresh to be removed: {left}");
        Ok(())
    }
}

/// What was written after this moment was written a short time ago.
fn border(app: &App) -> SystemTime {
    let micros = u64::try_from(app.now().plus(-FRESH).micros()).unwrap_or(0);
    SystemTime::UNIX_EPOCH + Duration::from_micros(micros)
}

/// Whether any row names a file.
fn is_named(reader: &mut Reader, key: &str) -> Result<bool, DbError> {
    for (table, column) in FILES {
        if reader.count(&format!("select count(*) from {table} where {column} = $1"), values![key])? > 0 {
            return Ok(true);
        }
    }
    Ok(false)
}
