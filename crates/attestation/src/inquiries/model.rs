//! What is asked, whose data they are, and why an inquiry is not changed any more.

use crate::accounts::Account;
use crate::applications::{Channel, Teacher};
use crate::deadlines::{ANSWER_PERSON, ERASE_PERSON, PUT_RIGHT};
use crate::platform::clock::{Day, Moment};
use crate::platform::failure::Refusal;
use crate::platform::ids::Id;
use crate::platform::names::{FullName, key};
use crate::platform::record::{BadColumn, Column, Record};
use crate::platform::words;

/// What a person asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    /// Сообщить, какие данные хранятся, и дать их копию.
    Copy,
    /// Исправить.
    Correction,
    /// Прекратить обработку.
    Stop,
    /// Уничтожить.
    Erasure,
}

impl Wish {
    /// Every wish, in the order they are shown.
    pub const ALL: [Self; 4] = [Self::Copy, Self::Correction, Self::Stop, Self::Erasure];

    /// As stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Copy => "copy",
            Self::Correction => "correction",
            Self::Stop => "stop",
            Self::Erasure => "erasure",
        }
    }

    /// As shown.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Copy => "дать сведения о данных и их копию",
            Self::Correction => "исправить данные",
            Self::Stop => "прекратить обработку данных",
            Self::Erasure => "уничтожить данные",
        }
    }

    /// The term by which it is answered (152-ФЗ, ст. 20, 21).
    pub const fn term(self) -> &'static str {
        match self {
            Self::Copy | Self::Stop => ANSWER_PERSON,
            Self::Correction => PUT_RIGHT,
            Self::Erasure => ERASE_PERSON,
        }
    }

    /// Whether the person wants the processing to end: stopped or erased.
    pub const fn is_to_stop(self) -> bool {
        matches!(self, Self::Stop | Self::Erasure)
    }

    /// Reads what is stored or sent.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|wish| wish.code() == code)
    }
}

impl Column for Wish {
    fn read(record: &Record<'_>, place: usize) -> Result<Self, BadColumn> {
        record.known(place, "wish", Self::parse)
    }
}

/// Whose data they are: a teacher, a cabinet, or a teacher with a cabinet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Person {
    /// The cabinet.
    pub account: Option<Id<Account>>,
    /// The teacher.
    pub teacher: Option<Id<Teacher>>,
}

/// A person found by name or СНИЛС, as they are offered.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub(super) person: Person,
    pub(super) name: FullName,
    /// «родилась 4 февраля 1978, МБОУ «СОШ № 66»» or the login.
    pub(super) about: String,
}

impl Found {
    /// «Орлова Ольга Андреевна: педагог, дата рождения 04.02.1978, МБОУ «СОШ № 66»».
    pub(super) fn told(&self) -> String {
        format!("{}: {}", self.name.full(), self.about)
    }
}

/// Where a name or a number stands beside teachers and cabinets: the register, invitations, commissions.
#[derive(Debug, Clone)]
pub(super) struct Mention {
    pub(super) name: FullName,
    /// «реестр категорий: первая, 20.11.2019, приказ № 5».
    pub(super) about: String,
    /// Its page.
    pub(super) href: String,
}

/// Whether the name of a request may be that of this person: the surname, the given name or its first letter, and the same of
/// the patronymic when the request has one.
pub(super) fn may_be(who: &str, name: &FullName) -> bool {
    let asked = key(who);
    let mut rest: Vec<&str> = asked.split(' ').collect();
    let named = takes(&mut rest, &key(&name.surname)) && takes_given(&mut rest, &key(&name.given));
    named && (rest.is_empty() || takes_given(&mut rest, &key(&name.patronymic)) && rest.is_empty())
}

/// Takes every word of a part of a name out of what was asked; false, and nothing is taken, when one is not there.
fn takes(rest: &mut Vec<&str>, part: &str) -> bool {
    let mut left = rest.clone();
    for word in part.split(' ') {
        let Some(at) = left.iter().position(|one| *one == word) else { return false };
        left.remove(at);
    }
    *rest = left;
    true
}

