//! The check code of a record: twelve random signs by which anybody confirms an extract, and nobody guesses another's.

use crate::platform::secret::{grouped, random_signs, typed_signs};

/// Sixty random bits.
const LENGTH: usize = 12;

/// A check code, twelve signs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckCode(String);

impl CheckCode {
    /// A new one.
    ///
    /// # Errors
    /// When the machine gives no randomness.
    pub fn random() -> Result<Self, getrandom::Error> {
        random_signs(LENGTH).map(Self)
    }

    /// Reads a code as people type it: any case, hyphens and spaces, Russian letters that look like Latin ones.
    pub fn parse(raw: &str) -> Option<Self> {
        typed_signs(raw, LENGTH).map(Self)
    }

    /// The signs, as stored and as they stand in an address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// «7K2M-Q9XD-4HWT».
    pub fn groups(&self) -> String {
        grouped(&self.0, 4, "-")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_as_people_type_it() {
        let code = CheckCode::random().expect("randomness");
        assert_eq!(code.groups().len(), 14);
        assert_eq!(CheckCode::parse(&code.groups().to_lowercase()), Some(code.clone()));
        assert_eq!(CheckCode::parse(" 7к2м — q9xd 4нwt "), CheckCode::parse("7K2M-Q9XD-4HWT"));
        assert_eq!(CheckCode::parse("oil1-0000-0000"), CheckCode::parse("0111-0000-0000"));
        assert_eq!(CheckCode::parse("7K2M-Q9XD"), None);
        assert_eq!(CheckCode::parse("7K2M-Q9XD-4HWЖ"), None);
    }
}
