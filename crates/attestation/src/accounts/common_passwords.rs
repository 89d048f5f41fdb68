//! Words that everybody tries as a password, and words from which suggestions are made: a word a line in files
//! beside this one, read once.

use std::sync::LazyLock;

/// Passwords, names and rows of keys tried first, in lower case; their other-layout twins are found by the check.
pub(super) static COMMON: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| include_str!("common_passwords.txt").lines().collect());

/// Short everyday words, none of them in doubt how to spell.
pub(super) static WORDS: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| include_str!("suggestion_words.txt").lines().collect());
