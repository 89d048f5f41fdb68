//! A file on its way out, block by block: the next block is read while the former is being sent.
//! Every block is a separate short disk task, so a slow receiver holds no thread.

use std::fmt;
use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::ops::Range;

use bytes::Bytes;
use futures::stream::{self, BoxStream, Stream, StreamExt as _};
use tokio::task::{JoinHandle, spawn_blocking};

use crate::error::{StoreError, joined};

/// Two such blocks are the memory one download takes.
const BLOCK: u64 = 256 * 1024;

/// An open file, or a part of it.
pub struct Reading {
    /// The whole file's length in bytes.
    pub size: u64,
    /// Which bytes the stream gives.
    pub range: Range<u64>,
    /// The bytes. Ends early only with an error, never in silence.
    pub stream: BoxStream<'static, Result<Bytes, StoreError>>,
}

impl fmt::Debug for Reading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reading").field("size", &self.size).field("range", &self.range).finish_non_exhaustive()
    }
}

/// The part of a file of this size that was asked for; the end is cut to the file's end.
pub(crate) fn part(asked: Option<Range<u64>>, size: u64) -> Result<Range<u64>, StoreError> {
    let Some(asked) = asked else {
        return Ok(0..size);
    };
    let range = asked.start..asked.end.min(size);
    if range.is_empty() { Err(StoreError::BadRange { size }) } else { Ok(range) }
}

pub(crate) fn of_file(mut file: File, asked: Option<Range<u64>>) -> Result<Reading, StoreError> {
    let size = file.metadata()?.len();
    let range = part(asked, size)?;
    file.seek(SeekFrom::Start(range.start))?;
    let left = range.end - range.start;
    Ok(Reading { size, range, stream: blocks(file, left).boxed() })
}

/// A block just read, and the file with what is left of it.
type Step = (Bytes, File, u64);

enum Next {
    Asked(File, u64),
    Coming(JoinHandle<io::Result<Step>>),
    Nothing,
}

fn blocks(file: File, left: u64) -> impl Stream<Item = Result<Bytes, StoreError>> + Send + 'static {
    stream::try_unfold(Next::Asked(file, left), async |next| {
        let coming = match next {
            Next::Asked(file, left) if left > 0 => ahead(file, left),
            Next::Coming(coming) => coming,
            Next::Asked(..) | Next::Nothing => return Ok(None),
        };
        let (block, file, left) = joined(coming.await)?;
        let next = if left > 0 { Next::Coming(ahead(file, left)) } else { Next::Nothing };
        Ok(Some((block, next)))
    })
}

fn ahead(mut file: File, left: u64) -> JoinHandle<io::Result<Step>> {
    spawn_blocking(move || {
        let block = read_block(&mut file, left.min(BLOCK))?;
        let left = left - block.len() as u64;
        Ok((block.into(), file, left))
    })
}

fn read_block(file: &mut File, length: u64) -> io::Result<Vec<u8>> {
    let mut block = Vec::with_capacity(usize::try_from(length).map_err(io::Error::other)?);
    file.take(length).read_to_end(&mut block)?;
    if block.len() as u64 == length {
        Ok(block)
    } else {
        Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the file became shorter while it was read"))
    }
}
