//! Whom the organisation attests and what it keeps of one attestation. Pure.

use crate::accounts::Organization;
use crate::applications::Teacher;
use crate::commission::Quorum;
use crate::platform::clock::Day;
use crate::platform::ids::Id;
use crate::platform::names::FullName;
use crate::platform::record::{BadColumn, Column, Record};

pub use super::beside::Presentation;
pub(super) use super::beside::{Beside, Changed};
use super::stage::{Move, Stage};
use super::thresholds::Thresholds;
use super::votes::Votes;

/// Why not to attest. Nothing is kept of it but this word and its last day: it is a matter of health and family.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ground {
    /// Беременность.
    Pregnancy,
    /// Отпуск по беременности и родам.
    Maternity,
    /// Отпуск по уходу за ребёнком до трёх лет.
    Childcare,
    /// Отсутствие на работе больше четырёх месяцев подряд по болезни.
    Illness,
}

impl Ground {
    /// Every ground.
    pub const ALL: [Self; 4] = [Self::Pregnancy, Self::Maternity, Self::Childcare, Self::Illness];

    /// As stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Pregnancy => "pregnancy",
            Self::Maternity => "maternity",
            Self::Childcare => "childcare",
            Self::Illness => "illness",
        }
    }

    /// As shown.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Pregnancy => "беременность",
            Self::Maternity => "отпуск по беременности и родам",
            Self::Childcare => "отпуск по уходу за ребёнком до трёх лет",
            Self::Illness => "болезнь дольше четырёх месяцев подряд",
        }
    }

    /// Reads what is stored or sent.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|ground| ground.code() == code)
    }
}

impl Column for Ground {
    fn read(record: &Record<'_>, place: usize) -> Result<Self, BadColumn> {
        record.known(place, "ground", Self::parse)
    }
}

/// «соответствует занимаемой должности».
pub(super) const fn verdict(fits: bool) -> &'static str {
    if fits {
        "соответствует занимаемой должности"
    } else {
        "не соответствует занимаемой должности"
    }
}

/// A teacher in one of the posts held in the organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    /// The teacher.
    pub teacher: Id<Teacher>,
    /// Which of the posts: from 1.
    pub place: i64,
}

impl Held {
    /// The first post, for most the only one.
    pub(super) const FIRST: i64 = 1;

    /// A teacher in the first post.
    pub(super) const fn first(teacher: Id<Teacher>) -> Self {
        Self { teacher, place: Self::FIRST }
    }

    /// Reads a part of an address: the teacher, and after a point which post when it is not the first.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (teacher, place) = match text.split_once('.') {
            Some((teacher, place)) => (teacher, place.parse().ok().filter(|place| *place > Self::FIRST)?),
            None => (text, Self::FIRST),
        };
        Some(Self { teacher: teacher.parse().ok()?, place })
    }
}

impl std::fmt::Display for Held {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.place {
            Self::FIRST => write!(f, "{}", self.teacher),
            place => write!(f, "{}.{place}", self.teacher),
        }
    }
}

/// What fitness needs of a teacher in one post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// The post's code.
    pub post_code: String,
    /// The first day in this post in this organisation.
    pub since: Day,
    /// The last day in it; none while the teacher holds it.
    pub until: Option<Day>,
    /// The day of the previous attestation and whether the teacher fitted.
    pub previous: Option<(Day, bool)>,
    /// Why not to attest, and its last day: the same for every post of the teacher.
    pub ground: Option<(Ground, Day)>,
}

/// A teacher of a school in one post, as fitness sees them.
#[derive(Debug, Clone)]
pub struct Worker {
    /// The teacher.
    pub id: Id<Teacher>,
    /// Which of the posts held here: from 1.
    pub place: i64,
    /// The name.
    pub name: FullName,
    /// The day of birth.
    pub born: Day,
    /// СНИЛС, eleven digits.
    pub snils: String,
    /// The school.
    pub school: Id<Organization>,
    /// The post's name; empty while nothing is known.
    pub post: String,
    /// What is known; none until the coordinator has written it down.
    pub facts: Option<Facts>,
    /// The school has taken them off its list.
    pub is_removed: bool,
    /// By what is known now they belong to another organisation: an application or an invitation has moved them.
    pub is_elsewhere: bool,
    /// They hold this post beside one in another organisation.
    pub is_beside: bool,
    /// The attestation under way.
    pub case: Option<Case>,
    /// The mark of what is known as it was read; 0 while nothing is.
    pub version: i64,
}

