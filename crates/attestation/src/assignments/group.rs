//! The group of specialists that looks at a case: one in most, three where the rule says so. Pure.

use crate::accounts::Seat;
use crate::applications::{Application, Move};
use crate::platform::failure::Refusal;
use crate::platform::ids::Id;
use crate::platform::version_rows::ByCode;
use crate::platform::versions::in_force;

use super::sizes::Sizes;
use super::store::Assigned;

/// How many specialists a case needs: what it keeps, or what the rule of its category said on the day it was received. A rule
/// that begins on the day it was written found cases of this day there already: they go on by the one before it. One where no
/// rule was in force.
pub(super) fn size_of(case: &Application, rules: &ByCode<Sizes>) -> i64 {
    if case.group_size > 0 {
        return case.group_size;
    }
    let versions = rules.get(case.category.code()).map(Vec::as_slice).unwrap_or_default();
    let found = in_force(versions, case.received_on);
    let is_later = found.is_some_and(|rule| rule.from == case.received_on && rule.written_at > case.written_at);
    let rule = if is_later { in_force(versions, case.received_on.plus(-1)) } else { found };
    rule.map_or(1, |rule| rule.value.0)
}

/// Who works on a case, and how many should.
#[derive(Debug, Clone)]
pub struct Group {
    /// How many specialists the case needs.
    pub size: i64,
    /// Those there are, by place.
    pub members: Vec<Assigned>,
}

/// Why a specialist does not come into a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unplaced {
    /// Every place is taken.
    #[error("группа собрана")]
    Full,
    /// They are in it already.
    #[error("уже в группе этого дела")]
    Member,
    /// The one whose place was to be taken is not in it.
    #[error("этого специалиста в группе уже нет")]
    Gone,
}

impl Refusal for Unplaced {
    fn reason(&self) -> String {
        match self {
            Self::Full => "Группа специалистов собрана. Откройте дело и выберите, кого заменить.",
            Self::Member => "Этот специалист уже в группе дела. Выберите другого.",
            Self::Gone => "Пока вы работали, состав группы изменился. Откройте дело заново.",
        }
        .to_owned()
    }
}

/// The place a specialist gets, with whoever leaves it.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub(super) number: i64,
    pub(super) before: Option<Assigned>,
}

impl Group {
    /// Whether one specialist is enough.
    pub const fn is_single(&self) -> bool {
        self.size == 1
    }

    /// Places nobody has.
    pub fn free(&self) -> i64 {
        self.size - i64::try_from(self.members.len()).unwrap_or(self.size)
    }

    /// Whether somebody is in it.
    pub fn has(&self, seat: Id<Seat>) -> bool {
        self.members.iter().any(|one| one.seat == seat)
    }

    /// Everybody in it, so that a change made meanwhile is seen.
    pub(super) fn hands(&self) -> String {
        let seats: Vec<String> = self.members.iter().map(|one| one.seat.to_string()).collect();
        seats.join("+")
    }

    /// «Смирнова О. И., Котов П. П. (2 из 3)»; «нет» when nobody is in it.
    pub fn words(&self) -> String {
        let names: Vec<String> = self.members.iter().map(|one| one.name.short()).collect();
        match (names.is_empty(), self.is_single()) {
            (true, true) => "нет".to_owned(),
            (true, false) => format!("нет, нужно {}", self.size),
            (false, true) => names.join(", "),
            (false, false) => format!("{} ({} из {})", names.join(", "), names.len(), self.size),
        }
    }

    /// The move by which one more specialist comes, where nobody is named to be replaced.
    pub(super) fn next_move(&self) -> Move {
        match () {
            () if self.members.is_empty() => Move::Assign,
            () if self.free() > 0 => Move::Join,
            () => Move::Reassign,
        }
    }

    /// The place for a specialist: of `instead`, or a free one; the only one of a group of one is given over.
    pub(super) fn place_for(&self, seat: Id<Seat>, instead: Option<Id<Seat>>) -> Result<Place, Unplaced> {
        if self.has(seat) {
            return Err(Unplaced::Member);
        }
        let left = match instead {
            Some(instead) => Some(self.members.iter().find(|one| one.seat == instead).ok_or(Unplaced::Gone)?),
            None if self.is_single() => self.members.first(),
            None => None,
        };
        if let Some(before) = left {
            return Ok(Place { number: before.place, before: Some(before.clone()) });
        }
        let taken = |number: &i64| self.members.iter().any(|one| one.place == *number);
        let number = (1..=self.size).find(|number| !taken(number)).ok_or(Unplaced::Full)?;
        Ok(Place { number, before: None })
    }
}
