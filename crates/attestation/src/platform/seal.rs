//! Seals of the journal. Rows are written by acts as before; a little later a seal counts what was written since the one
//! before it, hashes it and chains the hashes. Whoever changes, adds, swaps or cuts rows by hand breaks a seal, and
//! whoever makes the seals anew differs from a list of seals that is kept elsewhere.

mod blot;
mod check;
mod line;
mod list;
mod store;

pub use blot::{Part, Taken, blot, hold};
pub use check::{Checked, Fault, Late, against, whole};
pub use list::{HEADING, NotAList, parse, written};
pub use store::{EVERY, after, due, last, seal};

use data_encoding::HEXLOWER;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

use super::clock::Moment;
use super::record::{BadColumn, Record};
use super::secret::{grouped, same};

/// Signs of a row's hash that a seal keeps for it.
const MARK: usize = 8;
/// Signs of a seal's hash that people compare by eye.
const PRINT: usize = 32;

/// The key of the installation that signs seals.
#[derive(Clone)]
pub struct SealKey(String);

impl std::fmt::Debug for SealKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SealKey(…)")
    }
}

impl SealKey {
    /// Signs of a key at least.
    const FEWEST: usize = 32;

    /// Reads a key: any text that is long enough not to be guessed.
    pub fn parse(text: &str) -> Option<Self> {
        (text.chars().count() >= Self::FEWEST).then(|| Self(text.to_owned()))
    }

    fn sign(&self, hash: &str) -> String {
        // A key of any length is taken by this scheme.
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(self.0.as_bytes()) else { return String::new() };
        mac.update(hash.as_bytes());
        HEXLOWER.encode(&mac.finalize().into_bytes())
    }
}

/// A seal over rows of the journal that stand one after another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seal {
    /// 1, 2, 3…
    pub number: i64,
    /// When it was made.
    pub at: Moment,
    /// The place of the first row under it.
    pub first: i64,
    /// The place of the last one.
    pub last: i64,
    /// The hash of the seal before it; empty for the first.
    pub previous: String,
    /// Its hash.
    pub hash: String,
    /// Its signature; empty without a key.
    pub signed: String,
    /// The beginning of the hash of each row, one after another.
    pub marks: String,
}

impl Seal {
    /// «5F1C-09AB-…»: what is written down and compared by eye.
    pub fn print(&self) -> String {
        let signs: String = self.hash.chars().take(PRINT).collect();
        grouped(&signs.to_uppercase(), 4, "-")
    }

    /// How many rows are under it.
    pub fn rows(&self) -> i64 {
        self.last.saturating_sub(self.first).saturating_add(1)
    }

    /// The mark of the row at a place.
    fn mark(&self, place: i64) -> Option<&str> {
        let begins = usize::try_from(place.checked_sub(self.first)?).ok()?.checked_mul(MARK)?;
        self.marks.get(begins..begins + MARK)
    }

    /// What its hash should be over these hashes of rows.
    fn hashed(&self, rows: &[[u8; 32]]) -> String {
        let mut hash = Sha256::new();
        let head =
            format!("seal\n{}\n{}\n{}\n{}\n{}\n", self.number, self.at.micros(), self.first, self.last, self.previous);
        hash.update(head.as_bytes());
        for row in rows {
            hash.update(row);
        }
        HEXLOWER.encode(&hash.finalize())
    }

    /// Whether its signature is that of the key.
    fn is_signed_by(&self, key: &SealKey) -> bool {
        same(&self.signed, &key.sign(&self.hash))
    }

    /// As a row tells it, after `previous`.
    fn read(row: &Record<'_>, previous: &str) -> Result<Self, BadColumn> {
        Ok(Self {
            number: row.get(0)?,
            at: row.get(1)?,
            first: row.get(2)?,
            last: row.get(3)?,
            previous: previous.to_owned(),
            hash: row.get(4)?,
            signed: row.get(5)?,
            marks: row.get(6)?,
        })
    }
}

/// The mark of a row's hash.
fn mark_of(row: &[u8; 32]) -> String {
    HEXLOWER.encode(&row[..MARK / 2])
}
