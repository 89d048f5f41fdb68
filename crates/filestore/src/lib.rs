//! Files addressed by the SHA-256 of their content, in a local folder or in an S3 bucket.
//! A file is first received aside, may be refused, and only when kept becomes durable under its hash.

mod bucket;
mod error;
mod folder;
mod key;
mod note;
mod place;
mod reading;
mod received;
mod wire;

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use bytes::Bytes;
use futures::Stream;
use futures::stream::{BoxStream, StreamExt as _};

use crate::bucket::Bucket;
use crate::folder::Folder;

pub use crate::error::{ReceiveError, StoreError};
pub use crate::key::Key;
pub use crate::note::NoteName;
pub use crate::place::{Place, S3};
pub use crate::reading::Reading;
pub use crate::received::{HEAD_BYTES, Received};

/// The one door to all files. Cloning is cheap; every clone speaks to the same place.
///
/// Safe for many tasks and many processes at once: a file's name is its content,
/// so two writers of one name write the same bytes.
#[derive(Clone)]
pub struct FileStore(Kept);

#[derive(Clone)]
enum Kept {
    Folder(Arc<Folder>),
    Bucket(Arc<Bucket>),
}

/// A file that will survive a power cut. Only now may a row in the database name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// SHA-256 of the content: the file's only name.
    pub key: Key,
    /// Length in bytes, never 0.
    pub size: u64,
}

/// A file found while walking through the place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The file's name.
    pub key: Key,
    /// Length in bytes as the place reports it; the content is not read.
    pub size: u64,
    /// When it was last written, by the clock of the disk or of S3.
    pub written: std::time::SystemTime,
}

/// Room on the disk files are kept on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    /// Bytes this program may still write.
    pub free: u64,
    /// Bytes the disk holds in all.
    pub whole: u64,
}

/// What reading a whole file again has shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The content has the hash it is named by.
    Sound {
        /// Length in bytes.
        size: u64,
    },
    /// There is no such file.
    Missing,
    /// The content has changed since it was kept; restore the file from a backup.
    Damaged {
        /// The hash the content has now.
        actual: Key,
    },
}

impl FileStore {
    /// Opens the place and proves that it can be written to.
    ///
    /// A folder is created when absent, with a private `.incoming` beside the files; leftovers there older
    /// than 24 hours are removed. Into a bucket the small object `.probe` is put under the prefix.
    /// The error says in one sentence what is wrong and what to do.
    pub async fn open(place: Place) -> Result<FileStore, StoreError> {
        Ok(FileStore(match place {
            Place::Folder(path) => Kept::Folder(Arc::new(Folder::open(path).await?)),
            Place::S3(s3) => Kept::Bucket(Arc::new(Bucket::open(s3).await?)),
        }))
    }

    /// Takes a stream in, counting and hashing; it waits aside in a temporary file, not yet kept.
    ///
    /// `limit` is in bytes and inclusive. Memory is at most 4 MB whatever the size of the file, and a slow
    /// sender holds no thread. On any error, or when this future is dropped, nothing stays.
    pub async fn receive<S, E>(&self, limit: u64, stream: S) -> Result<Received, ReceiveError<E>>
    where
        S: Stream<Item = Result<Bytes, E>>,
    {
        let incoming = match &self.0 {
            Kept::Folder(folder) => folder.incoming(),
            Kept::Bucket(bucket) => bucket.scratch(),
        };
        received::take_in(incoming, limit, stream).await
    }

    /// Makes a received file durable under its hash; acknowledged only after the disk or S3 has confirmed.
    ///
    /// Folder: fsync of the file, rename, fsync of the directories. S3: upload, then the object is read back
    /// and its hash compared. A file that is there already is no error: it is kept anew and its time with it. After an error the file is not kept,
    /// at worst an unnamed whole copy remains for [`FileStore::keys`] to find.
    pub async fn keep(&self, received: Received) -> Result<Stored, StoreError> {
        match &self.0 {
            Kept::Folder(folder) => folder.keep(received).await,
            Kept::Bucket(bucket) => bucket.keep(received).await,
        }
    }