/// What was begun after an attestation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Since {
    /// Nothing: the teacher's own page tells of it.
    Nothing,
    /// Only what was not held: its decision may still become another one.
    NotHeld,
    /// The next one: its decision stands.
    Next,
}

/// One attestation of one teacher.
#[derive(Debug, Clone)]
pub struct Case {
    /// Its id.
    pub id: Id<Case>,
    /// The post's code.
    pub post_code: String,
    /// Where it stands.
    pub stage: Stage,
    /// The day it began: its terms are those in force then.
    pub began_on: Day,
    /// The number and the day of the order.
    pub order: Option<(String, Day)>,
    /// The order with the list and the schedule was shown; while a changed one waits to be shown, the one before it.
    pub listed_on: Option<Day>,
    /// The session: by the schedule, then as it was held.
    pub session_on: Option<Day>,
    /// The session by the schedule; none before the order, and of sessions held before this was kept.
    pub scheduled_on: Option<Day>,
    /// Who saw that the worker refused to sign for the order; empty when it was signed.
    pub order_witnesses: Vec<String>,
    /// The presentation was shown.
    pub shown_on: Option<Day>,
    /// Who saw that the worker refused to read it; empty when it was read.
    pub witnesses: Vec<String>,
    /// The worker's own information was filed.
    pub filed_on: Option<Day>,
    /// The number of the protocol.
    pub protocol: String,
    /// The commission, the trade union's representative last.
    pub members: Vec<String>,
    /// The numbers it began under.
    pub thresholds: Thresholds,
    /// Members who were present; none before the session, and of sessions held before this was asked.
    pub present: Option<i64>,
    /// Which of the members did not come; none before the session, and of sessions held before this was asked.
    pub absent: Option<Vec<String>>,
    /// Why the worker does not fit; empty when they fit, and of decisions made before this was asked.
    pub unfit_because: String,
    /// The votes.
    pub votes: Option<Votes>,
    /// Heard without the worker, who had no valid reason.
    pub is_absent: bool,
    /// The last day to make the extract.
    pub extract_by: Option<Day>,
    /// It was made.
    pub extracted_on: Option<Day>,
    /// The last day to acquaint the worker with it.
    pub acquaint_by: Option<Day>,
    /// It was done, or the worker refused to sign for it.
    pub acquainted_on: Option<Day>,
    /// Who saw that the worker refused to sign for the extract; empty when it was signed.
    pub extract_witnesses: Vec<String>,
    /// Why it was put off; empty otherwise.
    pub reason: String,
    /// Why it was not held, in words fit for a list; empty of those that were, and of those ended before this was asked.
    pub unheld_because: String,
    /// The mark of what stands, as it was read.
    pub version: i64,
}

impl Worker {
    /// The teacher in this post.
    pub(super) fn held(&self) -> Held {
        Held { teacher: self.id, place: self.place }
    }
}

impl Case {
    /// What the commission has decided; none before the session.
    pub fn fits(&self) -> Option<bool> {
        self.votes.and_then(|votes| votes.outcome(self.thresholds.tie_fits))
    }

    /// The session by the schedule; none before the order, and of sessions held before this was kept.
    pub(super) fn scheduled(&self) -> Option<Day> {
        self.scheduled_on.or(self.session_on.filter(|_| self.votes.is_none()))
    }

    /// Whether the worker sat in the commission and had no vote.
    pub(super) fn is_about_a_member(&self) -> bool {
        let voted = self.votes.filter(|votes| votes.abstained.is_some()).map(Votes::count);
        self.present.zip(voted).is_some_and(|(present, voted)| voted < present)
    }

    /// Who came to the session, against what was needed; none when it is not known.
    pub(super) fn quorum(&self) -> Option<Quorum> {
        self.present.map(|present| self.thresholds.quorum_of(present, self.members.len()))
    }

    /// The members who sign the protocol: all but those of whom it is known that they did not come.
    pub(super) fn signing(&self) -> Vec<&str> {
        let absent = self.absent.as_deref().unwrap_or_default();
        self.members.iter().filter(|one| !absent.contains(one)).map(String::as_str).collect()
    }

    /// The move by which the worker is acquainted with the order, or with a changed schedule.
    pub fn list(&self) -> Move {
        if self.shown_on.is_some() { Move::ListShown } else { Move::List }
    }

    /// Whether the presentation may still be written.
    pub(super) fn may_be_presented(&self) -> bool {
        let is_open = matches!(self.stage, Stage::Planned | Stage::Ordered | Stage::Listed | Stage::Postponed);
        is_open && self.shown_on.is_none()
    }
}
