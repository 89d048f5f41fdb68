//! Secrets of links and cookies: random, shown once, stored only as a hash, compared in constant time.

use data_encoding::{Encoding, HEXLOWER, Specification};
use sha2::{Digest, Sha256};
use std::sync::LazyLock;
use subtle::ConstantTimeEq;

/// Crockford's alphabet: no letter that is read as a digit; O, I and L typed by hand are understood.
const SYMBOLS: &str = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

static CROCKFORD: LazyLock<Encoding> = LazyLock::new(|| {
    let mut rules = Specification::new();
    rules.symbols.push_str(SYMBOLS);
    rules.encoding().unwrap_or(data_encoding::BASE32_NOPAD)
});

/// A secret of 140 random bits, written as 28 signs.
#[derive(Clone, PartialEq, Eq)]
pub struct LinkSecret(String);

impl std::fmt::Debug for LinkSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("LinkSecret(…)")
    }
}

/// Signs of a link's secret; five random bits each.
const LINK_SIGNS: usize = 28;

impl LinkSecret {
    /// A new one.
    ///
    /// # Errors
    /// When the machine gives no randomness.
    pub fn random() -> Result<Self, getrandom::Error> {
        random_signs(LINK_SIGNS).map(Self)
    }

    /// Reads a secret from a link or from a code typed by hand: any case, spaces and hyphens allowed.
    pub fn parse(raw: &str) -> Option<Self> {
        typed_signs(raw, LINK_SIGNS).map(Self)
    }

    /// The signs for the link.
    pub fn signs(&self) -> &str {
        &self.0
    }

    /// The same signs in groups of four, to be typed by hand.
    pub fn groups(&self) -> String {
        grouped(&self.0, 4, " ")
    }

    /// What is stored.
    pub fn hash(&self) -> String {
        hash(&self.0)
    }
}

/// Random signs of Crockford's alphabet, five random bits each; 32 at most.
///
/// # Errors
/// When the machine gives no randomness.
pub fn random_signs(many: usize) -> Result<String, getrandom::Error> {
    let mut bytes = [0; 20];
    getrandom::fill(&mut bytes)?;
    let mut text = CROCKFORD.encode(&bytes);
    text.truncate(many);
    Ok(text)
}

/// Reads so many signs as people type them: any case, hyphens and spaces, Russian letters that look like Latin ones.
pub fn typed_signs(raw: &str, many: usize) -> Option<String> {
    if raw.len() > 200 {
        return None;
    }
    let signs: String = raw
        .chars()
        .filter(|sign| !sign.is_whitespace() && !matches!(sign, '-' | '‐' | '–' | '—'))
        .flat_map(char::to_uppercase)
        .map(meant)
        .collect();
    let fits = signs.chars().count() == many && signs.chars().all(|sign| SYMBOLS.contains(sign));
    fits.then_some(signs)
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

/// The same signs in groups of so many, to be read and typed by hand.
pub fn grouped(signs: &str, many: usize, between: &str) -> String {
    let signs: Vec<char> = signs.chars().collect();
    signs.chunks(many).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(between)
}

/// A secret of 256 random bits for a cookie, in hex.
///
/// # Errors
/// When the machine gives no randomness.
pub fn cookie_secret() -> Result<String, getrandom::Error> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes)?;
    Ok(HEXLOWER.encode(&bytes))
}

/// A random number below `bound`, for suggestions; `bound` above zero.
///
/// # Errors
/// When the machine gives no randomness.
pub fn random_below(bound: u32) -> Result<u32, getrandom::Error> {
    Ok(getrandom::u32()? % bound.max(1))
}

/// SHA-256 of the text, in hex.
pub fn hash(text: &str) -> String {
    HEXLOWER.encode(&Sha256::digest(text.as_bytes()))
}

/// Whether two texts are the same, without telling by time how far they agree.
pub fn same(one: &str, other: &str) -> bool {
    one.as_bytes().ct_eq(other.as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_as_people_type_it() {
        let secret = LinkSecret::random().expect("randomness");
        assert_eq!(secret.signs().len(), 28);
        assert_eq!(LinkSecret::parse(&secret.groups().to_lowercase()), Some(secret.clone()));
        let misread = secret.signs().replace('0', "O").replace('1', "l");
        assert_eq!(LinkSecret::parse(&misread), Some(secret.clone()));
        assert_eq!(LinkSecret::parse("ABC"), None);
        assert_eq!(LinkSecret::parse(&format!("{}Ы", &secret.signs()[..26])), None);
    }

    #[test]
    fn two_secrets_differ() {
        assert_ne!(LinkSecret::random().expect("randomness"), LinkSecret::random().expect("randomness"));
    }
}
