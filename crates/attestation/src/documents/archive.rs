//! Several files as one archive, made while it is sent: no temporary copy, memory of a few blocks.

use axum::body::Body;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use filestore::{FileStore, Key};
use futures::StreamExt;
use std::io::Write;
use tokio::sync::mpsc;
use zip::write::SimpleFileOptions;

use crate::platform::page::{SomebodysFile, disposition};

/// A file of an archive.
#[derive(Debug, Clone)]
pub struct Packed {
    /// The name inside the archive.
    pub name: String,
    /// SHA-256 of the content.
    pub file_key: String,
}

/// Blocks on their way to the network.
const AHEAD: usize = 4;
/// A block, bytes.
const BLOCK: usize = 128 * 1024;

/// An archive of these files under this name. Files are stored as they are: scans do not shrink.
pub fn archive(files: &FileStore, name: &str, packed: Vec<Packed>) -> Response {
    archive_after(files, name, Vec::new(), packed)
}

/// The same after small files made for this very answer: name and content.
pub fn archive_after(files: &FileStore, name: &str, made: Vec<(String, Bytes)>, packed: Vec<Packed>) -> Response {
    let (send, receive) = mpsc::channel::<std::io::Result<Bytes>>(AHEAD);
    let (files, runtime) = (files.clone(), tokio::runtime::Handle::current());
    tokio::task::spawn_blocking(move || {
        let mut out = zip::ZipWriter::new_stream(ToNetwork { send: send.clone(), block: Vec::with_capacity(BLOCK) });
        let packing = put(&mut out, made).and_then(|()| pack(&runtime, &files, &mut out, unlike(packed)));
        let outcome = packing.and_then(|()| {
            let mut end = out.finish().map_err(std::io::Error::other)?;
            end.flush()
        });
        if let Err(error) = outcome {
            // The sender cuts the answer short, so that nobody takes half an archive for a whole one.
            drop(send.blocking_send(Err(error)));
        }
    });
    let stream =
        futures::stream::unfold(receive, |mut receive| async { receive.recv().await.map(|block| (block, receive)) });
    let mut response = Body::from_stream(stream).into_response();
    response.extensions_mut().insert(SomebodysFile);
    let map = response.headers_mut();
    map.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/zip"));
    map.insert(header::CONTENT_DISPOSITION, disposition(name, false));
    map.insert(header::CONTENT_ENCODING, HeaderValue::from_static("identity"));
    response
}

/// Files are stored as they are.
fn stored() -> SimpleFileOptions {
    SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored).large_file(true)
}

fn put<W: Write>(
    out: &mut zip::ZipWriter<zip::write::StreamWriter<W>>,
    made: Vec<(String, Bytes)>,
) -> std::io::Result<()> {
    for (name, content) in made {
        out.start_file(name, stored()).map_err(std::io::Error::other)?;
        out.write_all(&content)?;
    }
    Ok(())
}

fn pack<W: Write>(
    runtime: &tokio::runtime::Handle,
    files: &FileStore,
    out: &mut zip::ZipWriter<zip::write::StreamWriter<W>>,
    packed: Vec<Packed>,
) -> std::io::Result<()> {
    for file in packed {
        let key = Key::parse(&file.file_key).ok_or_else(|| std::io::Error::other("no such file"))?;
        let mut reading = runtime.block_on(files.read(&key)).map_err(std::io::Error::other)?;
        out.start_file(file.name, stored()).map_err(std::io::Error::other)?;
        while let Some(block) = runtime.block_on(reading.stream.next()) {
            out.write_all(&block.map_err(std::io::Error::other)?)?;
        }
    }
    Ok(())
}

/// A name as it stands inside an archive: signs that no file system takes become «_».
pub fn safe_name(name: &str) -> String {
    name.chars().map(|sign| if "/\\:*?\"<>|".contains(sign) || sign.is_control() { '_' } else { sign }).collect()
}

/// Names inside the archive made safe and different from each other.
fn unlike(packed: Vec<Packed>) -> Vec<Packed> {
    let mut seen = std::collections::HashSet::new();
    packed
        .into_iter()
        .map(|mut file| {
            let safe = safe_name(&file.name);
            let (stem, ending) = safe
                .rsplit_once('.')
                .map_or((safe.as_str(), String::new()), |(stem, ending)| (stem, format!(".{ending}")));
            let mut name = safe.clone();
            let mut count = 1;
            while !seen.insert(name.to_lowercase()) {
                count += 1;
                name = format!("{stem} ({count}){ending}");
            }
            file.name = name;
            file
        })
        .collect()
}

/// A writer whose blocks go to the network; it waits when the network is slow and stops when it is gone.
struct ToNetwork {
    send: mpsc::Sender<std::io::Result<Bytes>>,
    block: Vec<u8>,
}

impl Write for ToNetwork {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.block.extend_from_slice(bytes);
        if self.block.len() >= BLOCK {
            self.flush()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        if self.block.is_empty() {
            return Ok(());
        }
        let block = std::mem::replace(&mut self.block, Vec::with_capacity(BLOCK));
        self.send.blocking_send(Ok(block.into())).map_err(|_| std::io::ErrorKind::BrokenPipe.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_an_archive_differ() {
        let of = |name: &str| Packed { name: name.to_owned(), file_key: String::new() };
        let names: Vec<String> = unlike(vec![of("Диплом.pdf"), of("диплом.PDF"), of("a/b:c.pdf"), of("Диплом.pdf")])
            .into_iter()
            .map(|file| file.name)
            .collect();
        assert_eq!(names, ["Диплом.pdf", "диплом (2).PDF", "a_b_c.pdf", "Диплом (3).pdf"]);
    }
}
