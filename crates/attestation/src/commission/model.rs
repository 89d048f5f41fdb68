//! A commission and its members: positions, what a composition lacks, the numbers it is measured by.

use crate::accounts::{Account, Seat};
use crate::platform::clock::Day;
use crate::platform::failure::Refusal;
use crate::platform::ids::Id;
use crate::platform::names::FullName;
use crate::platform::record::{BadColumn, Column, Record};
use crate::platform::versions::span;
use crate::platform::words;

use super::vote::{Majority, Tie};

/// A commission formed by an order.
#[derive(Debug, Clone)]
pub struct Commission {
    /// Its id.
    pub id: Id<Commission>,
    /// Its name.
    pub name: String,
    /// The number of the order that formed it.
    pub order_number: String,
    /// The day of that order.
    pub order_date: Day,
    /// The first day it is in force.
    pub valid_from: Day,
    /// The last one.
    pub valid_to: Day,
}

impl Commission {
    /// Whether it is in force on a day.
    pub fn is_in_force(&self, day: Day) -> bool {
        self.valid_from <= day && day <= self.valid_to
    }

    /// «с 1 сентября 2026 по 31 августа 2027».
    pub(super) fn span(&self) -> String {
        span(self.valid_from, self.valid_to)
    }

    /// «приказ № 15-р от 28.08.2026».
    pub(super) fn order(&self) -> String {
        order(&self.order_number, self.order_date)
    }
}

/// «приказ № 15-р от 28.08.2026».
pub(super) fn order(number: &str, date: Day) -> String {
    format!("приказ №\u{a0}{number} от {}", words::brief_day(date))
}

/// What a member is in a commission.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Position {
    /// Председатель.
    Chair,
    /// Заместитель председателя.
    Deputy,
    /// Секретарь.
    Secretary,
    /// Член комиссии.
    Member,
    /// Выбыл: no member any more.
    Left,
}

impl Position {
    /// Every position.
    pub const ALL: [Self; 5] = [Self::Chair, Self::Deputy, Self::Secretary, Self::Member, Self::Left];

    /// As stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Chair => "chair",
            Self::Deputy => "deputy",
            Self::Secretary => "secretary",
            Self::Member => "member",
            Self::Left => "left",
        }
    }

    /// As shown.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Chair => "председатель",
            Self::Deputy => "заместитель председателя",
            Self::Secretary => "секретарь",
            Self::Member => "член комиссии",
            Self::Left => "выбыл из состава",
        }
    }

    /// Whether it leads a session: may write the decision of the commission down.
    pub const fn leads(self) -> bool {
        matches!(self, Self::Chair | Self::Deputy | Self::Secretary)
    }

    /// Reads what is stored or sent.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|position| position.code() == code)
    }
}

impl Column for Position {
    fn read(record: &Record<'_>, place: usize) -> Result<Self, BadColumn> {
        record.known(place, "position", Self::parse)
    }
}

/// Somebody in a commission, the same through every row about them.
#[derive(Debug)]
pub struct Person;

/// What holds for a member from a day on.
#[derive(Debug, Clone)]
pub struct Member {
    /// Who it is.
    pub person: Id<Person>,
    /// The first day it holds.
    pub from: Day,
    /// The seat of role Member; none when the person has no cabinet yet.
    pub seat: Option<Id<Seat>>,
    /// The account of that seat.
    pub account: Option<Id<Account>>,
    /// The name.
    pub name: FullName,
    /// The address; may be empty.
    pub email: String,
    /// Where and as whom the person works; may be empty.
    pub job: String,
    /// What they are in the commission.
    pub position: Position,
    /// Whether they represent the trade union.
    pub is_union: bool,
    /// The order that says so.
    pub order_number: String,
    /// Its day.
    pub order_date: Day,
}

impl Member {
    /// Whether letters reach this member: an address is known.
    pub const fn is_written_to(&self) -> bool {
        !self.email.is_empty()
    }
}

/// How large a commission and its quorum must be, in force on one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rules {
    /// Members at least.
    pub members: i64,
    /// The part of members that makes a quorum: so many of so many.
    pub quorum: (i64, i64),
    /// What votes in favour are counted against.
    pub majority: Majority,
    /// What an even vote means.
    pub tie: Tie,
}

