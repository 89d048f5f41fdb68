//! The SQL of what is attached to a signed protocol: its scan and detached signatures, kept as they came.

use crate::documents::SignedFile;
use crate::platform::act::Act;
use crate::platform::clock::Moment;
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::Failure;
use crate::platform::ids::Id;
use crate::platform::many;
use crate::platform::record::{BadColumn, Column, Record, Value};
use crate::values;

use super::super::attendee::Denial;
use super::{Sitting, SittingStage};

/// What is attached to a protocol.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaperKind {
    /// The scan of the paper that was signed by hand.
    Scan,
    /// A detached electronic signature.
    Signature,
}

impl PaperKind {
    /// As stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Scan => "scan",
            Self::Signature => "signature",
        }
    }

    /// As shown.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Scan => "скан подписанного протокола",
            Self::Signature => "электронная подпись",
        }
    }
}

impl Column for PaperKind {
    fn read(record: &Record<'_>, place: usize) -> Result<Self, BadColumn> {
        record.known(place, "paper of a protocol", |code| {
            [Self::Scan, Self::Signature].into_iter().find(|one| one.code() == code)
        })
    }
}

/// A paper attached to a protocol.
#[derive(Debug, Clone)]
pub struct ProtocolPaper {
    /// Its id.
    pub id: Id<ProtocolPaper>,
    /// What it is.
    pub kind: PaperKind,
    /// The file as it came.
    pub file: SignedFile,
    /// When it was attached.
    pub added_at: Moment,
}

const PAPER: &str = "select id, kind, file_key, file_name, size, added_at from protocol_papers where sitting_id = $1";
/// Papers of one protocol shown at most.
const MOST: i64 = 100;

fn paper(row: &Record<'_>) -> Result<ProtocolPaper, BadColumn> {
    let file = SignedFile { key: row.get(2)?, name: row.get(3)?, size: row.get(4)? };
    Ok(ProtocolPaper { id: row.get(0)?, kind: row.get(1)?, file, added_at: row.get(5)? })
}

/// Papers of a protocol in the order in which they were attached.
pub fn papers_of(reader: &mut Reader, sitting: Id<Sitting>) -> Result<Vec<ProtocolPaper>, DbError> {
    reader.rows(&format!("{PAPER} order by added_at, id limit {MOST}"), values![sitting], paper)
}

/// One paper of a protocol.
pub(in super::super) fn one_paper(
    reader: &mut Reader,
    sitting: Id<Sitting>,
    id: Id<ProtocolPaper>,
) -> Result<Option<ProtocolPaper>, DbError> {
    reader.row(&format!("{PAPER} and id = $2"), values![sitting, id], paper)
}

/// Attaches papers to a protocol.
///
/// # Errors
/// When the protocol is not signed yet.
pub(in super::super) fn attach(
    act: &mut Act<'_>,
    sitting: &Sitting,
    papers: &[(PaperKind, SignedFile)],
) -> Result<(), Failure> {
    if sitting.stage != SittingStage::Closed {
        return Err(Denial::Unsigned.into());
    }
    let (now, who) = (act.at(), act.account());
    let row = |(kind, file): &(PaperKind, SignedFile)| -> [Value<'static>; 8] {
        [
            Id::<ProtocolPaper>::new().into(),
            sitting.id.into(),
            kind.code().into(),
            file.name.clone().into(),
            file.key.clone().into(),
            file.size.into(),
            who.clone().into(),
            now.into(),
        ]
    };
    let sql =
        "insert into protocol_papers (id, sitting_id, kind, file_name, file_key, size, added_by, added_at) values ROWS";
    Ok(many::insert(act, sql, papers.iter().map(row))?)
}
