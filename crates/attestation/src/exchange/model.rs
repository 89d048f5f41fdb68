//! What sheets may be taken, what a sheet comes to before it is taken, and the row of one that was sent in.

use crate::accounts::Role;
use crate::applications::{FiledCase, Filing, NewApplication};
use crate::invitations::NewInvitation;
use crate::organizations::NewOrganization;
use crate::platform::clock::{Day, Moment};
use crate::platform::failure::Refusal;
use crate::platform::ids::Id;
use crate::platform::record::{BadColumn, Column, Record};
use crate::platform::words::counted;
use crate::register::NewRecord;

/// A kind of sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Организации.
    Organizations,
    /// Заявления педагогов.
    Teachers,
    /// Специалисты: each gets an invitation.
    Specialists,
    /// Координаторы: each gets an invitation.
    Coordinators,
    /// Прежний реестр категорий.
    Register,
    /// Номера на Госуслугах: of cases that are there already.
    Numbers,
}

impl Kind {
    /// Every kind, in the order in which a new system is filled.
    pub const ALL: [Self; 6] =
        [Self::Organizations, Self::Teachers, Self::Specialists, Self::Coordinators, Self::Register, Self::Numbers];

    /// As stored, and as the command line names it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Organizations => "organizations",
            Self::Teachers => "teachers",
            Self::Specialists => "specialists",
            Self::Coordinators => "coordinators",
            Self::Register => "register",
            Self::Numbers => "numbers",
        }
    }

    /// As shown.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Organizations => "Организации",
            Self::Teachers => "Заявления педагогов",
            Self::Specialists => "Специалисты",
            Self::Coordinators => "Координаторы",
            Self::Register => "Реестр категорий",
            Self::Numbers => "Номера Госуслуг",
        }
    }

    /// Reads what is stored or typed.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// The role people of this list are invited to.
    pub(super) const fn role(self) -> Option<Role> {
        match self {
            Self::Organizations | Self::Teachers | Self::Register | Self::Numbers => None,
            Self::Specialists => Some(Role::Specialist),
            Self::Coordinators => Some(Role::Coordinator),
        }
    }

    /// «316 заявлений»: how many of what a row makes.
    pub fn counted(self, number: usize) -> String {
        let (one, few, many) = match self {
            Self::Organizations => ("организация", "организации", "организаций"),
            Self::Teachers => ("заявление", "заявления", "заявлений"),
            Self::Specialists | Self::Coordinators => ("приглашение", "приглашения", "приглашений"),
            Self::Register => ("запись", "записи", "записей"),
            Self::Numbers => ("номер", "номера", "номеров"),
        };
        counted(number as u64, one, few, many)
    }
}

impl Column for Kind {
    fn read(record: &Record<'_>, place: usize) -> Result<Self, BadColumn> {
        record.known(place, "kind of sheet", Self::parse)
    }
}

/// A cell and what is to be said about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    /// As Excel names it: `G13`; the first ones and how many more, when it is said of many.
    pub cell: String,
    /// The reason and what to do.
    pub text: String,
}

impl std::fmt::Display for Spot {
    /// «G13: адрес записан с ошибкой…»; an abbreviation keeps its capitals.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut signs = self.text.chars();
        let first = signs.next();
        let is_abbreviation = signs.clone().next().is_some_and(char::is_uppercase);
        write!(f, "{}: ", self.cell)?;
        match first {
            Some(first) if !is_abbreviation => {
                write!(f, "{}{}", first.to_lowercase(), signs.as_str())
            }
            _ => f.write_str(&self.text),
        }
    }
}

/// What a good row would make.
#[derive(Debug, Clone)]
pub enum Entry {
    /// A school.
    Organization(NewOrganization),
    /// A teacher's application, how it came, the rule against it where there is one.
    Application(Box<(NewApplication, Filing, Option<String>)>),
    /// An invitation.
    Invitation(Box<NewInvitation>),
    /// A record of the register.
    Record(Box<NewRecord>),
    /// A case and how it came.
    Number(Box<(FiledCase, Filing)>),
}

