//! Teachers and their applications.

use crate::accounts::Organization;
use crate::documents::Kind;
use crate::platform::clock::{Day, Moment};
use crate::platform::ids::Id;
use crate::platform::names::{FullName, key};
use crate::platform::record::{BadColumn, Column, Record};

use super::denial::Denial;
use super::filing::Filed;
use super::moves::Move;
use super::stage::{Stage, Told};

/// Квалификационная категория.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Category {
    /// Первая.
    First,
    /// Высшая.
    Highest,
    /// Педагог-методист.
    Methodist,
    /// Педагог-наставник.
    Mentor,
}

impl Category {
    /// Every category.
    pub const ALL: [Self; 4] = [Self::First, Self::Highest, Self::Methodist, Self::Mentor];

    /// As stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::First => "first",
            Self::Highest => "highest",
            Self::Methodist => "methodist",
            Self::Mentor => "mentor",
        }
    }

    /// As shown.
    pub const fn words(self) -> &'static str {
        match self {
            Self::First => "первая",
            Self::Highest => "высшая",
            Self::Methodist => "педагог-методист",
            Self::Mentor => "педагог-наставник",
        }
    }

    /// At the head of a line of settings.
    pub const fn title(self) -> &'static str {
        match self {
            Self::First => "Первая категория",
            Self::Highest => "Высшая категория",
            Self::Methodist => "Педагог-методист",
            Self::Mentor => "Педагог-наставник",
        }
    }

    /// Whether it is asked for at the employer's proposal, with a ходатайство.
    pub const fn is_proposed(self) -> bool {
        matches!(self, Self::Methodist | Self::Mentor)
    }

    /// Reads what is stored or sent.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|category| category.code() == code)
    }

    /// Reads what people write: «Первая», «высшая категория», «первая квалификационная категория», «педагог методист».
    pub fn named(words: &str) -> Option<Self> {
        let said = key(words);
        let said = said
            .strip_suffix(" квалификационная категория")
            .or_else(|| said.strip_suffix(" категория"))
            .unwrap_or(&said);
        Self::ALL.into_iter().find(|category| key(category.words()) == said)
    }
}

impl Column for Category {
    fn read(record: &Record<'_>, place: usize) -> Result<Self, BadColumn> {
        record.known(place, "category", Self::parse)
    }
}

/// СНИЛС: eleven digits, the last two of which are a control number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snils(String);

/// Not a СНИЛС.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadSnils {
    /// Not eleven digits.
    #[error("СНИЛС состоит из 11 цифр, например 112-233-445 95.")]
    Digits,
    /// The control number does not fit: a digit is wrong somewhere.
    #[error("В СНИЛС ошибка: контрольное число не сходится. Сверьте цифры с документом.")]
    Control,
    /// Noughts alone: nobody has it, whatever its control number.
    #[error("Такого СНИЛС нет. Сверьте цифры с документом.")]
    Nobody,
}

impl Snils {
    /// Reads a СНИЛС with or without hyphens.
    /// The control number is computed as the Pension Fund lays down: the sum of digits by their places from the end,
    /// modulo 101, where 100 is written 00; numbers up to 001-001-998 have none.
    pub fn parse(raw: &str) -> Result<Self, BadSnils> {
        let digits: Vec<u32> = raw.chars().filter_map(|sign| sign.to_digit(10)).collect();
        let other =
            raw.chars().any(|sign| !sign.is_ascii_digit() && !sign.is_whitespace() && !matches!(sign, '-' | '–' | '—'));
        if digits.len() != 11 || other {
            return Err(BadSnils::Digits);
        }
        let body = digits[..9].iter().fold(0_u64, |number, digit| number * 10 + u64::from(*digit));
        if body == 0 {
            return Err(BadSnils::Nobody);
        }
        let sum: u32 = digits[..9].iter().zip((1..=9).rev()).map(|(digit, place)| digit * place).sum();
        if body > 1_001_998 && sum % 101 % 100 != digits[9] * 10 + digits[10] {
            return Err(BadSnils::Control);
        }
        Ok(Self(digits.iter().map(ToString::to_string).collect()))
    }

    /// As it is printed on the card: «112-233-445 95»; anything but eleven digits stays as it is.
    pub fn printed(digits: &str) -> String {
        match (digits.get(..3), digits.get(3..6), digits.get(6..9), digits.get(9..11)) {
            (Some(one), Some(two), Some(three), Some(control)) => format!("{one}-{two}-{three}\u{a0}{control}"),
            _ => digits.to_owned(),
        }
    }

    /// Eleven digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A teacher to be written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewTeacher {
    /// The name.
    pub name: FullName,
    /// The day of birth.
    pub born: Day,
    /// СНИЛС.
    pub snils: Snils,
    /// The address; may be empty.
    pub email: String,
    /// The phone; may be empty.
    pub phone: String,
    /// The school.
    pub school: Id<Organization>,
}

/// A teacher's identity.
#[derive(Debug)]
pub struct Teacher;

