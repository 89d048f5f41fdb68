//! A signed paper that comes back as files: its PDF and a detached signature beside it. Both are kept as they come; of the
//! signature it is only told that it is one.

use std::io::Read as _;

use crate::context::App;
use crate::platform::failure::Failure;
use crate::platform::upload::{Arrived, Upload, store_failure};

use super::cms;
use super::{Accept, BadFile, Media, examine};

/// A signed paper is a PDF: a scan, or the file that was signed.
pub const SIGNED_PAPER: Accept = Accept(&[Media::Pdf]);
/// Endings of files with a detached signature, as a form offers them.
pub const SIGNATURE_ENDINGS: &str = ".sig,.p7s,.sgn";
/// A detached signature is a few kilobytes; bytes at most.
const LARGEST_SIGNATURE: u64 = 1024 * 1024;

/// A signed paper or a detached signature, as it came and was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedFile {
    /// SHA-256 of the content.
    pub key: String,
    /// The name of the file as it came.
    pub name: String,
    /// Bytes.
    pub size: i64,
}

/// The signed paper of the field `file`, looked at; none with a fault at the field, or when nothing came and `missing`
/// is empty. `limit` is bytes.
///
/// # Errors
/// When the file cannot be read.
pub async fn signed_paper(upload: &mut Upload, missing: &str, limit: u64) -> Result<Option<Arrived>, Failure> {
    if missing.is_empty() && !has_come(upload, "file") {
        return Ok(None);
    }
    let Some(arrived) = upload.one_file("file", missing, limit) else { return Ok(None) };
    let looked =
        tokio::task::spawn_blocking(move || examine(&arrived.file, &arrived.name, SIGNED_PAPER).map(|_| arrived));
    let looked: Result<Arrived, BadFile> = looked.await.map_err(anyhow::Error::from)?;
    Ok(upload.form.check("file", looked))
}

/// The detached signature of the field `signature`, looked at; none when nothing came and `missing` is empty, or with a
/// fault at the field.
///
/// # Errors
/// When the file cannot be read.
pub async fn detached_signature(upload: &mut Upload, missing: &str, limit: u64) -> Result<Option<Arrived>, Failure> {
    if missing.is_empty() && !has_come(upload, "signature") {
        return Ok(None);
    }
    let Some(arrived) = upload.one_file("signature", missing, limit) else { return Ok(None) };
    let looked = tokio::task::spawn_blocking(move || fits_signature(&arrived).map(|fault| (fault, arrived)));
    let (fault, arrived) = looked.await.map_err(anyhow::Error::from)??;
    match fault {
        Some(why) => {
            upload.form.fault("signature", why);
            Ok(None)
        }
        None => Ok(Some(arrived)),
    }
}

fn has_come(upload: &Upload, field: &str) -> bool {
    upload.files.iter().any(|one| one.field == field) || upload.lost.iter().any(|(lost, _)| lost == field)
}

/// Why this is no detached signature; none when it looks like one. Blocks on the disk.
fn fits_signature(arrived: &Arrived) -> Result<Option<String>, Failure> {
    let name = arrived.name.to_lowercase();
    if !SIGNATURE_ENDINGS.split(',').any(|ending| name.ends_with(ending)) {
        let why = "Файл подписи оканчивается на .sig, .p7s или .sgn. Выберите такой файл или уберите его.";
        return Ok(Some(why.to_owned()));
    }
    if arrived.file.size > LARGEST_SIGNATURE {
        let why = "Файл подписи больше 1 МБ. Нужна отсоединённая подпись, без самого документа.";
        return Ok(Some(why.to_owned()));
    }
    let mut bytes = Vec::new();
    let content = arrived.file.open().map_err(store_failure)?;
    content.take(LARGEST_SIGNATURE).read_to_end(&mut bytes).map_err(anyhow::Error::from)?;
    Ok(cms::looked_at(&bytes).err().map(|why| why.to_string()))
}

/// Makes a file that has arrived durable.
///
/// # Errors
/// When the store cannot take it.
pub async fn kept(app: &App, arrived: Arrived) -> Result<SignedFile, Failure> {
    let stored = app.files.keep(arrived.file).await.map_err(store_failure)?;
    Ok(SignedFile {
        key: stored.key.to_string(),
        name: arrived.name,
        size: i64::try_from(stored.size).unwrap_or(i64::MAX),
    })
}
