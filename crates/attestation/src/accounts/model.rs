//! Accounts and seats: who people are and in which roles.

use crate::platform::ids::Id;
use crate::platform::names::FullName;
use crate::platform::record::{BadColumn, Column, Record};
use crate::platform::visit::Visit;

use super::consents::Older;

/// A school or another organisation; its feature lives above, its name is needed here.
pub struct Organization;

/// The role of a seat.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Сотрудник Центра.
    Centre,
    /// Специалист.
    Specialist,
    /// Координатор в образовательной организации.
    Coordinator,
    /// Педагог.
    Teacher,
    /// Муниципальный координатор.
    Municipal,
    /// Член аттестационной комиссии: its chair, deputy and secretary among them.
    Member,
    /// Сотрудник органа, который издаёт акты.
    Authority,
    /// Администратор: people and settings of the house, no case.
    Admin,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 8] = [
        Self::Centre,
        Self::Specialist,
        Self::Coordinator,
        Self::Teacher,
        Self::Municipal,
        Self::Member,
        Self::Authority,
        Self::Admin,
    ];

    /// Whether the commission's decisions are told to this role as they are made; others learn them once the protocol is signed.
    pub const fn keeps_decisions(self) -> bool {
        matches!(self, Self::Centre | Self::Authority)
    }

    /// The page the cabinet begins with.
    pub const fn home(self) -> &'static str {
        match self {
            Self::Centre | Self::Specialist | Self::Teacher | Self::Authority => "/cabinet",
            Self::Coordinator => "/school",
            Self::Municipal => "/applications",
            Self::Member => "/sittings",
            Self::Admin => "/people",
        }
    }

    /// As stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Centre => "centre",
            Self::Specialist => "specialist",
            Self::Coordinator => "coordinator",
            Self::Teacher => "teacher",
            Self::Municipal => "municipal",
            Self::Member => "member",
            Self::Authority => "authority",
            Self::Admin => "admin",
        }
    }

    /// As shown.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Centre => "сотрудник Центра",
            Self::Specialist => "специалист",
            Self::Coordinator => "координатор",
            Self::Teacher => "педагог",
            Self::Municipal => "муниципальный координатор",
            Self::Member => "член комиссии",
            Self::Authority => "сотрудник уполномоченного органа",
            Self::Admin => "администратор",
        }
    }

    /// Whether it opens more than the person's own cases: a session that is left alone ends sooner.
    pub const fn is_staff(self) -> bool {
        matches!(self, Self::Centre | Self::Authority | Self::Admin)
    }

    /// Whether it is held at one school.
    pub const fn is_at_school(self) -> bool {
        matches!(self, Self::Coordinator | Self::Teacher)
    }

    /// Whether it is held at one place only, which the words of a seat name: a school or a municipality.
    pub const fn has_place(self) -> bool {
        matches!(self, Self::Coordinator | Self::Teacher | Self::Municipal)
    }

    /// Reads what is stored or sent.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }
}

impl Column for Role {
    fn read(record: &Record<'_>, place: usize) -> Result<Self, BadColumn> {
        record.known(place, "role", Self::parse)
    }
}

/// A person with a cabinet.
#[derive(Debug, Clone)]
pub struct Account {
    /// Its id.
    pub id: Id<Account>,
    /// The login.
    pub login: String,
    /// The address.
    pub email: String,
    /// The name.
    pub name: FullName,
    /// The phone; may be empty.
    pub phone: String,
}

/// A role a person holds.
#[derive(Debug, Clone)]
pub struct Seat {
    /// Its id.
    pub id: Id<Seat>,
    /// The role.
    pub role: Role,
    /// The coordinator's or teacher's school, the specialist's place of work.
    pub organization: Option<Id<Organization>>,
    /// The name of the school or place of work, a municipal coordinator's municipality; may be empty.
    pub workplace: String,
}

impl Seat {
    /// «координатор, МБОУ «СОШ № 66»».
    pub fn words(&self) -> String {
        match self.role {
            role if role.has_place() && !self.workplace.is_empty() => {
                format!("{}, {}", self.role.words(), self.workplace)
            }
            role => role.words().to_owned(),
        }
    }
}

/// A person signed in, in one of their seats, with the request that came.
#[derive(Debug, Clone)]
pub struct Signed {
    /// The request.
    pub visit: Visit,
    /// The person.
    pub account: Account,
    /// The seat they act in.
    pub seat: Seat,
    /// Every open seat of theirs, this one included.
    pub seats: Vec<Seat>,
    /// The hash of the session.
    pub session: String,
    /// Whether they have the second step of sign-in.
    pub second_step: bool,
    /// Whether a role of theirs demands it and they have not set it up: nothing else opens until they do.
    pub must_set_up: bool,
    /// On the page their cabinet begins with: the consent they stay with while another is asked for.
    pub older_consent: Option<Older>,
}
