//! Codes of the second step: those an application on the phone counts from its secret and the clock (RFC 6238), and spare
//! ones on paper. No input or output.

use data_encoding::BASE32_NOPAD;
use totp_rs::{Builder, Secret};

use crate::platform::clock::Moment;
use crate::platform::record::{BadColumn, Column, Record};
use crate::platform::secret::{grouped, random_signs, typed_signs};

/// Signs of a code of the application.
const DIGITS: usize = 6;
/// A code holds for so many seconds, and the one before and after it are taken too: RFC 6238, 5.2.
const TICK: u64 = 30;
/// Signs of a spare code, five random bits each.
const SPARE_SIGNS: usize = 10;
/// What is said to whoever has left the field of a code empty.
pub(in crate::accounts) const NO_CODE: &str =
    "Введите код из приложения на телефоне: шесть цифр. Телефона нет — введите запасной код.";
/// Spare codes made at once.
pub(super) const SPARE_CODES: usize = 10;

/// What both the application on the phone and the system count codes from: 160 random bits.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct PhoneSecret([u8; 20]);

impl std::fmt::Debug for PhoneSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PhoneSecret(…)")
    }
}

impl Column for PhoneSecret {
    fn read(record: &Record<'_>, place: usize) -> Result<Self, BadColumn> {
        let kept: String = record.get(place)?;
        Self::parse(&kept).ok_or_else(|| BadColumn::new(place, "no secret of a phone".to_owned()))
    }
}

impl PhoneSecret {
    /// A new one.
    ///
    /// # Errors
    /// When the machine gives no randomness.
    pub(super) fn random() -> Result<Self, getrandom::Error> {
        let mut bytes = [0; 20];
        getrandom::fill(&mut bytes)?;
        Ok(Self(bytes))
    }

    /// As stored, and as the application takes it: 32 signs of base32.
    pub(super) fn text(&self) -> String {
        BASE32_NOPAD.encode(&self.0)
    }

    fn parse(text: &str) -> Option<Self> {
        BASE32_NOPAD.decode(text.as_bytes()).ok().and_then(|bytes| bytes.try_into().ok()).map(Self)
    }

    /// The same signs in groups of four, to be typed by hand.
    pub(super) fn groups(&self) -> String {
        grouped(&self.text(), 4, " ")
    }

    /// The address behind the squares: what an application needs to know, in the form all of them read.
    pub(super) fn address(&self, login: &str) -> String {
        let encoded =
            |text: &str| percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string();
        let (house, login) = (encoded("Аттестация"), encoded(login));
        format!("otpauth://totp/{house}:{login}?secret={}&issuer={house}", self.text())
    }

    /// The tick a code belongs to: this one, the one before or the one after. None when it is no code of theirs.
    pub(super) fn tick_of(&self, code: &str, at: Moment) -> Option<i64> {
        let secret = Secret::new_stack(self.0);
        let phone = Builder::new().with_secret(secret).with_step_duration(TICK).with_skew(1).build().ok()?;
        let second = u64::try_from(at.micros() / 1_000_000).ok()?;
        phone.check(code, second).and_then(|tick| i64::try_from(tick).ok())
    }
}

/// What was typed into the field for a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Typed {
    /// A code of the application, six digits.
    Phone(String),
    /// A spare code, ten signs.
    Spare(String),
}

impl Typed {
    /// Reads a code as people type it: spaces, hyphens and any case are allowed.
    pub(super) fn parse(raw: &str) -> Result<Self, NotTaken> {
        let bare: String = raw.chars().filter(|sign| !sign.is_whitespace() && *sign != '-').collect();
        if bare.is_empty() {
            return Err(NotTaken::Empty);
        }
        if bare.len() == DIGITS && bare.bytes().all(|sign| sign.is_ascii_digit()) {
            return Ok(Self::Phone(bare));
        }
        typed_signs(raw, SPARE_SIGNS).map(Self::Spare).ok_or(NotTaken::Unlike)
    }
}

/// New spare codes, ten signs each.
///
/// # Errors
/// When the machine gives no randomness.
pub(super) fn spare_codes() -> Result<Vec<String>, getrandom::Error> {
    (0..SPARE_CODES).map(|_| random_signs(SPARE_SIGNS)).collect()
}

/// «7K2MQ-9XD4H».
pub(super) fn spare_groups(code: &str) -> String {
    grouped(code, 5, "-")
}

/// Why a code is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum NotTaken {
    /// Nothing typed.
    #[error("{NO_CODE}")]
    Empty,
    /// Neither six digits nor ten signs.
    #[error("В коде из приложения шесть цифр, в запасном — десять знаков. Проверьте, что код введён целиком.")]
    Unlike,
    /// Not a code of these minutes.
    #[error(
        "Код не подошёл. Введите тот, который приложение показывает сейчас, и проверьте, что часы телефона идут верно."
    )]
    Wrong,
    /// A code of this tick, or of a later one, was taken already.
    #[error("Этот код уже использован: каждый действует один раз. Дождитесь следующего, он появится через полминуты.")]
    Used,
    /// No spare code, or a used one.
    #[error("Запасной код не подошёл или уже использован. Введите другой из своего списка.")]
    NoSpare,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Moment {
        Moment::of_micros(second * 1_000_000)
    }

    /// RFC 6238, appendix B, SHA-1: the last six of the eight digits.
    #[test]
    fn codes_are_those_of_the_standard() {
        let secret = PhoneSecret(*b"12345678901234567890");
        for (second, code) in
            [(59, "287082"), (1_111_111_109, "081804"), (1_234_567_890, "005924"), (2_000_000_000, "279037")]
        {
            assert_eq!(secret.tick_of(code, at(second)), Some(second / 30), "{second}");
        }
    }

    #[test]
    fn a_tick_before_and_after_are_taken_and_no_more() {
        let secret = PhoneSecret(*b"12345678901234567890");
        let taken: Vec<bool> = [-60, -30, 0, 30, 60]
            .iter()
            .map(|off| secret.tick_of("005924", at(1_234_567_890 + off)).is_some())
            .collect();
        assert_eq!(taken, [false, true, true, true, false]);
        assert_eq!(secret.tick_of("05924", at(1_234_567_890)), None);
    }

    #[test]
    fn a_secret_is_kept_and_shown_in_base32() {
        let secret = PhoneSecret(*b"12345678901234567890");
        assert_eq!(secret.groups(), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
        assert_eq!(PhoneSecret::parse(&secret.text()), Some(secret.clone()));
        assert_eq!(format!("{secret:?}"), "PhoneSecret(…)");
        let house = "%D0%90%D1%82%D1%82%D0%B5%D1%81%D1%82%D0%B0%D1%86%D0%B8%D1%8F";
        assert_eq!(
            secret.address("zoya"),
            format!("otpauth://totp/{house}:zoya?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer={house}")
        );
    }

    #[test]
    fn codes_are_read_as_people_type_them() {
        assert_eq!(Typed::parse(" 287 082 "), Ok(Typed::Phone("287082".to_owned())));
        assert_eq!(Typed::parse("7k2mq-9xd4h"), Ok(Typed::Spare("7K2MQ9XD4H".to_owned())));
        assert_eq!(Typed::parse(" "), Err(NotTaken::Empty));
        assert_eq!(Typed::parse("28708"), Err(NotTaken::Unlike));
        let made = spare_codes().expect("randomness");
        assert_eq!(made.len(), 10);
        assert_eq!(Typed::parse(&spare_groups(&made[0])), Ok(Typed::Spare(made[0].clone())));
    }
}
