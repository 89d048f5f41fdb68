//! The check code of a record: twelve random signs by which anybody confirms an extract, and nobody guesses another's.

use crate::platform::secret::LinkSecret;

/// Digits and letters without those that are read as a digit or as one another.
const SIGNS: &str = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
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
        Ok(Self(LinkSecret::random()?.signs().chars().take(LENGTH).collect()))
    }

    /// Reads a code as people type it: any case, hyphens and spaces, Russian letters that look like Latin ones.
    pub fn parse(raw: &str) -> Option<Self> {
        if raw.len() > 100 {
            return None;
        }
        let signs: String = raw
            .chars()
            .filter(|sign| !sign.is_whitespace() && !matches!(sign, '-' | '‐' | '–' | '—'))
            .flat_map(char::to_uppercase)
            .map(meant)
            .collect();
        let fits = signs.chars().count() == LENGTH && signs.chars().all(|sign| SIGNS.contains(sign));
        fits.then_some(Self(signs))
    }

    /// The signs, as stored and as they stand in an address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// «7K2M-Q9XD-4HWT».
    pub fn groups(&self) -> String {
        let signs: Vec<char> = self.0.chars().collect();
        signs.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join("-")
    }
}

/// The sign that was meant: a look-alike of another alphabet, or a letter for a digit.
fn meant(sign: char) -> char {
    match sign {
        'O' | 'О' => '0',
        'I' | 'L' | 'І' => '1',
        'А' => 'A',
        'В' => 'B',
        'Е' => 'E',
        'К' => 'K',
        'М' => 'M',
        'Н' => 'H',
        'Р' => 'P',
        'С' => 'C',
        'Т' => 'T',
        'У' => 'Y',
        'Х' => 'X',
        other => other,
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
