//! Whether every post that is attested has a set for each category: a set that has begun covers its posts until the
//! next one takes its place, so a hole can only be before the first.

use std::collections::{BTreeMap, HashSet};

use crate::applications::{self, Category, Post};
use crate::platform::clock::Day;
use crate::platform::engine::{DbError, Reader};
use crate::platform::words;

use super::model::SetId;
use super::store::{self, Standing};

/// Posts that have no set of a category today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// The category.
    pub category: Category,
    /// The first day on which they have one; none when no set is published for them.
    pub until: Option<Day>,
    /// Names of the posts.
    pub posts: Vec<String>,
}

impl Gap {
    /// «Категория «высшая»: нет набора для должностей: учитель, методист; до 1 января 2027».
    pub fn words(&self) -> String {
        let posts: Vec<String> = self.posts.iter().map(|name| words::inside(name)).collect();
        let until = self.until.map(|day| format!(" (до {})", words::day(day))).unwrap_or_default();
        format!("Категория «{}»: нет набора{until} для должностей: {}.", self.category.words(), posts.join(", "))
    }
}

/// Every gap of today, by category: three questions.
///
/// # Errors
/// When the database does not answer.
pub fn gaps(reader: &mut Reader, today: Day) -> Result<Vec<Gap>, DbError> {
    Ok(cover(reader, today)?.gaps)
}

/// How published sets cover the posts today.
pub(super) struct Cover {
    /// What is not covered.
    pub(super) gaps: Vec<Gap>,
    /// Sets that are in force for a post or more.
    pub(super) in_force: HashSet<SetId>,
}

/// How published sets cover the posts today: three questions.
pub(super) fn cover(reader: &mut Reader, today: Day) -> Result<Cover, DbError> {
    let (posts, standing) = (applications::posts(reader)?, store::standing(reader)?);
    Ok(Cover { gaps: of(&standing, &posts, today), in_force: in_force(&standing, &posts, today) })
}

/// Sets that have begun and whose place no later one has taken for every post they are for; the earliest day stands first.
fn in_force(standing: &[Standing], posts: &[Post], today: Day) -> HashSet<SetId> {
    let begun = || standing.iter().filter(|set| set.from <= today);
    let last = |category: Category, post: &Post| {
        let mut covering = begun().filter(|set| set.category == category && set.covers.covers(&post.code));
        covering.next_back().map(|set| set.id)
    };
    Category::ALL.into_iter().flat_map(|category| posts.iter().filter_map(move |post| last(category, post))).collect()
}

/// Every gap among these sets.
pub(super) fn of(standing: &[Standing], posts: &[Post], today: Day) -> Vec<Gap> {
    let mut gaps = Vec::new();
    for category in Category::ALL {
        let mut open: BTreeMap<Option<Day>, Vec<String>> = BTreeMap::new();
        for post in posts {
            let covering = standing.iter().filter(|set| set.category == category && set.covers.covers(&post.code));
            let first = covering.map(|set| set.from).min();
            if first.is_none_or(|day| day > today) {
                open.entry(first).or_default().push(post.name.clone());
            }
        }
        gaps.extend(open.into_iter().map(|(until, posts)| Gap { category, until, posts }));
    }
    gaps
}
