//! What a case waits for, until which day, and whose step it is: the head of its page.

use crate::applications::{Application, Coming, Considered, Mover, Stage};
use crate::assignments::Relation;
use crate::context::App;
use crate::platform::clock::Day;
use crate::platform::words;

/// What is waited for, until when, and whose step it is.
pub(super) struct Deadline {
    pub(super) tone: &'static str,
    pub(super) left: String,
    pub(super) what: String,
    pub(super) whose: &'static str,
}

/// Which clock of a case runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Running {
    Register,
    Consider,
    Result,
    Decide,
    Issue,
    Publish,
}

impl Running {
    /// The clock of a stage, none once nothing is waited for; until the result is recorded a specialist has one of their own.
    pub(super) const fn of(case: &Application, relation: Relation) -> Option<Self> {
        Some(match (relation, case.stage) {
            (_, Stage::Granted | Stage::Refused) => Self::Issue,
            (_, Stage::Issued) => Self::Publish,
            (_, stage) if !stage.is_open() => return None,
            (_, Stage::Concluded | Stage::Ready) => Self::Decide,
            // No result is waited for.
            _ if case.awaits_award => Self::Decide,
            (Relation::Specialist, _) => Self::Result,
            (_, Stage::Submitted | Stage::FixRequested | Stage::Registered) => Self::Consider,
            _ => Self::Result,
        })
    }

    /// What is waited for, beside a day.
    pub(super) const fn what(self) -> &'static str {
        match self {
            Self::Register => "зарегистрировать заявление",
            Self::Consider => "рассмотреть заявление",
            Self::Result => "результат специалиста",
            Self::Decide => "решение комиссии",
            Self::Issue => "издание акта",
            Self::Publish => "публикация акта",
        }
    }

    const fn words(self) -> &'static str {
        match self {
            Self::Register => "Зарегистрировать заявление нужно до",
            Self::Consider => "Рассмотреть заявление нужно до",
            Self::Result => "Срок результата —",
            Self::Decide => "Комиссия примет решение до",
            Self::Issue => "Протокол и акт нужно оформить до",
            Self::Publish => "Акт нужно опубликовать до",
        }
    }
}

/// What waits around a case: the session it goes to, and what the last one has left.
#[derive(Debug, Clone, Default)]
pub(super) struct Around {
    /// The session on whose agenda it stands, asked while it waits for the commission.
    pub(super) coming: Option<Coming>,
    /// What the last session has left, asked once there is no other to come.
    pub(super) left: Option<Considered>,
}

impl Around {
    /// What is said before the day: the session that comes, the day the case is put off to, the decision without a protocol.
    fn said(&self, stage: Stage) -> String {
        if let Some(on) = &self.coming {
            return format!("Заседание комиссии: {}. ", on.words());
        }
        match (stage, self.left) {
            (Stage::Ready, Some(Considered { put_off_to: Some(day), .. })) => {
                format!("Отложено до {}, ждёт повестки. ", words::day(day))
            }
            (Stage::Ready, _) => "Дела пока нет ни в одной повестке. ".to_owned(),
            (Stage::Granted | Stage::Refused, Some(Considered { is_signed: false, .. })) => {
                "Решение принято, протокол ещё не подписан. ".to_owned()
            }
            _ => String::new(),
        }
    }

    /// Whose step it is: the Centre puts a case that stands on no agenda on one, and signs the protocol.
    fn mover(&self, stage: Stage) -> Mover {
        match stage {
            Stage::Ready if self.coming.is_none() => Mover::Centre,
            Stage::Granted | Stage::Refused if self.left.is_some_and(|left| !left.is_signed) => Mover::Centre,
            _ => stage.mover(),
        }
    }
}

/// The clock that runs, until its last day; what is around the case first.
pub(super) fn deadline(app: &App, stage: Stage, (running, due): (Running, Day), around: &Around) -> Deadline {
    let today = app.today();
    Deadline {
        tone: words::tone(due, today).code(),
        left: words::left(due, today),
        what: format!("{}{} {}.", around.said(stage), running.words(), words::day(due)),
        whose: around.mover(stage).step(),
    }
}

/// Whether so many specialists are fewer than the case needs while they look at it: then the step is the Centre's.
pub(super) fn is_short(case: &Application, members: usize) -> bool {
    let members = i64::try_from(members).unwrap_or(i64::MAX);
    matches!(case.stage, Stage::InReview | Stage::Returned) && members < case.group_size
}

/// What is said of a group that is not whole; to the Centre with how many are there.
pub(super) fn gathered(deadline: Deadline, case: &Application, (relation, members): (Relation, usize)) -> Deadline {
    if relation == Relation::Specialist || !is_short(case, members) {
        return deadline;
    }
    let count = format!(" Назначено специалистов: {members} из {}.", case.group_size);
    let said = if relation == Relation::Centre { count.as_str() } else { "" };
    Deadline { what: format!("{}{said}", deadline.what), whose: Mover::Centre.step(), ..deadline }
}
