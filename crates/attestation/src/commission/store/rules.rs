//! The SQL of the numbers a commission is measured by: dated facts, one version after another.

use crate::platform::clock::Day;
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::Failure;
use crate::platform::version_rows::{self, Dated};
use crate::platform::words;
use crate::rulebook::Amount;
use crate::values;

use super::super::model::Rules;
use super::super::vote::{Majority, Tie};

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

/// Why a rule that sessions go by may not change from a day on: one of that day or later has begun, and goes on by what was in
/// force when it did. None: it may.
pub(in super::super) fn begun_by_rules(reader: &mut Reader, from: Day) -> Result<Option<String>, DbError> {
    let sql =
        "select max(held_on) from sittings where held_on >= $1 and opened_at is not null and stage <> 'cancelled'";
    let last: Option<Day> = reader.row(sql, values![from], |row| row.get(0))?.flatten();
    Ok(last.map(|day| {
        let (day, next) = (words::day(day), words::day(day.plus(1)));
        format!(
            "Заседание {day} началось по прежнему правилу. Чтобы решения одного заседания не разошлись, новая версия может начаться с {next}."
        )
    }))
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
