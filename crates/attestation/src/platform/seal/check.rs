//! Whether the journal is still what was sealed: every row is hashed again and held against its seal, and the first row
//! that differs is named. The seals are those of the database, or those of a list kept elsewhere.

use jiff::SignedDuration;

use super::line::Line;
use super::store;
use super::{Seal, SealKey, mark_of};
use crate::platform::clock::Moment;
use crate::platform::engine::{DbError, Reader};

/// Seals read at a time.
const STEP: i64 = 50;
/// A row that tells of a moment so long before one sealed earlier was written later than it says.
const SLACK: SignedDuration = SignedDuration::from_mins(15);

/// Something that is not as it was sealed. Places count the rows of the journal, numbers its seals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// Another row than that which was sealed: changed, swapped, put in.
    Changed {
        /// Its place.
        place: i64,
        /// The id of the row that stands there.
        id: String,
    },
    /// A row was taken out.
    Missing {
        /// Its place.
        place: i64,
    },
    /// A second row at a place.
    Extra {
        /// The place.
        place: i64,
        /// The id of the row.
        id: String,
    },
    /// Rows have places, and no seal is over them.
    Bare {
        /// The place of the first one.
        place: i64,
        /// Its id.
        id: String,
    },
    /// The rows are right, the seal itself was changed; or it does not follow the one before it.
    Seal {
        /// Its number.
        number: i64,
    },
    /// A seal was taken out from between others.
    NoSeal {
        /// Its number.
        number: i64,
    },
    /// It is not signed by the key of the settings.
    Unsigned {
        /// Its number.
        number: i64,
    },
    /// Seals of a kept list, and the rows under them, that the journal does not have.
    Cut {
        /// How many seals.
        seals: i64,
        /// The number of the first one.
        number: i64,
        /// The place of the first row that is missing.
        place: i64,
        /// The place of the last one.
        last: i64,
    },
}

impl Fault {
    /// For the person at the console.
    pub fn words(&self) -> String {
        match self {
            Self::Changed { place, id } => {
                format!(
                    "запись №\u{a0}{place} ({id}) не та, что была опечатана: её изменили, подменили или переставили"
                )
            }
            Self::Missing { place } => format!("записи №\u{a0}{place} нет: её удалили"),
            Self::Extra { place, id } => format!("запись {id} лишняя: на месте №\u{a0}{place} уже есть другая"),
            Self::Bare { place, id } => format!("с записи №\u{a0}{place} ({id}) печатей нет, а были: их удалили"),
            Self::Seal { number } => format!("печать №\u{a0}{number} изменена"),
            Self::NoSeal { number } => format!("печати №\u{a0}{number} нет: её удалили"),
            Self::Unsigned { number } => format!("печать №\u{a0}{number} не подписана ключом из настройки seal_key"),
            Self::Cut { seals, number, place, last } => format!(
                "не хватает печатей: {seals}, начиная с №\u{a0}{number}, и записей с №\u{a0}{place} по №\u{a0}{last}"
            ),
        }
    }
}

/// Rows that came to be written later than they say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Late {
    /// The id of the first one.
    pub id: String,
    /// How many.
    pub many: i64,
}

/// What was found.
#[derive(Debug, Default)]
pub struct Checked {
    /// How many rows are sealed.
    pub rows: i64,
    /// How many are not yet.
    pub unsealed: i64,
    /// How many seals from the first on are without a signature, when there is a key.
    pub unsigned: i64,
    /// The last seal.
    pub last: Option<Seal>,
    /// What is wrong, in the order of the journal.
    pub faults: Vec<Fault>,
    /// Rows written later than they say: put in by hand, or by a machine whose clock was put back.
    pub late: Option<Late>,
}

/// Holds the journal against the seals of the database.
///
/// # Errors
/// When the database does not answer.
pub fn whole(reader: &mut Reader, key: Option<&SealKey>) -> Result<Checked, DbError> {
    let (mut found, mut watch) = (Checked::default(), Watch::default());
    loop {
        let (number, hash) = found.last.as_ref().map_or((0, ""), |seal| (seal.number, seal.hash.as_str()));
        let seals = store::after(reader, number, hash, STEP)?;
        let is_end = seals.is_empty();
        for seal in seals {
            follow(&mut found, &seal);
            found.faults.extend(compare(reader, &seal, &mut watch)?);
            signature(&mut found, &seal, key);
            found.rows = found.rows.saturating_add(seal.rows());
            found.last = Some(seal);
        }
        if is_end {
            break;
        }
    }
    let last = found.last.as_ref().map_or(0, |seal| seal.last);
    let bare = store::next_after(reader, last)?;
    found.faults.extend(bare.map(|(place, id)| Fault::Bare { place, id }));
    found.unsealed = store::unsealed(reader)?;
    if let Some(newest) = watch.newest {
        let (many, id) = store::unsealed_before(reader, newest.plus(-SLACK))?;
        if let Some(id) = id {
            watch.tell(id, many);
        }
    }
    found.late = watch.late;
    Ok(found)
}

