//! The notes themselves, in the store of files: written after the erasure is in the database, compared with it once a day.

use std::collections::HashSet;

use filestore::{FileStore, NoteName, StoreError};
use serde::{Deserialize, Serialize};

use crate::context::App;
use crate::platform::act::Act;
use crate::platform::db::Db;
use crate::platform::engine::DbError;
use crate::platform::jobs::Job;

use super::entry::Entry;
use super::store;

/// What the name of a note begins and ends with: `erased-<id>.json`.
const BEFORE: &str = "erased-";
const AFTER: &str = ".json";

/// The job: every erasure the database knows gets its note, if it has none.
#[derive(Debug, Serialize, Deserialize)]
pub struct Mend {
    /// The erasure or the day that asked for it.
    pub asked: String,
}

impl Job<App> for Mend {
    const NAME: &'static str = "retention.ledger";
    const WORDS: &'static str = "Запись в опись уничтоженного";

    fn once(&self) -> String {
        self.asked.clone()
    }

    async fn run(self, app: &App) -> anyhow::Result<()> {
        mend(&app.db, &app.files).await?;
        Ok(())
    }
}

/// Puts the job into the queue.
pub(in crate::retention) fn note_soon(act: &mut Act<'_>, asked: &str) -> Result<(), DbError> {
    act.enqueue::<App, Mend>(&Mend { asked: asked.to_owned() })
}

/// Why the ledger cannot be read or written.
#[derive(Debug, thiserror::Error)]
pub enum Broken {
    /// The store does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The database does not.
    #[error(transparent)]
    Db(#[from] DbError),
    /// A note is not what it should be: its name.
    #[error("запись {0} описи уничтоженного испорчена")]
    Note(String),
}

fn name_of(id: &str) -> Option<NoteName> {
    NoteName::parse(&format!("{BEFORE}{id}{AFTER}"))
}

fn id_in(name: &NoteName) -> Option<String> {
    Some(name.as_str().strip_prefix(BEFORE)?.strip_suffix(AFTER)?.to_owned())
}

/// Writes the notes that are missing; how many. A note that stands is not written again.
///
/// # Errors
/// When the store or the database does not answer.
pub async fn mend(db: &Db, files: &FileStore) -> Result<usize, Broken> {
    let noted: HashSet<String> = files.notes().await?.iter().filter_map(id_in).collect();
    let known = db.read(store::ids).await?;
    let mut written = 0;
    for id in known.into_iter().filter(|id| !noted.contains(id)) {
        let asked = id.clone();
        let entry = db.read(move |reader| store::entry(reader, &asked)).await?;
        let Some((name, entry)) = name_of(&id).zip(entry) else { continue };
        let text = serde_json::to_vec(&entry).map_err(|_| Broken::Note(id))?;
        files.put_note(&name, text).await?;
        written += 1;
    }
    Ok(written)
}

/// Every erasure the notes tell of, the oldest first.
///
/// # Errors
/// When the store does not answer, or a note is damaged.
pub async fn noted(files: &FileStore) -> Result<Vec<Entry>, Broken> {
    told(files, &HashSet::new()).await
}

/// Erasures the notes tell of and the database does not know, the oldest first: what a restored copy has brought back. A note
/// of one it knows is not read.
///
/// # Errors
/// When the store or the database does not answer, or a note is damaged.
pub async fn younger(db: &Db, files: &FileStore) -> Result<Vec<Entry>, Broken> {
    let known: HashSet<String> = db.read(store::ids).await?.into_iter().collect();
    told(files, &known).await
}

async fn told(files: &FileStore, known: &HashSet<String>) -> Result<Vec<Entry>, Broken> {
    let mut found = Vec::new();
    for name in files.notes().await? {
        let Some(id) = id_in(&name).filter(|id| !known.contains(id)) else { continue };
        let text = files.note(&name).await?;
        let entry: Entry = serde_json::from_slice(&text).map_err(|_| Broken::Note(name.to_string()))?;
        if entry.id != id {
            return Err(Broken::Note(name.to_string()));
        }
        found.push(entry);
    }
    found.sort_by(|one, other| (one.at, &one.id).cmp(&(other.at, &other.id)));
    Ok(found)
}
