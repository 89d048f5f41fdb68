//! Stages of an application and what may follow what: nothing else decides it.

use crate::platform::record::{BadColumn, Column, Record};

use super::denial::Denial;
use super::moves::{Move, Mover};

/// A stage in words, with the tone of its tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Told {
    /// «на рассмотрении».
    pub words: &'static str,
    /// The tone.
    pub tone: &'static str,
}

/// Where an application stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Черновик: the teacher's own, seen by nobody else. It has no row among applications yet.
    Draft,
    /// Подано: waits to be registered.
    Submitted,
    /// Нужны исправления: the centre has made remarks. The clocks go on.
    FixRequested,
    /// В приёме отказано, on one of the closed list of grounds.
    IntakeRefused,
    /// Зарегистрировано: waits for its term, form and specialist.
    Registered,
    /// Срок и форма назначены: waits for a specialist, or by the simplified track for its award to be confirmed.
    Scheduled,
    /// На рассмотрении у специалиста.
    InReview,
    /// Результат записан: the conclusion is ready.
    Concluded,
    /// Возвращено специалисту: the centre gave the result back with a reason.
    Returned,
    /// Готово к заседанию комиссии.
    Ready,
    /// Категория установлена решением комиссии.
    Granted,
    /// В установлении категории отказано решением комиссии.
    Refused,
    /// Распорядительный акт издан.
    Issued,
    /// Акт опубликован.
    Published,
    /// Отозвано.
    Withdrawn,
    /// В архиве.
    Archived,
    /// Уничтожено по истечении срока хранения.
    Erased,
}

impl Stage {
    /// Every stage.
    pub const ALL: [Self; 17] = [
        Self::Draft,
        Self::Submitted,
        Self::FixRequested,
        Self::IntakeRefused,
        Self::Registered,
        Self::Scheduled,
        Self::InReview,
        Self::Concluded,
        Self::Returned,
        Self::Ready,
        Self::Granted,
        Self::Refused,
        Self::Issued,
        Self::Published,
        Self::Withdrawn,
        Self::Archived,
        Self::Erased,
    ];

    /// Every stage of a case that has a row of its own: all but a draft.
    pub const KEPT: [Self; 16] = {
        let mut kept = [Self::Submitted; 16];
        let mut at = 0;
        while at < kept.len() {
            kept[at] = Self::ALL[at + 1];
            at += 1;
        }
        kept
    };

