//! Posts an application is written down for: the rules of the day it was received are asked, so that one of a post excluded
//! since is taken.

use crate::applications::Post;
use crate::platform::clock::Day;
use crate::platform::form::{Choice, Form};
use crate::platform::words;

/// Every post there ever was, those that are excluded with the day.
pub(super) fn choices(posts: Vec<Post>) -> impl Iterator<Item = Choice> {
    posts.into_iter().map(|one| match one.ended_on {
        None => Choice::new(one.code, one.name),
        Some(day) => Choice::new(one.code, format!("{} (исключена с {})", one.name, words::brief_day(day))),
    })
}

/// Whether an application received on a day may be for this post; the sentence when it may not.
pub(super) fn fits(post: &Post, received_on: Day) -> Result<(), String> {
    match post.ended_on.filter(|ended| *ended <= received_on) {
        None => Ok(()),
        Some(ended) => Err(format!(
            "Должность «{}» исключена с {}, заявление получено {}. Проверьте должность и день получения.",
            post.name,
            words::brief_day(ended),
            words::brief_day(received_on)
        )),
    }
}

/// A chosen post excluded before the day of receipt is a fault at its field.
pub(super) fn check(form: &mut Form, posts: &[Post], (code, received_on): (&str, Day)) {
    if let Some(post) = posts.iter().find(|one| one.code == code) {
        form.check("post", fits(post, received_on));
    }
}
