//! The SQL of what is attached to a signed protocol: its scan and detached signatures, kept as they came.

use crate::documents::{Check, SignedFile};
use crate::platform::act::Act;
use crate::platform::clock::Moment;
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::Failure;
use crate::platform::ids::Id;
use crate::platform::record::{BadColumn, Column, Record};
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
    /// Of a signature: the hash of the file it signs; empty when that was not said.
    pub signs: String,
    /// When and why it was marked as attached by mistake.
    pub withdrawn: Option<(Moment, String)>,
}

/// A paper to be attached.
#[derive(Debug, Clone)]
pub(in super::super) struct NewPaper {
    pub(in super::super) kind: PaperKind,
    pub(in super::super) file: SignedFile,
    /// Of a signature: the hash of the file it signs.
    pub(in super::super) signs: String,
}

const PAPER: &str = "select id, kind, file_key, file_name, size, added_at, signs, withdrawn_at, withdrawn_reason
    from protocol_papers where sitting_id = $1";
/// Papers of one protocol shown at most.
const MOST: i64 = 100;

fn paper(row: &Record<'_>) -> Result<ProtocolPaper, BadColumn> {
    let file = SignedFile { key: row.get(2)?, name: row.get(3)?, size: row.get(4)? };
    let (at, why): (Option<Moment>, String) = (row.get(7)?, row.get(8)?);
    Ok(ProtocolPaper {
        id: row.get(0)?,
        kind: row.get(1)?,
        file,
        added_at: row.get(5)?,
        signs: row.get(6)?,
        withdrawn: at.map(|at| (at, why)),
    })
}

/// Papers of a protocol that stand, in the order in which they were attached.
pub fn papers_of(reader: &mut Reader, sitting: Id<Sitting>) -> Result<Vec<ProtocolPaper>, DbError> {
    let sql = format!("{PAPER} and withdrawn_at is null order by added_at, id limit {MOST}");
    reader.rows(&sql, values![sitting], paper)
}

/// The same with those attached by mistake.
pub(in super::super) fn ever_attached(
    reader: &mut Reader,
    sitting: Id<Sitting>,
) -> Result<Vec<ProtocolPaper>, DbError> {
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
/// When the protocol is not signed yet, or one of them stands there already.
pub(in super::super) fn attach(act: &mut Act<'_>, sitting: &Sitting, papers: &[NewPaper]) -> Result<(), Failure> {
    if sitting.stage != SittingStage::Closed {
        return Err(Denial::Unsigned.into());
    }
    let (now, who) = (act.at(), act.account());
    for NewPaper { kind, file, signs } in papers {
        let added = act.run(
            "insert into protocol_papers (id, sitting_id, kind, file_name, file_key, size, added_by, added_at, signs)
             select cast($2 as text), s.id, cast($3 as text), cast($4 as text), cast($5 as text), cast($6 as bigint), cast($7 as text),
                 cast($8 as bigint), cast($9 as text)
             from sittings s where s.id = $1 and s.stage = 'closed' and not exists (select 1 from protocol_papers p
                 where p.sitting_id = s.id and p.kind = cast($3 as text) and p.file_key = cast($5 as text) and p.withdrawn_at is null)",
            values![sitting.id, Id::<ProtocolPaper>::new(), kind.code(), &file.name, &file.key, file.size, &who, now, signs],
        )?;
        if added != 1 {
            let name = &file.name;
            return Err(Failure::Conflict(format!(
                "Файл «{name}» уже приложен к протоколу. Откройте протокол заново."
            )));
        }
    }
    Ok(())
}

/// Marks a paper as attached by mistake; false when it was marked already.
pub(in super::super) fn withdraw(act: &mut Act<'_>, id: Id<ProtocolPaper>, reason: &str) -> Result<bool, DbError> {
    let (now, who) = (act.at(), act.account());
    let sql = "update protocol_papers set withdrawn_at = $2, withdrawn_by = $3, withdrawn_reason = $4
         where id = $1 and withdrawn_at is null";
    Ok(act.run(sql, values![id, now, who, reason])? == 1)
}

/// Signatures of protocols of which nothing was said yet, the newest first.
pub fn unchecked(reader: &mut Reader, most: i64) -> Result<Vec<Check>, DbError> {
    let sql = "select p.sitting_id, s.protocol_number, p.file_key, p.file_name, p.signs
         from protocol_papers p join sittings s on s.id = p.sitting_id
         where p.kind = 'signature' and p.withdrawn_at is null and p.signs <> ''
             and not exists (select 1 from signature_checks c where c.signature_key = p.file_key and c.signed_key = p.signs)
         order by p.id desc limit $1";
    reader.rows(sql, values![most], |row| {
        let (number, name): (String, String) = (row.get(1)?, row.get(3)?);
        Ok(Check {
            signature: row.get(2)?,
            signed: row.get(4)?,
            what: format!("к протоколу №\u{a0}{number}: {name}"),
            subject: ("sitting".to_owned(), row.get(0)?),
        })
    })
}