    /// The moves allowed from here.
    pub const fn moves(self) -> &'static [Move] {
        match self {
            Self::Draft => &[Move::Submit],
            Self::Submitted => &[Move::Register, Move::AskFix, Move::RefuseIntake, Move::Withdraw],
            Self::FixRequested => &[Move::Resend, Move::Withdraw],
            Self::Registered => &[Move::AskFix, Move::Schedule, Move::Assign, Move::Withdraw],
            Self::Scheduled => &[Move::Assign, Move::ApproveAward, Move::Reschedule, Move::Withdraw],
            Self::InReview | Self::Returned => &[
                Move::Conclude,
                Move::Reassign,
                Move::Join,
                Move::Leave,
                Move::Release,
                Move::Reschedule,
                Move::Withdraw,
            ],
            Self::Concluded => &[Move::Return, Move::PutOnAgenda, Move::Reschedule, Move::Withdraw],
            Self::Ready => &[
                Move::Grant,
                Move::Refuse,
                Move::Postpone,
                Move::Return,
                Move::TakeAwardBack,
                Move::Reschedule,
                Move::Withdraw,
            ],
            Self::Granted | Self::Refused => &[Move::IssueAct, Move::Reopen],
            Self::Issued => &[Move::Publish],
            Self::IntakeRefused | Self::Published | Self::Withdrawn => &[Move::Archive],
            Self::Archived => &[Move::Erase],
            Self::Erased => &[],
        }
    }

    /// Where a move leads from here, or why it cannot be made.
    pub fn after(self, mv: Move) -> Result<Self, Denial> {
        if !self.moves().contains(&mv) {
            return Err(Denial::of(self, mv));
        }
        Ok(match mv {
            Move::Submit => Self::Submitted,
            Move::Register | Move::Resend => Self::Registered,
            Move::AskFix => Self::FixRequested,
            Move::RefuseIntake => Self::IntakeRefused,
            Move::Schedule | Move::Release | Move::TakeAwardBack => Self::Scheduled,
            Move::Assign => Self::InReview,
            Move::Reschedule | Move::Reassign | Move::Join | Move::Leave => self,
            Move::Conclude => Self::Concluded,
            Move::Return => Self::Returned,
            // A case that was put off stays ready: its conclusion is not made anew.
            Move::ApproveAward | Move::PutOnAgenda | Move::Postpone | Move::Reopen => Self::Ready,
            Move::Grant => Self::Granted,
            Move::Refuse => Self::Refused,
            Move::IssueAct => Self::Issued,
            Move::Publish => Self::Published,
            Move::Withdraw => Self::Withdrawn,
            Move::Archive => Self::Archived,
            Move::Erase => Self::Erased,
        })
    }

    /// Whose move it is.
    pub const fn mover(self) -> Mover {
        match self {
            Self::Draft | Self::FixRequested => Mover::Teacher,
            Self::Submitted | Self::Registered | Self::Scheduled | Self::Concluded | Self::Issued => Mover::Centre,
            Self::InReview | Self::Returned => Mover::Specialist,
            Self::Ready => Mover::Commission,
            Self::Granted | Self::Refused => Mover::Authority,
            Self::IntakeRefused | Self::Published | Self::Withdrawn | Self::Archived | Self::Erased => Mover::Nobody,
        }
    }

    /// Whether documents may still be added and checked: nothing was concluded yet.
    pub const fn takes_documents(self) -> bool {
        matches!(
            self,
            Self::Submitted | Self::FixRequested | Self::Registered | Self::Scheduled | Self::InReview | Self::Returned
        )
    }

    /// Whether a decision is still ahead: another application for the same is not taken meanwhile.
    pub const fn is_open(self) -> bool {
        self.takes_documents() || matches!(self, Self::Draft | Self::Concluded | Self::Ready)
    }

    /// Whether the commission has granted or refused the category.
    pub const fn is_decided(self) -> bool {
        matches!(self, Self::Granted | Self::Refused | Self::Issued | Self::Published)
    }

    /// As stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Submitted => "submitted",
            Self::FixRequested => "fix_requested",
            Self::IntakeRefused => "intake_refused",
            Self::Registered => "registered",
            Self::Scheduled => "scheduled",
            Self::InReview => "in_review",
            Self::Concluded => "concluded",
            Self::Returned => "returned",
            Self::Ready => "ready",
            Self::Granted => "granted",
            Self::Refused => "refused",
            Self::Issued => "issued",
            Self::Published => "published",
            Self::Withdrawn => "withdrawn",
            Self::Archived => "archived",
            Self::Erased => "erased",
        }
    }

    /// As told to somebody: whoever does not keep decisions learns what the commission has decided from the page of the
    /// decision, once the protocol is signed.
    pub const fn told(self, keeps_decisions: bool) -> Told {
        if !keeps_decisions && self.tells_decision() {
            return Told { words: "решение комиссии принято", tone: "blue" };
        }
        Told { words: self.words(), tone: self.tone() }
    }

    /// Where a case of this stage stands; while its award is to be confirmed, by the simplified track, no specialist is waited
    /// for.
    pub const fn standing(self, awaits_award: bool) -> Told {
        let words = if awaits_award { "ждёт подтверждения награды" } else { self.words() };
        Told { words, tone: self.tone() }
    }

    /// Stages a list may be narrowed to by somebody; narrowing tells where a case stands as well as its words do.
    pub fn asked_by(keeps_decisions: bool) -> impl Iterator<Item = Self> {
        Self::KEPT.into_iter().filter(move |stage| keeps_decisions || !stage.tells_decision())
    }

    /// Whether its very name says what the commission has decided, which is nobody's to know before the protocol is signed.
    pub const fn tells_decision(self) -> bool {
        matches!(self, Self::Granted | Self::Refused)
    }

    /// As shown.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Draft => "черновик",
            Self::Submitted => "подано",
            Self::FixRequested => "нужны исправления",
            Self::IntakeRefused => "в приёме отказано",
            Self::Registered => "зарегистрировано",
            Self::Scheduled => "ждёт специалиста",
            Self::InReview => "на рассмотрении",
            Self::Concluded => "результат записан",
            Self::Returned => "возвращено на доработку",
            Self::Ready => "готово к заседанию",
            Self::Granted => "категория установлена",
            Self::Refused => "в категории отказано",
            Self::Issued => "акт издан",
            Self::Published => "акт опубликован",
            Self::Withdrawn => "отозвано",
            Self::Archived => "в архиве",
            Self::Erased => "уничтожено",
        }
    }

    /// The colour of its tag; the words carry the meaning.
    pub const fn tone(self) -> &'static str {
        match self {
            Self::Draft | Self::Registered | Self::Scheduled | Self::Archived | Self::Erased => "grey",
            Self::Submitted | Self::InReview | Self::Ready => "blue",
            Self::Concluded | Self::Granted | Self::Issued | Self::Published => "green",
            Self::FixRequested | Self::Returned => "yellow",
            Self::IntakeRefused | Self::Refused => "red",
            Self::Withdrawn => "purple",
        }
    }

    /// Reads what is stored or sent.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.code() == code)
    }
}

impl Column for Stage {
    fn read(record: &Record<'_>, place: usize) -> Result<Self, BadColumn> {
        record.known(place, "stage", Self::parse)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fmt::Write as _;

    #[test]
    fn the_table_of_moves() {
        let mut table = String::new();
        for stage in Stage::ALL {
            for mv in Move::ALL {
                let by: Vec<&str> = mv.made_by().iter().map(|role| role.code()).collect();
                let to = stage
                    .after(mv)
                    .map_or_else(|why| why.to_string(), |next| format!("→ {} by {}", next.code(), by.join(", ")));
                writeln!(table, "{:<14} {:<12} {to}", stage.code(), format!("{mv:?}")).expect("a string");
            }
        }
        insta::assert_snapshot!(table);
    }

    #[test]
    fn a_draft_is_the_only_stage_without_a_case() {
        assert_eq!(Stage::KEPT.len() + 1, Stage::ALL.len());
        assert!(!Stage::KEPT.contains(&Stage::Draft));
        assert_eq!(Stage::KEPT.last(), Some(&Stage::Erased));
    }
}
