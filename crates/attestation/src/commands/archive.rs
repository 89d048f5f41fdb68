//! The archive of a backup: a zip with a manifest, a part of lines for each table, a part for each file.
//! Every part is named in the manifest with its SHA-256; the manifest is written last.

use std::fs::File;
use std::io::{self, BufWriter, Read, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// The name of the manifest.
pub(super) const MANIFEST: &str = "manifest.json";
/// Bytes read at once.
const BLOCK: usize = 64 * 1024;

/// What an archive holds.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Manifest {
    /// The version of the program that made it.
    pub(super) program: String,
    /// The number of the newest migration of its rows.
    pub(super) schema: i64,
    /// When it was made, UTC.
    pub(super) made_at: String,
    /// The tables, in the order in which they are put back.
    pub(super) tables: Vec<Part>,
    /// The files.
    pub(super) files: Vec<Part>,
    /// Hashes of files that rows name and the store did not have.
    pub(super) missing: Vec<String>,
}

/// One part.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Part {
    /// The table, or the hash of the file.
    pub(super) name: String,
    /// How many: rows of a table, bytes of a file.
    pub(super) count: u64,
    /// The hash of its content.
    pub(super) sha256: String,
}

/// Where a table lies in the archive.
pub(super) fn table_path(table: &str) -> String {
    format!("tables/{table}.jsonl")
}

/// Where a file lies in the archive.
pub(super) fn file_path(key: &str) -> String {
    format!("files/{key}")
}

/// An archive being written: beside its final name under another one until it is whole.
pub(super) struct Writing {
    // Boxed: the writer is large, and an archive goes from hand to hand.
    zip: Box<ZipWriter<BufWriter<tempfile::NamedTempFile>>>,
    hash: Sha256,
}

impl Writing {
    /// Begins, in the folder where the archive will be.
    pub(super) fn begin(target: &Path) -> io::Result<Self> {
        let draft = tempfile::Builder::new().prefix(".attestation-backup-").tempfile_in(folder_of(target))?;
        Ok(Self { zip: Box::new(ZipWriter::new(BufWriter::with_capacity(1 << 20, draft))), hash: Sha256::new() })
    }

    /// Begins a part; text is worth packing, files of offices and scanners are packed already.
    pub(super) fn part(&mut self, path: &str, is_text: bool) -> io::Result<()> {
        let method = if is_text { CompressionMethod::Deflated } else { CompressionMethod::Stored };
        let options = SimpleFileOptions::default().compression_method(method).large_file(true);
        self.hash = Sha256::new();
        self.zip.start_file(path, options)?;
        Ok(())
    }

    /// Goes on with the part.
    pub(super) fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.hash.update(bytes);
        self.zip.write_all(bytes)
    }

    /// Ends the part; its hash.
    pub(super) fn hash(&mut self) -> String {
        hex(std::mem::take(&mut self.hash))
    }

    /// Writes the manifest, brings everything to the disk and gives the archive its name.
    pub(super) fn finish(mut self, manifest: &Manifest, target: &Path) -> io::Result<()> {
        let text = serde_json::to_vec_pretty(manifest)?;
        self.part(MANIFEST, true)?;
        self.write(&text)?;
        let mut buffer = self.zip.finish()?;
        buffer.flush()?;
        let draft = buffer.into_inner().map_err(io::IntoInnerError::into_error)?;
        draft.as_file().sync_all()?;
        draft.persist(target).map_err(|error| error.error)?;
        File::open(folder_of(target))?.sync_all()
    }
}

fn folder_of(target: &Path) -> &Path {
    let parent = target.parent();
    parent.filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// An archive being read.
pub(super) struct Reading {
    zip: ZipArchive<File>,
    /// What it says it holds.
    pub(super) manifest: Manifest,
}

/// What is wrong with an archive, in words.
#[derive(Debug)]
pub(super) enum Damage {
    /// It is not an archive of ours, or it was cut short.
    Unreadable(String),
    /// This part is not what the manifest says.
    Part(String),
}

impl Reading {
    /// Opens an archive and reads its manifest.
    pub(super) fn open(file: File) -> Result<Self, Damage> {
        let unreadable = |error: &dyn std::fmt::Display| Damage::Unreadable(error.to_string());
        let mut zip = ZipArchive::new(file).map_err(|error| unreadable(&error))?;
        let mut text = String::new();
        zip.by_name(MANIFEST)
            .map_err(|error| unreadable(&error))?
            .read_to_string(&mut text)
            .map_err(|_| Damage::Part(MANIFEST.to_owned()))?;
        let manifest = serde_json::from_str(&text).map_err(|_| Damage::Part(MANIFEST.to_owned()))?;
        Ok(Self { zip, manifest })
    }

    /// Reads every part and compares it with the manifest, before anything is done with any.
    pub(super) fn check(&mut self) -> Result<(), Damage> {
        let tables = self.manifest.tables.iter();
        let files = self.manifest.files.iter();
        let parts: Vec<(String, String)> = tables
            .map(|part| (table_path(&part.name), part.sha256.clone()))
            .chain(files.map(|part| (file_path(&part.name), part.sha256.clone())))
            .collect();
        for (path, said) in parts {
            let actual = self.part(&path).and_then(hash_of);
            if !actual.is_ok_and(|actual| actual == said) {
                return Err(Damage::Part(path));
            }
        }
        Ok(())
    }

    /// The content of a part.
    pub(super) fn part(&mut self, path: &str) -> io::Result<impl Read + Send + '_> {
        Ok(self.zip.by_name(path)?)
    }
}

fn hash_of(mut content: impl Read) -> io::Result<String> {
    let mut hash = Sha256::new();
    let mut block = vec![0; BLOCK];
    loop {
        match content.read(&mut block)? {
            0 => return Ok(hex(hash)),
            length => hash.update(&block[..length]),
        }
    }
}

fn hex(hash: Sha256) -> String {
    data_encoding::HEXLOWER.encode(&hash.finalize())
}

/// Anything that can be read block by block.
pub(super) fn blocks<R: Read>(mut content: R) -> impl Iterator<Item = io::Result<bytes::Bytes>> {
    std::iter::from_fn(move || {
        let mut block = vec![0; BLOCK];
        match content.read(&mut block) {
            Ok(0) => None,
            Ok(length) => {
                block.truncate(length);
                Some(Ok(block.into()))
            }
            Err(error) => Some(Err(error)),
        }
    })
}
