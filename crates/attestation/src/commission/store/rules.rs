//! The SQL of the numbers a commission is measured by: dated facts, one version after another; a session that was opened
//! keeps its own.

use crate::platform::act::Act;
use crate::platform::clock::Day;
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::Failure;
use crate::platform::ids::Id;
use crate::platform::version_rows::{self, Dated};
use crate::platform::words;
use crate::rulebook::Amount;
use crate::values;

use super::super::model::Rules;
use super::super::vote::{Majority, Tie};
use super::super::wordings::{Wordings, wordings_on};
use super::Sitting;

/// The table of these numbers.
pub(in super::super) struct Numbers;

impl Numbers {
    /// Members at least.
    pub(in super::super) const MEMBERS: &'static str = "members";
    /// The part of members that makes a quorum.
    pub(in super::super) const QUORUM: &'static str = "quorum";
    /// What votes in favour are counted against.
    pub(in super::super) const MAJORITY: &'static str = "majority";
    /// What an even vote means.
    pub(in super::super) const TIE: &'static str = "tie";
    /// For the teacher; kept as a number.
    pub(in super::super) const FOR_TEACHER: Amount = Amount { amount: 0, part_of: 1 };
    /// As the chair has voted.
    pub(in super::super) const BY_CHAIR: Amount = Amount { amount: 1, part_of: 1 };
    /// A majority of those who voted for or against; kept as a number.
    pub(in super::super) const OF_VOTES: Amount = Amount { amount: 0, part_of: 1 };
    /// A majority of those present.
    pub(in super::super) const OF_PRESENT: Amount = Amount { amount: 1, part_of: 1 };

    /// What a kept number says of the majority.
    pub(in super::super) fn majority(value: Amount) -> Majority {
        if value == Self::OF_PRESENT { Majority::OfPresent } else { Majority::OfVotes }
    }

    /// What a kept number says of an even vote.
    pub(in super::super) fn tie(value: Amount) -> Tie {
        if value == Self::BY_CHAIR { Tie::ByChair } else { Tie::ForTeacher }
    }
}

impl Dated for Numbers {
    type Value = Amount;
    const TABLE: &'static str = "commission_rules";
    const CODE: &'static str = "code";
}

/// The numbers in force on a day.
///
/// # Errors
/// When one has no version in force on that day: the Centre must set one.
pub fn rules_on(reader: &mut Reader, day: Day) -> Result<Rules, Failure> {
    let all = version_rows::on::<Numbers>(reader, day)?;
    let of = |code: &str| {
        all.iter().find(|(known, _)| known == code).map(|(_, one)| one.value).ok_or_else(|| {
            let day = words::day(day);
            Failure::Conflict(format!("На {day} не заданы состав и кворум комиссии. Задайте их в настройках комиссии."))
        })
    };
    let quorum = of(Numbers::QUORUM)?;
    Ok(Rules {
        members: of(Numbers::MEMBERS)?.amount,
        quorum: (quorum.amount, quorum.part_of),
        majority: Numbers::majority(of(Numbers::MAJORITY)?),
        tie: Numbers::tie(of(Numbers::TIE)?),
    })
}

/// What a session goes by once it is opened.
struct Kept {
    rules: Rules,
    wordings: Wordings,
}

/// What was written down with a session when it was opened; none before.
fn kept(reader: &mut Reader, sitting: Id<Sitting>) -> Result<Option<Kept>, DbError> {
    let sql = "select members_least, quorum_part, quorum_of, majority, tie, grant_words, refuse_words from sittings
         where id = $1 and members_least is not null and quorum_of is not null and majority is not null and tie is not null
             and grant_words is not null and refuse_words is not null";
    reader.row(sql, values![sitting], |row| {
        let whole = |amount| Amount { amount, part_of: 1 };
        Ok(Kept {
            rules: Rules {
                members: row.get(0)?,
                quorum: (row.get(1)?, row.get(2)?),
                majority: Numbers::majority(whole(row.get(3)?)),
                tie: Numbers::tie(whole(row.get(4)?)),
            },
            wordings: Wordings::of(row.get(5)?, row.get(6)?),
        })
    })
}

/// The numbers a session goes by: those it was opened with, before that those of its day.
///
/// # Errors
/// When it is not opened and one has no version in force on its day.
pub(in super::super) fn rules_of(reader: &mut Reader, sitting: &Sitting) -> Result<Rules, Failure> {
    kept(reader, sitting.id)?.map_or_else(|| rules_on(reader, sitting.held_on), |kept| Ok(kept.rules))
}

/// Those numbers, and how the decisions of the session are worded.
///
/// # Errors
/// When it is not opened and one has no version in force on its day.
pub(in super::super) fn goes_by(reader: &mut Reader, sitting: &Sitting) -> Result<(Rules, Wordings), Failure> {
    match kept(reader, sitting.id)? {
        Some(kept) => Ok((kept.rules, kept.wordings)),
        None => Ok((rules_on(reader, sitting.held_on)?, wordings_on(reader, sitting.held_on)?)),
    }
}

/// Writes the rules of its day down with a session that is being opened; they are its own from here on.
///
/// # Errors
/// When one has no version in force on its day.
pub(super) fn keep_rules(act: &mut Act<'_>, sitting: &Sitting) -> Result<Rules, Failure> {
    let (rules, wordings) = (rules_on(act, sitting.held_on)?, wordings_on(act, sitting.held_on)?);
    let (grant, refuse) = wordings.kept();
    let ((part, of), majority, tie) =
        (rules.quorum, i64::from(rules.majority == Majority::OfPresent), i64::from(rules.tie == Tie::ByChair));
    act.run(
        "update sittings set members_least = $2, quorum_part = $3, quorum_of = $4, majority = $5, tie = $6, grant_words = $7, refuse_words = $8
         where id = $1 and stage = 'open'",
        values![sitting.id, rules.members, part, of, majority, tie, grant, refuse],
    )?;
    Ok(rules)
}
