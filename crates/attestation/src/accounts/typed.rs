//! What people type about themselves, parsed at the door: login, address, phone, name, password.

use crate::platform::failure::Failure;
use crate::platform::form::{Choice, Form};
use crate::platform::names::{self, FullName};

use super::password::{self, BadPassword, Password};

/// Логин: латинские буквы, цифры, точка и дефис, от 3 до 32 знаков.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Login(String);

/// Why a login does not fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadLogin {
    /// Nothing typed.
    #[error("Придумайте логин латинскими буквами, например ivanova.ma.")]
    Empty,
    /// Too short or too long.
    #[error("В логине должно быть от 3 до 32 знаков.")]
    Length,
    /// Other letters.
    #[error(
        "Логин пишется латинскими буквами: подойдут a–z, цифры, точка и дефис. Смените раскладку клавиатуры на английскую."
    )]
    Alphabet,
    /// Nothing but digits and dots.
    #[error("Логин должен начинаться с латинской буквы.")]
    Start,
}

impl Login {
    /// Reads a login; case does not matter.
    pub fn parse(raw: &str) -> Result<Self, BadLogin> {
        let login = raw.trim().to_ascii_lowercase();
        if login.is_empty() {
            return Err(BadLogin::Empty);
        }
        if !login.chars().all(|sign| sign.is_ascii_alphanumeric() || matches!(sign, '.' | '-' | '_')) {
            return Err(BadLogin::Alphabet);
        }
        if !(3..=32).contains(&login.len()) {
            return Err(BadLogin::Length);
        }
        if !login.starts_with(|sign: char| sign.is_ascii_lowercase()) {
            return Err(BadLogin::Start);
        }
        Ok(Self(login))
    }

    /// As stored and compared.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// An e-mail address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Email(String);

/// Why an address does not fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadEmail {
    /// Nothing typed.
    #[error("Укажите адрес электронной почты.")]
    Empty,
    /// Not an address.
    #[error("Адрес записан с ошибкой. Нужен адрес вида name@school.ru, без пробелов и русских букв.")]
    Form,
}

impl Email {
    /// Reads an address.
    pub fn parse(raw: &str) -> Result<Self, BadEmail> {
        let text = raw.trim();
        if text.is_empty() {
            return Err(BadEmail::Empty);
        }
        let address: lettre::Address = text.parse().map_err(|_| BadEmail::Form)?;
        let plain =
            text.is_ascii() && text.len() <= 254 && address.domain().contains('.') && !text.contains(['"', '[', '(']);
        if plain { Ok(Self(text.to_owned())) } else { Err(BadEmail::Form) }
    }

    /// As typed.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As compared.
    pub fn key(&self) -> String {
        self.0.to_lowercase()
    }
}

/// A phone number: what people type, checked to have as many digits as a number has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phone(String);

/// The phone does not look like one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("Номер телефона записан с ошибкой. Пример: 8 913 123-45-67.")]
pub struct BadPhone;

impl Phone {
    /// Reads a phone; nothing typed is no phone.
    pub fn parse(raw: &str) -> Result<Self, BadPhone> {
        let text = raw.trim();
        let digits = text.chars().filter(char::is_ascii_digit).count();
        let signs = text.chars().all(|sign| sign.is_ascii_digit() || " +-()".contains(sign));
        if text.is_empty() || (signs && (6..=15).contains(&digits) && text.len() <= 40) {
            Ok(Self(text.to_owned()))
        } else {
            Err(BadPhone)
        }
    }

    /// As typed.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As compared: the digits, eight of a long-distance call as seven of the country.
    pub fn key(&self) -> String {
        let digits: String = self.0.chars().filter(char::is_ascii_digit).collect();
        match digits.strip_prefix('8') {
            Some(rest) if rest.len() == 10 => format!("7{rest}"),
            _ => digits,
        }
    }
}

/// Reads the name fields `surname`, `given`, `patronymic` of a form.
pub fn name_from(form: &mut Form) -> Option<FullName> {
    let read = |form: &Form, field: &str| names::proper(&form.text(field));
    let name =
        FullName { surname: read(form, "surname"), given: read(form, "given"), patronymic: read(form, "patronymic") };
    for (field, value, missing) in
        [("surname", &name.surname, "Укажите фамилию."), ("given", &name.given, "Укажите имя.")]
    {
        if value.is_empty() {
            form.fault(field, missing);
        }
    }
    for (field, value) in [("surname", &name.surname), ("given", &name.given), ("patronymic", &name.patronymic)] {
        form.check(field, names::fits(value));
    }
    form.is_sound().then_some(name)
}

/// The field of a suggested password that is taken.
pub(super) const SUGGESTED: &str = "suggested";

/// Reads the field `password`, or the suggestion taken instead, and checks it against what is known of the person. What was
/// typed stands before what was taken, also when the form comes back with a fault elsewhere: the suggestion is let go.
pub fn password_from(form: &mut Form, known: &[&str]) -> Option<Password> {
    let typed = form.value("password");
    let chosen = if typed.is_empty() { form.value(SUGGESTED) } else { typed };
    let outcome: Result<Password, BadPassword> = Password::parse(chosen, known);
    if !typed.is_empty() {
        form.forget(SUGGESTED);
    }
    form.check("password", outcome)
}

/// Suggested passwords as choices; one that was taken before a fault elsewhere stays.
pub fn suggestion_choices(form: &Form) -> Result<Vec<Choice>, Failure> {
    let mut suggested = password::suggestions()?;
    let taken = form.value(SUGGESTED);
    if !taken.is_empty() && Password::parse(taken, &[]).is_ok() {
        taken.clone_into(&mut suggested[0]);
    }
    Ok(suggested.into_iter().map(|one| Choice::new(one.clone(), one)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logins_are_latin_and_say_so() {
        assert_eq!(Login::parse(" Ivanova.MA ").expect("fits").as_str(), "ivanova.ma");
        assert_eq!(Login::parse("иванова"), Err(BadLogin::Alphabet));
        assert_eq!(Login::parse("ab"), Err(BadLogin::Length));
        assert_eq!(Login::parse("12345"), Err(BadLogin::Start));
    }

    #[test]
    fn addresses_are_checked() {
        assert!(Email::parse("orlovao0@example.org").is_ok());
        for wrong in ["нет почты", "a@b", "a b@example.org", "иван@пример.рф", "x@example.org\r\nBcc: y@example.org"]
        {
            assert_eq!(Email::parse(wrong), Err(BadEmail::Form), "{wrong}");
        }
    }
}