/// A good row.
#[derive(Debug, Clone)]
pub struct Planned {
    /// Its number, as Excel shows it.
    pub row: u32,
    /// Who or what it is about.
    pub title: String,
    /// What else is worth seeing before it is taken.
    pub about: String,
    /// What it would make.
    pub entry: Entry,
    /// Why nothing is to be made: it is there already; empty when it is new.
    pub known: String,
}

/// What a sheet comes to: shown as a dry run, carried out when confirmed.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The kind of sheet.
    pub kind: Kind,
    /// Good rows, new and known, in the order of the sheet.
    pub rows: Vec<Planned>,
    /// What keeps rows from being taken, in the order of the sheet.
    pub faults: Vec<Spot>,
    /// What is taken as it is, but is worth a look.
    pub warnings: Vec<Spot>,
    /// How many rows would make something.
    pub new: usize,
    /// How many are there already.
    pub known: usize,
    /// How many have faults.
    pub faulty: usize,
    /// How many new applications are past their last day of registration, and the earliest of these days.
    pub overdue: Option<(usize, Day)>,
}

impl Plan {
    /// Rows that would make an application against a rule.
    pub(super) fn against(&self) -> Vec<&Planned> {
        let is_against =
            |row: &&Planned| row.known.is_empty() && matches!(&row.entry, Entry::Application(new) if new.2.is_some());
        self.rows.iter().filter(is_against).collect()
    }

    /// «Не внесены из-за ошибок: 5 строк.»
    pub(super) fn left_out(&self) -> String {
        counted(self.faulty as u64, "строка", "строки", "строк")
    }
}

/// A sheet that was sent in.
#[derive(Debug, Clone)]
pub struct Import {
    /// Its id.
    pub id: Id<Import>,
    /// The kind of sheet.
    pub kind: Kind,
    /// The name of the file.
    pub file_name: String,
    /// SHA-256 of the kept file.
    pub file_key: String,
    /// The day the applications in it came.
    pub received_on: Day,
    /// Who sent it in, in full; empty when the system did.
    pub added_by: String,
    /// When.
    pub added_at: Moment,
    /// When it was taken.
    pub confirmed_at: Option<Moment>,
    /// What came of it; empty until then.
    pub outcome: String,
    /// How many of its records are there, of a register that is taken by parts.
    pub made: i64,
}

impl Import {
    /// Whether it is being taken now, part after part.
    pub(super) fn is_under_way(&self) -> bool {
        self.confirmed_at.is_some() && self.outcome.is_empty()
    }
}

/// Why a sheet is not taken now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refused {
    /// It was taken before.
    Taken,
    /// It is being taken now, part after part.
    UnderWay,
    /// Nothing in it is both sound and new.
    NothingNew,
    /// Its file went by its term, or with the cases that were made of it.
    Erased,
}

impl Refusal for Refused {
    fn reason(&self) -> String {
        match self {
            Self::Taken => "Эта таблица уже внесена. Второй раз ничего не создано.",
            Self::UnderWay => "Эта таблица уже вносится: система закончит сама. Второй раз ничего не создано.",
            Self::NothingNew => {
                "Вносить нечего: новых строк без ошибок в таблице нет. Исправьте таблицу и загрузите её снова."
            }
            Self::Erased => {
                "Файла этой таблицы больше нет: прошёл срок хранения, или он уничтожен вместе с делами, которые по ней внесены. Посмотреть его нельзя."
            }
        }
        .to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::Spot;

    #[test]
    fn a_spot_reads_as_one_sentence() {
        let said = |text: &str| {
            let spot = Spot { cell: "G13".to_owned(), text: text.to_owned() };
            spot.to_string()
        };
        assert_eq!(said("Адрес записан с ошибкой."), "G13: адрес записан с ошибкой.");
        assert_eq!(said("В СНИЛС ошибка."), "G13: в СНИЛС ошибка.");
        assert_eq!(said("ИНН состоит из 10 цифр."), "G13: ИНН состоит из 10 цифр.");
    }
}
