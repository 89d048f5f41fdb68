//! What one field of a list of cases asks for: a name, the number of a case or the СНИЛС of a teacher.

use super::model::Snils;

/// Whom or what a list of cases is searched for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SoughtCase {
    /// Words of a name.
    Name(String),
    /// The case of this year and place in it: «2026-0417».
    Number(i64, i64),
    /// The cases of the teacher with this СНИЛС, eleven digits.
    Snils(String),
}

impl Default for SoughtCase {
    fn default() -> Self {
        Self::Name(String::new())
    }
}

impl SoughtCase {
    /// A number, or words of a name: for whoever reads no СНИЛС.
    pub fn by_number(text: &str) -> Self {
        match number(text) {
            Some((year, ordinal)) => Self::Number(year, ordinal),
            None => Self::Name(text.to_owned()),
        }
    }

    /// A СНИЛС with or without hyphens, a number, or words of a name.
    pub fn by_number_or_snils(text: &str) -> Self {
        match Snils::parse(text) {
            Ok(snils) => Self::Snils(snils.as_str().to_owned()),
            Err(_) => Self::by_number(text),
        }
    }
}

/// The year and the place in it of a case called so: «2026-0417», «№ 2026-417».
pub(super) fn number(text: &str) -> Option<(i64, i64)> {
    let digits = |part: &str| part.bytes().all(|sign| sign.is_ascii_digit()).then(|| part.parse().ok()).flatten();
    let (year, ordinal) = text.trim_start_matches(['№', ' ', '\u{a0}']).trim_end().split_once(['-', '–'])?;
    digits(year).zip(digits(ordinal))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_a_snils_and_a_name_are_told_apart() {
        let name = |text: &str| SoughtCase::Name(text.to_owned());
        for text in ["2026-0316", "2026-316", "№ 2026-0316", "№\u{a0}2026–0316 "] {
            assert_eq!(SoughtCase::by_number(text), SoughtCase::Number(2026, 316), "{text}");
            assert_eq!(SoughtCase::by_number_or_snils(text), SoughtCase::Number(2026, 316), "{text}");
        }
        for text in
            ["Орлова", "Орлова-Белова", "2026-", "-0316", "2026-03-16", "20260316", "2026-99999999999999999999", ""]
        {
            assert_eq!(SoughtCase::by_number_or_snils(text), name(text), "{text}");
        }
        for text in ["112-233-445 95", "11223344595"] {
            assert_eq!(SoughtCase::by_number_or_snils(text), SoughtCase::Snils("11223344595".to_owned()), "{text}");
            assert_eq!(SoughtCase::by_number(text), name(text), "{text}");
        }
    }
}