/// An application with everything a page of it shows.
#[derive(Debug, Clone)]
pub struct Application {
    /// Its id.
    pub id: Id<Application>,
    /// «2026-0417».
    pub number: String,
    /// The teacher.
    pub teacher: Id<Teacher>,
    /// The teacher's name.
    pub name: FullName,
    /// The teacher's address; may be empty.
    pub email: String,
    /// The teacher's phone; may be empty.
    pub phone: String,
    /// The school.
    pub school: Id<Organization>,
    /// The school's name.
    pub school_name: String,
    /// The municipality.
    pub municipality: String,
    /// The post's code.
    pub post_code: String,
    /// The post.
    pub post: String,
    /// The subject taught; may be empty.
    pub subject: String,
    /// Pedagogical experience, whole years.
    pub experience: Option<i64>,
    /// The category held; none when there is none.
    pub current_category: Option<Category>,
    /// The category claimed.
    pub category: Category,
    /// The day it was received.
    pub received_on: Day,
    /// The last day for the specialist's result.
    pub due_on: Day,
    /// Where it stands.
    pub stage: Stage,
    /// When the coordinator marked the documents as checked.
    pub documents_checked_at: Option<Moment>,
    /// How many of the documents it needs are there.
    pub documents_present: i64,
    /// How it came and when it was registered.
    pub filed: Filed,
    /// How many specialists it needs, kept from the first one on; 0 before that.
    pub group_size: i64,
    /// Whether its award is to be confirmed: by the simplified track no specialist is waited for.
    pub awaits_award: bool,
    /// How far it has come: its stage, or for a case of the archive the one it was put away from.
    pub reached: Stage,
    /// When it was written down here, whenever it was received.
    pub written_at: Moment,
    /// The school where the teacher works now, which may be another than that of the application.
    pub works_at: Id<Organization>,
}

/// Where a case of the archive stands that was put away from a stage: how it has ended is told too.
const fn put_away(from: Stage) -> Told {
    let words = match from {
        Stage::Published => "в архиве: акт опубликован",
        Stage::Withdrawn => "в архиве: заявление отозвано",
        Stage::IntakeRefused => "в архиве: в приёме отказано",
        _ => Stage::Archived.words(),
    };
    Told { words, tone: Stage::Archived.tone() }
}

impl Application {
    /// How many kinds of documents it needs: the category held asks for its order, методист and наставник for a ходатайство.
    pub fn documents_needed(&self) -> i64 {
        i64::try_from(self.kinds_needed().len()).unwrap_or(i64::MAX)
    }

    fn kinds_needed(&self) -> Vec<Kind> {
        Kind::needed(self.current_category.is_some(), self.category.is_proposed())
    }

    /// Kinds of documents it needs and does not have, as they are shown.
    pub fn missing_documents(&self, has: impl Fn(Kind) -> bool) -> Vec<&'static str> {
        self.kinds_needed().into_iter().filter(|kind| !has(*kind)).map(Kind::words).collect()
    }

    /// Where it stands, as told to somebody.
    pub const fn standing(&self, keeps_decisions: bool) -> Told {
        match self.stage {
            Stage::Archived => put_away(self.reached),
            _ if self.awaits_award => self.stage.standing(true),
            _ => self.stage.told(keeps_decisions),
        }
    }

    /// Where a move leads from here, or why it cannot be made.
    ///
    /// # Errors
    /// When the stage does not allow it.
    pub fn after(&self, mv: Move) -> Result<Stage, Denial> {
        self.stage.after(mv).map_err(|no| no.told_as(self.standing(true).words))
    }

    /// «учитель, физика».
    pub fn post_and_subject(&self) -> String {
        if self.subject.is_empty() { self.post.clone() } else { format!("{}, {}", self.post, self.subject) }
    }

    /// The category held, in words.
    pub fn current_words(&self) -> &'static str {
        self.current_category.map_or("нет", Category::words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_numbers_of_snils() {
        assert_eq!(Snils::parse("112-233-445 95").expect("fits").as_str(), "11223344595");
        assert_eq!(Snils::parse("199-474-395 49").expect("fits").as_str(), "19947439549");
        assert_eq!(Snils::parse("123-456-789 00"), Err(BadSnils::Control));
        assert_eq!(Snils::parse("000-000-000 00"), Err(BadSnils::Nobody));
        assert_eq!(Snils::parse("001-001-998 00").expect("has no control number").as_str(), "00100199800");
        assert_eq!(Snils::parse("112-233-445"), Err(BadSnils::Digits));
        assert_eq!(Snils::parse("112-233-445 9х"), Err(BadSnils::Digits));
    }

    #[test]
    fn categories_as_people_write_them() {
        assert_eq!(Category::named("Высшая категория"), Some(Category::Highest));
        assert_eq!(Category::named("Первая квалификационная категория"), Some(Category::First));
        assert_eq!(Category::named(" педагог–наставник"), Some(Category::Mentor));
        assert_eq!(Category::named("нет"), None);
    }
}
