//! The words of names that the search of the register walks.

use crate::platform::act::Act;
use crate::platform::engine::DbError;
use crate::platform::ids::Id;
use crate::platform::many;
use crate::platform::record::Value;

use super::super::model::{NewRecord, Record};

/// Writes down the words of names by which records are found.
pub(super) fn write_words(act: &mut Act<'_>, fresh: &[(Id<Record>, &NewRecord)]) -> Result<(), DbError> {
    let mut rows: Vec<[Value<'_>; 4]> = Vec::new();
    for (id, new) in fresh {
        let key = new.name.key();
        let words = search_words(&key).into_iter();
        rows.extend(
            words.map(|(word, shared)| [word.to_owned().into(), key.clone().into(), (*id).into(), shared.into()]),
        );
    }
    many::insert(act, "insert into register_words (word, name_key, record_id, shared) values ROWS", rows)
}

/// The words of a name as the search walks them, each once, with the number of letters it begins with like the one before.
pub fn search_words(key: &str) -> Vec<(&str, i64)> {
    let mut words: Vec<&str> = key.split(' ').collect();
    words.sort_unstable();
    words.dedup();
    let before = std::iter::once("").chain(words.iter().copied());
    before.zip(&words).map(|(before, word)| (*word, alike(before, word))).collect()
}

/// Letters that two words begin with alike.
fn alike(one: &str, other: &str) -> i64 {
    one.chars().zip(other.chars()).take_while(|(one, other)| one == other).fold(0, |letters, _| letters + 1)
}

#[cfg(test)]
mod tests {
    use super::search_words;

    #[test]
    fn a_word_tells_how_much_of_it_the_one_before_has() {
        assert_eq!(search_words("иванов иван иванович"), [("иван", 0), ("иванов", 4), ("иванович", 6)]);
        assert_eq!(search_words("петрова анна анна"), [("анна", 0), ("петрова", 0)]);
    }
}