/// The same, or its first letter.
fn takes_given(rest: &mut Vec<&str>, part: &str) -> bool {
    let initial: String = part.chars().take(1).collect();
    takes(rest, part) || (!initial.is_empty() && takes(rest, &initial))
}

/// An inquiry to be written down.
#[derive(Debug, Clone)]
pub struct NewInquiry {
    /// Who asks, as they wrote it.
    pub who: String,
    /// How it came.
    pub channel: Channel,
    /// What is asked for.
    pub wish: Wish,
    /// The same in words; may be empty.
    pub words: String,
    /// The day it came.
    pub asked_on: Day,
    /// The day by which it is answered.
    pub due_on: Day,
}

/// What was answered and when.
#[derive(Debug, Clone)]
pub struct Answered {
    /// The day of the answer.
    pub on: Day,
    /// What was answered.
    pub words: String,
    /// Who wrote it down; empty when that person is not known any more.
    pub by: String,
    /// When it was written down.
    pub at: Moment,
}

/// An inquiry.
#[derive(Debug, Clone)]
pub struct Inquiry {
    /// Its id.
    pub id: Id<Inquiry>,
    /// What was written down.
    pub asked: NewInquiry,
    /// Whose data they are; none until the person is found.
    pub person: Option<Person>,
    /// Who wrote it down.
    pub added_by: String,
    /// When.
    pub added_at: Moment,
    /// The answer; none while it waits for one.
    pub answered: Option<Answered>,
}

impl Inquiry {
    /// Whether it still waits for an answer.
    ///
    /// # Errors
    /// When it was answered.
    pub const fn may_change(&self) -> Result<(), Denial> {
        if self.answered.is_some() { Err(Denial::Answered) } else { Ok(()) }
    }

    /// How its day of answer stands, in words and in colour: «осталось 3 дня», «с опозданием на 2 дня», «в срок».
    pub(super) fn standing(&self, today: Day) -> (String, &'static str) {
        let due = self.asked.due_on;
        match &self.answered {
            None => (words::left(due, today), words::tone(due, today).code()),
            Some(answered) if answered.on > due => {
                let late = words::counted(answered.on.since(due).unsigned_abs(), "день", "дня", "дней");
                (format!("ответ с опозданием на {late}"), "late")
            }
            Some(_) => ("ответ дан в срок".to_owned(), "ok"),
        }
    }
}

/// Why an inquiry is not changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Denial {
    /// It was answered.
    #[error(
        "На это обращение уже ответили, изменить его нельзя. Если человек обратился снова, запишите новое обращение."
    )]
    Answered,
    /// The person asks for something else.
    #[error("Человек просит о другом: здесь прекращают обработку и уничтожают данные. Запишите новое обращение.")]
    OtherWish,
    /// Nobody was chosen yet.
    #[error("Сначала найдите человека, чьи данные он просит: по имени или СНИЛС на странице обращения.")]
    Nobody,
}

impl Refusal for Denial {
    fn reason(&self) -> String {
        self.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_was_asked_is_compared_whole() {
        let name = |surname: &str, given: &str, patronymic: &str| FullName {
            surname: surname.to_owned(),
            given: given.to_owned(),
            patronymic: patronymic.to_owned(),
        };
        let igor = name("Хохлов", "Игорь", "Дмитриевич");
        for who in ["Хохлов Игорь Дмитриевич", "хохлов  и. д.", "Игорь Хохлов", "Хохлов И.", "Хохлов Игорь Д."]
        {
            assert!(may_be(who, &igor), "{who}");
        }
        for who in ["Хохлов Игорь Артёмович", "Хохлов И. А.", "Хохлов", "Хохлова Игорь Дмитриевич", ""]
        {
            assert!(!may_be(who, &igor), "{who}");
        }
        assert!(may_be("Орлова О. О.", &name("Орлова", "Ольга", "Олеговна")));
        assert!(may_be("Ли Мария-Луиза", &name("Ли", "Мария-Луиза", "")));
        assert!(!may_be("Ли Мария Петровна", &name("Ли", "Мария", "")), "one patronymic more");
    }
}
