//! A file on its way in: streamed aside into a temporary file, counted and hashed, not yet kept.
//! While one block is written and hashed on a disk thread the next one fills; a slow sender holds no thread.

use std::fs::File;
use std::io::{self, Write as _};
use std::path::Path;
use std::pin::pin;
use std::sync::Arc;

use bytes::Bytes;
use futures::{Stream, StreamExt as _};
use sha2::{Digest as _, Sha256};
use tempfile::NamedTempFile;
use tokio::task::{JoinHandle, spawn_blocking};

use crate::error::{ReceiveError, StoreError, joined};
use crate::key::Key;

/// How many first bytes of a file are kept in [`Received::head`].
pub const HEAD_BYTES: usize = 8 * 1024;

/// Written and hashed in one step. Two such blocks per file, grown to at most 2 MB each, are all its memory.
const BLOCK: usize = 1024 * 1024;

/// A whole file waiting aside. Keep it with [`crate::FileStore::keep`], or drop it and it is gone.
#[derive(Debug)]
pub struct Received {
    /// SHA-256 of the content.
    pub key: Key,
    /// Length in bytes, never 0.
    pub size: u64,
    /// The first [`HEAD_BYTES`] of the content, or all of it when shorter: for telling its type.
    pub head: Bytes,
    pub(crate) temp: NamedTempFile,
}

impl Received {
    /// Opens the waiting file from its beginning, so that it may be examined before it is kept.
    ///
    /// Blocks on the disk: call it where blocking is allowed. Must not be written to.
    pub fn open(&self) -> Result<File, StoreError> {
        Ok(self.temp.reopen()?)
    }
}

pub(crate) async fn take_in<S, E>(incoming: Arc<Path>, limit: u64, stream: S) -> Result<Received, ReceiveError<E>>
where
    S: Stream<Item = Result<Bytes, E>>,
{
    let mut stream = pin!(stream);
    let mut intake = Intake::begin(incoming);
    while let Some(chunk) = stream.next().await {
        let chunk = chunk.map_err(ReceiveError::Source)?;
        intake.size += chunk.len() as u64;
        if intake.size > limit {
            return Err(ReceiveError::TooBig { limit });
        }
        intake.take(&chunk).await.map_err(StoreError::from)?;
    }
    if intake.size == 0 {
        return Err(ReceiveError::Empty);
    }
    Ok(intake.finish().await.map_err(StoreError::from)?)
}

/// The network's side: one block filling here, at most one on the disk thread.
struct Intake {
    size: u64,
    head: Vec<u8>,
    filling: Vec<u8>,
    writing: JoinHandle<io::Result<(Sink, Vec<u8>)>>,
}

impl Intake {
    fn begin(incoming: Arc<Path>) -> Intake {
        let writing = spawn_blocking(move || Ok((Sink::create(&incoming)?, Vec::new())));
        Intake { size: 0, head: Vec::new(), filling: Vec::new(), writing }
    }

    async fn take(&mut self, mut chunk: &[u8]) -> io::Result<()> {
        let missing = HEAD_BYTES - self.head.len();
        self.head.extend_from_slice(&chunk[..missing.min(chunk.len())]);
        while !chunk.is_empty() {
            let (now, later) = chunk.split_at(chunk.len().min(BLOCK - self.filling.len()));
            self.filling.extend_from_slice(now);
            if self.filling.len() == BLOCK {
                self.turn().await?;
            }
            chunk = later;
        }
        Ok(())
    }

    /// Hands the filled block over to the disk thread and takes the emptied one back.
    async fn turn(&mut self) -> io::Result<()> {
        let (sink, empty) = joined((&mut self.writing).await)?;
        let full = std::mem::replace(&mut self.filling, empty);
        self.writing = spawn_blocking(move || sink.absorb(full));
        Ok(())
    }

    async fn finish(mut self) -> io::Result<Received> {
        self.turn().await?;
        let (sink, _) = joined(self.writing.await)?;
        let key = Key::from_hash(sink.hash);
        Ok(Received { key, size: self.size, head: self.head.into(), temp: sink.temp })
    }
}

/// The disk's side. Dropped anywhere, it takes its temporary file along.
struct Sink {
    temp: NamedTempFile,
    hash: Sha256,
}

impl Sink {
    fn create(incoming: &Path) -> io::Result<Sink> {
        let temp = match NamedTempFile::new_in(incoming) {
            // A cleaner of temporary folders may have taken an idle one away.
            Err(gone) if gone.kind() == io::ErrorKind::NotFound => {
                crate::folder::create_private(incoming)?;
                NamedTempFile::new_in(incoming)?
            }
            other => other?,
        };
        Ok(Sink { temp, hash: Sha256::new() })
    }

    fn absorb(mut self, mut block: Vec<u8>) -> io::Result<(Sink, Vec<u8>)> {
        self.temp.as_file_mut().write_all(&block)?;
        self.hash.update(&block);
        block.clear();
        Ok((self, block))
    }
}
