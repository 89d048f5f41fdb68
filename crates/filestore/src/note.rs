//! The name of a note: a small text kept beside the files under a name of its own, not under its hash.

use std::fmt;

/// The longest name.
const LONGEST: usize = 100;

/// A name that is safe in a folder and in a bucket: small Latin letters, digits, `-` and `.`, not with a point first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NoteName(String);

impl NoteName {
    /// Reads a name; none when it is not safe.
    pub fn parse(raw: &str) -> Option<Self> {
        let is_safe = |sign: u8| sign.is_ascii_lowercase() || sign.is_ascii_digit() || matches!(sign, b'-' | b'.');
        let fits = !raw.is_empty() && raw.len() <= LONGEST && !raw.starts_with('.') && raw.bytes().all(is_safe);
        fits.then(|| Self(raw.to_owned()))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for NoteName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::NoteName;

    #[test]
    fn a_name_leads_nowhere_else() {
        assert!(NoteName::parse("0192-ab.json").is_some());
        for bad in ["", ".", "..", ".hidden", "a/b", "a\\b", "A", "я", &"a".repeat(101)] {
            assert!(NoteName::parse(bad).is_none(), "{bad}");
        }
    }
}
