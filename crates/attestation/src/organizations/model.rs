//! A school as everybody above sees it.

use crate::accounts::Organization;
use crate::platform::ids::Id;
use crate::platform::names::key;

/// A school or another organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct School {
    /// Its id.
    pub id: Id<Organization>,
    /// Муниципальное образование.
    pub municipality: String,
    /// Краткое наименование.
    pub name: String,
    /// ИНН, ten digits.
    pub inn: String,
    /// The address; may be empty.
    pub email: String,
}

impl School {
    /// Whether every word (as `names::key` writes it) is in the name or the municipality, or begins the ИНН.
    pub(super) fn has_all(&self, words: &[String]) -> bool {
        let hay = key(&format!("{} {}", self.municipality, self.name));
        let begins_inn = |word: &str| word.len() >= INN_LEAST && self.inn.starts_with(word);
        words.iter().all(|word| hay.contains(word.as_str()) || begins_inn(word))
    }
}

/// Figures by which an ИНН is looked for: fewer are a school's number.
const INN_LEAST: usize = 4;

/// ИНН of an organisation: ten digits. The control digit is not checked: offices keep numbers with slips in it,
/// and the number serves here only to tell one organisation from another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inn(String);

/// Not an ИНН.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("ИНН организации состоит из 10 цифр.")]
pub struct BadInn;

impl Inn {
    /// Reads ten digits.
    pub fn parse(raw: &str) -> Result<Self, BadInn> {
        let digits: String = raw.chars().filter(|sign| !sign.is_whitespace()).collect();
        if digits.len() == 10 && digits.bytes().all(|byte| byte.is_ascii_digit()) {
            Ok(Self(digits))
        } else {
            Err(BadInn)
        }
    }

    /// The digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A school to be written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewOrganization {
    /// Муниципальное образование.
    pub municipality: String,
    /// Краткое наименование.
    pub name: String,
    /// ИНН.
    pub inn: Inn,
    /// The address; may be empty.
    pub email: String,
}
