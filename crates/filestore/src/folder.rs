//! Files in a local folder: `ab/cd/<hash>`, with those still coming in under `.incoming`.
//! A file is acknowledged only after fsync of itself, rename, and fsync of every directory on its way.

use std::ffi::OsStr;
use std::fs::{self, DirBuilder, File};
use std::io::{self, Read as _, Write as _};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use futures::stream::{self, Stream, StreamExt as _, TryStreamExt as _};
use sha2::{Digest as _, Sha256};
use tempfile::NamedTempFile;

use crate::error::{StoreError, aside};
use crate::key::Key;
use crate::note::NoteName;
use crate::reading::{self, Reading};
use crate::received::Received;
use crate::{Found, Room, Stored, Verdict};

const INCOMING: &str = ".incoming";
const NOTES: &str = ".notes";
const LEFTOVER_AGE: Duration = Duration::from_hours(24);
const PATIENCE: Duration = Duration::from_secs(5);
const VERIFY_BLOCK: usize = 1024 * 1024;

#[derive(Debug)]
pub(crate) struct Folder {
    root: Arc<Path>,
    incoming: Arc<Path>,
}

impl Folder {
    pub(crate) async fn open(root: PathBuf) -> Result<Folder, StoreError> {
        let incoming = root.join(INCOMING);
        let asked = (root.clone(), incoming.clone());
        let opened = aside(move || prepare(&asked.0, &asked.1)).await;
        opened.map_err(|cause| StoreError::folder(&root, cause))?;
        Ok(Folder { root: root.into(), incoming: incoming.into() })
    }

    pub(crate) fn incoming(&self) -> Arc<Path> {
        Arc::clone(&self.incoming)
    }

    pub(crate) async fn keep(&self, received: Received) -> Result<Stored, StoreError> {
        let stored = Stored { key: received.key.clone(), size: received.size };
        let root = Arc::clone(&self.root);
        aside(move || settle(&root, received)).await?;
        Ok(stored)
    }

    pub(crate) async fn read(&self, key: &Key, asked: Option<Range<u64>>) -> Result<Reading, StoreError> {
        let path = self.path(key);
        let file = aside(move || File::open(path)).await.map_err(StoreError::of_named)?;
        reading::of_file(file, asked)
    }

    pub(crate) async fn verify(&self, key: &Key) -> Result<Verdict, StoreError> {
        let path = self.path(key);
        match aside(move || digest(&path)).await {
            Ok((actual, size)) if actual == *key => Ok(Verdict::Sound { size }),
            Ok((actual, _)) => Ok(Verdict::Damaged { actual }),
            Err(gone) if gone.kind() == io::ErrorKind::NotFound => Ok(Verdict::Missing),
            Err(other) => Err(other.into()),
        }
    }

    /// One disk task per first-level directory, at most 256 of them, so that no list grows large.
    pub(crate) fn keys(&self) -> impl Stream<Item = Result<Found, StoreError>> + Send + use<> {
        let root = Arc::clone(&self.root);
        let shelves = stream::once(aside(move || shelves(&root))).map_ok(in_turn).try_flatten();
        let found = shelves.and_then(|shelf| aside(move || files_under(&shelf)));
        found.map_ok(in_turn).try_flatten().map_err(StoreError::from)
    }

    pub(crate) async fn written(&self, key: &Key) -> Result<Option<SystemTime>, StoreError> {
        let path = self.path(key);
        match aside(move || fs::metadata(path)?.modified()).await {
            Ok(at) => Ok(Some(at)),
            Err(gone) if gone.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(other) => Err(other.into()),
        }
    }

    pub(crate) async fn remove(&self, key: &Key) -> Result<(), StoreError> {
        let path = self.path(key);
        Ok(aside(move || erase(&path)).await?)
    }

    pub(crate) async fn put_note(&self, name: &NoteName, content: Vec<u8>) -> Result<(), StoreError> {
        let (root, incoming) = (Arc::clone(&self.root), self.incoming());
        let path = self.root.join(NOTES).join(name.as_str());
        Ok(aside(move || settle_note(&root, &incoming, &path, &content)).await?)
    }

    pub(crate) async fn note(&self, name: &NoteName) -> Result<Vec<u8>, StoreError> {
        let path = self.root.join(NOTES).join(name.as_str());
        aside(move || fs::read(path)).await.map_err(StoreError::of_named)
    }

    pub(crate) async fn notes(&self) -> Result<Vec<NoteName>, StoreError> {
        let folder = self.root.join(NOTES);
        Ok(aside(move || noted(&folder)).await?)
    }

    pub(crate) async fn ready(&self) -> Result<(), StoreError> {
        let incoming = self.incoming();
        let probing = aside(move || NamedTempFile::new_in(incoming)?.close());
        let answer = tokio::time::timeout(PATIENCE, probing).await.map_err(|_| StoreError::Silent)?;
        answer.map_err(|cause| StoreError::folder(&self.root, cause))
    }

    #[cfg(unix)]
    pub(crate) fn room(&self) -> Result<Option<Room>, StoreError> {
        let disk = rustix::fs::statvfs(&*self.root).map_err(|cause| StoreError::folder(&self.root, cause.into()))?;
        let bytes = |blocks: u64| blocks.saturating_mul(disk.f_frsize);
        Ok(Some(Room { free: bytes(disk.f_bavail), whole: bytes(disk.f_blocks) }))
    }

