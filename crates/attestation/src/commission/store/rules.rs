//! The SQL of the numbers a commission is measured by: dated facts, one version after another.

use crate::platform::act::Act;
use crate::platform::clock::{Day, Moment};
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::Failure;
use crate::platform::record::{BadColumn, Record};
use crate::platform::words;
use crate::values;

use super::super::model::{FAR, Rules};

/// A version of one number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleVersion {
    /// `members` or `quorum`.
    pub code: String,
    /// The first day in force.
    pub from: Day,
    /// The last one.
    pub to: Day,
    /// The number, or the upper part of the fraction.
    pub amount: i64,
    /// The lower part of the fraction; 1 for a plain number.
    pub part_of: i64,
    /// What it rests on.
    pub legal_ref: String,
    /// What is not certain about it; empty when it was checked.
    pub remark: String,
    /// When it was put in force; the beginning of time when it came with the program.
    pub added_at: Moment,
    /// Who did it; empty when it came with the program.
    pub added_by: String,
}

const VERSION: &str = "select r.code, r.valid_from, r.valid_to, r.amount, r.part_of, r.legal_ref, r.remark, r.added_at, coalesce(u.surname || ' ' || u.given, '')
    from commission_rules r left join accounts u on u.id = r.added_by";

fn version(row: &Record<'_>) -> Result<RuleVersion, BadColumn> {
    Ok(RuleVersion {
        code: row.get(0)?,
        from: row.get(1)?,
        to: row.get(2)?,
        amount: row.get(3)?,
        part_of: row.get(4)?,
        legal_ref: row.get(5)?,
        remark: row.get(6)?,
        added_at: row.get(7)?,
        added_by: row.get(8)?,
    })
}

/// Every version, from the first to the last: a few.
pub(in super::super) fn versions(reader: &mut Reader) -> Result<Vec<RuleVersion>, DbError> {
    reader.rows(&format!("{VERSION} order by r.code, r.valid_from"), &[], version)
}

/// The numbers in force on a day.
///
/// # Errors
/// When one has no version in force on that day: the Centre must set one.
pub fn rules_on(reader: &mut Reader, day: Day) -> Result<Rules, Failure> {
    let all =
        reader.rows(&format!("{VERSION} where r.valid_from <= $1 and r.valid_to >= $1"), values![day], version)?;
    let of = |code: &str| {
        all.iter().find(|one| one.code == code).map(|one| (one.amount, one.part_of)).ok_or_else(|| {
            let day = words::day(day);
            Failure::Conflict(format!("На {day} не заданы состав и кворум комиссии. Задайте их в настройках комиссии."))
        })
    };
    Ok(Rules { members: of("members")?.0, quorum: of("quorum")? })
}

/// Puts a new version in force after the last one, which ends the day before; false when it would not be the last.
pub(in super::super) fn add_version(act: &mut Act<'_>, new: &RuleVersion) -> Result<bool, DbError> {
    let (now, who) = (act.at(), act.account());
    // Of two hands the second waits here and then finds that its version is not the last.
    act.run("update commission_rules set code = code where code = $1", values![&new.code])?;
    let last = act.count(
        "select count(*) from commission_rules where code = $1 and valid_from >= $2",
        values![&new.code, new.from],
    )?;
    if last > 0 {
        return Ok(false);
    }
    act.run(
        "update commission_rules set valid_to = $3 where code = $1 and valid_from < $2 and valid_to >= $2",
        values![&new.code, new.from, new.from.plus(-1)],
    )?;
    let added = act.run(
        "insert into commission_rules (code, valid_from, valid_to, amount, part_of, legal_ref, remark, added_at, added_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        values![&new.code, new.from, FAR, new.amount, new.part_of, &new.legal_ref, &new.remark, now, who],
    )?;
    Ok(added == 1)
}
