//! A row of the journal as it is hashed. Its words and its address go in by hashes of their own, each salted: an erasure
//! may take one of them away, and the hash that stays tells nobody what it was.

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use crate::platform::clock::Moment;
use crate::platform::record::{BadColumn, Record};

/// A row under a seal.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) id: String,
    pub(super) at: Moment,
    pub(super) place: Option<i64>,
    account: Option<String>,
    role: String,
    act: String,
    outcome: String,
    application: Option<String>,
    subject: String,
    words: String,
    address: String,
    pub(super) words_salt: String,
    pub(super) address_salt: String,
    /// What stands for words that were erased.
    words_blot: Option<String>,
    /// What stands for an address that was erased.
    address_blot: Option<String>,
}

/// The columns of a row with what stands for its erased parts; `j` is the row.
pub(super) const COLUMNS: &str =
    "j.id, j.at, j.place, j.account_id, j.role, j.act, j.outcome, j.application_id, j.subject, j.words, j.address,
     j.words_salt, j.address_salt, w.hash, d.hash";
/// Where erased parts are found.
pub(super) const BLOTS: &str = "left join journal_blots w on w.entry_id = j.id and w.part = 'words'
     left join journal_blots d on d.entry_id = j.id and d.part = 'address'";

impl Line {
    pub(super) fn read(row: &Record<'_>) -> Result<Self, BadColumn> {
        Ok(Self {
            id: row.get(0)?,
            at: row.get(1)?,
            place: row.get(2)?,
            account: row.get(3)?,
            role: row.get(4)?,
            act: row.get(5)?,
            outcome: row.get(6)?,
            application: row.get(7)?,
            subject: row.get(8)?,
            words: row.get(9)?,
            address: row.get(10)?,
            words_salt: row.get(11)?,
            address_salt: row.get(12)?,
            words_blot: row.get(13)?,
            address_blot: row.get(14)?,
        })
    }

    /// The hash of the row. Each field goes in with its length, so that no two rows read alike.
    pub(super) fn hash(&self) -> [u8; 32] {
        let words = part(self.words_blot.as_deref(), &self.words_salt, &self.words);
        let address = part(self.address_blot.as_deref(), &self.address_salt, &self.address);
        let at = self.at.micros().to_string();
        let fields = [
            Some(self.id.as_str()),
            Some(&at),
            self.account.as_deref(),
            Some(&self.role),
            Some(&self.act),
            Some(&self.outcome),
            self.application.as_deref(),
            Some(&self.subject),
            Some(&words),
            Some(&address),
        ];
        let mut hash = Sha256::new();
        for field in fields {
            match field {
                Some(text) => {
                    hash.update(format!("{}:", text.len()).as_bytes());
                    hash.update(text.as_bytes());
                }
                None => hash.update(b"-"),
            }
        }
        hash.finalize().into()
    }
}

/// The hash of a part: of what stands there, or of what an erasure has taken.
fn part(blot: Option<&str>, salt: &str, text: &str) -> String {
    // Where the salt still stands nothing was taken, whatever is said beside.
    match blot {
        Some(hash) if salt.is_empty() => hash.to_owned(),
        _ => salted(salt, text),
    }
}

/// The hash of words or of an address with their salt.
pub(super) fn salted(salt: &str, text: &str) -> String {
    HEXLOWER.encode(&Sha256::digest(format!("{salt}\n{text}").as_bytes()))
}
