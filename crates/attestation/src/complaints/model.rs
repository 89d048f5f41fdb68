//! A complaint and what it is against, whether one may be filed, and every «no» with its sentence.

use crate::applications::Stage;
use crate::deadlines::{ANSWER_COMPLAINT, ANSWER_INTAKE};
use crate::documents::SignedFile;
use crate::platform::clock::Day;
use crate::platform::failure::Refusal;
use crate::platform::ids::Id;
use crate::platform::record::{BadColumn, Column, Record};
use crate::platform::words;

/// What a complaint is against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Against {
    /// The intake was refused.
    Intake,
    /// The commission has granted or refused the category.
    Decision,
}

impl Against {
    /// What there is to complain of in a case that has come so far; none while nothing is decided.
    pub const fn of(stage: Stage) -> Option<Self> {
        match stage {
            Stage::IntakeRefused => Some(Self::Intake),
            _ if stage.is_decided() => Some(Self::Decision),
            _ => None,
        }
    }

    /// The clock of its answer.
    /// Source: 210-ФЗ, a shorter term where papers were not taken; both are dated settings.
    pub const fn clock(self) -> &'static str {
        match self {
            Self::Intake => ANSWER_INTAKE,
            Self::Decision => ANSWER_COMPLAINT,
        }
    }

    /// As stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Intake => "intake",
            Self::Decision => "decision",
        }
    }

    /// As shown after «жалоба на».
    pub const fn words(self) -> &'static str {
        match self {
            Self::Intake => "отказ в приёме",
            Self::Decision => "решение комиссии",
        }
    }
}

impl Column for Against {
    fn read(record: &Record<'_>, place: usize) -> Result<Self, BadColumn> {
        record.known(place, "thing to complain of", |code| {
            [Self::Intake, Self::Decision].into_iter().find(|one| one.code() == code)
        })
    }
}

/// The answer to a complaint.
#[derive(Debug, Clone)]
pub struct Answered {
    /// Its day.
    pub on: Day,
    /// What was answered.
    pub words: String,
    /// The paper of the answer; none when there is none.
    pub file: Option<SignedFile>,
}

/// A complaint.
#[derive(Debug, Clone)]
pub struct Complaint {
    /// Its id.
    pub id: Id<Complaint>,
    /// What it is against.
    pub against: Against,
    /// What it says.
    pub words: String,
    /// The day it was filed.
    pub filed_on: Day,
    /// The last day for the answer.
    pub due_on: Day,
    /// The paper; none when there is none.
    pub file: Option<SignedFile>,
    /// Whether the teacher has filed it; otherwise the centre has written it down.
    pub is_own: bool,
    /// The answer; none until there is one.
    pub answered: Option<Answered>,
}

/// Why a complaint is not taken or not answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// Nothing is decided.
    NothingYet,
    /// The case is in the archive.
    PutAway,
    /// Another one waits for its answer until this day.
    Open(Day),
    /// It is answered.
    Answered,
}

impl Refusal for Refused {
    fn reason(&self) -> String {
        match self {
            Self::NothingYet => {
                "Жаловаться здесь можно на решение комиссии или на отказ в приёме, а их в деле нет. По другому вопросу позвоните в Центр."
                    .to_owned()
            }
            Self::PutAway => {
                "Дело в архиве, в нём уже ничего не меняют. Пожаловаться на решение можно в орган, который издаёт акт, или в суд."
                    .to_owned()
            }
            Self::Open(day) => format!(
                "По этому делу уже есть жалоба, ответ на неё будет до {}. Новую можно подать после ответа.",
                words::day(*day)
            ),
            Self::Answered => "На эту жалобу уже ответили. Откройте жалобы заново.".to_owned(),
        }
    }
}

/// What may be complained of now, in a case with this complaint open.
///
/// # Errors
/// When there is nothing to complain of, or the open one waits for its answer.
pub(super) fn may_complain(stage: Stage, open: Option<&Complaint>) -> Result<Against, Refused> {
    let no = if matches!(stage, Stage::Archived | Stage::Erased) { Refused::PutAway } else { Refused::NothingYet };
    let against = Against::of(stage).ok_or(no)?;
    match open {
        Some(one) => Err(Refused::Open(one.due_on)),
        None => Ok(against),
    }
}
