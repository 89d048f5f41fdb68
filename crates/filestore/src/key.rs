//! The name of a file: the SHA-256 of its content.
//! The only way to make one from text is [`Key::parse`], so no key can lead out of the store.

use std::fmt;
use std::path::PathBuf;

use sha2::{Digest as _, Sha256};

/// 64 lower-case hexadecimal digits.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key(String);

impl Key {
    /// Accepts exactly 64 characters `0-9a-f`; anything else, a path above all, is `None`.
    pub fn parse(raw: &str) -> Option<Key> {
        let hex = |b: u8| matches!(b, b'0'..=b'9' | b'a'..=b'f');
        (raw.len() == 64 && raw.bytes().all(hex)).then(|| Key(raw.to_owned()))
    }

    /// The key of these bytes.
    pub fn of(content: &[u8]) -> Key {
        Key::from_hash(Sha256::new_with_prefix(content))
    }

    /// The 64 digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub(crate) fn from_hash(hash: Sha256) -> Key {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let mut text = String::with_capacity(64);
        for byte in hash.finalize() {
            text.push(char::from(DIGITS[usize::from(byte >> 4)]));
            text.push(char::from(DIGITS[usize::from(byte & 15)]));
        }
        Key(text)
    }

    /// `ab/cd/abcd…`: two levels keep every directory small.
    pub(crate) fn path(&self) -> PathBuf {
        [self.shelf().0, self.shelf().1, self.as_str()].iter().collect()
    }

    pub(crate) fn shelf(&self) -> (&str, &str) {
        (&self.0[..2], &self.0[2..4])
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Key({})", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::Key;

    const EMPTY: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    #[test]
    fn the_key_of_nothing_is_the_known_one() {
        assert_eq!(Key::of(b"").as_str(), EMPTY);
        assert_eq!(Key::parse(EMPTY), Some(Key::of(b"")));
    }

    #[test]
    fn hostile_names_are_no_keys() {
        let upper = EMPTY.to_uppercase();
        let long = format!("{EMPTY}0");
        let path = format!("../{}", &EMPTY[3..]);
        let nul = format!("{}\0", &EMPTY[1..]);
        let wide = "ａ".repeat(64);
        let bytes = format!("{}é", &EMPTY[2..]);
        for bad in ["", "..", "/etc/passwd", &EMPTY[1..], &upper, &long, &path, &nul, &wide, &bytes] {
            assert_eq!(Key::parse(bad), None, "{bad:?}");
        }
    }

    #[test]
    fn a_key_lies_two_levels_deep() {
        assert_eq!(Key::of(b"").path().to_str(), Some(format!("e3/b0/{EMPTY}").as_str()));
    }
}
