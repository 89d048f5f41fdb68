//! An act of erasure as it stands, and why it cannot be changed or confirmed.

use crate::accounts::Account;
use crate::platform::clock::{Day, Moment};
use crate::platform::failure::Refusal;
use crate::platform::ids::Id;
use crate::platform::names::FullName;
use crate::platform::record::{BadColumn, Column, Record};
use crate::platform::words;

/// Cases and attestations of one act at most.
pub(super) const MOST: usize = 200;
/// Members of the commission that erases, at least: one person alone erases nothing.
pub(super) const FEWEST_MEMBERS: usize = 2;

/// What an act has: cases and attestations for fitness.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    /// Cases.
    pub cases: i64,
    /// Attestations.
    pub attestations: i64,
}

impl Count {
    /// All of them.
    pub const fn all(self) -> i64 {
        self.cases + self.attestations
    }

    /// «12 дел», «12 дел, 1 аттестация».
    pub fn words(self) -> String {
        let cases = words::counted(self.cases.unsigned_abs(), "дело", "дела", "дел");
        let attestations = words::counted(self.attestations.unsigned_abs(), "аттестация", "аттестации", "аттестаций");
        match (self.cases, self.attestations) {
            (_, 0) => cases,
            (0, _) => attestations,
            _ => format!("{cases}, {attestations}"),
        }
    }
}

/// Where an act stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Проект.
    Draft,
    /// Отменён: nothing was erased by it.
    Dropped,
    /// Исполнен.
    Done,
}

impl State {
    const ALL: [Self; 3] = [Self::Draft, Self::Dropped, Self::Done];

    /// As stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Dropped => "dropped",
            Self::Done => "done",
        }
    }

    /// As shown.
    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::Draft => "проект",
            Self::Dropped => "отменён",
            Self::Done => "исполнен",
        }
    }

    /// The colour of its tag; the words carry the meaning.
    pub(super) const fn tone(self) -> &'static str {
        match self {
            Self::Draft => "blue",
            Self::Dropped => "grey",
            Self::Done => "green",
        }
    }
}

impl Column for State {
    fn read(record: &Record<'_>, place: usize) -> Result<Self, BadColumn> {
        record.known(place, "state of an act of erasure", |code| Self::ALL.into_iter().find(|one| one.code() == code))
    }
}

/// Акт об уничтожении персональных данных.
#[derive(Debug, Clone)]
pub struct Erasure {
    /// Its id.
    pub id: Id<Erasure>,
    /// The year its number is of.
    pub year: i64,
    /// Its number in that year.
    pub number: i64,
    /// Where it stands.
    pub state: State,
    /// Members of the commission that erases, each with the post.
    pub members: Vec<String>,
    /// By which terms the cases were kept; empty until it is done.
    pub ground: Vec<String>,
    /// Who drew it up.
    pub drawn_by: Id<Account>,
    /// The name of that person.
    pub drawer: FullName,
    /// When it was drawn up.
    pub drawn_at: Moment,
    /// Who confirmed it.
    pub doer: Option<FullName>,
    /// When it was done.
    pub done_at: Option<Moment>,
    /// The day it was done: its date.
    pub dated_on: Option<Day>,
    /// The operator's address: as it was typed into a draft, as it was when the act was carried out; may be empty.
    pub address: String,
}

impl Erasure {
    /// «№ 3 от 24.11.2031»; a draft has no date yet: «№ 3 за 2031 год».
    pub fn called(&self) -> String {
        match self.dated_on {
            Some(day) => format!("№\u{a0}{} от {}", self.number, words::brief_day(day)),
            None => format!("№\u{a0}{} за {}\u{a0}год", self.number, self.year),
        }
    }

    /// Whether its cases and members may still be changed.
    ///
    /// # Errors
    /// When it is done or dropped.
    pub const fn may_change(&self) -> Result<(), Denial> {
        match self.state {
            State::Draft => Ok(()),
            State::Dropped => Err(Denial::Dropped),
            State::Done => Err(Denial::Done),
        }
    }

    /// The operator's address in its paper; `centre` is that of the settings. What was carried out keeps its own.
    pub fn operator<'a>(&'a self, centre: &'a str) -> &'a str {
        if self.state == State::Done || centre.is_empty() { &self.address } else { centre }
    }

    /// Whether this account may confirm it: another one than that which drew it up. `centre` is the address of the settings.
    ///
    /// # Errors
    /// When it is no draft, has no members or no address, or the account drew it up.
    pub fn may_be_confirmed(&self, by: &str, centre: &str) -> Result<(), Denial> {
        self.may_change()?;
        if self.drawn_by.to_string() == by {
            return Err(Denial::SamePerson);
        }
        if self.members.len() < FEWEST_MEMBERS {
            return Err(Denial::NoMembers);
        }
        if self.operator(centre).is_empty() {
            return Err(Denial::NoAddress);
        }
        Ok(())
    }
}

/// Why an act of erasure is not changed or confirmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Denial {
    /// It is done.
    #[error("Этот акт уже исполнен, изменить его нельзя. Для других дел подготовьте новый акт.")]
    Done,
    /// It is not done yet.
    #[error("Выгрузка из журнала составляется, когда данные уничтожены: этот акт ещё не исполнен.")]
    NotDone,
    /// It was dropped.
    #[error("Этот проект отменён. Подготовьте новый акт на странице «Хранение дел».")]
    Dropped,
    /// Who drew it up confirms it.
    #[error(
        "Этот акт подготовили вы. Подтвердить его должен другой сотрудник Центра под своим паролем: попросите коллегу."
    )]
    SamePerson,
    /// The commission is not named.
    #[error("В акте не названа комиссия. Сначала запишите её членов на странице акта.")]
    NoMembers,
    /// The operator's address is not known.
    #[error(
        "В акте не назван почтовый адрес Центра: акт должен называть оператора и его адрес. Запишите адрес на странице акта."
    )]
    NoAddress,
    /// It has no cases.
    #[error("В акте нет ни одного дела. Отметьте дела на странице «Хранение дел».")]
    Empty,
    /// A complaint of a case is kept longer than the case.
    #[error(
        "Среди этих дел есть такое, которое держит жалоба: её срок хранения ещё идёт или ответа на неё нет. Проверьте список и отметьте дела заново."
    )]
    Complaint,
    /// More cases than one act takes.
    #[error("В одном акте не больше {MOST} дел. Отметьте меньше или подготовьте ещё один акт.")]
    Full,
    /// A case is not in the archive, or its term is not over.
    #[error(
        "Среди этих дел есть такие, которые уничтожать нельзя: срок хранения ещё идёт, дело не в архиве или стоит в другом акте. Проверьте список и отметьте дела заново."
    )]
    NotPast,
}

impl Refusal for Denial {
    fn reason(&self) -> String {
        self.to_string()
    }
}
