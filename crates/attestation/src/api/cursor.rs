//! Where a page of a list ended, as neighbours carry it: one word they need not understand.

use data_encoding::BASE64URL_NOPAD;

/// Longer ones are not ours.
const LONGEST: usize = 1_000;

/// A cursor of what the list goes by and the id of the row.
pub(super) fn written(border: &str, id: impl std::fmt::Display) -> String {
    BASE64URL_NOPAD.encode(format!("{id} {border}").as_bytes())
}

/// Reads a cursor: what the list goes by, and the id; none when it was not made by `written`.
pub(super) fn read<T: std::str::FromStr>(text: &str) -> Option<(String, T)> {
    if text.len() > LONGEST {
        return None;
    }
    let text = String::from_utf8(BASE64URL_NOPAD.decode(text.as_bytes()).ok()?).ok()?;
    let (id, border) = text.split_once(' ').filter(|_| !text.chars().any(char::is_control))?;
    Some((border.to_owned(), id.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_read_back() {
        assert_eq!(read(&written("орлова ольга", 12)), Some(("орлова ольга".to_owned(), 12)));
        assert_eq!(read::<i64>(&written("\0", 12)), None);
        assert_eq!(read::<i64>("12"), None);
        assert_eq!(read::<i64>("не метка"), None);
    }
}
