//! The centre's own words in a letter: a subject, an opening and a closing around what the program writes itself.
//! The facts, the link and the code of a letter are never theirs to lose.

use super::engine::{DbError, Reader};
use crate::values;

/// The centre's words for one kind of letter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wording {
    /// The subject; empty: the program's own.
    pub subject: String,
    /// What stands after the greeting; paragraphs are divided by an empty line.
    pub opening: String,
    /// What stands before the signature.
    pub closing: String,
}

/// A word that is put in when the letter is written: `{{ имя }}`.
#[derive(Debug, Clone, Copy)]
pub struct Insert {
    /// Its name between the brackets.
    pub name: &'static str,
    /// What comes in its place.
    pub meaning: &'static str,
}

/// Every insert.
pub const INSERTS: [Insert; 4] = [
    Insert { name: "имя", meaning: "имя и отчество того, кому письмо" },
    Insert { name: "тема", meaning: "тема письма, как её пишет программа" },
    Insert { name: "центр", meaning: "название Центра" },
    Insert { name: "телефон", meaning: "телефон Центра" },
];

/// What comes in the place of each insert, in the order of `INSERTS`.
pub(super) type Inserted<'a> = [&'a str; INSERTS.len()];

/// A text in pieces: words as they are, and names between double brackets.
fn pieces(text: &str) -> impl Iterator<Item = (&str, Option<&str>)> {
    text.split("{{").enumerate().map(|(place, piece)| match piece.split_once("}}") {
        _ if place == 0 => (piece, None),
        Some((name, rest)) => (rest, Some(name.trim())),
        None => (piece, Some("")),
    })
}

/// The first insert of a text that nobody knows; empty when its brackets are not closed.
pub fn unknown_insert(text: &str) -> Option<&str> {
    pieces(text).filter_map(|(_, name)| name).find(|name| INSERTS.iter().all(|one| one.name != *name))
}

/// Whether a text has this insert.
pub fn has_insert(text: &str, name: &str) -> bool {
    pieces(text).any(|(_, found)| found == Some(name))
}

/// A text with its inserts put in; what is not known is left out.
pub(super) fn filled(text: &str, with: Inserted<'_>) -> String {
    let mut whole = String::with_capacity(text.len());
    for (words, name) in pieces(text) {
        if let Some(place) = name.and_then(|name| INSERTS.iter().position(|one| one.name == name)) {
            whole.push_str(with[place]);
        }
        whole.push_str(words);
    }
    whole
}

/// The paragraphs of a text: an empty line divides them.
pub(super) fn paragraphs(text: &str) -> Vec<String> {
    let (mut all, mut last) = (Vec::new(), String::new());
    for line in text.lines().map(str::trim) {
        if line.is_empty() {
            all.push(std::mem::take(&mut last));
            continue;
        }
        if !last.is_empty() {
            last.push(' ');
        }
        last.push_str(line);
    }
    all.push(last);
    all.retain(|one| !one.is_empty());
    all
}

/// The centre's words for a kind of letter; none when it has none.
pub(super) fn of(reader: &mut Reader, kind: &str) -> Result<Option<Wording>, DbError> {
    reader.row("select subject, opening, closing from letter_wordings where kind = $1", values![kind], |row| {
        Ok(Wording { subject: row.get(0)?, opening: row.get(1)?, closing: row.get(2)? })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const WITH: Inserted<'static> = ["Анна Петровна", "Пароль изменён", "Центр", "53-00-00"];

    #[test]
    fn inserts_are_put_in() {
        assert_eq!(filled("{{тема}}: {{ центр }}, т. {{ телефон }}", WITH), "Пароль изменён: Центр, т. 53-00-00");
        assert_eq!(filled("Без вставок }}", WITH), "Без вставок }}");
        assert_eq!(filled("", WITH), "");
    }

    #[test]
    fn an_unknown_insert_is_found() {
        assert_eq!(unknown_insert("{{ имя }}, здравствуйте"), None);
        assert_eq!(unknown_insert("{{ имя }} {{ отчество }}"), Some("отчество"));
        assert_eq!(unknown_insert("{{ имя"), Some(""));
    }

    #[test]
    fn an_empty_line_divides_paragraphs() {
        assert_eq!(paragraphs("Раз,\r\nдва.\r\n\r\n \r\n Три."), ["Раз, два.", "Три."]);
        assert!(paragraphs(" \n\n").is_empty());
    }
}