    /// Opens a whole file for reading; [`StoreError::NotFound`] when there is none.
    pub async fn read(&self, key: &Key) -> Result<Reading, StoreError> {
        match &self.0 {
            Kept::Folder(folder) => folder.read(key, None).await,
            Kept::Bucket(bucket) => bucket.read(key, None).await,
        }
    }

    /// Opens bytes `range.start..range.end` of a file; an end past the file's end is cut to it.
    ///
    /// [`StoreError::BadRange`] when the range is empty or starts at or past the end.
    pub async fn read_range(&self, key: &Key, range: Range<u64>) -> Result<Reading, StoreError> {
        match &self.0 {
            Kept::Folder(folder) => folder.read(key, Some(range)).await,
            Kept::Bucket(bucket) => bucket.read(key, Some(range)).await,
        }
    }

    /// Reads the whole file again and compares its hash with its name.
    pub async fn verify(&self, key: &Key) -> Result<Verdict, StoreError> {
        match &self.0 {
            Kept::Folder(folder) => folder.verify(key).await,
            Kept::Bucket(bucket) => bucket.verify(key).await,
        }
    }

    /// When a file was last kept, by the clock of the disk or of S3; none when there is no such file. A file kept moments
    /// ago may not have its row yet: whoever removes what no row names spares it.
    pub async fn written(&self, key: &Key) -> Result<Option<std::time::SystemTime>, StoreError> {
        match &self.0 {
            Kept::Folder(folder) => folder.written(key).await,
            Kept::Bucket(bucket) => bucket.written(key).await,
        }
    }

    /// Walks through all kept files, in no promised order.
    pub fn keys(&self) -> BoxStream<'static, Result<Found, StoreError>> {
        match &self.0 {
            Kept::Folder(folder) => folder.keys().boxed(),
            Kept::Bucket(bucket) => bucket.keys(),
        }
    }

    /// Removes a file for good; when there is none, that is success too.
    pub async fn remove(&self, key: &Key) -> Result<(), StoreError> {
        match &self.0 {
            Kept::Folder(folder) => folder.remove(key).await,
            Kept::Bucket(bucket) => bucket.remove(key).await,
        }
    }

    /// Writes a note beside the files, or writes it anew; durable when this answers. It must fit into memory.
    pub async fn put_note(&self, name: &NoteName, content: Vec<u8>) -> Result<(), StoreError> {
        match &self.0 {
            Kept::Folder(folder) => folder.put_note(name, content).await,
            Kept::Bucket(bucket) => bucket.put_note(name, content).await,
        }
    }

    /// Reads a note; [`StoreError::NotFound`] when there is none.
    pub async fn note(&self, name: &NoteName) -> Result<Vec<u8>, StoreError> {
        match &self.0 {
            Kept::Folder(folder) => folder.note(name).await,
            Kept::Bucket(bucket) => bucket.note(name).await,
        }
    }

    /// The names of all notes, in no promised order; [`FileStore::keys`] does not show them.
    pub async fn notes(&self) -> Result<Vec<NoteName>, StoreError> {
        match &self.0 {
            Kept::Folder(folder) => folder.notes().await,
            Kept::Bucket(bucket) => bucket.notes().await,
        }
    }

    /// Room on the disk; none when files are in a bucket, which does not tell. Asks the disk at once: to be called where
    /// waiting is allowed.
    pub fn room(&self) -> Result<Option<Room>, StoreError> {
        match &self.0 {
            Kept::Folder(folder) => folder.room(),
            Kept::Bucket(_) => Ok(None),
        }
    }

    /// A cheap question for the health page: can a file be created now? Answers within 5 seconds.
    pub async fn ready(&self) -> Result<(), StoreError> {
        match &self.0 {
            Kept::Folder(folder) => folder.ready().await,
            Kept::Bucket(bucket) => bucket.ready().await,
        }
    }
}

impl fmt::Debug for FileStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kept::Folder(folder) => folder.fmt(f),
            Kept::Bucket(bucket) => bucket.fmt(f),
        }
    }
}
