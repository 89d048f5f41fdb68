//! Votes counted: the outcome, the quorum.

use super::model::Rules;
use super::vote::{Choice, Majority, Outcome, Settled};

/// What stands in the place of votes where there were none.
pub(super) const UNVOTED: &str = "без голосования";

/// Votes counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// За.
    pub in_favour: i64,
    /// Против.
    pub against: i64,
    /// Воздержались.
    pub abstained: i64,
}

impl Tally {
    /// Counts votes.
    pub fn of(votes: impl IntoIterator<Item = Choice>) -> Self {
        let mut tally = Self::default();
        for vote in votes {
            match vote {
                Choice::For => tally.in_favour += 1,
                Choice::Against => tally.against += 1,
                Choice::Abstained => tally.abstained += 1,
            }
        }
        tally
    }

    /// What the votes decide: more on the other side than in favour is a refusal, a tie is what it is settled to be.
    /// Open vote by simple majority: a regional order, not checked against приказ № 196.
    pub const fn outcome(self, majority: Majority, tie: Settled) -> Outcome {
        let is_lost = self.other_side(majority) > self.in_favour;
        if is_lost || (self.is_tie(majority) && matches!(tie, Settled::ChairAgainst)) {
            Outcome::Refused
        } else {
            Outcome::Granted
        }
    }

    /// Whether anybody is on a side: who only abstain decide nothing.
    pub const fn has_sides(self) -> bool {
        self.in_favour + self.against > 0
    }

    /// Whether the votes are even, so that the rule for a tie decides.
    pub const fn is_tie(self, majority: Majority) -> bool {
        self.has_sides() && self.other_side(majority) == self.in_favour
    }

    /// How its even votes are settled by these rules when the chair has voted so; none when they are not even.
    pub const fn settled(self, rules: Rules, chair: Option<Choice>) -> Option<Settled> {
        if self.is_tie(rules.majority) { Some(rules.tie.settled(chair)) } else { None }
    }

    const fn other_side(self, majority: Majority) -> i64 {
        match majority {
            Majority::OfVotes => self.against,
            Majority::OfPresent => self.against + self.abstained,
        }
    }

    /// «за — 4, против — 2, воздержались — 1».
    pub fn words(self) -> String {
        format!(
            "за\u{a0}—\u{a0}{}, против\u{a0}—\u{a0}{}, воздержались\u{a0}—\u{a0}{}",
            self.in_favour, self.against, self.abstained
        )
    }

    /// The votes of a decision in words; a case is put off without any.
    pub fn voted(self) -> String {
        if self == Self::default() { UNVOTED.to_owned() } else { self.words() }
    }

    /// The count as a form carries it, to tell whether it has changed since: with the vote of the chair when that decides.
    pub(super) fn mark(self, tie: Option<Settled>) -> String {
        let chair = match tie {
            Some(Settled::ChairFor) => ".chair-for",
            Some(Settled::ChairAgainst) => ".chair-against",
            Some(Settled::ForTeacher) | None => "",
        };
        format!("{}.{}.{}{chair}", self.in_favour, self.against, self.abstained)
    }
}

/// Who is present, against what is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quorum {
    /// Members present.
    pub present: i64,
    /// Members in all.
    pub total: i64,
    /// Present that are needed.
    pub needed: i64,
}

impl Quorum {
    /// The quorum of so many members, so many of them present.
    pub const fn of(rules: Rules, present: i64, total: i64) -> Self {
        Self { present, total, needed: rules.needed(total) }
    }

    /// Whether a decision may be made.
    pub const fn is_there(self) -> bool {
        self.total > 0 && self.present >= self.needed
    }

    /// «5 из 7, кворум есть (нужно 5)».
    pub fn words(self) -> String {
        let Self { present, total, needed } = self;
        let is = if self.is_there() { "кворум есть" } else { "кворума нет" };
        format!("{present}\u{a0}из\u{a0}{total}, {is} (нужно\u{a0}{needed})")
    }
}

#[cfg(test)]
mod tests {
    use super::super::vote::Tie;
    use super::*;

    #[test]
    fn a_quorum_is_said_for_7_to_12_members() {
        let rules = Rules { members: 7, quorum: (2, 3), majority: Majority::OfVotes, tie: Tie::ForTeacher };
        let said = |present, total| Quorum::of(rules, present, total).words().replace('\u{a0}', " ");
        let table: Vec<(String, String)> =
            (7..=12).map(|total| (said(rules.needed(total) - 1, total), said(rules.needed(total), total))).collect();
        let expected = [
            ("4 из 7, кворума нет (нужно 5)", "5 из 7, кворум есть (нужно 5)"),
            ("5 из 8, кворума нет (нужно 6)", "6 из 8, кворум есть (нужно 6)"),
            ("5 из 9, кворума нет (нужно 6)", "6 из 9, кворум есть (нужно 6)"),
            ("6 из 10, кворума нет (нужно 7)", "7 из 10, кворум есть (нужно 7)"),
            ("7 из 11, кворума нет (нужно 8)", "8 из 11, кворум есть (нужно 8)"),
            ("7 из 12, кворума нет (нужно 8)", "8 из 12, кворум есть (нужно 8)"),
        ];
        assert_eq!(table, expected.map(|(no, yes)| (no.to_owned(), yes.to_owned())));
        assert!(!Quorum::of(rules, 0, 0).is_there(), "nobody is no quorum");
    }

    #[test]
    fn a_tie_is_in_favour_of_the_teacher() {
        use Outcome::{Granted, Refused};
        let table = [
            ((4, 3, 0), Granted, Granted),
            ((3, 3, 0), Granted, Granted),
            ((3, 3, 1), Granted, Refused),
            ((3, 4, 0), Refused, Refused),
            ((2, 3, 2), Refused, Refused),
            ((3, 2, 2), Granted, Refused),
            ((3, 2, 1), Granted, Granted),
            ((4, 2, 2), Granted, Granted),
            ((0, 1, 6), Refused, Refused),
        ];
        for ((in_favour, against, abstained), of_votes, of_present) in table {
            let tally = Tally { in_favour, against, abstained };
            let outcome = |majority| tally.outcome(majority, Tie::ForTeacher.settled(Some(Choice::Against)));
            assert_eq!(
                (outcome(Majority::OfVotes), outcome(Majority::OfPresent)),
                (of_votes, of_present),
                "{}",
                tally.words()
            );
            // By the vote of the chair only what is even goes otherwise.
            let by_chair = tally.outcome(Majority::OfVotes, Tie::ByChair.settled(Some(Choice::Against)));
            let expected = if tally.is_tie(Majority::OfVotes) { Refused } else { of_votes };
            assert_eq!(by_chair, expected, "{}", tally.words());
            for chair in [None, Some(Choice::Abstained), Some(Choice::For)] {
                assert_eq!(tally.outcome(Majority::OfVotes, Tie::ByChair.settled(chair)), of_votes, "{chair:?}");
            }
        }
        let tie = |in_favour, against, abstained| {
            let tally = Tally { in_favour, against, abstained };
            (tally.is_tie(Majority::OfVotes), tally.is_tie(Majority::OfPresent))
        };
        assert_eq!(
            [tie(3, 3, 1), tie(3, 2, 1), tie(3, 3, 0), tie(4, 2, 1), tie(0, 0, 7)],
            [(true, false), (false, true), (true, true), (false, false), (false, false)]
        );
    }
}