impl Rules {
    /// How many of `total` members must be present: the part of them, rounded up.
    pub const fn needed(self, total: i64) -> i64 {
        let (part, of) = self.quorum;
        (total * part + of - 1) / of
    }
}

/// What a composition lacks to hold a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shortage {
    /// Fewer members than needed: how many there are, how many are needed.
    TooFew(i64, i64),
    /// Nobody represents the trade union.
    NoUnion,
    /// No chair, or several.
    Chairs(usize),
    /// No secretary, or several.
    Secretaries(usize),
}

impl Shortage {
    /// «нет председателя».
    pub(super) fn words(self) -> String {
        let people = |number: i64| words::counted(number.unsigned_abs(), "член", "члена", "членов");
        match self {
            Self::TooFew(have, needed) => format!("в составе {}, нужно не меньше {needed}", people(have)),
            Self::NoUnion => "нет представителя профсоюза".to_owned(),
            Self::Chairs(0) => "нет председателя".to_owned(),
            Self::Chairs(many) => format!("председателей {many}, должен быть один"),
            Self::Secretaries(0) => "нет секретаря".to_owned(),
            Self::Secretaries(many) => format!("секретарей {many}, должен быть один"),
        }
    }
}

/// Everything a composition lacks; nothing when a session may be held.
/// Приказ № 196: at least seven members, the trade union among them. One chair and one secretary: not checked
/// against its text.
pub fn shortages(members: &[Member], rules: Rules) -> Vec<Shortage> {
    let have = i64::try_from(members.len()).unwrap_or(i64::MAX);
    let count = |position: Position| members.iter().filter(|one| one.position == position).count();
    let (chairs, secretaries) = (count(Position::Chair), count(Position::Secretary));
    [
        (have < rules.members).then_some(Shortage::TooFew(have, rules.members)),
        (!members.iter().any(|one| one.is_union)).then_some(Shortage::NoUnion),
        (chairs != 1).then_some(Shortage::Chairs(chairs)),
        (secretaries != 1).then_some(Shortage::Secretaries(secretaries)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// A session cannot be opened with such a commission.
#[derive(Debug)]
pub struct Incomplete(pub Vec<Shortage>);

impl Refusal for Incomplete {
    fn reason(&self) -> String {
        let all: Vec<String> = self.0.iter().map(|one| one.words()).collect();
        format!("Открыть заседание нельзя: {}. Внесите изменения в состав комиссии.", all.join("; "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULES: Rules = Rules { members: 7, quorum: (2, 3), majority: Majority::OfVotes, tie: Tie::ForTeacher };

    fn of(positions: &[(Position, bool)]) -> Vec<Member> {
        let day = "2026-09-01".parse().expect("a day");
        let member = |(position, is_union): &(Position, bool)| Member {
            person: Id::new(),
            from: day,
            seat: None,
            account: None,
            name: FullName::default(),
            email: String::new(),
            job: String::new(),
            position: *position,
            is_union: *is_union,
            order_number: String::new(),
            order_date: day,
        };
        positions.iter().map(member).collect()
    }

    #[test]
    fn two_thirds_are_rounded_up() {
        let table: Vec<(i64, i64)> = (7..=12).map(|total| (total, RULES.needed(total))).collect();
        assert_eq!(table, [(7, 5), (8, 6), (9, 6), (10, 7), (11, 8), (12, 8)]);
    }

    #[test]
    fn each_shortage_is_named() {
        use Position::{Chair, Deputy, Member, Secretary};
        let said = |positions: &[(Position, bool)]| {
            let all = shortages(&of(positions), RULES).into_iter().map(|one| one.words().replace('\u{a0}', " "));
            all.collect::<Vec<_>>()
        };
        let mut whole = vec![(Chair, false), (Deputy, false), (Secretary, false), (Member, true)];
        whole.extend([(Member, false); 3]);
        assert_eq!(said(&whole), Vec::<String>::new());
        assert_eq!(
            said(&[]),
            [
                "в составе 0 членов, нужно не меньше 7",
                "нет представителя профсоюза",
                "нет председателя",
                "нет секретаря"
            ]
        );
        whole.extend([(Chair, false), (Secretary, false)]);
        assert_eq!(said(&whole), ["председателей 2, должен быть один", "секретарей 2, должен быть один"]);
        assert_eq!(said(&whole[1..6]).first().map(String::as_str), Some("в составе 5 членов, нужно не меньше 7"));
    }
}