    #[cfg(not(unix))]
    pub(crate) fn room(&self) -> Result<Option<Room>, StoreError> {
        Ok(None)
    }

    fn path(&self, key: &Key) -> PathBuf {
        self.root.join(key.path())
    }
}

/// Creates a folder nobody else may look into.
pub(crate) fn create_private(path: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(path)
}

/// Proves that files can be written and clears away what an earlier crash has left.
pub(crate) fn prepare(root: &Path, incoming: &Path) -> io::Result<()> {
    let fresh = !root.try_exists()?;
    create_private(root)?;
    create_private(incoming)?;
    let mut probe = NamedTempFile::new_in(incoming)?;
    probe.write_all(b"probe")?;
    probe.as_file().sync_all()?;
    sync_dir(root)?;
    if fresh {
        sync_dir(parent(root))?;
    }
    // The disk's own clock: a file written right now says what time it is.
    let now = probe.as_file().metadata()?.modified()?;
    probe.close()?;
    remove_leftovers(incoming, now)
}

fn remove_leftovers(incoming: &Path, now: SystemTime) -> io::Result<()> {
    for entry in fs::read_dir(incoming)? {
        let entry = entry?;
        let Ok(about) = entry.metadata() else {
            continue;
        }; // taken away meanwhile
        let age = now.duration_since(about.modified()?).unwrap_or_default();
        if about.is_file() && age > LEFTOVER_AGE {
            forgive_absent(fs::remove_file(entry.path()))?;
        }
    }
    Ok(())
}

/// Always renames, also over a file that is there: the bytes are the same, and a damaged one is healed.
/// When a step after the rename fails the name stays: it may be an earlier upload's acknowledged file.
fn settle(root: &Path, received: Received) -> io::Result<()> {
    let path = root.join(received.key.path());
    let shelf = parent(&path);
    create_private(shelf)?;
    received.temp.as_file().sync_all()?;
    received.temp.persist(&path).map_err(|refused| refused.error)?;
    // All levels each time: a neighbour may have created one and not yet synced it.
    sync_dir(shelf)?;
    sync_dir(parent(shelf))?;
    sync_dir(root)
}

fn settle_note(root: &Path, incoming: &Path, path: &Path, content: &[u8]) -> io::Result<()> {
    let folder = parent(path);
    create_private(folder)?;
    let mut draft = NamedTempFile::new_in(incoming)?;
    draft.write_all(content)?;
    draft.as_file().sync_all()?;
    draft.persist(path).map_err(|refused| refused.error)?;
    sync_dir(folder)?;
    sync_dir(root)
}

fn noted(folder: &Path) -> io::Result<Vec<NoteName>> {
    let entries = match fs::read_dir(folder) {
        Err(gone) if gone.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let mut found = Vec::new();
    for entry in entries {
        found.extend(entry?.file_name().to_str().and_then(NoteName::parse));
    }
    Ok(found)
}

fn erase(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(gone) if gone.kind() == io::ErrorKind::NotFound => Ok(()),
        done => done.and_then(|()| sync_dir(parent(path))),
    }
}

fn digest(path: &Path) -> io::Result<(Key, u64)> {
    let mut file = File::open(path)?;
    let (mut hash, mut size) = (Sha256::new(), 0);
    let mut block = vec![0; VERIFY_BLOCK];
    loop {
        match file.read(&mut block)? {
            0 => return Ok((Key::from_hash(hash), size)),
            n => {
                hash.update(&block[..n]);
                size += n as u64;
            }
        }
    }
}

fn shelves(root: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(root)? {
        let entry = entry?;
        if is_shelf(&entry.file_name()) {
            found.push(entry.path());
        }
    }
    Ok(found)
}

fn files_under(shelf: &Path) -> io::Result<Vec<Found>> {
    let mut found = Vec::new();
    for inner in shelves(shelf)? {
        for entry in fs::read_dir(inner)? {
            let entry = entry?;
            let Some(key) = entry.file_name().to_str().and_then(Key::parse) else {
                continue;
            };
            let Ok(about) = entry.metadata() else {
                continue;
            }; // taken away meanwhile
            found.push(Found { key, size: about.len(), written: about.modified()? });
        }
    }
    Ok(found)
}

fn in_turn<T>(list: Vec<T>) -> impl Stream<Item = io::Result<T>> {
    stream::iter(list).map(Ok)
}

fn is_shelf(name: &OsStr) -> bool {
    name.len() == 2 && name.as_encoded_bytes().iter().all(u8::is_ascii_hexdigit)
}

fn forgive_absent(done: io::Result<()>) -> io::Result<()> {
    done.or_else(|cause| if cause.kind() == io::ErrorKind::NotFound { Ok(()) } else { Err(cause) })
}

fn sync_dir(path: &Path) -> io::Result<()> {
    File::open(path)?.sync_all()
}

fn parent(path: &Path) -> &Path {
    match path.parent() {
        Some(up) if !up.as_os_str().is_empty() => up,
        _ => Path::new("."),
    }
}
