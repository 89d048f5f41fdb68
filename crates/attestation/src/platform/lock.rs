//! One process at a time in a folder of data: an advisory lock on a file inside it.
//! The system lets the lock go when the process ends, however it ends.

use std::fs::{DirBuilder, File, OpenOptions, TryLockError};
use std::io;
use std::os::unix::fs::DirBuilderExt;
use std::path::Path;

/// The lock, held as long as this lives.
#[derive(Debug)]
pub struct FolderLock(#[allow(dead_code, reason = "held, never read")] File);

/// Why the folder cannot be taken.
#[derive(Debug, thiserror::Error)]
pub enum NotTaken {
    /// Another process works in it.
    #[error("another process works in the folder")]
    Busy,
    /// It cannot be written to.
    #[error("the folder cannot be written to: {0}")]
    Closed(#[from] io::Error),
}

/// The file that is locked.
const FILE: &str = "attestation.lock";

/// Makes the folder when it is missing: its owner alone may look into it.
pub fn make(folder: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true).mode(0o700).create(folder)
}

/// Makes the folder when it is missing and takes it.
pub fn take(folder: &Path) -> Result<FolderLock, NotTaken> {
    make(folder)?;
    let file = OpenOptions::new().create(true).truncate(false).write(true).open(folder.join(FILE))?;
    match file.try_lock() {
        Ok(()) => Ok(FolderLock(file)),
        Err(TryLockError::WouldBlock) => Err(NotTaken::Busy),
        Err(TryLockError::Error(error)) => Err(NotTaken::Closed(error)),
    }
}