/// Holds the journal against a list of seals that was kept elsewhere.
///
/// # Errors
/// When the database does not answer.
pub fn against(reader: &mut Reader, kept: &[Seal]) -> Result<Vec<Fault>, DbError> {
    let own = store::last(reader)?;
    let (number, place) = own.map_or((0, 0), |seal| (seal.number, seal.last));
    let mut faults = Vec::new();
    for seal in kept.iter().filter(|seal| seal.number <= number && seal.first <= place) {
        faults.extend(compare(reader, seal, &mut Watch::default())?);
    }
    let mut cut = kept.iter().filter(|seal| seal.number > number || seal.first > place);
    if let (Some(first), Some(last)) = (cut.next(), kept.last()) {
        faults.push(Fault::Cut {
            seals: last.number.saturating_sub(first.number).saturating_add(1),
            number: first.number,
            place: first.first,
            last: last.last,
        });
    }
    Ok(faults)
}

/// Whether a seal follows the one before it.
fn follow(found: &mut Checked, seal: &Seal) {
    let (number, place) = found.last.as_ref().map_or((0, 0), |last| (last.number, last.last));
    let number = number.saturating_add(1);
    if seal.number != number {
        found.faults.push(Fault::NoSeal { number });
    } else if seal.first != place.saturating_add(1) || seal.last < seal.first {
        found.faults.push(Fault::Seal { number: seal.number });
    }
}

/// Seals made before there was a key are without a signature; none after the first signed one is.
fn signature(found: &mut Checked, seal: &Seal, key: Option<&SealKey>) {
    let Some(key) = key else { return };
    if seal.signed.is_empty() && found.unsigned == found.last.as_ref().map_or(0, |last| last.number) {
        found.unsigned = seal.number;
    } else if !seal.is_signed_by(key) {
        found.faults.push(Fault::Unsigned { number: seal.number });
    }
}

/// What is told by moments of rows as they stand one after another.
#[derive(Default)]
struct Watch {
    newest: Option<Moment>,
    late: Option<Late>,
}

impl Watch {
    fn see(&mut self, line: &Line) {
        let newest = self.newest.unwrap_or(line.at);
        if line.at < newest.plus(-SLACK) {
            self.tell(line.id.clone(), 1);
        }
        self.newest = Some(newest.max(line.at));
    }

    fn tell(&mut self, id: String, many: i64) {
        self.late.get_or_insert(Late { id, many: 0 }).many += many;
    }
}

/// The first thing that is wrong under one seal.
fn compare(reader: &mut Reader, seal: &Seal, watch: &mut Watch) -> Result<Option<Fault>, DbError> {
    let (mut hashes, mut next, mut bad) = (Vec::new(), seal.first, None);
    store::each_between(reader, (seal.first, seal.last), |line| {
        watch.see(&line);
        let (hash, place) = (line.hash(), line.place.unwrap_or_default());
        let is_right = seal.mark(place).is_some_and(|mark| mark == mark_of(&hash));
        let fault = match place.cmp(&next) {
            std::cmp::Ordering::Greater => Some(Fault::Missing { place: next }),
            std::cmp::Ordering::Less => Some(Fault::Extra { place, id: line.id }),
            std::cmp::Ordering::Equal if is_right => None,
            std::cmp::Ordering::Equal => Some(Fault::Changed { place, id: line.id }),
        };
        bad = bad.take().or(fault);
        next = place.saturating_add(1);
        hashes.push(hash);
    })?;
    if seal.hashed(&hashes) == seal.hash {
        // The rows are right: whatever else differs stands in the seal.
        return Ok(bad.is_some().then_some(Fault::Seal { number: seal.number }));
    }
    let short = (next <= seal.last).then_some(Fault::Missing { place: next });
    Ok(bad.or(short).or(Some(Fault::Seal { number: seal.number })))
}
