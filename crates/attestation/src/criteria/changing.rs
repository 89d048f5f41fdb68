//! Changes of a draft before they are written: a copy, a new one, a part moved among its neighbours. Pure.

use crate::applications::Category;
use crate::platform::clock::Day;
use crate::platform::ids::Id;

use super::model::{Covers, CriteriaSet, Indicator, Scoring, State};

/// A draft with nothing in it.
pub(super) fn empty(today: Day) -> CriteriaSet {
    CriteriaSet {
        id: Id::new(),
        title: String::new(),
        category: Category::First,
        covers: Covers::AllPosts,
        state: State::Draft,
        scoring: Scoring::None,
        valid_from: today,
        threshold: None,
        legal_ref: String::new(),
        remark: String::new(),
        edition: 1,
        indicators: Vec::new(),
    }
}

/// A draft with everything of another set, under ids of its own.
pub(super) fn copy(of: &CriteriaSet, today: Day) -> CriteriaSet {
    let mut set = of.clone();
    (set.id, set.state, set.valid_from, set.edition) = (Id::new(), State::Draft, today, 1);
    for indicator in &mut set.indicators {
        indicator.id = Id::new();
        for row in &mut indicator.rows {
            row.id = Id::new();
            for option in &mut row.options {
                option.id = Id::new();
            }
        }
    }
    set
}

/// Which way a part is moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// Before its neighbour.
    Up,
    /// After it.
    Down,
}

impl Way {
    /// Reads what is sent.
    pub(super) fn parse(text: &str) -> Option<Self> {
        match text {
            "up" => Some(Self::Up),
            "down" => Some(Self::Down),
            _ => None,
        }
    }
}

/// Moves a part past its neighbour; at an end nothing changes.
pub(super) fn shift<T>(parts: &mut [T], place: usize, way: Way) {
    match way {
        Way::Up if place > 0 => parts.swap(place - 1, place),
        Way::Down if place + 1 < parts.len() => parts.swap(place, place + 1),
        _ => {}
    }
}

/// Puts an indicator into the place of the one with its id, with the rows that one has; otherwise at the end.
pub(super) fn put(set: &mut CriteriaSet, mut new: Indicator) {
    match set.indicators.iter_mut().find(|one| one.id == new.id) {
        Some(old) => {
            new.rows = std::mem::take(&mut old.rows);
            *old = new;
        }
        None => set.indicators.push(new),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_move_past_their_neighbours() {
        let moved = |place, way| {
            let mut parts = ["a", "b", "c"];
            shift(&mut parts, place, way);
            parts.concat()
        };
        assert_eq!(moved(1, Way::Up), "bac");
        assert_eq!(moved(1, Way::Down), "acb");
        assert_eq!(moved(0, Way::Up), "abc");
        assert_eq!(moved(2, Way::Down), "abc");
    }
}
