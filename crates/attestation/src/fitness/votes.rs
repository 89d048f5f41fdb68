//! A session of the organisation's commission: who came, who may vote, whether the numbers add up, what they decide. Pure.

use crate::platform::clock::Day;
use crate::platform::names::{FullName, key};
use crate::platform::words;

use super::refused::Refused;

/// What the commission held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// The day.
    pub held_on: Day,
    /// The number of the protocol.
    pub protocol: String,
    /// The commission, the trade union's representative last.
    pub members: Vec<String>,
    /// Which of them did not come.
    pub absent: Vec<String>,
    /// Votes for.
    pub fors: i64,
    /// Votes against.
    pub against: i64,
    /// Who abstained.
    pub abstained: i64,
    /// Why the worker does not fit; empty when they fit.
    pub unfit_because: String,
    /// Heard without the worker.
    pub is_absent: bool,
}

impl Session {
    /// The votes.
    pub(super) const fn votes(&self) -> Votes {
        Votes { fors: self.fors, against: self.against, abstained: Some(self.abstained) }
    }

    /// How many of the members were present.
    pub(super) fn present(&self) -> i64 {
        count_present(&self.members, &self.absent)
    }
}

/// How many of a commission were present when these did not come.
pub(super) fn count_present(members: &[String], absent: &[String]) -> i64 {
    i64::try_from(members.len().saturating_sub(absent.len())).unwrap_or(i64::MAX)
}

/// Votes as they were counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Votes {
    /// «Соответствует».
    pub fors: i64,
    /// «Не соответствует».
    pub against: i64,
    /// Who abstained; none of sessions held before this was asked.
    pub abstained: Option<i64>,
}

/// Who came to a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Came {
    /// Members present.
    pub(super) present: i64,
    /// Those of them who vote: a member does not vote on himself.
    pub(super) voting: i64,
}

impl Came {
    /// So many came, and all of them vote.
    pub(super) const fn all_vote(present: i64) -> Self {
        Self { present, voting: present }
    }

    /// Who of a commission came to a session about this worker.
    pub(super) fn about(worker: &FullName, members: &[String], absent: &[String]) -> Self {
        let present = count_present(members, absent);
        let is_there = is_present(worker, members, absent);
        Self { present, voting: if is_there { present - 1 } else { present } }
    }
}

/// Whether the worker sits in the commission and came to its session.
pub(super) fn is_present(worker: &FullName, members: &[String], absent: &[String]) -> bool {
    let is_worker = |one: &String| [worker.full(), worker.short()].iter().any(|name| names(name, one));
    members.iter().any(|one| is_worker(one) && !absent.contains(one))
}

/// Whether a line may stand for a member: it names the member, or is the surname with initials. Of two such members it names none.
pub(super) fn may_name(line: &str, member: &str) -> bool {
    names(line, member) || is_by_initials(line, member)
}

/// Whether a line names a member: the name, or the name with what follows it in the list.
pub(super) fn names(line: &str, member: &str) -> bool {
    let (line, member) = (key(line), key(member));
    member.strip_prefix(&line).is_some_and(|rest| !line.is_empty() && (rest.is_empty() || rest.starts_with(' ')))
}

/// Whether «Крылов О. А.» is «Крылов Олег Андреевич, секретарь»: the surname, then the first letters of what follows it.
fn is_by_initials(line: &str, member: &str) -> bool {
    let parts = |name: &str| {
        let name = name.split(',').next().unwrap_or_default();
        name.split([' ', '.', '\u{a0}']).map(key).filter(|part| !part.is_empty()).collect::<Vec<_>>()
    };
    let (line, member) = (parts(line), parts(member));
    let is_initial =
        |(initial, whole): (&String, &String)| initial.chars().count() == 1 && whole.starts_with(initial.as_str());
    let [surname, initials @ ..] = line.as_slice() else { return false };
    member.first() == Some(surname)
        && !initials.is_empty()
        && initials.len() < member.len()
        && initials.iter().zip(&member[1..]).all(is_initial)
}

impl Votes {
    /// All of them.
    pub(super) fn count(self) -> i64 {
        self.fors + self.against + self.abstained.unwrap_or_default()
    }

    /// Whether they find the worker fit: more than half of those who vote on one side, a tie by its rule; none when there is
    /// neither. Of sessions held before abstentions were asked about only the votes given are compared.
    pub(super) fn outcome(self, tie_fits: bool) -> Option<bool> {
        let abstained = self.abstained.unwrap_or_default();
        match (self.fors, self.against) {
            (fors, against) if fors == against => Some(tie_fits),
            (fors, against) if fors > against + abstained => Some(true),
            (fors, against) if against > fors + abstained => Some(false),
            _ => None,
        }
    }

    /// Whether the numbers add up and what they decide.
    ///
    /// # Errors
    /// When nobody voted, when there are more or fewer votes than people who vote, when no side has its majority.
    pub(super) fn decided(self, came: Came, tie_fits: bool) -> Result<bool, Refused> {
        if self.fors + self.against == 0 {
            return Err(Refused::NoVotes);
        }
        let is_even = match self.abstained {
            Some(_) => self.count() == came.voting,
            None => self.count() <= came.present,
        };
        if !is_even {
            return Err(Refused::Uneven(self, came));
        }
        self.outcome(tie_fits).ok_or(Refused::NoMajority(self))
    }

