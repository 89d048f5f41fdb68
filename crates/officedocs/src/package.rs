//! An Office file is a zip of parts. It is opened here with its limits checked,
//! before anything in it is parsed: kind of file, number of parts, unpacked size.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::read::ZipFile;

/// The first bytes of an OLE container: an old `.doc`/`.xls`, or an encrypted new file.
const OLE: [u8; 8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// An opened archive over the bytes of the file.
pub(crate) type Archive<'b> = ZipArchive<Cursor<&'b [u8]>>;

/// How much a package may hold.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    /// Bytes of all parts together, unpacked.
    pub(crate) unpacked: u64,
    /// Parts in the archive.
    pub(crate) parts: usize,
}

/// Why the file is not a package we read; each user of this module has its own words for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BadPackage {
    Empty,
    OldOffice,
    Encrypted,
    NotZip,
    Damaged,
    TooLarge,
    TooManyParts,
}

/// Opens the archive and checks what its directory declares against the limits.
pub(crate) fn open(bytes: &[u8], limits: Limits) -> Result<Archive<'_>, BadPackage> {
    check_magic(bytes)?;
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| BadPackage::Damaged)?;
    if archive.len() > limits.parts {
        return Err(BadPackage::TooManyParts);
    }
    let mut declared = 0_u64;
    for index in 0..archive.len() {
        let part = archive.by_index_raw(index).map_err(|_| BadPackage::Damaged)?;
        if part.encrypted() {
            return Err(BadPackage::Encrypted);
        }
        declared = declared.saturating_add(part.size());
    }
    if declared > limits.unpacked {
        return Err(BadPackage::TooLarge);
    }
    Ok(archive)
}

/// Unpacks one part whole; `left` is what remains of the limit, whatever the directory declared.
pub(crate) fn unpack<R: Read>(part: ZipFile<'_, R>, left: &mut u64) -> Result<Vec<u8>, BadPackage> {
    let mut bytes = Vec::new();
    let limit = *left;
    let read = part.take(limit.saturating_add(1)).read_to_end(&mut bytes).map_err(|_| BadPackage::Damaged)? as u64;
    *left = limit.checked_sub(read).ok_or(BadPackage::TooLarge)?;
    Ok(bytes)
}

fn check_magic(bytes: &[u8]) -> Result<(), BadPackage> {
    if bytes.is_empty() {
        return Err(BadPackage::Empty);
    }
    if bytes.starts_with(&OLE) {
        return Err(if is_encrypted(bytes) { BadPackage::Encrypted } else { BadPackage::OldOffice });
    }
    if bytes.starts_with(b"PK") { Ok(()) } else { Err(BadPackage::NotZip) }
}

/// A file under a password keeps its zip in a stream of this name (UTF-16 in the directory).
fn is_encrypted(bytes: &[u8]) -> bool {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.windows(name.len()).any(|window| window == name)
}
