//! The words of names that the search of the register walks. What a list tells of a record stands beside each of them, so that a
//! search looks nothing else up.

use crate::platform::act::Act;
use crate::platform::engine::DbError;
use crate::platform::ids::Id;
use crate::platform::many;
use crate::platform::names::PlaceName;
use crate::platform::record::Value;
use crate::values;

use super::super::model::{Entry, NewRecord, Record};

/// A record that was put in, with its place among those of the register.
pub(super) struct Fresh<'n> {
    pub(super) id: Id<Record>,
    pub(super) new: &'n NewRecord,
    pub(super) place: Id<PlaceName>,
    pub(super) entry: Entry,
}

/// Writes down the words of names by which records are found, each with what a list tells of its record.
pub(super) fn write_words<'n>(act: &mut Act<'_>, fresh: impl IntoIterator<Item = Fresh<'n>>) -> Result<(), DbError> {
    let mut rows: Vec<[Value<'_>; 14]> = Vec::new();
    for Fresh { id, new, place, entry } in fresh {
        let key = new.name.key();
        rows.extend(search_words(&key).into_iter().map(|(word, shared)| {
            [
                word.to_owned().into(),
                key.clone().into(),
                id.into(),
                shared.into(),
                (&new.name.surname).into(),
                (&new.name.given).into(),
                (&new.name.patronymic).into(),
                place.into(),
                (&new.post_code).into(),
                (&new.post_written).into(),
                new.category.code().into(),
                entry.code().into(),
                new.granted_on.into(),
                new.valid_to.into(),
            ]
        }));
    }
    many::insert(
        act,
        "insert into register_words (word, name_key, record_id, shared, surname, given, patronymic, place_id, post_code, post_written,
             category, entry, granted_on, valid_to) values ROWS",
        rows,
    )
}

/// Takes the words of a record out: it is found no more.
pub(super) fn drop_words(act: &mut Act<'_>, record: &Record) -> Result<(), DbError> {
    let key = record.name.key();
    for (word, _) in search_words(&key) {
        act.run(
            "delete from register_words where word = $1 and name_key = $2 and record_id = $3",
            values![word, &key, record.id],
        )?;
    }
    Ok(())
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
