//! The numbers an attestation for fitness is measured by: its commission, its quorum, a tie, witnesses of a refusal.
//! Pure; a case keeps those that were in force on the day it began.

use crate::commission::{self, Quorum};

use super::refused::Refused;

/// The numbers in force on one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Thresholds {
    /// Members of the organisation's commission at least, the trade union's representative among them.
    pub members: i64,
    /// Witnesses of a refusal to read the presentation, or to sign for the extract, at least.
    pub witnesses: i64,
    /// The part of members that makes a quorum: so many of so many.
    pub quorum: (i64, i64),
    /// Whether a tie finds the worker fit.
    pub tie_fits: bool,
}

/// What a worker refuses before witnesses.
pub(super) const TO_READ: &str = "прочитать представление";
pub(super) const TO_SIGN: &str = "расписаться в ознакомлении с выпиской";

pub(super) const TO_SIGN_ORDER: &str = "расписаться в ознакомлении с приказом";

/// A number of people as it is kept.
fn many(people: usize) -> i64 {
    i64::try_from(people).unwrap_or(i64::MAX)
}

impl Thresholds {
    /// Who is present, against what is needed.
    pub(super) fn quorum_of(self, present: i64, members: usize) -> Quorum {
        let rules = commission::Rules {
            members: self.members,
            quorum: self.quorum,
            majority: commission::Majority::OfVotes,
            tie: commission::Tie::ForTeacher,
        };
        Quorum::of(rules, present, many(members))
    }

    /// Whether a commission of so many members is large enough.
    ///
    /// # Errors
    /// When it is too small.
    pub(super) fn may_sit(self, members: usize) -> Result<(), Refused> {
        if many(members) < self.members { Err(Refused::FewMembers(members, self.members)) } else { Ok(()) }
    }

    /// Whether so many present of so many members may decide.
    ///
    /// # Errors
    /// When more are present than there are, or there is no quorum.
    pub(super) fn may_decide(self, present: i64, members: usize) -> Result<(), Refused> {
        if present > many(members) {
            return Err(Refused::ManyPresent(members));
        }
        let quorum = self.quorum_of(present, members);
        if quorum.is_there() { Ok(()) } else { Err(Refused::NoQuorum(quorum, self.quorum)) }
    }

    /// Whether a refusal, `what` of it, is confirmed by enough witnesses.
    ///
    /// # Errors
    /// When there are too few.
    pub(super) fn may_confirm(self, what: &'static str, witnesses: usize) -> Result<(), Refused> {
        let is_enough = many(witnesses) >= self.witnesses;
        if is_enough { Ok(()) } else { Err(Refused::FewWitnesses(what, witnesses, self.witnesses)) }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// The numbers that come with the program.
    pub(crate) const SHIPPED: Thresholds = Thresholds { members: 5, witnesses: 2, quorum: (2, 3), tie_fits: true };

    #[test]
    fn a_refusal_names_the_numbers() {
        let said = |no: Result<(), Refused>| no.expect_err("a refusal").to_string().replace('\u{a0}', " ");
        assert_eq!(SHIPPED.may_decide(4, 5), Ok(()));
        assert_eq!(
            said(SHIPPED.may_decide(3, 5)),
            "Кворума нет: присутствуют 3 из 5 членов комиссии, а нужно не меньше 4 (2/3). Проверьте число или отложите аттестацию."
        );
        assert_eq!(
            said(SHIPPED.may_decide(6, 5)),
            "Присутствовало больше, чем членов комиссии: в ней 5 человек. Проверьте числа."
        );
        let larger = Thresholds { members: 7, witnesses: 3, ..SHIPPED };
        assert_eq!(
            said(larger.may_sit(5)),
            "В комиссии организации не меньше 7 человек вместе с представителем профсоюза, а названо 5. Впишите остальных, каждого с новой строки."
        );
        assert_eq!(
            said(larger.may_confirm(TO_READ, 2)),
            "Отказ прочитать представление подтверждают не меньше 3 человек, а названо 2. Впишите остальных, каждого с новой строки."
        );
    }
}