    /// Why so many votes are not those of the people who came.
    pub(super) fn uneven(self, Came { present, voting }: Came) -> String {
        if self.abstained.is_none() {
            return format!("Голосов больше, чем членов комиссии присутствовало: {present}. Проверьте числа.");
        }
        let counted = words::counted(voting.unsigned_abs(), "человек", "человека", "человек");
        let together = format!("«за», «против» и воздержавшихся вместе {}. Проверьте числа.", self.count());
        if present == voting {
            return format!("Голосуют {counted}, а {together}");
        }
        format!(
            "Присутствовали {present}, но работник — член комиссии и о себе не голосует: голосуют {counted}, а {together}"
        )
    }

    /// «за 4, против 1, воздержались 0».
    pub(super) fn words(self) -> String {
        let given = format!("за {}, против {}", self.fors, self.against);
        self.abstained.map_or_else(|| given.clone(), |count| format!("{given}, воздержались {count}"))
    }

    /// The same as a paper states it.
    pub(super) fn stated(self) -> String {
        let dashed = |what: &str, count: i64| format!("{what}\u{a0}— {count}");
        let given = format!("{}, {}", dashed("за соответствие", self.fors), dashed("против", self.against));
        self.abstained.map_or_else(|| given.clone(), |count| format!("{given}, {}", dashed("воздержались", count)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn votes(fors: i64, against: i64, abstained: i64) -> Votes {
        Votes { fors, against, abstained: Some(abstained) }
    }

    fn said(votes: Votes, came: Came) -> String {
        votes.decided(came, true).expect_err("a refusal").to_string().replace('\u{a0}', " ")
    }

    #[test]
    fn a_side_needs_more_than_half_of_those_who_vote() {
        let found = |tie_fits| {
            [(3, 2, 0), (2, 3, 0), (2, 2, 1), (3, 1, 2), (1, 3, 2), (2, 1, 2)]
                .map(|(f, a, n)| votes(f, a, n).outcome(tie_fits))
        };
        assert_eq!(found(true), [Some(true), Some(false), Some(true), None, None, None]);
        assert_eq!(found(false)[2], Some(false));
        let older = |fors, against| Votes { fors, against, abstained: None }.outcome(true);
        assert_eq!([older(1, 0), older(1, 1), older(1, 2)], [Some(true), Some(true), Some(false)]);
    }

    #[test]
    fn a_refusal_names_the_numbers() {
        let five = Came::all_vote(5);
        assert_eq!(votes(4, 1, 0).decided(five, true), Ok(true));
        assert_eq!(
            said(votes(1, 0, 0), five),
            "Голосуют 5 человек, а «за», «против» и воздержавшихся вместе 1. Проверьте числа."
        );
        assert_eq!(
            said(votes(5, 0, 0), Came { present: 5, voting: 4 }),
            "Присутствовали 5, но работник — член комиссии и о себе не голосует: голосуют 4 человека, а «за», «против» и воздержавшихся вместе 5. Проверьте числа."
        );
        assert_eq!(
            said(votes(2, 1, 2), five),
            "Решения нет: за 2, против 1, воздержались 2, а нужно больше половины голосов. Проверьте числа; если они верны, пусть комиссия голосует ещё раз или отложите аттестацию."
        );
        let older = Votes { fors: 4, against: 2, abstained: None };
        assert_eq!(said(older, five), "Голосов больше, чем членов комиссии присутствовало: 5. Проверьте числа.");
    }

    #[test]
    fn a_member_is_named_by_initials_too() {
        let member = "Крылов Олег Андреевич, секретарь";
        for line in ["Крылов О. А.", "крылов о.а.", "Крылов\u{a0}О.\u{a0}А.", "Крылов О.", "Крылов Олег", "Крылов"]
        {
            assert!(may_name(line, member), "{line}");
        }
        for line in ["Крылов А. О.", "Крылова О. А.", "О. А.", "Крылов О. А. Б.", "Крылов Ол.", ""]
        {
            assert!(!may_name(line, member), "{line}");
        }
        assert!(may_name("Крылов О. А., секретарь", member) && !names("Крылов О. А.", member));
    }

    #[test]
    fn a_worker_does_not_vote_on_himself() {
        let worker = FullName::split("Орлова Ольга Андреевна").expect("a name");
        let members = ["Панова Алла Борисовна, председатель", "Орлова Ольга Андреевна, секретарь"].map(str::to_owned);
        assert_eq!(Came::about(&worker, &members, &[]), Came { present: 2, voting: 1 });
        assert_eq!(Came::about(&worker, &members, &members[1..]), Came { present: 1, voting: 1 });
        let short = ["Орлова О.А.".to_owned()];
        assert_eq!(Came::about(&worker, &short, &[]), Came { present: 1, voting: 0 });
    }
}
