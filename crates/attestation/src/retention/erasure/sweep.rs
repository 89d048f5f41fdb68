//! Files of erased cases leave the store: each once no row names it any more. The same content may belong to somebody else.

use std::collections::HashSet;

use filestore::Key;
use futures::TryStreamExt;
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
    let fresh = if waiting.is_empty() { HashSet::new() } else { fresh(app).await? };
    let mut left = 0;
    for name in waiting {
        if !settled(app, &name, &fresh).await? {
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
        settled(app, name, &HashSet::new()).await?;
    }
    Ok(())
}

/// Removes a file no row names; false when it is too fresh to be judged.
async fn settled(app: &App, name: &str, fresh: &HashSet<String>) -> anyhow::Result<bool> {
    let asked = name.to_owned();
    let is_named = app.db.read(move |reader| is_named(reader, &asked)).await?;
    if !is_named && fresh.contains(name) {
        return Ok(false);
    }
    if let Some(key) = Key::parse(name).filter(|_| !is_named) {
        app.files.remove(&key).await?;
    }
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
        let (fresh, mut left) = (fresh(app).await?, 0);
        for name in &self.files {
            left += usize::from(!settled(app, name, &fresh).await?);
        }
        anyhow::ensure!(left == 0, "files too fresh to be removed: {left}");
        Ok(())
    }
}

/// Names of files written a short time ago.
async fn fresh(app: &App) -> anyhow::Result<HashSet<String>> {
    let border = u64::try_from(app.now().plus(-FRESH).micros()).unwrap_or(0);
    let border = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_micros(border);
    let found: Vec<_> =
        app.files.keys().try_filter(|one| std::future::ready(one.written > border)).try_collect().await?;
    Ok(found.into_iter().map(|one| one.key.to_string()).collect())
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
